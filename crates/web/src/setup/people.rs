//! The third step: the first members, with their offices and outside statuses. The founder stands first.

use super::{
    Officer, Setup, Stage, roster,
    step::{Fields, Step, again, one, several, shown, to},
};
use crate::{
    App,
    failed::Failed,
    guard::SentWithFiles,
    members::in_words,
    parts::{Choice, Choices, Field, Kind, Problems},
    reader::Reader,
};
use acts::setup::Named;
use axum::{extract::State, response::Response};
use charter::{Charter, sentences};
use people::{EmailAddress, PersonName};

/// The most people of a first roster.
pub(super) const MOST: usize = 60;

/// The field of a file with everybody in it.
const ROSTER: &str = "roster";

/// The page.
pub async fn show(State(app): State<App>, reader: Reader) -> Result<Response, Failed> {
    let step = Step::of(&app, reader).await?;
    let Ok((_, charter)) = step.draft.charter() else { return Ok(to(Stage::Charter)) };
    Ok(shown(page(&step, &charter, Problems::default())))
}

/// Takes the rows.
pub async fn take(
    State(app): State<App>,
    reader: Reader,
    SentWithFiles { form, files }: SentWithFiles<Fields>,
) -> Result<Response, Failed> {
    let mut step = Step::of(&app, reader).await?;
    let Ok((_, charter)) = step.draft.charter() else { return Ok(to(Stage::Charter)) };
    read(&mut step, &form);
    if let Some(file) = files.iter().find(|file| file.field == ROSTER) {
        return fill_in(step, &charter, &file.bytes).await;
    }
    let wanted = one(&form, "do");
    if wanted == "more" && step.draft.people.len() < MOST {
        step.draft.people.push(Named::default());
    }
    step.keep().await?;
    if wanted == "back" {
        return Ok(to(Stage::Charter));
    }
    if wanted == "more" {
        return Ok(to(Stage::Officers));
    }
    step.draft.people.retain(|named| !is_empty(named));
    let problems = wrong(&step, &charter);
    if !problems.is_empty() {
        return Ok(again(page(&step, &charter, problems)));
    }
    step.keep().await?;
    Ok(to(Stage::Channel))
}

/// Fills in the rows from a file; they are looked at before the next step.
async fn fill_in(mut step: Step<'_>, charter: &Charter, bytes: &[u8]) -> Result<Response, Failed> {
    let founder = step.draft.people.first().map(|named| named.email.clone()).unwrap_or_default();
    let adopted = step.draft.adopted_on.trim().parse().ok();
    match roster::named(bytes, charter, &founder, adopted) {
        Ok(people) => {
            step.draft.people = people;
            step.keep().await?;
            Ok(to(Stage::Officers))
        }
        Err(wrong) => Ok(again(page(&step, charter, in_words(&wrong, ROSTER)))),
    }
}

fn is_empty(named: &Named) -> bool {
    named.name.is_empty() && named.email.is_empty() && named.offices.is_empty() && named.statuses.is_empty()
}

/// The rows as they were typed; the founder keeps their address.
fn read(step: &mut Step<'_>, form: &Fields) {
    let founder = step.draft.people.first().map(|named| named.email.clone()).unwrap_or_default();
    let rows = (0..MOST).take_while(|n| form.iter().any(|(field, _)| *field == format!("name-{n}")));
    let rows = rows.map(|n| Named {
        name: one(form, &format!("name-{n}")).trim().to_owned(),
        email: if n == 0 { founder.clone() } else { one(form, &format!("email-{n}")).trim().to_owned() },
        offices: several(form, &format!("office-{n}")),
        statuses: several(form, &format!("status-{n}")),
    });
    let rows: Vec<Named> = rows.collect();
    if !rows.is_empty() {
        step.draft.people = rows;
    }
}

/// What is wrong with the roster.
pub fn wrong(step: &Step<'_>, charter: &Charter) -> Problems {
    let mut problems = Problems::default();
    let people = &step.draft.people;
    for (n, named) in people.iter().enumerate() {
        if let Err(error) = PersonName::parse(&named.name) {
            problems.add(&format!("name-{n}"), error.to_string());
        }
        match EmailAddress::parse(&named.email) {
            Err(error) => problems.add(&format!("email-{n}"), error.to_string()),
            Ok(email) => {
                let same = |other: &Named| EmailAddress::parse(&other.email).is_ok_and(|other| other == email);
                if people.iter().take(n).any(same) {
                    problems.add(&format!("email-{n}"), format!("{email} stands here twice. One person has one row."));
                }
            }
        }
    }
    offices(charter, people, &mut problems);
    problems
}

/// An office for one person is held by one, and offices that must differ are held by different people.
fn offices(charter: &Charter, people: &[Named], problems: &mut Problems) {
    for (key, office) in &charter.rules().offices {
        let holders: Vec<usize> =
            people.iter().enumerate().filter(|(_, named)| named.offices.contains(key)).map(|(n, _)| n).collect();
        let name = charter.office_name(key);
        if let (Some(seats), Some(last)) = (office.seats, holders.last())
            && holders.len() > usize::try_from(seats).unwrap_or(usize::MAX)
        {
            problems.add(
                &format!("office-{last}"),
                format!("{name} is an office for {seats}, and {} hold it here.", holders.len()),
            );
        }
        for other in &office.must_differ_from {
            let both = holders.iter().find(|n| people.get(**n).is_some_and(|named| named.offices.contains(other)));
            if let Some(n) = both.filter(|_| key < other) {
                let other = charter.office_name(other);
                problems.add(
                    &format!("office-{n}"),
                    format!("The same person cannot be {name} and {other} under this charter."),
                );
            }
        }
    }
}

fn page(step: &Step<'_>, charter: &Charter, problems: Problems) -> Setup {
    let mut page = step.page(Stage::Officers, Problems::default());
    let rows = step.draft.people.iter().enumerate().map(|(n, named)| row(n, named, charter, &problems));
    page.officers = rows.collect();
    let file = Field::new(ROSTER, "Everybody from a file").kind(Kind::File).optional();
    let hint = "TOML, YAML or CSV with name, mail, offices and also. It fills in the rows below, to be looked at.";
    page.fields = vec![file.hint(hint).marked(&problems)];
    page.problems = problems;
    page
}

fn row(n: usize, named: &Named, charter: &Charter, problems: &Problems) -> Officer {
    let name = Field::new(&format!("name-{n}"), "Name").value(named.name.clone()).hint("As the group calls them.");
    let email = Field::new(&format!("email-{n}"), "Mail address").value(named.email.clone());
    let offices = charter.offices().into_iter().filter(|office| *office != store::MEMBER);
    let offices = offices.map(|office| {
        Choice::new(office, charter.office_name(office)).chosen(named.offices.iter().any(|held| held == office))
    });
    let statuses = charter
        .rules()
        .statuses
        .iter()
        .map(|(key, says)| Choice::new(key, sentences::capital(says)).chosen(named.statuses.contains(key)));
    let several = |name: String, legend: &str, of: Vec<Choice>| Choices {
        error: problems.at(&name),
        name,
        legend: legend.to_owned(),
        of,
        several: true,
        across: true,
        ..Choices::default()
    };
    Officer {
        heading: if n == 0 { format!("You, {}", named.email) } else { format!("Person {}", n + 1) },
        name: name.marked(problems),
        email: (n > 0).then(|| email.marked(problems)),
        offices: several(format!("office-{n}"), "Offices, beside being a member", offices.collect()),
        statuses: several(format!("status-{n}"), "Is also", statuses.collect()),
    }
}

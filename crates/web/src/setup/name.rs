//! The first step: what the group is called, where its days begin, and what it asks for before it publishes.

use super::{
    Setup, Stage,
    step::{Fields, Step, again, one, shown, to},
};
use crate::{
    App,
    failed::Failed,
    guard::SentWithFiles,
    parts::{Choice, Choices, Field, Problems},
    reader::Reader,
};
use axum::{extract::State, response::Response};
use basics::Zone;

/// The page.
pub async fn show(State(app): State<App>, reader: Reader) -> Result<Response, Failed> {
    let step = Step::of(&app, reader).await?;
    Ok(shown(page(&step, Problems::default())))
}

/// Takes what was typed.
pub async fn take(
    State(app): State<App>,
    reader: Reader,
    SentWithFiles { form, .. }: SentWithFiles<Fields>,
) -> Result<Response, Failed> {
    let mut step = Step::of(&app, reader).await?;
    read(&mut step, &form);
    step.keep().await?;
    let problems = wrong(&step).await?;
    Ok(if problems.is_empty() { to(Stage::Charter) } else { again(page(&step, problems)) })
}

fn read(step: &mut Step<'_>, form: &Fields) {
    let draft = &mut step.draft;
    one(form, "name").trim().clone_into(&mut draft.name);
    draft.slug = match one(form, "slug").trim() {
        "" => slug_of(&draft.name),
        typed => typed.to_owned(),
    };
    one(form, "zone").trim().clone_into(&mut draft.zone);
    one(form, "proof").clone_into(&mut draft.proof);
}

/// A name as it can stand in an address: `Social Media` becomes `social-media`.
fn slug_of(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { ' ' })
        .collect();
    let slug = plain.split_whitespace().collect::<Vec<_>>().join("-");
    slug.chars().take(40).collect::<String>().trim_matches('-').to_owned()
}

async fn wrong(step: &Step<'_>) -> Result<Problems, Failed> {
    let draft = &step.draft;
    let mut problems = Problems::default();
    if basics::text::is_blank(&draft.name) {
        problems.add("name", "Write what the group is called, such as Social Media Working Group.");
    }
    let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if draft.slug.is_empty() || draft.slug.len() > 40 || !draft.slug.bytes().all(legal) {
        problems.add(
            "slug",
            "Its pages need a name of small letters, digits and hyphens, at most 40, such as social-media.",
        );
    } else {
        let taken = step.app.here.store.group_by_slug(&draft.slug).await;
        if taken.map_err(|error| step.reader.trouble(error))?.is_some() {
            problems.add("slug", "This name is taken in this installation. Choose another.");
        }
    }
    if let Err(unknown) = Zone::named(&draft.zone) {
        problems.add("zone", unknown.to_string());
    }
    Ok(problems)
}

fn page(step: &Step<'_>, problems: Problems) -> Setup {
    let draft = &step.draft;
    let zone = if draft.zone.is_empty() { "UTC" } else { &draft.zone };
    let mut page = step.page(Stage::Name, Problems::default());
    page.fields = vec![
        Field::new("name", "The group’s name").value(draft.name.clone()).marked(&problems),
        Field::new("slug", "Its name in addresses")
            .value(draft.slug.clone())
            .hint(format!("{}/g/social-media. Empty: made from the name.", step.app.here.public_url))
            .optional()
            .marked(&problems),
        Field::new("zone", "The time zone it counts days in")
            .value(zone)
            .suggesting(Zone::names())
            .hint("UTC, Europe/Berlin")
            .marked(&problems),
    ];
    page.choices = vec![proof(step)];
    page.problems = problems;
    page
}

/// A passkey, unless the group lowers it; where this installation has no name, no passkey can be made.
fn proof(step: &Step<'_>) -> Choices {
    let possible = step.app.here.entrance.passkeys.is_some();
    let lowered = step.draft.proof == "code" || (step.draft.proof.is_empty() && !possible);
    let passkey = if possible {
        "The default. Everybody who publishes or gives access needs one."
    } else {
        "Not possible here: passkeys need an address with a name, and this installation has none."
    };
    Choices {
        name: "proof".to_owned(),
        legend: "What is asked for before publishing and giving access?".to_owned(),
        hint: "A house rule of the group. It is shown as one, and can be changed later by a decision.".to_owned(),
        of: vec![
            Choice::new("passkey", "A passkey used in this session").small(passkey).chosen(!lowered),
            Choice::new("code", "A passkey, or a code from an authenticator app")
                .small("Lower: a code can be given away on a false page.")
                .chosen(lowered),
        ],
        ..Choices::default()
    }
}

#[cfg(test)]
mod tests {
    use super::slug_of;

    #[test]
    fn a_name_becomes_an_address() {
        assert_eq!(slug_of("Social Media Working Group"), "social-media-working-group");
        assert_eq!(slug_of("  Łódź: voices!  "), "d-voices");
        assert_eq!(slug_of("日本"), "");
    }
}

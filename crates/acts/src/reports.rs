//! Reports: a member writes one, whoever the charter names decides about publishing exactly it, and the program publishes
//! it then. A corrected one is another report, and another yes.

mod letter;
mod stands;

pub(crate) use letter::letter;
pub use stands::{Stands, stands};

use crate::{
    Declined, Installation,
    answers::{self, Asked, open_matters},
    campaigns::today,
    opinions,
};
use basics::{
    AnswerId, GroupId, PersonId, ReportId,
    days::{day, from_to},
};
use charter::{
    Actor, Charter, Opinion,
    act::PublishReport,
    rules::{BodyKind, Period},
    sentences::capital,
};
use decisions::Effect;
use jiff::civil::Date;
use people::Elevated;
use publishing::report::{Paper, periods};
use store::{ReportRow, SentForm};

/// How many periods back a report is offered for: the one that runs, and a year of quarters before it.
const PERIODS: usize = 5;

/// Keeps a report as somebody wrote it. It is a member's paper, and changes nothing by itself.
///
/// # Errors
/// At the field that does not hold, and for whoever is no member.
pub async fn write(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    paper: Paper,
    form: &SentForm,
) -> Result<ReportId, Declined> {
    if !here.store.standing(group, who).await?.is_member() {
        return Err(Declined::NotFound("report"));
    }
    let paper = paper.checked().map_err(|wrong| Declined::field(wrong.field(), &wrong))?;
    let charter = here.store.charter(group).await?;
    if paper.last > today(here, &charter)? {
        let sentence = format!("{} is still to come: a report tells of days that are over.", day(paper.last));
        return Err(Declined::field("last", sentence));
    }
    if let Some(body) = paper.goes_to.as_ref().filter(|body| !bodies(&charter).any(|known| known == *body)) {
        return Err(Declined::field("goes_to", format!("The charter has no body {body:?}: choose one of the list.")));
    }
    if let Some(corrected) = paper.replaces {
        here.store.report(group, corrected).await?.ok_or(Declined::NotFound("report"))?;
        if let Some(later) = here.store.report_in_place_of(group, corrected).await? {
            let sentence =
                format!("“{}” took its place already: write one that takes the place of that.", later.paper.title);
            return Err(Declined::field("title", sentence));
        }
    }
    here.store.bookkeeping().keep_report(group, who, &paper, form).await
}

/// The bodies that a report can go to, by the charter's names: whoever belongs to a derived group has no mailbox together.
pub fn bodies(charter: &Charter) -> impl Iterator<Item = &String> {
    let bodies = charter.rules().bodies.iter();
    bodies.filter(|(_, body)| body.kind != BodyKind::DerivedGroup).map(|(name, _)| name)
}

/// The periods for which the charter asks for reports, the one that runs now first, with the body that each is for. A
/// charter that counts in days does not say where they begin.
pub fn owed(charter: &Charter, today: Date) -> Vec<(Date, Date, String)> {
    let asked = charter.rules().reporting.iter().filter_map(|report| match report.every {
        Some(Period::Months(months)) => Some((months, &report.audience)),
        _ => None,
    });
    let periods = asked.flat_map(|(months, audience)| {
        periods(months, today, PERIODS).into_iter().map(move |(first, last)| (first, last, audience.clone()))
    });
    periods.collect()
}

/// The act that publishes exactly this report.
pub fn act(row: &ReportRow) -> PublishReport {
    PublishReport { report: row.id, digest: row.paper.digest() }
}

/// What the charter says to publishing it, asked by this person.
pub async fn opinion(here: &Installation, group: GroupId, who: PersonId, row: &ReportRow) -> Result<Opinion, Declined> {
    opinions::may(here, group, who, &act(row)).await
}

/// Puts it to whoever decides whether exactly this report is published.
///
/// # Errors
/// When it is published already, when nobody has to be asked, or nobody could let it.
pub async fn ask(here: &Installation, group: GroupId, who: &Elevated, row: &ReportRow) -> Result<AnswerId, Declined> {
    if row.published.is_some() {
        return Err(Declined::rule("this report is published already; a corrected one is another report"));
    }
    let opinion = opinion(here, group, who.person(), row).await?;
    let matters = open_matters(&opinion);
    let Some(cited) = matters.first() else {
        return Err(match opinion {
            Opinion::No(grounds) => Declined::ByCharter(Box::new(grounds)),
            Opinion::May { .. } => Declined::rule("nobody has to be asked about this any more; it can be published"),
        });
    };
    let told = in_words(here, group, &row.paper).await?;
    let lines: Vec<String> = told.into_iter().map(|(name, words)| format!("{name}: {words}")).collect();
    let text = format!("Shall the report “{}” be published?\n\n{}", row.paper.title, lines.join("\n"));
    let PublishReport { report, digest } = act(row);
    let effect = Some(Effect::PublishReport { report, digest });
    answers::put(here, group, who, Asked { about: row.object(), cited, text: &text, effect }).await
}

/// Publishes a report that whoever decides agreed to elsewhere; what the group's own vote agreed to is published by itself.
pub async fn publish(here: &Installation, group: GroupId, who: &Elevated, row: &ReportRow) -> Result<(), Declined> {
    let questions = here.store.questions_about(group, &row.object()).await?;
    let now = here.store.now();
    let agreed = questions.iter().find(|question| question.unlocks(now) && question.question.about == row.object());
    let judged = here.store.begin(group, Actor::Person(who.person()), act(row)).await?;
    judged.keep(agreed.map(|question| question.id)).await?.commit().await?;
    Ok(())
}

/// What a report says of itself, line by line, as whoever decides about it reads it.
pub async fn in_words(
    here: &Installation,
    group: GroupId,
    paper: &Paper,
) -> Result<Vec<(&'static str, String)>, anyhow::Error> {
    let charter = here.store.charter(group).await?;
    let to = paper
        .goes_to
        .as_ref()
        .map_or_else(|| "nobody by mail".to_owned(), |body| format!("{}, by mail, once", charter.the_body(body)));
    let read_by = if paper.is_public { "everybody, on the group’s public pages" } else { "members alone" };
    let mut lines = vec![("Days", days(paper)), ("Goes to", capital(&to)), ("Read here by", capital(read_by))];
    if let Some(corrected) = paper.replaces {
        let title = here.store.report(group, corrected).await?.map(|row| row.paper.title);
        lines.push(("Takes the place of", title.map_or_else(|| "another".to_owned(), |title| format!("“{title}”"))));
    }
    Ok(lines)
}

/// `1 Jul to 30 Sep 2026`.
pub fn days(paper: &Paper) -> String {
    from_to(paper.first, paper.last)
}

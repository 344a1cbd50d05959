//! What the answers on record, and the limits of its campaign, have to do with a text, as sentences beside the verdict.

use super::{desk::Desk, found::Found};
use crate::when;
use basics::days;
use publishing::Draft;
use store::AnswerRow;

/// The sentences; empty where nobody was asked and nobody has to be.
pub fn because(desk: &Desk<'_>, found: &Found, draft: &Draft) -> String {
    let mut sentences: Vec<String> = found.campaign.iter().cloned().collect();
    sentences.extend(found.agreed(draft, desk.now).into_iter().map(|row| agreed(desk, row)));
    sentences.extend(found.about_another_text(draft, desk.now).into_iter().map(|row| another(desk, row)));
    if found.all_asked(draft) {
        sentences.push("The question was put and waits for its answer.".to_owned());
    } else if !found.open_matters().is_empty() {
        sentences.push("It can go out once the answer to exactly this text is on record.".to_owned());
    }
    sentences.join(" ")
}

fn agreed(desk: &Desk<'_>, row: &AnswerRow) -> String {
    let Some((recorded, ..)) = &row.answer else { return String::new() };
    let body = charter::sentences::capital(&desk.charter.the_body(&row.question.body));
    let until = recorded.expires.map(|end| format!(", which serves until {}", when::day(end, desk.zone())));
    format!("{body} agreed to exactly this on {}{}.", days::read(&recorded.decided_on), until.unwrap_or_default())
}

fn another(desk: &Desk<'_>, row: &AnswerRow) -> String {
    let body = desk.charter.the_body(&row.question.body);
    let day = row.answer.as_ref().map(|(recorded, ..)| days::read(&recorded.decided_on)).unwrap_or_default();
    format!(
        "The answer of {body} of {day} was for another text, or for other declarations about it, so this one needs its own."
    )
}

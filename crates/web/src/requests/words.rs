//! Questions and answers in words.

use crate::parts::{Answer, Tag, Tone};
use crate::{reader::Insider, when};
use acts::answers::LONGEST;
use basics::{Moment, PersonId, days};
use charter::{
    Charter,
    sentences::{capital, matter},
};
use decisions::Effect;
use std::collections::HashMap;
use store::{AnswerRow, Question, Recorded};

/// Whether what follows from a yes begins on a day that the answer names.
pub fn begins_on_a_day(row: &AnswerRow) -> bool {
    matches!(row.question.effect, Some(Effect::PutCharterInForce { .. } | Effect::PutGoalsInForce { .. }))
}

/// Stands beside an answer that was decided before its question was put here.
pub const OLDER: &str =
    "Decided before it was asked here. Look whether exactly this was decided: only that is what the answer allows.";

const LONGEST_TITLE: usize = 120;

/// The question in one line.
pub fn title(row: &AnswerRow) -> String {
    first_line(&row.question.text, &row.question)
}

/// The first line of this text that says something, or else the matter.
pub fn first_line(text: &str, question: &Question) -> String {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let words = first.map_or_else(|| capital(&matter(None, &question.matter)), |line| line.trim().to_owned());
    if words.chars().count() <= LONGEST_TITLE {
        return words;
    }
    let cut: String = words.chars().take(LONGEST_TITLE).collect();
    format!("{}…", cut.trim_end())
}

/// How a question stands.
pub fn state(charter: &Charter, row: &AnswerRow, now: Moment) -> Tag {
    let body = capital(&charter.the_body(&row.question.body));
    let tone = if row.question.is_for_the_group() { Tone::Group } else { Tone::Board };
    match &row.answer {
        None => Tag::new(tone, "hourglass", format!("{body} is to answer")),
        Some((recorded, ..)) if !recorded.confirmed() => Tag::new(Tone::Warn, "circle-help", "Unconfirmed"),
        Some((recorded, ..)) if !recorded.yes => Tag::plain("x", format!("{body} did not agree")),
        Some(_) if row.unlocks(now) => Tag::well(format!("{body} agreed")),
        Some(_) => Tag::plain("clock", "Agreed, and expired"),
    }
}

/// To whom a question was put, when, and how it stands, with its page: for the page of what it is about.
pub fn line(reader: &Insider, charter: &Charter, row: &AnswerRow, now: Moment) -> (String, String) {
    let (state, body) = (state(charter, row, now), charter.the_body(&row.question.body));
    let words = format!("Put to {body} on {}: {}", when::day(row.asked.1, &reader.zone), state.words());
    (words, format!("{}/requests/{}", reader.base(), row.id))
}

/// What was recorded, as a card.
pub fn answer(
    reader: &Insider,
    charter: &Charter,
    row: &AnswerRow,
    names: &HashMap<PersonId, String>,
    now: Moment,
) -> Option<Answer> {
    let (recorded, by, at) = row.answer.as_ref()?;
    let body = charter.the_body(&row.question.body);
    let said = if recorded.yes { "agreed" } else { "did not agree" };
    let words = match (row.superseded_by, recorded.confirmed()) {
        (Some(_), _) => format!("{} {said}: corrected by a later record", capital(&body)),
        (None, false) => format!("Unconfirmed: {body} {said}"),
        (None, true) => format!("{} {said}", capital(&body)),
    };
    let who = match by {
        Some(by) => names.get(by).cloned().unwrap_or_else(|| "Somebody".to_owned()),
        None => "the vote itself".to_owned(),
    };
    let link = Some(&recorded.source).filter(|source| source.chars().count() <= LONGEST);
    let link =
        link.and_then(|source| url::Url::parse(source.trim()).ok()).filter(|url| url.scheme().starts_with("http"));
    Some(Answer {
        words,
        agreed: recorded.yes,
        here: by.is_none(),
        on: days::read(&recorded.decided_on),
        note: row.is_older_than_its_question(&reader.zone).then(|| OLDER.to_owned()),
        source: if recorded.source.trim().is_empty() { "none given".to_owned() } else { folded(&recorded.source) },
        link: link.map(String::from),
        tally: (!recorded.tally.trim().is_empty()).then(|| folded(&recorded.tally)),
        recorded: format!("by {who}, {}", reader.when(*at)),
        effect: effect(reader, charter, row, recorded, now),
        clause: Some(crate::parts::Clause::of(&reader.base(), &row.question.clause)),
    })
}

/// What was recorded before its length was limited is shown as far as it would be kept now; the log has all of it.
fn folded(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    words.chars().take(LONGEST).chain(['…']).collect()
}

fn effect(reader: &Insider, charter: &Charter, row: &AnswerRow, recorded: &Recorded, now: Moment) -> String {
    let matter = matter(Some(charter), &row.question.matter);
    let matter = match row.effective_from {
        Some(from) => format!("{matter}, in force from {}", when::day(from, &reader.zone)),
        None => matter,
    };
    if row.superseded_by.is_some() {
        return "nothing any more".to_owned();
    }
    if !recorded.yes {
        return matter;
    }
    if !recorded.confirmed() {
        return "nothing yet: without a source or a tally nobody could check it".to_owned();
    }
    match recorded.expires {
        Some(end) if end <= now => format!("nothing any more: it served until {}", when::day(end, &reader.zone)),
        Some(end) => format!("{matter}, until {}", when::day(end, &reader.zone)),
        None => matter,
    }
}

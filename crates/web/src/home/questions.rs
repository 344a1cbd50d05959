//! Questions on Home: those that wait for somebody to record their answer, or for a vote; and answers that are about to serve
//! no more.

use super::{
    Need,
    needs::{PATIENCE, Ranked},
};
use crate::{
    parts::{Clause, Tag, Tone},
    reader::Insider,
    requests::words::title,
    when,
};
use ::charter::{Charter, sentences::capital};
use acts::{expiring::Ending, unanswered::WaitsFor, waiting::Open};
use decisions::Warned;
use store::AnswerRow;

/// Questions without an answer: whoever may record one is asked for it, and where only a vote answers whoever may call one; the
/// others see that it is waited for.
pub(super) fn waiting(insider: &Insider, charter: &Charter, open: &[Open]) -> Vec<Ranked> {
    let ranked = open.iter().map(|Open { row, waits, mine, .. }| Ranked {
        too_late: row.asked.1.plus(PATIENCE),
        mine: *mine,
        need: need(insider, charter, row, *waits, *mine),
    });
    ranked.collect()
}

fn need(insider: &Insider, charter: &Charter, row: &AnswerRow, waits: WaitsFor, mine: bool) -> Need {
    let tone = if row.question.is_for_the_group() { Tone::Group } else { Tone::Board };
    let (asked, body) = (when::relative(row.asked.1, insider.reader.at), charter.the_body(&row.question.body));
    let (icon, title, button) = match waits {
        WaitsFor::Recorder if mine => {
            ("landmark", format!("Record what {body} answers: {}", title(row)), Some("Record"))
        }
        WaitsFor::Vote if mine => ("vote", format!("Call a vote: {}", title(row)), Some("Call it")),
        _ => ("landmark", title(row), None),
    };
    Need {
        icon,
        tone,
        title,
        href: format!("{}/requests/{}", insider.base(), row.id),
        networks: Vec::new(),
        why: vec![format!("put to {body} {asked} by {}", insider.name(row.asked.0))],
        clauses: vec![Clause::of(&insider.base(), &row.question.clause)],
        button: button.map(str::to_owned),
        state: (!mine).then(|| Tag::new(tone, "hourglass", format!("{} is to answer", capital(&body)))),
    }
}

/// Answers that are about to serve no more, or have just ended, with what rests on them.
pub(super) fn ending(insider: &Insider, endings: &[Ending]) -> Vec<Ranked> {
    let ranked = endings.iter().map(|ending| {
        let ends = if ending.warned == Warned::Over { "served until" } else { "serves until" };
        let need = Need {
            icon: "hourglass",
            tone: Tone::Warn,
            title: ending.line(),
            href: format!("{}/requests/{}", insider.base(), ending.row.id),
            networks: Vec::new(),
            why: vec![
                format!("it {ends} {}", when::day(ending.at, &insider.zone)),
                when::relative(ending.at, insider.reader.at),
            ],
            clauses: vec![Clause::of(&insider.base(), &ending.row.question.clause)],
            button: Some("Look at it".to_owned()),
            state: None,
        };
        Ranked { too_late: ending.at, mine: true, need }
    });
    ranked.collect()
}

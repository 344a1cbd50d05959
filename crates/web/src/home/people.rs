//! What waits on Home about the people of the group: a removal that its subject can answer, and what is amiss with how the
//! group is composed.

use super::{
    Need,
    needs::{PATIENCE, Ranked},
};
use crate::{
    App,
    members::{since, warnings},
    parts::{Clause, Tag, Tone},
    reader::Insider,
    requests::removal::subject_of,
    when,
};
use membership::composition::Warning;
use store::AnswerRow;

/// Whoever is proposed for removal is asked for their reply.
pub(super) async fn removals(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let mut open = app.here.store.questions(insider.id()).await?;
    open.retain(AnswerRow::waits);
    open.retain(|row| subject_of(row) == Some(insider.person()));
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let charter = app.here.store.charter(insider.id()).await?;
    let mut found = Vec::new();
    for row in open {
        if app.here.store.reply_to(row.id).await?.is_some() {
            continue;
        }
        let until = acts::removal::replies_until(&charter, row.asked.1);
        let need = Need {
            icon: "circle-x",
            tone: Tone::Warn,
            title: "Answer the proposal to remove you".to_owned(),
            href: format!("{}/requests/{}", insider.base(), row.id),
            networks: Vec::new(),
            why: vec![format!("no vote on it opens before {}", insider.when(until))],
            clauses: vec![Clause::of(&insider.base(), &row.question.clause)],
            button: Some("Reply".to_owned()),
            state: None,
        };
        found.push(Ranked { too_late: until, mine: true, need });
    }
    Ok(found)
}

/// What is amiss with how the group is composed, told to everybody with its day.
pub(super) async fn amiss(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let terms = app.here.store.terms(insider.id()).await?;
    let all = warnings(app, insider, &terms).await?;
    let errors = all.iter().filter(|warning| warning.flaw.is_error());
    Ok(errors.map(|warning| flaw(insider, warning, warning.flaw.says(&terms.charter))).collect())
}

fn flaw(insider: &Insider, warning: &Warning, says: String) -> Ranked {
    let state = match warning.cure_by {
        Some(by) if warning.is_overdue => format!("Overdue since {}", when::day(by, &insider.zone)),
        _ => format!("Day {}", warning.day),
    };
    let need = Need {
        icon: "triangle-alert",
        tone: Tone::Warn,
        title: says,
        href: format!("{}/members", insider.base()),
        networks: Vec::new(),
        why: vec![since(insider, warning)],
        clauses: warning.clause.iter().map(|label| Clause::of(&insider.base(), label)).collect(),
        button: None,
        state: Some(Tag::new(Tone::Warn, "hourglass", state)),
    };
    Ranked { too_late: warning.cure_by.unwrap_or_else(|| insider.reader.at.plus(PATIENCE)), mine: false, need }
}

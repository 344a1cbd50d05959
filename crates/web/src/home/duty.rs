//! The duty to take part in votes, as it stands on two people's Home and on nobody else's: whoever fell short, and the
//! convener.

use super::{
    Need,
    needs::{PATIENCE, Ranked},
};
use crate::{
    App,
    parts::{Clause, Tone},
    reader::Insider,
    words,
};
use store::Part;

/// What is asked of this reader, and what they are told as the convener.
pub(super) async fn of(app: &App, insider: &Insider, mine: Option<Part>) -> Result<Vec<Ranked>, anyhow::Error> {
    let mine = match mine {
        Some(part) => Some(duty(app, insider, part).await?),
        None => None,
    };
    Ok([mine, duties(app, insider).await?].into_iter().flatten().collect())
}

/// What the charter asks of whoever took part in too few votes of a year; it is shown to them alone.
async fn duty(app: &App, insider: &Insider, part: Part) -> Result<Ranked, anyhow::Error> {
    let charter = app.here.store.charter(insider.id()).await?;
    let clause = charter.rules().participation.as_ref().map(|rule| Clause::of(&insider.base(), &rule.clause));
    let need = Need {
        icon: "vote",
        tone: Tone::Warn,
        title: format!("You took part in {} of {} votes of {}", part.took, part.votes, part.year),
        href: format!("{}/decisions", insider.base()),
        networks: Vec::new(),
        why: vec!["the charter asks you something, and you alone".to_owned()],
        clauses: clause.into_iter().collect(),
        button: Some("Read it".to_owned()),
        state: None,
    };
    Ok(Ranked { too_late: insider.reader.at.plus(PATIENCE), mine: true, need })
}

/// Whoever was asked at the end of a year to take part in more votes, for the convener alone.
async fn duties(app: &App, insider: &Insider) -> Result<Option<Ranked>, anyhow::Error> {
    let asked = app.here.store.duty_requests(insider.id()).await?;
    if asked.is_empty() {
        return Ok(None);
    }
    let conveners = acts::meetings::shortfalls::conveners_of(&app.here, insider.id()).await?;
    let need = Need {
        icon: "vote",
        tone: Tone::Warn,
        title: words::counted(
            asked.len() as u64,
            "member took part in too few votes",
            "members took part in too few votes",
        ),
        href: format!("{}/decisions", insider.base()),
        networks: Vec::new(),
        why: vec!["told to them, and to you as the convener".to_owned()],
        clauses: Vec::new(),
        button: Some("Read it".to_owned()),
        state: None,
    };
    let ranked = Ranked { too_late: insider.reader.at.plus(PATIENCE), mine: true, need };
    Ok(conveners.contains(&insider.person()).then_some(ranked))
}

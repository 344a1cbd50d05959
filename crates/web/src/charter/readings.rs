//! Readings of what the charter leaves open: those in its rules, and those that the group adopted by a decision of its own.

use crate::{
    App,
    done::Done,
    failed::Failed,
    guard::Sent,
    parts::{Action, Clause, Look, Tag},
    reader::Insider,
};
use acts::{Declined, answers::open_matters, opinions, readings};
use axum::{extract::State, response::Redirect};
use charter::{Act as _, Charter, Opinion, Status, act::AdoptReading, sentences};
use serde::Deserialize;
use store::{AdoptedReading, AnswerRow};

/// A reading with where it comes from, and what can be done about it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The reading.
    pub words: String,
    /// The clause it reads.
    pub clause: Clause,
    /// Where it comes from.
    pub state: Tag,
    /// Who decides about adopting it.
    pub decided_by: Option<String>,
    /// Asking for it to be adopted, or adopting what was agreed to.
    pub action: Option<Action>,
    /// The question that waits for its answer.
    pub waiting: Option<(String, String)>,
}

/// The readings of a charter, in the order of its rules; those that only a decision made stand behind them.
pub(super) async fn of(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    adopted: &[AdoptedReading],
) -> Result<Vec<Reading>, Declined> {
    let mut readings = Vec::new();
    for written in &charter.rules().reading {
        let known = adopted.iter().find(|known| known.clause == written.clause && known.says == written.says);
        let shown = match known {
            Some(known) => by_decision(insider, known),
            None if written.status == Status::ProductDefault => {
                let act = AdoptReading { clause: written.clause.clone(), says: written.says.clone() };
                by_default(app, insider, charter, act).await?
            }
            None => plain(insider, &written.clause, &written.says, Tag::plain("scale", "Stands in the rules")),
        };
        readings.push(shown);
    }
    let others = adopted.iter().filter(|known| {
        !charter.rules().reading.iter().any(|written| written.clause == known.clause && written.says == known.says)
    });
    readings.extend(others.map(|known| by_decision(insider, known)));
    Ok(readings)
}

fn plain(insider: &Insider, clause: &str, words: &str, state: Tag) -> Reading {
    Reading {
        words: words.to_owned(),
        clause: Clause::of(&insider.base(), clause),
        state,
        decided_by: None,
        action: None,
        waiting: None,
    }
}

fn by_decision(insider: &Insider, known: &AdoptedReading) -> Reading {
    plain(insider, &known.clause, &known.says, Tag::well(format!("Adopted by {}", known.source)))
}

/// A default of the product: whoever decides can be asked to make it the group's own reading.
async fn by_default(app: &App, insider: &Insider, charter: &Charter, act: AdoptReading) -> Result<Reading, Declined> {
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await?;
    let questions = app.here.store.questions_about(insider.id(), &act.object()).await?;
    let waits = questions.iter().find(|row| row.waits() && row.question.about == act.object());
    let base = insider.base();
    let button = |words: &str, to: &str| {
        Action::new(words, "scale", format!("{base}/charter/{to}"), insider.token())
            .carrying("clause", act.clause.clone())
            .carrying("says", act.says.clone())
    };
    let action = match &opinion {
        Opinion::May { .. } => Some(button("Adopt this reading", "readings").look(Look::Primary)),
        Opinion::No(_) if !open_matters(&opinion).is_empty() => {
            Some(button("Ask for it to be adopted", "readings/ask").look(Look::Group))
        }
        Opinion::No(_) => None,
    };
    let waiting = waits.map(|row| ("Asked, waiting for the answer".to_owned(), format!("{base}/requests/{}", row.id)));
    let state = Tag::plain("info", "A default of Nuncio");
    Ok(Reading {
        decided_by: (!opinion.may()).then(|| sentences::headline(charter, &opinion)),
        action: action.filter(|_| waiting.is_none()),
        waiting,
        ..plain(insider, &act.clause, &act.says, state)
    })
}

/// Which reading is meant.
#[derive(Deserialize)]
pub(super) struct Meant {
    clause: String,
    says: String,
}

/// Puts the question whether the clause is read so.
pub(super) async fn ask(
    State(app): State<App>,
    insider: Insider,
    Sent(meant): Sent<Meant>,
) -> Result<Redirect, Failed> {
    let who = insider.elevated(&app, &format!("{}/charter", insider.base())).await?;
    let act = reading(&app, &insider, meant).await?;
    let asked = readings::ask(&app.here, insider.id(), &who, &act).await;
    let answer = asked.map_err(|declined| insider.failed(declined))?;
    Ok(Redirect::to(&format!("{}/requests/{answer}", insider.base())))
}

/// Adopts what a body agreed to; what the group's own vote agreed to is adopted by itself.
pub(super) async fn adopt(State(app): State<App>, insider: Insider, Sent(meant): Sent<Meant>) -> Result<Done, Failed> {
    let at = format!("{}/charter", insider.base());
    let who = insider.elevated(&app, &at).await?;
    let act = reading(&app, &insider, meant).await?;
    let questions = app.here.store.questions_about(insider.id(), &act.object()).await;
    let questions = questions.map_err(|error| insider.trouble(error))?;
    let source = source(&questions, app.here.store.now());
    let adopted = readings::adopt(&app.here, insider.id(), &who, act, &source).await;
    adopted.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(at, "read"))
}

/// Where the answer can be read that agreed to it.
fn source(questions: &[AnswerRow], now: basics::Moment) -> String {
    let agreed = questions.iter().find(|row| row.unlocks(now)).and_then(|row| row.answer.as_ref());
    agreed.map_or_else(
        || "a power of the charter".to_owned(),
        |(recorded, ..)| format!("an answer of {}", basics::days::read(&recorded.decided_on)),
    )
}

/// Only what stands in the rules as a default can be adopted here.
async fn reading(app: &App, insider: &Insider, meant: Meant) -> Result<AdoptReading, Failed> {
    let charter = app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let mut written = charter.rules().reading.iter();
    let known = written.any(|reading| reading.clause == meant.clause && reading.says == meant.says);
    if known {
        return Ok(AdoptReading { clause: meant.clause, says: meant.says });
    }
    Err(Failed::gone(insider.reader.plain()))
}

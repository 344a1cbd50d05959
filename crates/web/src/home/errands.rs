//! Errands that wait for somebody, for whoever may tick them.

use super::{Need, needs::Ranked};
use crate::{
    App,
    errands::title,
    home::needs::{PATIENCE, clauses, may},
    parts::Tone,
    reader::Insider,
    when,
};
use charter::{Opinion, act::TickErrand};
use store::AnyAct;

/// Each errand that is not done; nobody else is told about it.
pub(super) async fn waiting(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let mut open = app.here.store.errands(insider.id()).await?;
    open.retain(|errand| errand.done.is_none());
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let charter = app.here.store.charter(insider.id()).await?;
    let acts: Vec<Box<dyn AnyAct>> = open.iter().map(|row| Box::new(TickErrand { errand: row.id }) as _).collect();
    let opinions = may(app, insider, &acts).await?;
    let mut found = Vec::new();
    for (errand, opinion) in open.iter().zip(opinions) {
        let Some(opinion) = opinion.filter(Opinion::may) else { continue };
        let need = Need {
            icon: "list-checks",
            tone: Tone::Plain,
            title: title(insider, &charter, errand),
            href: format!("{}/errands", insider.base()),
            networks: Vec::new(),
            why: vec![format!("since {}", when::relative(errand.made, insider.reader.at))],
            clauses: clauses(insider, &opinion),
            button: Some("Look".to_owned()),
            state: None,
        };
        found.push(Ranked { too_late: errand.made.plus(PATIENCE), mine: true, need });
    }
    Ok(found)
}

//! The reports of a group.

use super::{Reports, public, state};
use crate::{App, failed::Failed, frame::Place, law, page::Page, parts::Quote, reader::Insider, requests::Row};
use acts::reports::{days, stands};
use axum::extract::State;
use charter::Charter;

/// The list.
pub(super) async fn show(State(app): State<App>, insider: Insider) -> Result<Page<Reports>, Failed> {
    let (store, trouble) = (&app.here.store, |error: anyhow::Error| insider.trouble(error));
    let charter = store.charter(insider.id()).await.map_err(trouble)?;
    let all = store.reports(insider.id()).await.map_err(trouble)?;
    let questions = store.questions(insider.id()).await.map_err(trouble)?;
    let votes = store.decisions(insider.id()).await.map_err(trouble)?;
    let now = store.now();
    let row = |row: &store::ReportRow| {
        let to = row.paper.goes_to.as_ref().map(|body| format!("to {}", charter.the_body(body)));
        Row {
            title: row.paper.title.clone(),
            href: format!("{}/reports/{}", insider.base(), row.id),
            meta: [Some(days(&row.paper)), to].into_iter().flatten().collect(),
            state: state(stands(row, &questions, &votes, now)),
        }
    };
    let is_public = all.iter().any(|row| row.published.is_some() && row.paper.is_public);
    Ok(Page::ok(Reports {
        frame: insider.frame(&app, Place::Decisions).await?,
        rows: all.iter().map(row).collect(),
        asked_for: asked_for(&insider, &charter),
        public: is_public.then(|| public::at(&insider.group)),
        new: format!("{}/reports/new", insider.base()),
    }))
}

/// The lines of the charter that ask the group for reports.
fn asked_for(insider: &Insider, charter: &Charter) -> Vec<Quote> {
    let quote = |report: &charter::rules::Report| {
        law::quoted(charter, &insider.base(), &report.clause, law::follows(report.status))
    };
    charter.rules().reporting.iter().filter_map(quote).collect()
}

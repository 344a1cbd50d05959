//! The applications of a group: those that wait for something, then the others.

use super::{Applications, Row, stands};
use crate::{App, failed::Failed, frame::Place, page::Page, reader::Insider, when};
use acts::applying;
use axum::extract::State;

/// The list.
pub(super) async fn list(State(app): State<App>, reader: Insider) -> Result<Page<Applications>, Failed> {
    let (store, trouble) = (&app.here.store, |error: anyhow::Error| reader.trouble(error));
    let charter = store.charter(reader.id()).await.map_err(trouble)?;
    let (mut open, mut over) = (Vec::new(), Vec::new());
    for row in store.applications(reader.id()).await.map_err(trouble)? {
        let questions = store.questions_about(reader.id(), &row.object()).await.map_err(trouble)?;
        let stands = stands(&row, &charter, &questions, reader.reader.at);
        let shown = Row {
            number: format!("A-{}", row.number),
            name: row.name.to_string(),
            href: format!("{}/applications/{}", reader.base(), row.id),
            meta: format!("arrived {}, {}", reader.when(row.arrived), when::relative(row.arrived, reader.reader.at)),
            state: stands.tag(),
        };
        if stands.is_open() { open.push(shown) } else { over.push(shown) }
    }
    let form = applying::form(&charter).map(|_| format!("/apply/{}", reader.group.slug));
    Ok(Page::ok(Applications {
        frame: reader.frame(&app, Place::Members).await?,
        form: form.map(|path| (format!("{}{path}", app.here.public_url), path)),
        open,
        over,
    }))
}

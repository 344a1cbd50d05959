//! The register.

use super::{Channels, words};
use crate::{App, failed::Failed, frame::Place, page::Page, reader::Insider};
use axum::extract::State;
use channels::State as Standing;

/// Every channel of the group: those in use, then those that were left.
pub async fn list(State(app): State<App>, reader: Insider) -> Result<Page<Channels>, Failed> {
    let store = &app.here.store;
    let charter = store.charter(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let register = store.channels(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let grants = store.grants(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let now = store.now();
    let (retired, channels) = register.iter().partition::<Vec<_>, _>(|row| row.channel.state == Standing::Retired);
    let shown = |rows: Vec<&store::ChannelRow>| {
        rows.into_iter().map(|row| words::row(&reader, &charter, row, &grants, now)).collect::<Vec<_>>()
    };
    let rules = &charter.rules().channels;
    let disclaimer = rules.disclaimer_clause.as_deref().and_then(|label| words::quote(&reader, &charter, label));
    Ok(Page::ok(Channels {
        frame: reader.frame(&app, Place::Channels).await?,
        channels: shown(channels),
        retired: shown(retired),
        disclaimer,
        new: format!("{}/channels/new", reader.base()),
    }))
}

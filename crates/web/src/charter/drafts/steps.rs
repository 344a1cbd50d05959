//! What is done with a draft: it is put to whoever decides, or to the group for its advice.

use super::one::{OfDraft, Sight};
use crate::{
    App,
    address::Path,
    failed::Failed,
    guard::{Nothing, Sent},
    reader::Insider,
};
use acts::amending;
use axum::{extract::State, response::Redirect};

/// Puts it to whoever decides.
pub(super) async fn ask(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDraft>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Redirect, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let asked = amending::ask(&app.here, sight.reader.id(), &who, &sight.draft).await;
    let answer = asked.map_err(|declined| sight.reader.failed(declined))?;
    Ok(Redirect::to(&format!("{}/requests/{answer}", sight.reader.base())))
}

/// Puts it to the group, whose answer changes nothing.
pub(super) async fn advice(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDraft>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Redirect, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let asked = amending::ask_for_advice(&app.here, sight.reader.id(), &who, &sight.draft).await;
    let answer = asked.map_err(|declined| sight.reader.failed(declined))?;
    Ok(Redirect::to(&format!("{}/requests/{answer}", sight.reader.base())))
}

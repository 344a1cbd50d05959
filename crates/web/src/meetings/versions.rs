//! `/g/{group}/meetings/{id}/minutes`: every version of the minutes, what each changed and who did, and the way to bring one
//! back.

use super::{
    Version, Versions,
    one::{OfMeeting, Sight},
};
use crate::{App, address::Path, failed::Failed, frame::Place, page::Page, parts::Action, reader::Insider};
use axum::extract::State;
use charter::difference::{Piece, pieces};
use store::VersionRow;

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
) -> Result<Page<Versions>, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let rows = app.here.store.minutes_versions(sight.reader.id(), of.id).await;
    let rows = rows.map_err(|error| sight.reader.trouble(error))?;
    let before = std::iter::once("").chain(rows.iter().map(|row| row.text.as_str()));
    let mut versions: Vec<Version> =
        rows.iter().zip(before).map(|(row, before)| version(&sight, row, before)).collect();
    versions.reverse();
    Ok(Page::ok(Versions {
        frame: sight.reader.frame(&app, Place::Meetings).await?,
        title: sight.row.title.clone(),
        href: sight.at(),
        when: sight.reader.when(sight.row.starts),
        versions,
    }))
}

fn version(sight: &Sight<'_>, row: &VersionRow, before: &str) -> Version {
    let (by, at) = row.written;
    let mut meta = vec![sight.reader.name(by), sight.reader.when(at)];
    meta.extend(row.restored.map(|number| format!("brought version {number} back")));
    let is_current = row.number == sight.papers.version;
    let can_be_changed =
        sight.row.approved.is_none() && sight.row.course().can_be_noted(sight.reader.reader.at).is_ok();
    let restore = || {
        let effect = "It becomes the newest version. The others stay, so that this can be taken back.";
        let action =
            Action::new("Bring this version back", "undo-2", format!("{}/restore", sight.at()), sight.reader.token());
        let action =
            action.carrying("version", row.number.to_string()).carrying("base", sight.papers.version.to_string());
        action.confirming(effect, "Bring it back")
    };
    Version {
        number: row.number,
        meta,
        pieces: pieces(before, &row.text).into_iter().map(Piece::tagged).collect(),
        text: row.text.clone(),
        restore: (!is_current && can_be_changed && row.text != sight.papers.minutes).then(restore),
    }
}

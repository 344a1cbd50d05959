//! Which meeting comes next, and whose minutes wait to be approved where.

use crate::{App, reader::Insider, when};
use basics::Moment;
use meetings::Stage;
use store::MeetingRow;

/// The meeting that is under way, or comes next.
pub(crate) fn next(all: &[MeetingRow], now: Moment) -> Option<&MeetingRow> {
    all.iter().find(|row| matches!(row.course().at(now), Stage::Running | Stage::Ahead))
}

/// The meeting after this one, where it has begun: at it these minutes are approved.
pub(super) fn after<'a>(all: &'a [MeetingRow], this: &MeetingRow, now: Moment) -> Option<&'a MeetingRow> {
    all.iter().find(|row| row.cancelled.is_none() && row.starts > this.starts && row.starts <= now)
}

/// The meeting before this one.
fn before<'a>(all: &'a [MeetingRow], this: &MeetingRow) -> Option<&'a MeetingRow> {
    all.iter().rfind(|row| row.cancelled.is_none() && row.starts < this.starts)
}

/// The minutes that are to be approved at this meeting, once it has begun: words and page.
pub(super) async fn at_this(
    app: &App,
    reader: &Insider,
    all: &[MeetingRow],
    this: &MeetingRow,
) -> Result<Option<(String, String)>, anyhow::Error> {
    let Some(row) = before(all, this).filter(|row| row.approved.is_none()) else { return Ok(None) };
    if this.starts > reader.reader.at || this.cancelled.is_some() {
        return Ok(None);
    }
    let papers = app.here.store.papers(reader.id(), row.id).await?;
    let words = format!("Approve the minutes of {}, {}", row.title, when::day(row.starts, &reader.zone));
    let href = format!("{}/meetings/{}#minutes-h", reader.base(), row.id);
    Ok((!basics::text::is_blank(&papers.minutes)).then_some((words, href)))
}

/// The minutes that wait for this reader's approval: they are at the meeting after it, and have not approved them.
pub(crate) async fn to_approve(
    app: &App,
    reader: &Insider,
    all: &[MeetingRow],
) -> Result<Option<(MeetingRow, MeetingRow)>, anyhow::Error> {
    let (store, now, me) = (&app.here.store, reader.reader.at, reader.person());
    let Some(last) = all.iter().rfind(|row| row.cancelled.is_none() && row.starts <= now) else { return Ok(None) };
    let Some(row) = before(all, last).filter(|row| row.approved.is_none()) else { return Ok(None) };
    let presences = store.presences(reader.id()).await?;
    if !presences.get(&(last.id, me)).is_some_and(|known| known.is_present) {
        return Ok(None);
    }
    let papers = store.papers(reader.id(), row.id).await?;
    let waits = !basics::text::is_blank(&papers.minutes) && !papers.approved_by.contains(&me);
    Ok(waits.then(|| (row.clone(), last.clone())))
}

//! Moving a meeting, calling it off, ending its series and taking it up again, on its page.

use super::{
    Asks, list,
    one::{Filled, Sight},
    steps::{By, Step},
};
use crate::{
    failed::{Failed, NotDone},
    parts::{Action, Field, Kind as Holds, Look, Problems},
};
use acts::{Declined, meetings::planning, opinions};
use basics::MeetingId;
use charter::act::{CancelMeeting, EndSeries, MoveMeeting};
use meetings::Stage;

impl Sight<'_> {
    /// Moving it, calling it off and ending its series, before it begins.
    pub(super) async fn changes(&self, filled: Option<&Filled>, problems: &Problems) -> Result<Vec<Asks>, Failed> {
        if self.stage() != Stage::Ahead {
            return Ok(Vec::new());
        }
        let (here, group, me, meeting) = (&self.app.here, self.reader.id(), self.reader.person(), self.row.id);
        let failed = |declined| self.reader.failed(declined);
        let moves = opinions::may(here, group, me, &MoveMeeting { meeting }).await.map_err(failed)?;
        let cancels = opinions::may(here, group, me, &CancelMeeting { meeting }).await.map_err(failed)?;
        let wall = self.row.starts.in_zone(self.reader.zone.rules());
        let value = |typed: fn(&Filled) -> &String, known: String| {
            filled.map(typed).filter(|typed| !typed.is_empty()).cloned().unwrap_or(known)
        };
        let fields = [
            Field::new("day", "Day")
                .kind(Holds::Day)
                .value(value(|filled| &filled.day, wall.strftime("%Y-%m-%d").to_string())),
            Field::new("time", "Time")
                .kind(Holds::Time)
                .value(value(|filled| &filled.time, wall.strftime("%H:%M").to_string())),
            Field::new("minutes", "How many minutes?")
                .value(value(|filled| &filled.minutes, self.row.minutes.to_string())),
            Field::new("place", "Where?").optional().value(value(|filled| &filled.place, self.row.place.clone())),
        ];
        let fields = fields.into_iter().map(|field| field.marked(problems)).collect();
        let moving = self.asks("Move it", "move", ("calendar-clock", "Move it")).fields(fields);
        let moving = self.seen(moving, filled).folded();
        let why = Field::new("why", "Why does it not take place?")
            .value(filled.map(|filled| filled.why.clone()).unwrap_or_default());
        let mut cancelling =
            self.asks("Call it off", "cancel", ("ban", "Call it off")).fields(vec![why.marked(problems)]);
        cancelling.look = Look::Danger;
        let cancelling = self.seen(cancelling, filled);
        let mut changes = vec![
            moving.judged(&self.reader, &self.charter, &moves),
            cancelling.folded().judged(&self.reader, &self.charter, &cancels),
        ];
        if self.row.series.is_some() {
            let ends = opinions::may(here, group, me, &EndSeries { meeting }).await.map_err(failed)?;
            changes.push(self.ending(filled, problems).judged(&self.reader, &self.charter, &ends));
        }
        Ok(changes)
    }

    /// Ending the series with this meeting.
    fn ending(&self, filled: Option<&Filled>, problems: &Problems) -> Asks {
        let why = Field::new("why_end", "Why does the series end?")
            .hint("This meeting and all that follow are called off. Until this one would have begun, one click takes the series up again.")
            .value(filled.map(|filled| filled.why_end.clone()).unwrap_or_default());
        let ending = self.asks("End the series", "end", ("ban", "End the series")).fields(vec![why.marked(problems)]);
        self.seen(Asks { look: Look::Danger, ..ending }, filled).folded()
    }

    /// The form with what it is written on: the meeting as it was when its writer saw it.
    fn seen(&self, mut asks: Asks, filled: Option<&Filled>) -> Asks {
        let refused = filled.map(|filled| &filled.seen).filter(|seen| !seen.is_empty());
        asks.carries.push(("seen", refused.cloned().unwrap_or_else(|| self.row.sequence.to_string())));
        asks
    }

    /// Taking the series up again, on the page of a meeting that its end called off.
    pub(super) async fn resume(&self) -> Result<Option<Action>, Failed> {
        if !self.row.is_off_with_series {
            return Ok(None);
        }
        let (store, trouble) = (&self.app.here.store, |error: anyhow::Error| self.reader.trouble(error));
        let all = store.meeting_series(self.reader.id()).await.map_err(trouble)?;
        let Some(series) = all.iter().find(|series| Some(series.id) == self.row.series) else { return Ok(None) };
        list::resume(self.app, &self.reader, series).await.map_err(trouble)
    }
}

/// The meeting as it was when whoever sent a form saw it.
fn as_seen(by: By<'_>, filled: &Filled) -> Result<(MeetingId, u32), Declined> {
    Ok((by.meeting, filled.seen.parse().map_err(|_| Declined::Stale("this meeting"))?))
}

/// Holding it at another time.
pub(super) struct Move;
impl Step for Move {
    const FIELD: &'static str = "day";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        let plan = planning::Filled {
            title: by.sight.row.title.clone(),
            place: filled.place.clone(),
            day: filled.day.clone(),
            time: filled.time.clone(),
            minutes: filled.minutes.clone(),
        };
        planning::postpone(by.here, by.group, by.who, as_seen(by, filled)?, &plan).await?;
        Ok("moved")
    }
}

/// Calling it off.
pub(super) struct Cancel;
impl Step for Cancel {
    const FIELD: &'static str = "why";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        planning::cancel(by.here, by.group, by.who, as_seen(by, filled)?, &filled.why).await?;
        Ok("cancelled")
    }
}

/// Ending its series.
pub(super) struct End;
impl Step for End {
    const FIELD: &'static str = "why_end";
    async fn take(by: By<'_>, filled: &Filled) -> Result<&'static str, NotDone> {
        planning::end_series(by.here, by.group, by.who, as_seen(by, filled)?, &filled.why_end).await?;
        Ok("ended")
    }
}

/// Taking its series up again.
pub(super) struct Resume;
impl Step for Resume {
    const FIELD: &'static str = "why_end";
    async fn take(by: By<'_>, _: &Filled) -> Result<&'static str, NotDone> {
        planning::resume_series(by.here, by.group, by.who, by.meeting).await?;
        Ok("resumed")
    }
}

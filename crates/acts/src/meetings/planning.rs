//! Planning meetings: a series in the charter's rhythm, single ones, moving and calling off.

use super::{line, short};
use crate::{Declined, Installation};
use basics::{GroupId, MeetingId, Moment, Zone};
use charter::{
    Actor, Charter,
    act::{CancelMeeting, EndSeries, MoveMeeting, PlanMeeting, ResumeSeries},
};
use jiff::civil::{Date, Time};
use meetings::{Kind, Rhythm, Series, leaves_rhythm_open};
use people::SignedIn;
use store::{Plan, Planned, SentForm, SeriesRow};

/// So many meetings of a series stand in the calendar at first, and are added whenever half of them are over.
pub const AHEAD: u32 = 26;
/// The longest meeting, in minutes: a day.
const LONGEST_MEETING: u32 = 24 * 60;

/// What the charter says about how often the group meets.
#[derive(Clone, Copy, Debug)]
pub struct Regular<'a> {
    /// How often, as its rules read it.
    pub rhythm: Rhythm,
    /// Whether its words can be read in two ways, so that whoever plans the first series is asked.
    pub is_open: bool,
    /// The label of the clause.
    pub clause: &'a str,
}

/// How often the charter has the group meet; none where it says nothing of it.
pub fn regular(charter: &Charter) -> Option<Regular<'_>> {
    let rules = charter.rules().meetings.as_ref()?;
    let rhythm = Rhythm::of(rules.every?).ok()?;
    let quote = charter.clause(&rules.clause).map(|clause| clause.quote.as_str()).unwrap_or_default();
    Some(Regular { rhythm, is_open: leaves_rhythm_open(quote), clause: &rules.clause })
}

/// A meeting as it is filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// What it is called.
    pub title: String,
    /// Where it is: an address, or a room.
    pub place: String,
    /// The day: `2026-12-01`.
    pub day: String,
    /// When it begins, on the wall of the charter's zone: `18:00`.
    pub time: String,
    /// How long it is meant to last, in minutes.
    pub minutes: String,
}

impl Filled {
    fn day_and_time(&self) -> Result<(Date, Time), Declined> {
        let day = self.day.trim().parse().map_err(|_| Declined::field("day", "choose a day, such as 2026-12-01"))?;
        let time = self.time.trim().parse().map_err(|_| Declined::field("time", "choose a time, such as 18:00"))?;
        Ok((day, time))
    }

    fn starts(&self, zone: &Zone) -> Result<Moment, Declined> {
        let (day, time) = self.day_and_time()?;
        Ok(Series { first: day, at: time, rhythm: Rhythm::Days(1) }.starts(0, zone))
    }

    fn lasts(&self) -> Result<u32, Declined> {
        let minutes: Option<u32> = self.minutes.trim().parse().ok();
        let sensible = minutes.filter(|minutes| (1..=LONGEST_MEETING).contains(minutes));
        sensible.ok_or_else(|| Declined::field("minutes", "write how many minutes it lasts, from 1 to 1440"))
    }

    fn plan(&self) -> Result<Plan, Declined> {
        let title = line("title", &self.title, "say what the meeting is called")?;
        Ok(Plan { title, place: short("place", &self.place)?, minutes: self.lasts()? })
    }
}

/// Plans a series from its first day on, in the charter's rhythm. Where the charter's words can be read in two ways,
/// `chosen` says which is meant.
///
/// # Errors
/// At the field that has to be mended; where the charter names no rhythm.
pub async fn series(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    (filled, form): (&Filled, &SentForm),
    chosen: Option<Rhythm>,
) -> Result<MeetingId, Declined> {
    let charter = here.store.charter(group).await?;
    let regular = regular(&charter)
        .ok_or_else(|| Declined::rule("the charter does not say how often the group meets: plan single meetings"))?;
    let asked = regular.is_open && here.store.meeting_series(group).await?.is_empty();
    let rhythm = match chosen {
        Some(chosen) => chosen,
        None if asked => {
            return Err(Declined::field("rhythm", "the charter can be read in two ways: say which is meant"));
        }
        None => meant(here, group, regular).await?,
    };
    let (first, at) = filled.day_and_time()?;
    let planned = Planned::Series(Series { first, at, rhythm }, AHEAD);
    plan(here, group, who, (&filled.plan()?, planned), form).await
}

/// The reading that the group took when it planned its first series; the rules' own where it never did.
async fn meant(here: &Installation, group: GroupId, regular: Regular<'_>) -> Result<Rhythm, Declined> {
    let known = here.store.meeting_series(group).await?;
    Ok(known.first().filter(|_| regular.is_open).map_or(regular.rhythm, |row| row.course.rhythm))
}

/// Plans one meeting beside the series.
pub async fn single(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    (filled, form): (&Filled, &SentForm),
    kind: Kind,
) -> Result<MeetingId, Declined> {
    let starts = filled.starts(&zone(here, group).await?)?;
    plan(here, group, who, (&filled.plan()?, Planned::One(kind, starts)), form).await
}

async fn plan(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    (plan, planned): (&Plan, Planned),
    form: &SentForm,
) -> Result<MeetingId, Declined> {
    let meeting = MeetingId::from(form.id.uuid());
    let judged = here.store.begin(group, Actor::Person(who.person()), PlanMeeting { meeting }).await?;
    judged.keep(plan, planned, form).await?.commit().await?;
    Ok(meeting)
}

/// Holds a meeting at another time, or elsewhere. `seen` is how often it had changed when whoever moves it saw it.
pub async fn postpone(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    (meeting, seen): (MeetingId, u32),
    filled: &Filled,
) -> Result<(), Declined> {
    let (starts, minutes) = (filled.starts(&zone(here, group).await?)?, filled.lasts()?);
    let place = short("place", &filled.place)?;
    let judged = here.store.begin(group, Actor::Person(who.person()), MoveMeeting { meeting }).await?;
    judged.keep(seen, starts, minutes, &place).await?.commit().await?;
    Ok(())
}

/// Calls one meeting off. Its series goes on.
pub async fn cancel(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    (meeting, seen): (MeetingId, u32),
    why: &str,
) -> Result<(), Declined> {
    let why = line("why", why, "say why it does not take place: everybody who was invited is told")?;
    let judged = here.store.begin(group, Actor::Person(who.person()), CancelMeeting { meeting }).await?;
    judged.keep(seen, &why).await?.commit().await?;
    Ok(())
}

/// Ends a series with this meeting: it and everything of it that follows is called off.
pub async fn end_series(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    (meeting, seen): (MeetingId, u32),
    why: &str,
) -> Result<(), Declined> {
    let why = line("why_end", why, "say why the series ends: everybody who was invited is told")?;
    let judged = here.store.begin(group, Actor::Person(who.person()), EndSeries { meeting }).await?;
    judged.keep(seen, &why).await?.commit().await?;
    Ok(())
}

/// Takes an ended series up again, before its next meeting would have begun. What its end called off takes place.
pub async fn resume_series(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), ResumeSeries { meeting }).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}

/// Adds meetings to a series of which less than half of a year's are left, as the charter itself does. False where it is
/// not to, or where the charter gives nobody the power to plan.
pub(crate) async fn go_on(here: &Installation, series: &SeriesRow) -> Result<bool, Declined> {
    let meetings = here.store.meetings(series.group).await?;
    let of_series = || meetings.iter().filter(|row| row.series == Some(series.id));
    let ahead = of_series().filter(|row| row.starts > here.store.now()).count();
    let Some(last) = of_series().next_back().filter(|_| ahead < AHEAD as usize / 2) else { return Ok(false) };
    let act = PlanMeeting { meeting: last.id };
    // Asked first, since a refusal would stand in the log again and again.
    if !here.store.opinion(series.group, Actor::Charter, &act).await?.may() {
        return Ok(false);
    }
    let judged = here.store.begin(series.group, Actor::Charter, act).await?;
    judged.goes_on(AHEAD / 2).await?.commit().await?;
    Ok(true)
}

async fn zone(here: &Installation, group: GroupId) -> Result<Zone, Declined> {
    let row = here.store.group(group).await?.ok_or(Declined::NotFound("group"))?;
    Ok(Zone::named(&row.zone).map_err(anyhow::Error::from)?)
}

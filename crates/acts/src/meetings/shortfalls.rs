//! Whose attendance falls short of what the charter asks: told to a convener alone, who answers in one of three ways.
//! Nothing follows from it by itself, and nobody else sees that it was so.

use super::{line, short};
use crate::{Declined, Installation};
use basics::{GroupId, MeetingId, Moment, PersonId, ShortfallId, Zone};
use charter::{Charter, rules::Attendance};
use jiff::civil::Date;
use meetings::{Attended, Held, Presence, Reading, Stage, attended};
use people::SignedIn;
use std::collections::HashMap;
use store::{Answered, HouseRule, MeetingRow, PresenceRow, Roster, ShortfallRow};

/// The rule of the house that names the convener, where the charter has no office for it: the id of a person.
pub const CONVENER: &str = "convener";
/// The rule of the house that says how the charter's share is read.
pub const READING: &str = "attendance_reading";
/// The word of the strict reading.
pub const STRICT: &str = "strict";
/// The word of the literal one.
pub const LITERAL: &str = "literal";

/// Everything that attendance is counted from.
pub struct Counting {
    rule: Attendance,
    reading: Reading,
    zone: Zone,
    now: Moment,
    meetings: Vec<MeetingRow>,
    presences: HashMap<(MeetingId, PersonId), PresenceRow>,
    roster: Roster,
    conveners: Vec<PersonId>,
    is_by_name: bool,
    answered: Vec<ShortfallRow>,
}

/// How one member's attendance stands.
pub struct Shortfall {
    /// The member.
    pub person: PersonId,
    /// The sum.
    pub sum: Attended,
    /// The meetings they missed in the window, with why where they said so.
    pub missed: Vec<(MeetingRow, Option<String>)>,
}

/// Reads what attendance is counted from; none where the charter asks nothing of it.
pub async fn counting(here: &Installation, group: GroupId) -> Result<Option<Counting>, anyhow::Error> {
    let charter = here.store.charter(group).await?;
    let Some(rule) = charter.rules().meetings.as_ref().and_then(|rules| rules.attendance.clone()) else {
        return Ok(None);
    };
    let (house, roster, now) =
        (here.store.house_rules(group).await?, here.store.roster(group).await?, here.store.now());
    Ok(Some(Counting {
        reading: reading(&house),
        zone: Zone::named(charter.zone())?,
        conveners: conveners(&charter, &house, &roster, now),
        is_by_name: office(&charter, &rule).is_none(),
        meetings: here.store.meetings(group).await?,
        presences: here.store.presences(group).await?,
        answered: here.store.shortfalls(group).await?,
        rule,
        roster,
        now,
    }))
}

fn reading(house: &[HouseRule]) -> Reading {
    let strict = house.iter().any(|rule| rule.name == READING && rule.value == STRICT);
    if strict { Reading::Strict } else { Reading::Literal }
}

/// The office whose task it is, where the charter names one of its own.
fn office<'a>(charter: &Charter, rule: &'a Attendance) -> Option<&'a String> {
    rule.decided_by.as_ref().filter(|name| charter.rules().offices.contains_key(name.as_str()))
}

/// Whom the private tasks of a convener are for, also those that are not about attendance.
pub async fn conveners_of(here: &Installation, group: GroupId) -> Result<Vec<PersonId>, anyhow::Error> {
    let charter = here.store.charter(group).await?;
    let (house, roster) = (here.store.house_rules(group).await?, here.store.roster(group).await?);
    Ok(conveners(&charter, &house, &roster, here.store.now()))
}

/// Whom the private task is for: whoever holds the office that the charter names, or the member whom the group named.
fn conveners(charter: &Charter, house: &[HouseRule], roster: &Roster, now: Moment) -> Vec<PersonId> {
    let rule = charter.rules().meetings.as_ref().and_then(|rules| rules.attendance.as_ref());
    let office = rule.and_then(|rule| office(charter, rule));
    let named = house.iter().find(|rule| rule.name == CONVENER).and_then(|rule| rule.value.parse::<PersonId>().ok());
    let members = roster.members(now).into_iter().filter(|member| member.current(now));
    let is_one = |member: &store::Member| match office {
        Some(office) => member.offices.contains(office),
        None => named == Some(member.person),
    };
    members.filter(is_one).map(|member| member.person).collect()
}

impl Counting {
    /// The clause that asks for it.
    pub fn clause(&self) -> &str {
        &self.rule.clause
    }
    /// The members whom the private tasks are for.
    pub fn conveners(&self) -> &[PersonId] {
        &self.conveners
    }
    /// Whether the group names the convener, since the charter has no office for it.
    pub fn is_by_name(&self) -> bool {
        self.is_by_name
    }
    /// The strict reading, or the literal one.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// How somebody's attendance stands today; none for somebody who is no member now.
    pub fn of(&self, person: PersonId) -> Option<Shortfall> {
        let member =
            self.roster.members(self.now).into_iter().find(|one| one.person == person && one.current(self.now))?;
        let day = |at: Moment| at.in_zone(self.zone.rules()).date();
        let held: Vec<(&MeetingRow, Held)> = self.held(person).collect();
        let all: Vec<Held> = held.iter().map(|(_, held)| *held).collect();
        let (joined, today) = (day(member.joined), day(self.now));
        let counts = |one: Held| {
            attended(&self.rule, self.reading, &[one], joined, today).meetings > 0
                || (one.presence == Presence::Excused && one.is_regular && !one.is_cancelled)
        };
        let missed = held.iter().filter(|(_, held)| held.presence != Presence::Present && counts(*held));
        let missed = missed.map(|(row, _)| ((*row).clone(), self.excuse(row.id, person)));
        Some(Shortfall {
            person,
            sum: attended(&self.rule, self.reading, &all, joined, today),
            missed: missed.collect(),
        })
    }

    /// Every meeting that is over, as it counts for one person.
    fn held(&self, person: PersonId) -> impl Iterator<Item = (&MeetingRow, Held)> {
        let over = self.meetings.iter().filter(|row| row.course().at(self.now) == Stage::Over);
        over.map(move |row| {
            let known = self.presences.get(&(row.id, person));
            let presence = match known {
                Some(known) if known.is_present => Presence::Present,
                Some(known) if known.excuse.is_some() => Presence::Excused,
                _ => Presence::Absent,
            };
            let day = row.starts.in_zone(self.zone.rules()).date();
            (row, Held { day, is_regular: row.kind == meetings::Kind::Regular, is_cancelled: false, presence })
        })
    }

    fn excuse(&self, meeting: MeetingId, person: PersonId) -> Option<String> {
        self.presences.get(&(meeting, person)).and_then(|known| known.excuse.clone())
    }

    /// The members whose attendance falls short, and about whom nothing was answered since: what a convener is told. Nothing
    /// for anybody else.
    pub fn tasks(&self, reader: PersonId) -> Vec<Shortfall> {
        if !self.conveners.contains(&reader) {
            return Vec::new();
        }
        let members = self.roster.members(self.now).into_iter().filter(|member| member.person != reader);
        let short = members.filter_map(|member| self.of(member.person)).filter(|found| found.sum.falls_short);
        short.filter(|found| !self.is_answered(found)).collect()
    }

    /// An answer serves until another meeting is missed after it, and a recorded leave to its end.
    fn is_answered(&self, found: &Shortfall) -> bool {
        let last = self.answered.iter().rfind(|row| row.person == found.person);
        last.is_some_and(|row| match row.answer {
            Answered::Leave(until) => self.now < until,
            Answered::Ask | Answered::NotNow => found.missed.iter().all(|(missed, _)| missed.starts < row.by.1),
        })
    }

    /// What this member is asked, by whom it was and why; nothing for anybody else, or once they said that they stay.
    pub fn asked(&self, reader: PersonId) -> Option<&ShortfallRow> {
        let last = self.answered.iter().rfind(|row| row.person == reader)?;
        Some(last).filter(|row| row.answer == Answered::Ask && row.stays.is_none())
    }

    /// What a convener was told back: those who were asked, with whether they said that they stay.
    pub fn answers(&self, reader: PersonId, about: PersonId) -> Vec<&ShortfallRow> {
        let is_one = self.conveners.contains(&reader);
        self.answered.iter().filter(|row| is_one && row.person == about).collect()
    }
}

/// An answer as it is filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// `ask`, `not_now` or `leave`.
    pub answer: String,
    /// Why; for `ask` what the member is told.
    pub reason: String,
    /// The last day of a leave.
    pub until: String,
}

/// A convener answers the task about a member.
///
/// # Errors
/// [`Declined::NotFound`] for anybody else, and where there is no such task: nobody learns of it by trying.
pub async fn answer(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    about: PersonId,
    filled: &Filled,
) -> Result<(), Declined> {
    const GONE: Declined = Declined::NotFound("task");
    let counting = counting(here, group).await?.ok_or(GONE)?;
    counting.tasks(who.person()).into_iter().find(|found| found.person == about).ok_or(GONE)?;
    let (answer, reason) = match filled.answer.as_str() {
        "ask" => (Answered::Ask, short("reason", &filled.reason)?),
        "not_now" => (Answered::NotNow, line("reason", &filled.reason, "say why not now")?),
        "leave" => (Answered::Leave(end_of(&filled.until, &counting)?), short("reason", &filled.reason)?),
        _ => return Err(Declined::field("answer", "choose one of the three answers")),
    };
    let (id, by) = (ShortfallId::mint(counting.now), (who.person(), counting.now));
    let row = ShortfallRow { id, person: about, answer, reason, by, stays: None };
    here.store.bookkeeping().keep_shortfall(group, &row).await?;
    Ok(())
}

fn end_of(day: &str, counting: &Counting) -> Result<Moment, Declined> {
    let day: Date = day.trim().parse().map_err(|_| Declined::field("until", "choose the last day of the leave"))?;
    let end = day.tomorrow().and_then(|day| day.to_zoned(counting.zone.rules().clone()));
    let end = Moment::new(end.map_err(anyhow::Error::from)?.timestamp());
    if end > counting.now { Ok(end) } else { Err(Declined::field("until", "this leave is over: choose a later day")) }
}

/// The member who was asked says that they stay. Nothing follows from it.
///
/// # Errors
/// [`Declined::NotFound`] for anybody who is not asked.
pub async fn stay(here: &Installation, group: GroupId, who: &SignedIn) -> Result<(), Declined> {
    const GONE: Declined = Declined::NotFound("task");
    let counting = counting(here, group).await?.ok_or(GONE)?;
    let asked = counting.asked(who.person()).ok_or(GONE)?;
    here.store.bookkeeping().shortfall_stays(group, who.person(), asked.id).await?;
    Ok(())
}

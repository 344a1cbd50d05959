//! The course of a vote: talked about, called, seconded, open, closed. Each step says what stands in its way; the ballots
//! and the roll are kept beside it.

use crate::{NotNow, Stage};
use basics::{Moment, PersonId};
use charter::rules::{AmendPolicy, Consensus, DecisionRule, Period};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// The course of one vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// Whoever called it, or took it over.
    pub sponsor: PersonId,
    /// Whoever seconded it.
    pub seconder: Option<PersonId>,
    /// Where it stands.
    pub stage: Stage,
    /// How often its text was changed while it was open.
    pub resets: u32,
    /// When it opened, or last began anew.
    pub opened: Option<Moment>,
    /// Whether what is decided is hard to undo: it takes at least [`ONE_WAY`], and is not over before its time.
    #[serde(default)]
    pub is_one_way: bool,
    /// Whoever gave the casting vote, where a tie was decided by one.
    #[serde(default)]
    pub casting_vote: Option<PersonId>,
}

/// The least that a vote behind a one-way door takes, and an objection to a consensus: 14 days of 24 hours.
pub const ONE_WAY: SignedDuration = SignedDuration::from_hours(14 * 24);

impl Course {
    /// A vote that is called on what has been talked about since then.
    ///
    /// # Errors
    /// While the discussion is younger than the rule asks.
    pub fn called(rule: &DecisionRule, sponsor: PersonId, talked_since: Moment, now: Moment) -> Result<Self, NotNow> {
        let earliest = rule.discussion.map(|least| talked_since.plus(length(least)));
        if let Some(earliest) = earliest.filter(|earliest| now < *earliest) {
            return Err(NotNow::StillDiscussed(earliest));
        }
        let until = rule.second_within.map(|most| now.plus(length(most)));
        let is_one_way = rule.one_way_door;
        let stage = if rule.second { Stage::AwaitsSecond { until } } else { open(rule, is_one_way, now) };
        let opened = matches!(stage, Stage::Open { .. }).then_some(now);
        Ok(Self { sponsor, seconder: None, stage, resets: 0, opened, is_one_way, casting_vote: None })
    }

    /// Whoever calls a vote marks it as a one-way door, now: what it decides is hard to undo.
    ///
    /// # Errors
    /// Where the rule lets no vote run longer.
    pub fn marked_one_way(self, rule: &DecisionRule, now: Moment) -> Result<Self, NotNow> {
        if self.is_one_way {
            return Ok(self);
        }
        if !rule.may_extend {
            return Err(NotNow::CannotBeLonger);
        }
        let stage = match self.stage {
            Stage::Open { .. } => open(rule, true, now),
            stage => stage,
        };
        Ok(Self { is_one_way: true, stage, ..self })
    }

    /// When everybody on the roll is reminded of a vote behind a one-way door: a week before it closes.
    pub fn reminds_at(&self) -> Option<Moment> {
        match self.stage {
            Stage::Open { until, .. } if self.is_one_way => Some(until.plus(-WEEK)),
            _ => None,
        }
    }

    /// A consensus that is declared: nothing is voted on, unless somebody calls a vote while the window is open.
    /// It is talked about first for as long as a vote on it would be.
    ///
    /// # Errors
    /// While the discussion is younger than the rule asks.
    pub fn declared(
        consensus: &Consensus,
        rule: &DecisionRule,
        by: PersonId,
        talked_since: Moment,
        now: Moment,
    ) -> Result<Self, NotNow> {
        let called = Self::called(rule, by, talked_since, now)?;
        let window = consensus.objection_window.map_or(WEEK, length);
        let until = now.plus(if called.is_one_way { window.max(ONE_WAY) } else { window });
        Ok(Self { stage: Stage::Declared { until }, opened: None, ..called })
    }

    /// A member calls a vote instead of the consensus that was declared.
    ///
    /// # Errors
    /// When none is declared, or its window is over.
    pub fn objected(&mut self, now: Moment) -> Result<(), NotNow> {
        match self.at(now) {
            Stage::Declared { .. } => {
                self.stage = Stage::Objected;
                Ok(())
            }
            other => Err(NotNow::Stands(other.words())),
        }
    }

    /// Another member seconds it, and it opens.
    ///
    /// # Errors
    /// When the sponsor does, or when it waits for no second.
    pub fn seconded(&mut self, rule: &DecisionRule, by: PersonId, now: Moment) -> Result<(), NotNow> {
        match self.at(now) {
            Stage::AwaitsSecond { .. } if by == self.sponsor => Err(NotNow::OwnMotion),
            Stage::AwaitsSecond { .. } => {
                self.seconder = Some(by);
                self.stage = open(rule, self.is_one_way, now);
                self.opened = Some(now);
                Ok(())
            }
            other => Err(NotNow::Stands(other.words())),
        }
    }

    /// The sponsor changes its text: where the rule allows that, the time begins anew and earlier ballots are void.
    ///
    /// # Errors
    /// When somebody else does, when the rule forbids it, or when it is not open.
    pub fn updated(&mut self, rule: &DecisionRule, by: PersonId, now: Moment) -> Result<(), NotNow> {
        self.is_open_to(by, now)?;
        if rule.amend_policy != AmendPolicy::Reset {
            return Err(NotNow::CannotChange);
        }
        self.stage = open(rule, self.is_one_way, now);
        self.opened = Some(now);
        self.resets += 1;
        Ok(())
    }

    /// The sponsor gives it more time, for a reason.
    ///
    /// # Errors
    /// When the rule does not let it run longer, without a reason, or for an end that is not later.
    pub fn extended(
        &mut self,
        rule: &DecisionRule,
        by: PersonId,
        to: Moment,
        reason: &str,
        now: Moment,
    ) -> Result<(), NotNow> {
        let (from, until) = self.is_open_to(by, now)?;
        if !rule.may_extend {
            return Err(NotNow::CannotBeLonger);
        }
        if basics::text::is_blank(reason) {
            return Err(NotNow::NoReason);
        }
        if to <= until {
            return Err(NotNow::NotLater(until));
        }
        self.stage = Stage::Open { from, until: to };
        Ok(())
    }

    /// The sponsor takes it back before it is over.
    ///
    /// # Errors
    /// When somebody else does, or when it is over.
    pub fn withdrawn(&mut self, by: PersonId, now: Moment) -> Result<(), NotNow> {
        match self.at(now) {
            stage if !stage.is_under_way() => Err(NotNow::Stands(stage.words())),
            _ if by != self.sponsor => Err(NotNow::NotTheSponsor),
            _ => {
                self.stage = Stage::Withdrawn;
                Ok(())
            }
        }
    }

    /// Another member takes over what its sponsor took back: it is called anew, and seconded anew. Ballots that were in by
    /// then are void.
    ///
    /// # Errors
    /// When nobody took it back, and when whoever did wants to.
    pub fn taken_over(&self, rule: &DecisionRule, by: PersonId, now: Moment) -> Result<Self, NotNow> {
        match self.at(now) {
            Stage::Withdrawn if by == self.sponsor => Err(NotNow::OwnVote),
            Stage::Withdrawn => {
                let course = Self::called(rule, by, Moment::from_micros(0), now)?;
                let course = if self.is_one_way { course.marked_one_way(rule, now)? } else { course };
                Ok(Self { resets: self.resets + 1, ..course })
            }
            other => Err(NotNow::Stands(other.words())),
        }
    }

    /// Its time is over, or `certain`: nobody who is silent can change what it comes to. Behind a one-way door only its time
    /// closes it. Whoever waited for a second that
    /// never came has lapsed.
    ///
    /// # Errors
    /// Before that, and when it was over before.
    pub fn closes(&mut self, certain: bool, now: Moment) -> Result<(), NotNow> {
        match (self.stage, self.at(now)) {
            (Stage::Open { .. } | Stage::Declared { .. } | Stage::Tied { .. }, Stage::Closed) => {
                self.stage = Stage::Closed;
            }
            (Stage::Open { .. }, Stage::Open { .. }) if certain && !self.is_one_way => self.stage = Stage::Closed,
            (Stage::Open { until, .. } | Stage::Declared { until }, _) => return Err(NotNow::StillOpen(until)),
            (Stage::AwaitsSecond { .. }, Stage::Lapsed) => self.stage = Stage::Lapsed,
            (Stage::Tied { until }, _) => return Err(NotNow::AwaitsCastingVote(until)),
            (_, other) => return Err(NotNow::Stands(other.words())),
        }
        Ok(())
    }

    /// It was counted and is tied: the office that the rule names decides, for as long as the rule says.
    pub fn awaits_casting_vote(&mut self, rule: &DecisionRule, now: Moment) {
        let within = rule.casting_vote.as_ref().and_then(|casting| casting.within);
        self.stage = Stage::Tied { until: now.plus(within.map_or(THREE_DAYS, length)) };
    }

    /// The casting vote is given, which closes it.
    ///
    /// # Errors
    /// When it is not tied, or the time for it is over.
    pub fn casting_vote_given(&mut self, by: PersonId, now: Moment) -> Result<(), NotNow> {
        match self.at(now) {
            Stage::Tied { .. } => {
                (self.stage, self.casting_vote) = (Stage::Closed, Some(by));
                Ok(())
            }
            other => Err(NotNow::Stands(other.words())),
        }
    }

    /// What it was about is gone: the person left, say. Nobody decides a tie about it either.
    pub fn moot(&mut self, now: Moment) {
        let stage = self.at(now);
        if stage.is_under_way() || matches!(stage, Stage::Tied { .. }) {
            self.stage = Stage::Moot;
        }
    }

    /// Where it stands at this moment. A vote closes and lapses by itself, also while nobody looked.
    pub fn at(&self, now: Moment) -> Stage {
        match self.stage {
            Stage::AwaitsSecond { until: Some(until) } if now >= until => Stage::Lapsed,
            Stage::Open { until, .. } | Stage::Declared { until } | Stage::Tied { until } if now >= until => {
                Stage::Closed
            }
            stage => stage,
        }
    }

    /// When it next changes by itself.
    pub fn wakes_at(&self) -> Option<Moment> {
        match self.stage {
            Stage::AwaitsSecond { until } => until,
            Stage::Open { until, .. } | Stage::Declared { until } | Stage::Tied { until } => Some(until),
            _ => None,
        }
    }

    fn is_open_to(&self, by: PersonId, now: Moment) -> Result<(Moment, Moment), NotNow> {
        match self.at(now) {
            Stage::Open { .. } if by != self.sponsor => Err(NotNow::NotTheSponsor),
            Stage::Open { from, until } => Ok((from, until)),
            other => Err(NotNow::Stands(other.words())),
        }
    }
}

fn open(rule: &DecisionRule, is_one_way: bool, from: Moment) -> Stage {
    let period = rule.voting_period.map_or(WEEK, length);
    Stage::Open { from, until: from.plus(if is_one_way { period.max(ONE_WAY) } else { period }) }
}

/// What a vote takes where the charter says nothing.
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What whoever has the casting vote takes where the charter says nothing.
const THREE_DAYS: SignedDuration = SignedDuration::from_hours(3 * 24);

/// A period of a vote as elapsed time: a day is 24 hours whatever a clock does meanwhile, and a month 30 of them.
pub(crate) fn length(period: Period) -> SignedDuration {
    SignedDuration::from_hours(match period {
        Period::Hours(hours) => hours.into(),
        Period::Days(days) => i64::from(days) * 24,
        Period::Months(months) => i64::from(months) * 30 * 24,
    })
}

//! The course of somebody's terms: what they are at any instant, and how they say that they stay. Nothing has to happen for
//! a term to be over, or for one that was said to follow to begin.

use crate::{BadTerm, Holiday, Term, TermRule};
use basics::{Moment, Zone};
use charter::rules::Renewal;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One member's terms: the one that runs or ran last, and the one that follows because they said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// The term.
    pub term: Term,
    /// The one that follows.
    #[serde(default)]
    pub following: Option<Following>,
    /// How many terms in a row this one makes, from 1.
    pub served: u32,
}

/// A term that follows, since its holder said that they stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    /// It, from the end of the old one.
    pub term: Term,
    /// When they said so. Said in the grace, rights rest from the end of the old term until then.
    pub said_at: Moment,
}

/// Where somebody stands in their terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It has not begun.
    Ahead {
        /// Its first instant.
        starts: Moment,
    },
    /// It runs.
    Running {
        /// The first instant after it.
        until: Moment,
    },
    /// It runs, and its holder is asked whether they stay.
    MayStay {
        /// The first instant after it.
        until: Moment,
    },
    /// It runs, and they said that they stay.
    Stays {
        /// The first instant after the term that follows.
        until: Moment,
    },
    /// It is over, rights rest, and saying so still counts.
    InGrace {
        /// The first instant at which it does no more.
        until: Moment,
    },
    /// It is over.
    Lapsed {
        /// The first instant after the term.
        since: Moment,
    },
}

/// Why it is not taken down that somebody stays.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotStaying {
    /// Somebody else said so.
    #[error("only the member says that they stay; nobody says it for them")]
    NotTheirs,
    /// There is no term.
    #[error("this membership has no end of its own, so that nothing has to be said for it to go on")]
    NoEnd,
    /// The charter makes terms go on in another way.
    #[error("under this charter a term goes on {}, not by the member's word", by_what(*.0))]
    NotByWord(Renewal),
    /// No further term can follow.
    #[error("nobody serves more than {0} terms in a row under this charter, so this is the last; apply again later")]
    LastTerm(u32),
    /// The term has not begun, or its window has not opened.
    #[error("this can be said from {}; until then nothing has to be done", .zone.shows(*.opens))]
    TooEarly {
        /// The first instant at which it can be.
        opens: Moment,
        /// The zone of the term.
        zone: Zone,
    },
    /// They said so before.
    #[error("this was said before: the next term runs until {}", .zone.shows(*.until))]
    Already {
        /// The first instant after the term that follows.
        until: Moment,
        /// The zone of the term.
        zone: Zone,
    },
    /// The term is over.
    #[error("this could be said until {}, and the membership is over; apply again, which is possible at once", .zone.shows(*.closed))]
    TooLate {
        /// The first instant at which it counted no more.
        closed: Moment,
        /// The zone of the term.
        zone: Zone,
    },
    /// The next term cannot be.
    #[error(transparent)]
    Calendar(#[from] BadTerm),
}

fn by_what(renewal: Renewal) -> &'static str {
    match renewal {
        Renewal::OptIn | Renewal::Reaffirm => "when its holder says so",
        Renewal::Auto => "by itself",
        Renewal::Election => "by an election",
        Renewal::Appointment => "when it is appointed again",
    }
}

impl Course {
    /// The course that begins with this term.
    pub fn beginning(term: Term) -> Self {
        Self { term, following: None, served: 1 }
    }

    /// The course of somebody whose term did not run because of an office, and runs again: their terms are counted from
    /// the day they joined, and went on without a word. None where nobody has a term.
    pub fn resumed(rule: &TermRule, joined: Date, now: Moment) -> Result<Option<Self>, BadTerm> {
        let Some(first) = rule.first(joined, &std::collections::BTreeSet::new())? else { return Ok(None) };
        let mut course = Self::beginning(first);
        while course.term.is_over(now) {
            course = Self { term: rule.next(&course.term)?, following: None, served: course.served + 1 };
        }
        Ok(Some(course))
    }

    /// Where its holder stands at this instant.
    pub fn at(&self, rule: &TermRule, holidays: &[Holiday], now: Moment) -> Stage {
        let (term, served) = self.held(now);
        let goes_on = rule.goes_on_by_word() && rule.lets_follow(served);
        let follows = self.following.as_ref().filter(|next| next.said_at <= now && term == &self.term);
        let (until, closes) = (term.ends_at(), rule.closes(term, holidays));
        match follows {
            _ if now < term.starts_at() => Stage::Ahead { starts: term.starts_at() },
            Some(next) if now < until => Stage::Stays { until: next.term.ends_at() },
            _ if now < until && goes_on && rule.opens(term) <= now => Stage::MayStay { until },
            _ if now < until => Stage::Running { until },
            _ if now < closes && goes_on => Stage::InGrace { until: closes },
            _ => Stage::Lapsed { since: until },
        }
    }

    /// The member says at this instant that they stay: the next term follows from the end of the old one.
    ///
    /// # Errors
    /// Too early, too late, a second time, or where the charter does not ask.
    pub fn stays(&mut self, rule: &TermRule, holidays: &[Holiday], now: Moment) -> Result<&Term, NotStaying> {
        let (term, served) = self.held(now);
        let (term, zone) = (term.clone(), term.zone.clone());
        if !rule.goes_on_by_word() {
            return Err(NotStaying::NotByWord(rule.renewal));
        }
        if let Some(limit) = rule.limit.filter(|_| !rule.lets_follow(served)) {
            return Err(NotStaying::LastTerm(limit));
        }
        // Where the clock went back, what was said is still said.
        if let Some(next) = self.following.as_ref().filter(|next| now < next.said_at) {
            return Err(NotStaying::Already { until: next.term.ends_at(), zone });
        }
        match self.at(rule, holidays, now) {
            Stage::Ahead { .. } | Stage::Running { .. } => {
                return Err(NotStaying::TooEarly { opens: rule.opens(&term), zone });
            }
            Stage::Stays { until } => return Err(NotStaying::Already { until, zone }),
            Stage::Lapsed { .. } => return Err(NotStaying::TooLate { closed: rule.closes(&term, holidays), zone }),
            Stage::MayStay { .. } | Stage::InGrace { .. } => {}
        }
        let next = rule.next(&term)?;
        (self.term, self.served) = (term, served);
        Ok(&self.following.insert(Following { term: next, said_at: now }).term)
    }

    /// Whether it gives rights at this instant: in a term, or in one that was said to follow, from when it was said.
    pub fn is_in_force(&self, at: Moment) -> bool {
        let follows = |next: &Following| next.said_at <= at && !next.term.is_over(at);
        !self.term.is_over(at) || self.following.as_ref().is_some_and(follows)
    }

    /// The first instant after everything that is known of it. A grant ends by then.
    pub fn ends_at(&self) -> Moment {
        self.following.as_ref().map_or(&self.term, |next| &next.term).ends_at()
    }

    /// When it next changes by itself or somebody is to be reminded; none when it is over for good.
    pub fn wakes_at(&self, rule: &TermRule, holidays: &[Holiday], now: Moment) -> Option<Moment> {
        let following = self.following.as_ref();
        let asked = following.map_or(&self.term, |next| &next.term);
        let served = self.served + u32::from(following.is_some());
        let mut wakes = vec![self.term.starts_at(), self.term.ends_at(), asked.starts_at(), asked.ends_at()];
        wakes.extend(rule.reminders_of(asked).map(|reminder| reminder.at));
        if rule.goes_on_by_word() && rule.lets_follow(served) {
            wakes.extend([rule.opens(asked), rule.closes(asked, holidays)]);
        }
        wakes.into_iter().filter(|wake| now < *wake).min()
    }

    /// The term that counts at this instant, and how many in a row it makes.
    pub fn held(&self, now: Moment) -> (&Term, u32) {
        let begun = |next: &&Following| next.said_at <= now && next.term.starts_at() <= now;
        match self.following.as_ref().filter(begun) {
            Some(next) => (&next.term, self.served + 1),
            None => (&self.term, self.served),
        }
    }
}

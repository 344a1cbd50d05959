//! Which reminders are due. A reminder is an instant of a term; whether it was sent is kept by whoever sends.

use crate::{Course, Holiday, Stage, Term, TermRule, period::before};
use basics::Moment;
use charter::rules::Period;
use jiff::civil::Date;

/// A word to somebody that their term ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// From when it is due.
    pub at: Moment,
    /// How long before the end that is. With `ends` it names the reminder, so that none is sent twice.
    pub before: Period,
    /// The day on which the term ends.
    pub ends: Date,
}

impl TermRule {
    /// The reminders of a term, in the order of time. One from before somebody came is none.
    pub(crate) fn reminders_of(&self, term: &Term) -> impl Iterator<Item = Reminder> {
        let remind =
            |period: &Period| Reminder { at: before(term.ends, &term.zone, *period), before: *period, ends: term.ends };
        let mut reminders: Vec<Reminder> = self.reminders.iter().map(remind).collect();
        reminders.retain(|reminder| term.starts_at() <= reminder.at);
        reminders.sort_by_key(|reminder| reminder.at);
        reminders.into_iter()
    }
}

impl Course {
    /// The reminders that became due after `since` and by `now`, in the order of time: none once the member said that
    /// they stay, and none after the end but one, where a grace runs. Whoever was away and finds several sends the last.
    pub fn due_reminders(&self, rule: &TermRule, holidays: &[Holiday], since: Moment, now: Moment) -> Vec<Reminder> {
        let (term, _) = self.held(now);
        let last = || Reminder { at: term.ends_at(), before: Period::Days(0), ends: term.ends };
        let reminders: Vec<Reminder> = match self.at(rule, holidays, now) {
            Stage::Running { .. } | Stage::MayStay { .. } => rule.reminders_of(term).collect(),
            Stage::InGrace { .. } => vec![last()],
            _ => Vec::new(),
        };
        reminders.into_iter().filter(|reminder| since < reminder.at && reminder.at <= now).collect()
    }
}

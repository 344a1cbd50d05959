//! What can be recorded as the answer to a question: on a day on which it can have been given, with a tally that says the
//! same as the answer, and never beside a vote that answers it.

mod tally;

pub use tally::{Contradiction, Count};

use crate::Number;
use basics::days;
use jiff::civil::Date;

/// Why no answer is recorded for this day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotThatDay {
    /// It has not come.
    #[error("{} lies in the future; record the answer once the body has given it", days::day(*.0))]
    NotYet(Date),
    /// It lies too long before the question.
    #[error(
        "the question was put on {}, and what was decided on {} is more than 30 days older; write the day on which exactly this was decided, or ask again",
        days::day(*asked),
        days::day(*day)
    )]
    LongBeforeItWasAsked {
        /// The day that was written.
        day: Date,
        /// The day of the question.
        asked: Date,
    },
    /// Whoever it is about had not been heard.
    #[error(
        "this removal was proposed on {}, and whoever it is about is heard before it is decided; {} lies before that",
        days::day(*asked),
        days::day(*day)
    )]
    BeforeTheyWereHeard {
        /// The day that was written.
        day: Date,
        /// The day of the proposal.
        asked: Date,
    },
}

/// How many days before a question its answer may have been decided: a board often decides at a meeting before somebody puts the
/// request here.
pub const DECIDED_AHEAD: i32 = 30;

/// Whether a body decided this before it was asked here; both of them days of the charter's zone. The record says so: whoever
/// reads it looks whether exactly this was decided.
pub fn before_it_was_asked(day: Date, asked: Date) -> bool {
    day < asked
}

/// Whether a body can have answered on this day what it was asked on that one; all of them days of the charter's zone.
///
/// # Errors
/// For a day that has not come, and for one more than [`DECIDED_AHEAD`] days before the question; where somebody is to be removed,
/// for any day before it.
pub fn answered_on(day: Date, asked: Date, today: Date, is_removal: bool) -> Result<(), NotThatDay> {
    if day > today {
        return Err(NotThatDay::NotYet(day));
    }
    if is_removal && before_it_was_asked(day, asked) {
        return Err(NotThatDay::BeforeTheyWereHeard { day, asked });
    }
    if (asked - day).get_days() > DECIDED_AHEAD {
        return Err(NotThatDay::LongBeforeItWasAsked { day, asked });
    }
    Ok(())
}

/// Where a vote on a question stands, as far as it matters to whoever would record an answer beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// It is under way, or waits for being counted.
    UnderWay,
    /// It answered the question, or waits for the casting vote that will.
    Answered,
    /// Too few took part, so that it is to be called again.
    TooFew,
    /// It was suspended, so that it is to be called again once more members have a vote.
    Suspended,
    /// It ended without being counted: taken back, never seconded, about nothing any more.
    NotCounted,
}

/// Why the answer to a question is not recorded: a vote gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AVoteAnswers {
    /// One is under way.
    #[error("this is voted on in {0}; the ballots there answer the question")]
    UnderWay(Number),
    /// One answered it.
    #[error("the vote {0} answered this; put the question anew to have it decided again")]
    Answered(Number),
    /// Too few took part in the last one.
    #[error(
        "too few took part in the vote {0}, so that nothing is decided; call the vote again, and its ballots answer the question"
    )]
    TooFew(Number),
    /// Too few members had a vote in the last one.
    #[error(
        "the vote {0} was suspended, since too few members had a vote, so that nothing is decided; call the vote again once there are more, and its ballots answer the question"
    )]
    Suspended(Number),
}

/// Whether an answer may be recorded beside these votes on its question, the newest first.
///
/// # Errors
/// While one is under way, once one answered the question, and where the last one that was counted found too few.
pub fn beside(votes: impl IntoIterator<Item = (Number, Beside)>) -> Result<(), AVoteAnswers> {
    for (number, stands) in votes {
        match stands {
            Beside::UnderWay => return Err(AVoteAnswers::UnderWay(number)),
            Beside::Answered => return Err(AVoteAnswers::Answered(number)),
            Beside::TooFew => return Err(AVoteAnswers::TooFew(number)),
            Beside::Suspended => return Err(AVoteAnswers::Suspended(number)),
            Beside::NotCounted => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;
    use proptest::prelude::*;

    fn day(after: i64) -> Date {
        jiff::civil::date(2026, 11, 20).checked_add(after.days()).unwrap()
    }

    proptest! {
        #[test]
        fn a_body_answers_at_most_thirty_days_before_the_question_and_not_after_today(of in -400_i64..400, asked in -400_i64..400, today in -400_i64..400, removal: bool) {
            let found = answered_on(day(of), day(asked), day(today), removal);
            let earliest = if removal { asked } else { asked - 30 };
            prop_assert_eq!(found.is_ok(), earliest <= of && of <= today);
            prop_assert_eq!(before_it_was_asked(day(of), day(asked)), of < asked);
        }
    }

    #[test]
    fn nothing_is_recorded_beside_a_vote_that_answers_is_under_way_or_found_too_few() {
        let number = |place| Number { year: 2026, place };
        let all = [Beside::UnderWay, Beside::Answered, Beside::TooFew, Beside::Suspended, Beside::NotCounted];
        for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (*one, *other))) {
            let free = (one, other) == (Beside::NotCounted, Beside::NotCounted);
            assert_eq!(beside([(number(2), one), (number(1), other)]).is_ok(), free, "{one:?} {other:?}");
        }
        assert!(beside([]).is_ok());
        let again = beside([(number(7), Beside::TooFew)]).unwrap_err().to_string();
        assert!(again.contains("2026-7") && again.contains("call the vote again"), "{again}");
        let later = beside([(number(7), Beside::Suspended)]).unwrap_err().to_string();
        assert!(later.contains("2026-7 was suspended") && later.contains("once there are more"), "{later}");
    }
}

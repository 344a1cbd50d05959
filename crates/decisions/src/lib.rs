//! How a group decides: who is on the roll of a vote, what their ballots come to, and whether that is enough.
//!
//! Pure rules over values, in exact fractions. What is asked of a vote stands in the charter's [`DecisionRule`]; nothing
//! here knows a clock, a database or a page.
//!
//! [`DecisionRule`]: charter::rules::DecisionRule
//!
//! ```
//! use charter::presets;
//! use decisions::{Outcome, Tally, count};
//!
//! let charter = presets::DJANGO.charter().expect("the preset loads");
//! let admit = &charter.rules().decision["admission"];
//! let counted = count(admit, Tally { yes: 3, ..Tally::default() }, 6, 0);
//! assert_eq!(counted.outcome, Outcome::Rejected);
//! assert_eq!(counted.to_string(), "3 of 6, needs 4");
//! ```

mod choice;
mod consensus;
mod cool_down;
mod count;
mod course;
mod duty;
mod early;
mod effect;
mod elect;
mod expiry;
mod not_now;
mod number;
mod of_a_body;
mod paper;
mod ranked;
mod recording;
mod roll;
mod stage;

pub use choice::{Choice, NotOnTheBallot};
pub use consensus::{Declared, LONGEST_NOTE, NotDeclared};
pub use cool_down::rests_until;
pub use count::{Counted, Outcome, Quorum, TOO_FEW_TO_TELL, Tally, count};
pub use course::{Course, ONE_WAY};
pub use duty::{falls_short, took_part};
pub use early::{all_have_voted, is_certain};
pub use effect::Effect;
pub use elect::{Elected, elect, named};
pub use expiry::{AHEAD_DAYS, Warned, warned};
pub use not_now::NotNow;
pub use number::{NotANumber, Number};
pub use paper::{FEWEST_OPTIONS, LONGEST_OPTION, MOST_OPTIONS, NotAPaper, NotARanking, Paper, Ranking};
pub use ranked::{Ended, Round, Runoff, TIES, in_decimals, method, runoff};
pub use recording::{
    AVoteAnswers, Beside, Contradiction, Count, DECIDED_AHEAD, NotThatDay, answered_on, before_it_was_asked, beside,
};
pub use roll::{Closed, Roll, Voter};
pub use stage::Stage;

//! Who belongs to a group, until when, and in which offices.
//!
//! Pure rules over values: terms by the calendar, offices and outside statuses as intervals. Nothing here knows a
//! charter's text, a clock or a database; what the charter says about terms comes in as a [`TermRule`].

mod founding;
mod member;
mod office;
mod status;
mod term;
mod term_rule;

pub use founding::{Founder, founding};
pub use member::{Member, Standing};
pub use office::{OfficeHeld, OfficeNeed, offices_in_force};
pub use status::{OutsideStatus, statuses};
pub use term::{BadTerm, Term};
pub use term_rule::{Basis, Renewal, TermRule};

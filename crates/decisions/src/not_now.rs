//! What stands in the way of a step of a vote, as sentences.

use basics::{Moment, Zone};

/// Why a step of a vote is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// The discussion is younger than the rule asks.
    #[error("this is to be talked about until {} before a vote on it opens", Zone::utc().shows(*.0))]
    StillDiscussed(Moment),
    /// Its sponsor wanted to second it.
    #[error("another member has to second this; whoever calls a vote does not second it")]
    OwnMotion,
    /// Its sponsor wanted to take it over.
    #[error("whoever took a vote back calls it anew; taking it over is for another member")]
    OwnVote,
    /// Only its sponsor changes, extends or takes back a vote.
    #[error("only the sponsor of a vote does this")]
    NotTheSponsor,
    /// The rule lets no text change while it is voted on.
    #[error("the text of an open vote cannot change under this rule; take it back and call it anew")]
    CannotChange,
    /// The rule lets no vote run longer.
    #[error("a vote under this rule runs for its time and no longer")]
    CannotBeLonger,
    /// There is no reason.
    #[error("say why this vote is to run longer")]
    NoReason,
    /// The new end is not later than the one it has.
    #[error("a vote is extended to a later end, and this one ends on {} already", Zone::utc().shows(*.0))]
    NotLater(Moment),
    /// Its time is not over.
    #[error("this vote is open until {}, and ballots can still change what it comes to", Zone::utc().shows(*.0))]
    StillOpen(Moment),
    /// It is tied, and the office that decides it has its time still.
    #[error("this vote is tied, and the casting vote can be given until {}", Zone::utc().shows(*.0))]
    AwaitsCastingVote(Moment),
    /// It does not stand where the step begins.
    #[error("this vote is {0}, so that cannot be done with it now")]
    Stands(&'static str),
}

//! The rules by which the group decides. Exact fractions; what a share is a share of is always said.

use super::number::{Base, Fraction, Period, Share};
use crate::Status;
use serde::Deserialize;

/// `[decision.NAME]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the rules file, as a person writes it there")]
pub struct DecisionRule {
    /// How many must say yes.
    pub threshold: Threshold,
    /// How many must take part; none where the threshold says enough.
    pub quorum: Option<Quorum>,
    /// How votes are counted.
    #[serde(default)]
    pub method: Method,
    /// What can be chosen.
    pub options: Vec<String>,
    /// Who may propose.
    #[serde(default)]
    pub proposed_by: Vec<String>,
    /// Whether another member must second it, and only then it opens.
    #[serde(default)]
    pub second: bool,
    /// How long it waits for that.
    pub second_within: Option<Period>,
    /// How long it is talked about first.
    pub discussion: Option<Period>,
    /// How long a vote is open.
    pub voting_period: Option<Period>,
    /// What may make it shorter.
    pub shorten_if: Option<ShortenIf>,
    /// Whether it may be longer, with a reason.
    #[serde(default)]
    pub may_extend: bool,
    /// Whether what it decides is hard to undo: a vote then takes at least fourteen days, and everybody on its roll is
    /// reminded.
    #[serde(default)]
    pub one_way_door: bool,
    /// Who is on the roll.
    #[serde(default)]
    pub electorate: Electorate,
    /// What becomes of a tie.
    #[serde(default)]
    pub tie: Tie,
    /// Who decides a tie, where somebody does.
    pub casting_vote: Option<CastingVote>,
    /// How long an item rests on which the group did not agree, before a vote on it is called again.
    pub cool_down: Option<Period>,
    /// When it may close before its time.
    #[serde(default)]
    pub early_close: EarlyClose,
    /// What becomes of a vote whose text changes.
    #[serde(default)]
    pub amend_policy: AmendPolicy,
    /// Until when a ballot can be changed.
    #[serde(default)]
    pub ballot_change: BallotChange,
    /// Who may see who voted how.
    #[serde(default)]
    pub secrecy: Secrecy,
    /// When results can be seen.
    #[serde(default)]
    pub results: ResultsVisibility,
    /// Whether the person it is about has a vote and counts; like everybody else where it is left out.
    pub subject: Option<Subject>,
    /// Whether the decision is only a request to another body.
    #[serde(default)]
    pub advisory: bool,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// What becomes of the vote of whoever a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// They have none, and do not count among those entitled.
    ExcludedNotCounted,
    /// They have none, and count.
    ExcludedButCounted,
}

/// `casting_vote = { office = "chair", within = "P3D" }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CastingVote {
    /// The office whose holder decides.
    pub office: String,
    /// How long they have for it, from the count on; three days where it is left out.
    pub within: Option<Period>,
}

/// What may make a vote shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum ShortenIf {
    /// Everybody who is entitled recorded that they are present: it closes once all of them have voted.
    #[serde(rename = "all entitled are present")]
    AllPresent,
}

/// `threshold = { gt = [1, 2], base = "entitled" }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawThreshold")]
pub struct Threshold {
    /// How much.
    pub share: Share,
    /// Of what.
    pub base: Base,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawThreshold {
    gt: Option<Fraction>,
    gte: Option<Fraction>,
    #[serde(default)]
    base: Base,
}

impl TryFrom<RawThreshold> for Threshold {
    type Error = String;
    fn try_from(raw: RawThreshold) -> Result<Self, String> {
        Share::of(raw.gt, raw.gte).map(|share| Self { share, base: raw.base })
    }
}

/// `quorum = { gte = [1, 2], base = "entitled", counts = ["yes", "no", "blank"] }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawQuorum")]
pub struct Quorum {
    /// How much.
    pub share: Share,
    /// Of what.
    pub base: Base,
    /// Which ballots count towards it.
    pub counts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuorum {
    gt: Option<Fraction>,
    gte: Option<Fraction>,
    #[serde(default)]
    base: Base,
    #[serde(default)]
    counts: Vec<String>,
}

impl TryFrom<RawQuorum> for Quorum {
    type Error = String;
    fn try_from(raw: RawQuorum) -> Result<Self, String> {
        Share::of(raw.gt, raw.gte).map(|share| Self { share, base: raw.base, counts: raw.counts })
    }
}

macro_rules! choices {
    ($($(#[$doc:meta])+ $name:ident { $($(#[$each:meta])+ $word:ident),+ $(,)? })+) => { $(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$each])+ $word),+ }
    )+ };
}

choices! {
    /// How votes are counted.
    Method {
        /// Yes or no.
        #[default]
        Binary,
        /// Ranked: one winner by instant runoff, several by single transferable vote.
        RankedChoice,
        /// Nobody has an objection with a reason: `no` on a ballot is one.
        Consent,
        /// Everybody agrees.
        FullConsensus,
        /// Nobody objected in time.
        LazyConsensus,
    }
    /// Who is on the roll.
    Electorate {
        /// Fixed when the vote opens; afterwards it may only shrink.
        #[default]
        ShrinkOnly,
        /// Fixed when the vote opens.
        Fixed,
    }
    /// What becomes of a tie.
    Tie {
        /// It fails.
        #[default]
        Fails,
        /// Things stay as they are.
        StatusQuo,
        /// The holder of the office decides that `casting_vote` names.
        CastingVote,
    }
    /// When a vote may close before its time.
    EarlyClose {
        /// Never.
        Never,
        /// When everybody on the roll has voted.
        #[default]
        AllCast,
        /// When the outcome cannot change.
        OutcomeCertain,
    }
    /// What becomes of a vote whose text changes.
    AmendPolicy {
        /// It starts again.
        Reset,
        /// It cannot change.
        #[default]
        Forbid,
        /// Slips may be mended.
        EditorialOnly,
    }
    /// Until when a ballot can be changed.
    BallotChange {
        /// Until the vote closes.
        #[default]
        UntilClose,
        /// Never.
        Final,
    }
    /// Who may see who voted how.
    Secrecy {
        /// Everybody who may see the vote.
        #[default]
        Open,
        /// Nobody, ever.
        Secret,
        /// Everybody, after it closed.
        OpenAfterClose,
    }
    /// When results can be seen.
    ResultsVisibility {
        /// After it closed.
        #[default]
        AfterClose,
        /// At any time.
        Always,
    }
}

/// `[consensus]`: agreement without a vote.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consensus {
    /// How long any member may still ask for a vote.
    pub objection_window: Option<Period>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[recusal]`: who stays out of a matter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recusal {
    /// What makes somebody stay out.
    pub grounds: Vec<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[record]`: where decisions can be read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicRecord {
    /// Whether anybody can read them.
    pub public: bool,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[participation]`: the duty to take part in votes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participation {
    /// How many of the formal votes of a year.
    pub duty: Threshold,
    /// The fewest votes to judge by.
    pub min_sample: Option<u32>,
    /// What follows from falling short.
    pub consequence: String,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

//! What somebody asks for when they give access, and the rules between the wish and the grant.
//!
//! Who may give access at all is the charter's business and the judge's.

use crate::{Capability, Grant};
use basics::{ChannelId, GrantId, Moment, PersonId, Zone};
use serde::{Deserialize, Serialize};

/// A grant that somebody would like to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantWish {
    /// The channel.
    pub channel: ChannelId,
    /// Who is to receive it.
    pub to: PersonId,
    /// For what.
    pub capability: Capability,
    /// Why. Required: the log shows it.
    pub reason: String,
    /// The first instant it is no longer to hold; none means the end of the person's term.
    #[serde(default)]
    pub until: Option<Moment>,
}

/// Why a grant cannot be given like this, whoever gives it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotGrant {
    /// The reason is blank.
    #[error("say in a few words why this person needs access; the reason is kept with the grant")]
    NoReason,
    /// Neither the wish nor a term says when it ends.
    #[error("this person has no term that ends, so the grant needs a day on which it ends; choose one")]
    NoEnd,
    /// It would end before it begins.
    #[error("the grant would end on {}, which is not after now; choose a later day", zone.shows(*until))]
    AlreadyOver {
        /// The end that was asked for.
        until: Moment,
        /// Whose clock it is told by.
        zone: Zone,
    },
    /// It would outlive the term.
    #[error(
        "the grant would last until {}, but this person's term ends on {}; choose that day or an earlier one",
        zone.shows(*until), zone.shows(*term_end)
    )]
    PastTerm {
        /// The end that was asked for.
        until: Moment,
        /// The first instant after the term.
        term_end: Moment,
        /// Whose clock they are told by.
        zone: Zone,
    },
    /// The person has it.
    #[error("this person can {capability} there already, by a grant that ends on {}; take that one back first, or let it run", zone.shows(*until))]
    AlreadyGranted {
        /// The grant that holds.
        grant: GrantId,
        /// What it is for.
        capability: Capability,
        /// When it ends.
        until: Moment,
        /// Whose clock that is told by.
        zone: Zone,
    },
}

impl CannotGrant {
    /// What of the wish has to be filled in otherwise: `reason`, `until` or `to`.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoReason => "reason",
            Self::NoEnd | Self::AlreadyOver { .. } | Self::PastTerm { .. } => "until",
            Self::AlreadyGranted { .. } => "to",
        }
    }
}

impl GrantWish {
    /// The grant, made by `by` at `now`. `term_end` is the first instant after the receiver's term, or after the
    /// office of somebody whom the charter exempts from terms. A refusal tells its instants in `zone`.
    pub fn grant(
        self,
        id: GrantId,
        by: PersonId,
        existing: &[Grant],
        term_end: Option<Moment>,
        now: Moment,
        zone: &Zone,
    ) -> Result<Grant, CannotGrant> {
        if basics::text::is_blank(&self.reason) {
            return Err(CannotGrant::NoReason);
        }
        let until = self.end_within(term_end, zone)?;
        if until <= now {
            return Err(CannotGrant::AlreadyOver { until, zone: zone.clone() });
        }
        self.refuse_twice(existing, now, zone)?;
        let Self { channel, to: person, capability, reason, .. } = self;
        Ok(Grant { id, channel, person, capability, reason, from: now, until, by, ended: None })
    }

    fn end_within(&self, term_end: Option<Moment>, zone: &Zone) -> Result<Moment, CannotGrant> {
        match (self.until, term_end) {
            (Some(until), Some(term_end)) if until > term_end => {
                Err(CannotGrant::PastTerm { until, term_end, zone: zone.clone() })
            }
            (Some(until), _) => Ok(until),
            (None, Some(term_end)) => Ok(term_end),
            (None, None) => Err(CannotGrant::NoEnd),
        }
    }

    fn refuse_twice(&self, existing: &[Grant], now: Moment, zone: &Zone) -> Result<(), CannotGrant> {
        let same = |grant: &&Grant| {
            grant.person == self.to && grant.channel == self.channel && grant.capability == self.capability
        };
        match existing.iter().filter(same).find(|grant| grant.holds(now)) {
            Some(grant) => Err(CannotGrant::AlreadyGranted {
                grant: grant.id,
                capability: grant.capability,
                until: grant.ends(),
                zone: zone.clone(),
            }),
            None => Ok(()),
        }
    }
}

//! Invitations: bound to one mailbox, one role and the person who invites; 72 hours, once.
//!
//! Looking at one changes nothing, so a mail scanner may follow the link; accepting is a POST with a proof in hand.

use crate::{EmailAddress, Issued, NoRandomness, Person, Purpose, Token, TokenRefused};
use basics::{GroupId, InvitationId, Moment, PersonId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What an invited person becomes: a member, the holder of an office under the label of the charter's rules, or somebody with
/// a ballot on another body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "as", content = "office")]
pub enum Role {
    /// A member of the group.
    Member,
    /// The holder of this office.
    Office(String),
    /// Somebody with a seat on this body, who need not be in the group.
    Seat(String),
}

/// What stands before the name of a body, where a role is written as one word.
const SEAT: &str = "seat:";

impl Role {
    /// Reads the word of a role, as [`fmt::Display`] writes it.
    pub fn of(word: &str) -> Self {
        match word.strip_prefix(SEAT) {
            Some(body) => Self::Seat(body.to_owned()),
            None if word == "member" => Self::Member,
            None => Self::Office(word.to_owned()),
        }
    }
}
impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member => f.write_str("member"),
            Self::Office(label) => f.write_str(label),
            Self::Seat(body) => write!(f, "{SEAT}{body}"),
        }
    }
}

/// Whom an invitation is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guest {
    /// Whoever holds the link that the first start printed: they set up the group.
    Founder,
    /// A person that a member of the group invited.
    Colleague {
        /// The group.
        group: GroupId,
        /// Their mailbox.
        email: EmailAddress,
        /// What they become.
        role: Role,
        /// Who invited them; nobody where the operator did, for a group of which nobody can sign in yet.
        inviter: Option<PersonId>,
    },
}

/// Whether the inviter could still invite for this role, as the judge says at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InviterStanding {
    /// They could, or it is the operator's own link.
    MayInvite,
    /// They no longer could.
    NoLonger,
}

/// An invitation that waits for its person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its name in lists and in the log.
    pub id: InvitationId,
    /// Whom it is for.
    pub guest: Guest,
    /// Its link.
    pub link: Issued,
}

/// Why an invitation cannot be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvitationRefused {
    /// The link is wrong, used or too old.
    #[error(transparent)]
    Link(#[from] TokenRefused),
    /// Another mailbox was invited.
    #[error(
        "This invitation is for another address. Sign out and accept it as the person it was sent to, or ask for one of your own."
    )]
    AnotherAddress,
    /// The inviter may not invite any more.
    #[error("The person who invited you can no longer do so. Ask the group for a new invitation.")]
    InviterLostAuthority,
}

/// Proof that an invitation was accepted by this person, now. Only [`Invitation::accept`] makes it.
#[derive(Debug)]
pub struct Accepted {
    invitation: InvitationId,
    guest: Guest,
    person: PersonId,
    at: Moment,
}

impl Accepted {
    /// Which invitation.
    pub fn invitation(&self) -> InvitationId {
        self.invitation
    }
    /// What it promised.
    pub fn guest(&self) -> &Guest {
        &self.guest
    }
    /// Who accepted it.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// When.
    pub fn at(&self) -> Moment {
        self.at
    }
}

/// Proof that an invitation could be accepted at this moment: with it a passkey can be enrolled for its person.
#[derive(Debug)]
pub struct Welcome<'a> {
    guest: &'a Guest,
}

impl Welcome<'_> {
    /// What the page shows: the group, the role and the mailbox.
    pub fn guest(&self) -> &Guest {
        self.guest
    }
    /// Whether it is this person who is welcome.
    pub(crate) fn greets(&self, person: &Person) -> bool {
        is_for(self.guest, &person.email)
    }
}

impl Invitation {
    /// A new invitation and the token of its link.
    pub fn offer(guest: Guest, at: Moment) -> Result<(Self, Token), NoRandomness> {
        let (link, token) = Issued::mint(Purpose::Invitation, at)?;
        Ok((Self { id: InvitationId::mint(at), guest, link }, token))
    }
    /// The same, with a link that works until this instant: an invitation that stands as long as what it invites to.
    #[must_use]
    pub fn until(mut self, until: Moment) -> Self {
        self.link.expires = until;
        self
    }
    /// Whether it could be accepted; nothing changes. This is all that a GET or HEAD does.
    pub fn show(&self, token: &Token, at: Moment, inviter: InviterStanding) -> Result<Welcome<'_>, InvitationRefused> {
        self.link.check(token, at)?;
        match inviter {
            InviterStanding::MayInvite => Ok(Welcome { guest: &self.guest }),
            InviterStanding::NoLonger => Err(InvitationRefused::InviterLostAuthority),
        }
    }
    /// Uses it up for this person. The store writes that, the person and their passkey or password in one transaction.
    pub fn accept(
        &mut self,
        token: &Token,
        person: &Person,
        at: Moment,
        inviter: InviterStanding,
    ) -> Result<Accepted, InvitationRefused> {
        self.show(token, at, inviter)?;
        if !is_for(&self.guest, &person.email) {
            return Err(InvitationRefused::AnotherAddress);
        }
        self.link.redeem(token, at)?;
        Ok(Accepted { invitation: self.id, guest: self.guest.clone(), person: person.id, at })
    }
}

fn is_for(guest: &Guest, mailbox: &EmailAddress) -> bool {
    match guest {
        Guest::Founder => true,
        Guest::Colleague { email, .. } => email == mailbox,
    }
}

//! Accepting an invitation: the link is used up, the account made or claimed, its way in added and the first session
//! begun, all at once. And how the first person of a group gets one, when nobody is there who could invite.

use crate::{
    Bookkeeping, Declined, Judged, KeptInvitation, NewWay, Store,
    database::tables::person,
    door::Standing,
    gather::{Gather as _, Gathering},
    members::roster,
    people::accounts::{insert_person, person_at},
    people::credentials::{has_a_way_in, insert_way},
    people::sessions::insert_session,
    people::tokens::consume,
};
use basics::{GroupId, PersonId};
use charter::{
    Act as _, Actor,
    act::{InviteMember, InviteToSeat},
};
use people::{
    Accepted, Guest, InvitationRefused, InviterStanding, Person, Purpose, Role, Session, TokenHash, TokenRefused,
};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, TransactionTrait as _};

/// Somebody who comes in by an invitation.
pub struct Joining<'a> {
    /// That they accepted it.
    pub accepted: &'a Accepted,
    /// Its link.
    pub link: TokenHash,
    /// Who they are: on the roster already, or a founder without an account.
    pub person: &'a Person,
    /// How they sign in from now on.
    pub way: NewWay<'a>,
    /// Their first session.
    pub session: &'a Session,
    /// The browser it runs in.
    pub browser: &'a str,
}

impl Bookkeeping<'_> {
    /// Lets somebody in. Nothing of it is kept unless all of it is.
    ///
    /// # Errors
    /// [`Declined::ByRule`] when the link was used up by somebody faster, when who invited may not any more, when the
    /// account can sign in already, and when address or passkey are another account's.
    pub async fn join(&self, joining: &Joining<'_>) -> Result<(), Declined> {
        let tx = self.store.write().await?;
        Coming::Joining(joining).comes_in(self.store, &tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Accepts an invitation for somebody who is signed in: they need no other way in.
    pub async fn accept(&self, accepted: &Accepted, link: TokenHash) -> Result<(), Declined> {
        let tx = self.store.write().await?;
        Coming::SignedIn(accepted, link).comes_in(self.store, &tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// How somebody comes in by a link.
pub enum Coming<'a> {
    /// They had no way in before.
    Joining(&'a Joining<'a>),
    /// They have one, and are signed in: only the link is used up.
    SignedIn(&'a Accepted, TokenHash),
}

impl Coming<'_> {
    /// Writes it in the transaction of whatever they come in with.
    ///
    /// # Errors
    /// Those of [`Bookkeeping::join`].
    pub(crate) async fn comes_in(&self, store: &Store, tx: &DatabaseTransaction) -> Result<(), Declined> {
        match self {
            Self::SignedIn(accepted, link) => use_up(store, tx, accepted, *link).await,
            Self::Joining(joining) => join(store, tx, joining).await,
        }
    }
}

async fn join(store: &Store, tx: &DatabaseTransaction, joining: &Joining<'_>) -> Result<(), Declined> {
    let (person, at) = (joining.person, joining.accepted.at());
    match person::Entity::find_by_id(person.id.uuid()).one(tx).await? {
        None if person_at(tx, &person.email).await?.is_some() => return Err(Declined::rule(ADDRESS_TAKEN)),
        None => insert_person(tx, person, at).await?,
        Some(_) if has_a_way_in(tx, person.id).await? => return Err(Declined::rule(CAN_SIGN_IN)),
        Some(_) if is_anothers(tx, joining.accepted).await? => return Err(Declined::rule(COME_IN_THERE)),
        Some(_) => {}
    }
    use_up(store, tx, joining.accepted, joining.link).await?;
    insert_way(store, tx, person.id, &joining.way, at).await?;
    insert_session(tx, joining.session, joining.browser).await?;
    Ok(())
}

/// A way in opens every group that its account belongs to, so the first one is made where only one group invites.
async fn is_anothers(tx: &DatabaseTransaction, accepted: &Accepted) -> Result<bool, DbErr> {
    match accepted.guest() {
        Guest::Founder => Ok(false),
        Guest::Colleague { group, .. } => roster::stands_elsewhere(tx, *group, accepted.person()).await,
    }
}

const COME_IN_THERE: &str = "this account waits for its person in another group of this installation. Accept the invitation of that group first, then open this one again";
const ADDRESS_TAKEN: &str =
    "this address has an account here already. Sign in with it, or accept the invitation under another address";
const CAN_SIGN_IN: &str = "this account can sign in already. Sign in, then open the invitation again";

/// Uses the link up, unless who sent it may not send it any more.
async fn use_up(store: &Store, tx: &DatabaseTransaction, accepted: &Accepted, link: TokenHash) -> Result<(), Declined> {
    if !consume(tx, link, Purpose::Invitation, Some(accepted.person()), accepted.at()).await? {
        return Err(Declined::rule(TokenRefused::Used));
    }
    let Guest::Colleague { group, inviter: Some(inviter), role, .. } = accepted.guest() else { return Ok(()) };
    let (charter, _) = store.charter_in_force(tx, *group, Standing::Shared).await?;
    let here = Gathering::of(tx, *group, &charter, (Actor::Person(*inviter), accepted.at()));
    if may_invite(&here, role, accepted.person()).await? {
        Ok(())
    } else {
        Err(Declined::rule(InvitationRefused::InviterLostAuthority))
    }
}

/// Whether somebody may invite this person to what they become.
async fn may_invite(here: &Gathering<'_>, role: &Role, person: PersonId) -> Result<bool, Declined> {
    let (name, cases) = match role {
        Role::Member | Role::Office(_) => (InviteMember::NAME, InviteMember { person }.cases(here).await?),
        Role::Seat(body) => (InviteToSeat::NAME, InviteToSeat { body: body.clone(), person }.cases(here).await?),
    };
    Ok(here.charter.weigh(name, &cases).may())
}

impl Store {
    /// Whether who sent an invitation could send it now.
    pub async fn inviter_standing(&self, kept: &KeptInvitation) -> Result<InviterStanding, Declined> {
        let Guest::Colleague { group, inviter: Some(inviter), role, .. } = &kept.invitation.guest else {
            return Ok(InviterStanding::MayInvite);
        };
        let Some(person) = kept.person else { return Ok(InviterStanding::NoLonger) };
        let (tx, now) = (self.reader().begin().await?, self.now());
        let charter = self.charter_at(&tx, *group, now).await?;
        let here = Gathering::of(&tx, *group, &charter, (Actor::Person(*inviter), now));
        let may = may_invite(&here, role, person).await?;
        Ok(if may { InviterStanding::MayInvite } else { InviterStanding::NoLonger })
    }

    /// Opens the act of inviting for the operator. That is right only for a group of which nobody can sign in: as soon
    /// as somebody can, its own people invite.
    pub async fn begin_first_invitation(
        &self,
        group: GroupId,
        act: InviteMember,
    ) -> Result<Judged<InviteMember>, Declined> {
        let tx = self.write().await?;
        let (charter, now) = self.charter_in_force(&tx, group, Standing::Alone).await?;
        let roster = roster::members(&tx, group, now).await?;
        if !roster.iter().any(|member| member.person == act.person && member.current(now)) {
            return Err(Declined::NotFound("member"));
        }
        for member in roster.iter().filter(|member| member.current(now)) {
            if has_a_way_in(&tx, member.person).await? {
                let sentence = format!(
                    "{} can sign in and invites the others; the operator only lets the first one in",
                    member.known_as
                );
                return Err(Declined::rule(sentence));
            }
        }
        Ok(Judged::of(charter::judge::invite_first(&charter, act, now), tx, self, group))
    }
}

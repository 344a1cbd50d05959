//! Invitations: of a founder by the first start, and of colleagues and those with a seat by an act of the group.

use super::tokens::{find, forget, insert, issued, of, row_of};
use crate::{
    Bookkeeping, Declined, Gather, Judged, Store,
    database::tables::{one_time_token, person},
    door::Changed,
    members::body_seats::is_seated,
};
use audit::Change;
use basics::{GroupId, Moment, PersonId};
use charter::act::{InviteMember, InviteToSeat};
use people::{EmailAddress, Guest, Invitation, Purpose, Role, TokenHash};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::{ExprTrait as _, SimpleExpr},
};
use serde_json::json;

/// An invitation, and what is known beside it.
#[derive(Clone, Debug)]
pub struct KeptInvitation {
    /// The invitation.
    pub invitation: Invitation,
    /// The person on the roster that it is for; none for a founder who has no account yet.
    pub person: Option<PersonId>,
    /// When it was sent.
    pub offered: Moment,
}

impl Bookkeeping<'_> {
    /// Keeps the invitation of a founder. Earlier ones that nobody accepted stop working.
    ///
    /// # Errors
    /// When it is for a member of a group: that is an act, and is judged.
    pub async fn invite_founder(&self, offered: &Invitation) -> Result<(), Declined> {
        if offered.guest != Guest::Founder {
            return Err(Declined::rule("a member is invited by an act of the group; this is for founders"));
        }
        let now = self.store.now();
        let tx = self.store.write().await?;
        withdraw(&tx, one_time_token::Column::GroupId.is_null(), now).await?;
        insert(&tx, invitation_row(offered, None, now)).await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Store {
    /// The invitation with this link, used or not.
    pub async fn invitation(&self, link: TokenHash) -> Result<Option<KeptInvitation>, anyhow::Error> {
        find(self, link, Purpose::Invitation).await?.map(invitation_of).transpose()
    }

    /// The invitations of a group that wait for their persons, newest first.
    pub async fn invitations(&self, group: GroupId) -> Result<Vec<KeptInvitation>, anyhow::Error> {
        let rows = one_time_token::Entity::find()
            .filter(one_time_token::Column::GroupId.eq(group.uuid()))
            .filter(one_time_token::Column::Purpose.eq(Purpose::Invitation.label()))
            .filter(one_time_token::Column::UsedAt.is_null())
            .filter(one_time_token::Column::ExpiresAt.gt(self.now().micros()))
            .order_by_desc(one_time_token::Column::MadeAt)
            .all(self.reader())
            .await?;
        rows.into_iter().map(invitation_of).collect()
    }
}

impl Judged<InviteMember> {
    /// Keeps the invitation of somebody on the roster. An earlier one of theirs that was not accepted stops working.
    pub async fn keep(self, offered: &Invitation) -> Result<Changed, Declined> {
        let person = self.act().person;
        self.keep_for(person, offered).await
    }
}

impl<A: Gather> Judged<A> {
    async fn keep_for(self, person: PersonId, offered: &Invitation) -> Result<Changed, Declined> {
        let row = person::Entity::find_by_id(person.uuid()).one(&self.tx).await?.ok_or(Declined::NotFound("person"))?;
        let email = EmailAddress::parse(&row.email).map_err(anyhow::Error::from)?;
        keep_invitation(&self.tx, self.group, (person, &email), offered, self.now()).await?;
        let about = json!({ "invitation": offered.id, "person": person, "until": offered.link.expires });
        Ok(self.changed(vec![Change::made("invitation", about)]))
    }
}

impl Judged<InviteToSeat> {
    /// Keeps the invitation of somebody who is on the record of a body. An earlier one of theirs that was not accepted stops
    /// working.
    ///
    /// # Errors
    /// When they have no seat there.
    pub async fn keep(self, offered: &Invitation) -> Result<Changed, Declined> {
        let InviteToSeat { body, person } = self.act().clone();
        if !is_seated(&self.tx, self.group, &body, person, self.now()).await? {
            return Err(Declined::NotFound("seat"));
        }
        self.keep_for(person, offered).await
    }
}

/// Keeps the invitation of this person at this address to a group, in the place of earlier ones.
///
/// # Errors
/// When it is for another group or another address.
pub(crate) async fn keep_invitation(
    tx: &impl ConnectionTrait,
    group: GroupId,
    (person, address): (PersonId, &EmailAddress),
    offered: &Invitation,
    at: Moment,
) -> Result<(), Declined> {
    match &offered.guest {
        Guest::Colleague { group: to, email, .. } if *to == group && email == address => {}
        Guest::Colleague { .. } | Guest::Founder => return Err(Declined::NotFound("person")),
    }
    let here = one_time_token::Column::GroupId.eq(group.uuid());
    withdraw(tx, of(person).and(here), at).await?;
    insert(tx, invitation_row(offered, Some(person), at)).await?;
    Ok(())
}

/// Makes the waiting invitations that match stop working.
async fn withdraw(tx: &impl ConnectionTrait, which: SimpleExpr, at: Moment) -> Result<(), DbErr> {
    forget(tx, Purpose::Invitation, which, at).await
}

fn invitation_row(offered: &Invitation, person: Option<PersonId>, at: Moment) -> one_time_token::ActiveModel {
    let row = one_time_token::ActiveModel {
        id: Set(offered.id.uuid()),
        person_id: Set(person.map(PersonId::uuid)),
        ..row_of(&offered.link, at)
    };
    match &offered.guest {
        Guest::Founder => row,
        Guest::Colleague { group, email, role, inviter } => one_time_token::ActiveModel {
            group_id: Set(Some(group.uuid())),
            email: Set(Some(email.to_string())),
            role: Set(Some(role.to_string())),
            made_by: Set(inviter.map(PersonId::uuid)),
            ..row
        },
    }
}

fn invitation_of(row: one_time_token::Model) -> Result<KeptInvitation, anyhow::Error> {
    let link = issued(&row, Purpose::Invitation)?;
    let guest = match (row.group_id, row.email, row.role) {
        (Some(group), Some(email), Some(role)) => Guest::Colleague {
            group: group.into(),
            email: EmailAddress::parse(&email)?,
            role: Role::of(&role),
            inviter: row.made_by.map(PersonId::from),
        },
        (None, ..) => Guest::Founder,
        _ => anyhow::bail!("invitation {} names a group but no person: the database was changed by hand", row.id),
    };
    let invitation = Invitation { id: row.id.into(), guest, link };
    Ok(KeptInvitation {
        invitation,
        person: row.person_id.map(PersonId::from),
        offered: Moment::from_micros(row.made_at),
    })
}

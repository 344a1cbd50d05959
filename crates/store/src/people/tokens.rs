//! Links that work once: invitations, the sign-in links of a demonstration, recoveries. Kept by their hash.

use crate::{
    Bookkeeping, Declined, Judged, Store,
    database::tables::{one_time_token, person},
    door::Changed,
    members::roster::MEMBER,
    people::credentials::set_password,
    people::sessions::end_others,
};
use anyhow::Context as _;
use audit::Change;
use basics::{Digest, GroupId, InvitationId, Moment, PersonId};
use charter::act::InviteMember;
use people::{
    EmailAddress, Ending, Guest, Invitation, Issued, Purpose, Recovery, Role, SecondFactor, StoredPassword, TokenHash,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::Expr, sea_query::ExprTrait as _,
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

/// A demonstration's link.
#[derive(Clone, Debug)]
pub struct SignInLink {
    /// The link.
    pub link: Issued,
    /// Whom it signs in.
    pub person: PersonId,
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

    /// Keeps a link that signs somebody in to a demonstration.
    pub async fn keep_sign_in_link(&self, link: &Issued, person: PersonId) -> Result<(), anyhow::Error> {
        let now = self.store.now();
        let row = one_time_token::ActiveModel { person_id: Set(Some(person.uuid())), ..row_of(link, now) };
        Ok(insert(self.store.writer(), row).await?)
    }

    /// Keeps a recovery. Earlier ones that were asked for in the same browser stop working; those of other browsers go
    /// on, so that nobody undoes another person's by asking too.
    pub async fn keep_recovery(&self, asked: &Recovery) -> Result<(), anyhow::Error> {
        let now = self.store.now();
        let tx = self.store.write().await?;
        let browser = asked.browser.digest().bytes().to_vec();
        let here = one_time_token::Column::Browser.eq(browser.clone());
        forget(&tx, Purpose::Recovery, of(asked.person).and(here), now).await?;
        let row = one_time_token::ActiveModel {
            person_id: Set(Some(asked.person.uuid())),
            browser: Set(Some(browser)),
            ..row_of(&asked.link, now)
        };
        insert(&tx, row).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Finishes a recovery: the new password is kept, what proved the second factor is used up, and every session and
    /// every other recovery of the person ends. False when somebody was faster; then nothing of it is kept.
    pub async fn finish_recovery(
        &self,
        finished: &Recovery,
        factor: &SecondFactor,
        used: &crate::UsedUp,
        chosen: &StoredPassword,
    ) -> Result<bool, anyhow::Error> {
        let at = factor.at();
        let tx = self.store.write().await?;
        if !(consume(&tx, finished.link.hash, Purpose::Recovery, None, at).await? && used.consume(&tx, at).await?) {
            return Ok(false);
        }
        set_password(&tx, finished.person, chosen, at).await?;
        end_others(&tx, finished.person, None, Ending::CredentialsChanged, at).await?;
        forget(&tx, Purpose::Recovery, of(finished.person), at).await?;
        tx.commit().await?;
        Ok(true)
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

    /// The sign-in link with this token, used or not.
    pub async fn sign_in_link(&self, link: TokenHash) -> Result<Option<SignInLink>, anyhow::Error> {
        let Some(row) = find(self, link, Purpose::SignInLink).await? else { return Ok(None) };
        let person = row.person_id.context("a sign-in link is nobody's: the database was changed by hand")?;
        Ok(Some(SignInLink { link: issued(&row, Purpose::SignInLink)?, person: person.into() }))
    }

    /// The recovery with this link, used or not.
    pub async fn recovery(&self, link: TokenHash) -> Result<Option<Recovery>, anyhow::Error> {
        let Some(row) = find(self, link, Purpose::Recovery).await? else { return Ok(None) };
        let person = row.person_id.context("a recovery is nobody's: the database was changed by hand")?;
        let browser = hash(row.browser.as_deref().unwrap_or_default())?;
        Ok(Some(Recovery { person: person.into(), link: issued(&row, Purpose::Recovery)?, browser }))
    }
}

impl Judged<InviteMember> {
    /// Keeps the invitation of somebody on the roster. An earlier one of theirs that was not accepted stops working.
    pub async fn keep(self, offered: &Invitation) -> Result<Changed, Declined> {
        let person = self.act().person;
        let row = person::Entity::find_by_id(person.uuid()).one(&self.tx).await?.ok_or(Declined::NotFound("person"))?;
        let email = EmailAddress::parse(&row.email).map_err(anyhow::Error::from)?;
        keep_invitation(&self.tx, self.group, (person, &email), offered, self.now()).await?;
        let about = json!({ "invitation": offered.id, "person": person, "until": offered.link.expires });
        Ok(self.changed(vec![Change::made("invitation", about)]))
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

fn of(person: PersonId) -> sea_orm::sea_query::SimpleExpr {
    one_time_token::Column::PersonId.eq(person.uuid())
}

/// Makes the waiting invitations that match stop working.
async fn withdraw(tx: &impl ConnectionTrait, which: sea_orm::sea_query::SimpleExpr, at: Moment) -> Result<(), DbErr> {
    forget(tx, Purpose::Invitation, which, at).await
}

async fn forget(
    tx: &impl ConnectionTrait,
    purpose: Purpose,
    which: sea_orm::sea_query::SimpleExpr,
    at: Moment,
) -> Result<(), DbErr> {
    one_time_token::Entity::update_many()
        .col_expr(one_time_token::Column::ExpiresAt, Expr::value(at.micros()))
        .filter(one_time_token::Column::Purpose.eq(purpose.label()))
        .filter(one_time_token::Column::UsedAt.is_null())
        .filter(one_time_token::Column::ExpiresAt.gt(at.micros()))
        .filter(which)
        .exec(tx)
        .await?;
    Ok(())
}

/// Uses a link up for this person. Whoever finds it used, too old or not there at all gets false.
pub(crate) async fn consume(
    tx: &impl ConnectionTrait,
    link: TokenHash,
    purpose: Purpose,
    by: Option<PersonId>,
    at: Moment,
) -> Result<bool, DbErr> {
    let mut written = one_time_token::Entity::update_many()
        .col_expr(one_time_token::Column::UsedAt, Expr::value(at.micros()))
        .filter(one_time_token::Column::Token.eq(link.digest().bytes().to_vec()))
        .filter(one_time_token::Column::Purpose.eq(purpose.label()))
        .filter(one_time_token::Column::UsedAt.is_null())
        .filter(one_time_token::Column::ExpiresAt.gt(at.micros()));
    if let Some(person) = by {
        written = written.col_expr(one_time_token::Column::PersonId, Expr::value(person.uuid()));
    }
    Ok(written.exec(tx).await?.rows_affected == 1)
}

async fn find(store: &Store, link: TokenHash, purpose: Purpose) -> Result<Option<one_time_token::Model>, DbErr> {
    one_time_token::Entity::find_by_id(link.digest().bytes().to_vec())
        .filter(one_time_token::Column::Purpose.eq(purpose.label()))
        .one(store.reader())
        .await
}

async fn insert(tx: &impl ConnectionTrait, row: one_time_token::ActiveModel) -> Result<(), DbErr> {
    one_time_token::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

fn row_of(link: &Issued, at: Moment) -> one_time_token::ActiveModel {
    one_time_token::ActiveModel {
        token: Set(link.hash.digest().bytes().to_vec()),
        id: Set(InvitationId::mint(at).uuid()),
        purpose: Set(link.purpose.label().to_owned()),
        person_id: Set(None),
        group_id: Set(None),
        email: Set(None),
        role: Set(None),
        made_by: Set(None),
        browser: Set(None),
        made_at: Set(at.micros()),
        expires_at: Set(link.expires.micros()),
        used_at: Set(None),
    }
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
            role: if role == MEMBER { Role::Member } else { Role::Office(role) },
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

fn issued(row: &one_time_token::Model, purpose: Purpose) -> Result<Issued, anyhow::Error> {
    Ok(Issued {
        purpose,
        hash: hash(&row.token)?,
        expires: Moment::from_micros(row.expires_at),
        consumed: row.used_at.map(Moment::from_micros),
    })
}

fn hash(bytes: &[u8]) -> Result<TokenHash, anyhow::Error> {
    let bytes = <[u8; 32]>::try_from(bytes).context("a link holds a broken hash: the database was changed by hand")?;
    Ok(TokenHash::from(Digest::from(bytes)))
}

//! What people sign in with: passkeys, passwords, the secrets of authenticator apps; and what a sign-in uses up.

use crate::{
    Bookkeeping, Declined, Store,
    database::tables::{passkey, password, totp},
    people::sessions::end_others,
    people::tokens::consume,
};
use anyhow::Context as _;
use basics::{Moment, PersonId, SessionId};
use people::{CodeAccepted, Ending, PasskeyOf, PasskeyUsed, Purpose, StoredPassword, TokenHash, TotpSecret, TotpStep};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, prelude::Expr,
};

/// A passkey and what is known beside it.
#[derive(Clone, Debug)]
pub struct KeptPasskey {
    /// What its person calls it.
    pub label: String,
    /// The passkey.
    pub passkey: PasskeyOf,
    /// How often it was used: an answer is written only while this still holds.
    pub uses: i64,
}

/// The secret of a second factor, and the last code of it that was used.
pub struct KeptTotp {
    /// The secret.
    pub secret: TotpSecret,
    /// The step of the last code.
    pub last: TotpStep,
}

/// A way in that is to be added to an account.
pub enum NewWay<'a> {
    /// A passkey.
    Passkey {
        /// The passkey.
        passkey: &'a PasskeyOf,
        /// What its person calls it.
        label: &'a str,
    },
    /// A password together with a second factor; it takes the place of an earlier one.
    PasswordAndCode {
        /// The password.
        password: &'a StoredPassword,
        /// The secret.
        secret: &'a TotpSecret,
        /// The step of the code that showed that the app has it.
        step: TotpStep,
    },
}

/// What a proof uses up, so that it opens nothing a second time. It is made from the evidence itself.
pub struct UsedUp(What);

enum What {
    Passkey { after: Box<PasskeyOf>, seen: i64 },
    Code { person: PersonId, step: TotpStep },
    Link(TokenHash),
}

impl UsedUp {
    /// An answer of a passkey, checked while it had been used so often ([`KeptPasskey::uses`]).
    pub fn passkey(answer: &PasskeyUsed, uses: i64) -> Self {
        Self(What::Passkey { after: Box::new(answer.passkey().clone()), seen: uses })
    }
    /// A code.
    pub fn code(accepted: &CodeAccepted) -> Self {
        Self(What::Code { person: accepted.person(), step: accepted.step() })
    }
    /// A demonstration's link.
    pub fn link(link: TokenHash) -> Self {
        Self(What::Link(link))
    }
    /// Uses it up. False when somebody was faster.
    pub(crate) async fn consume(&self, tx: &DatabaseTransaction, at: Moment) -> Result<bool, anyhow::Error> {
        match &self.0 {
            What::Passkey { after, seen } => use_passkey(tx, after, *seen).await,
            What::Code { person, step } => use_code(tx, *person, *step).await,
            What::Link(link) => Ok(consume(tx, *link, Purpose::SignInLink, None, at).await?),
        }
    }
}

async fn use_passkey(tx: &DatabaseTransaction, used: &PasskeyOf, seen: i64) -> Result<bool, anyhow::Error> {
    let written = passkey::Entity::update_many()
        .col_expr(passkey::Column::Credential, Expr::value(serde_json::to_string(used)?))
        .col_expr(passkey::Column::Uses, Expr::value(seen + 1))
        .filter(passkey::Column::CredentialId.eq(used.credential_id()))
        .filter(passkey::Column::PersonId.eq(used.person().uuid()))
        .filter(passkey::Column::Uses.eq(seen))
        .exec(tx)
        .await?;
    Ok(written.rows_affected == 1)
}

async fn use_code(tx: &DatabaseTransaction, person: PersonId, step: TotpStep) -> Result<bool, anyhow::Error> {
    let step = i64::try_from(step.number())?;
    let written = totp::Entity::update_many()
        .col_expr(totp::Column::LastStep, Expr::value(step))
        .filter(totp::Column::PersonId.eq(person.uuid()))
        .filter(totp::Column::LastStep.lt(step))
        .exec(tx)
        .await?;
    Ok(written.rows_affected == 1)
}

impl Bookkeeping<'_> {
    /// Adds a way in. A new password ends every other session of its person than the one it was set in.
    pub async fn add_way(&self, person: PersonId, way: &NewWay<'_>, present: SessionId) -> Result<(), Declined> {
        let now = self.store.now();
        let tx = self.store.write().await?;
        insert_way(self.store, &tx, person, way, now).await?;
        if matches!(way, NewWay::PasswordAndCode { .. }) {
            end_others(&tx, person, Some(present), Ending::CredentialsChanged, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Takes a passkey away, and ends every other session. The only way in stays.
    pub async fn remove_passkey(
        &self,
        person: PersonId,
        credential_id: &str,
        present: SessionId,
    ) -> Result<(), Declined> {
        let tx = self.store.write().await?;
        let removed = passkey::Entity::delete_by_id(credential_id.to_owned())
            .filter(passkey::Column::PersonId.eq(person.uuid()))
            .exec(&tx)
            .await?;
        if removed.rows_affected == 0 {
            return Err(Declined::rule("this passkey is not one of yours, or was removed already"));
        }
        if !has_a_way_in(&tx, person).await? {
            return Err(Declined::rule("this is your only way to sign in; add another one first, then remove it"));
        }
        end_others(&tx, person, Some(present), Ending::CredentialsChanged, self.store.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps a password that was hashed anew. The one that matched must still be there.
    pub async fn refresh_password(
        &self,
        person: PersonId,
        old: &StoredPassword,
        new: &StoredPassword,
    ) -> Result<(), anyhow::Error> {
        password::Entity::update_many()
            .col_expr(password::Column::Hash, Expr::value(new.phc()))
            .filter(password::Column::PersonId.eq(person.uuid()))
            .filter(password::Column::Hash.eq(old.phc()))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }
}

impl Store {
    /// The passkeys of a person, by their ids.
    pub async fn passkeys_of(&self, person: PersonId) -> Result<Vec<KeptPasskey>, anyhow::Error> {
        let of_person = passkey::Column::PersonId.eq(person.uuid());
        let rows = passkey::Entity::find().filter(of_person).all(self.reader()).await?;
        let mut kept = rows.into_iter().map(passkey_of).collect::<Result<Vec<_>, _>>()?;
        kept.sort_by_key(|it| (it.passkey.added(), it.passkey.credential_id()));
        Ok(kept)
    }

    /// The password of a person, if they have one.
    pub async fn password_of(&self, person: PersonId) -> Result<Option<StoredPassword>, anyhow::Error> {
        let row = password::Entity::find_by_id(person.uuid()).one(self.reader()).await?;
        Ok(row.map(|row| StoredPassword::read(&row.hash)).transpose()?)
    }

    /// The second factor of a person, if they have one.
    pub async fn totp_of(&self, person: PersonId) -> Result<Option<KeptTotp>, anyhow::Error> {
        let Some(row) = totp::Entity::find_by_id(person.uuid()).one(self.reader()).await? else { return Ok(None) };
        let bytes = self.key().open_sealed(&totp_place(person), &row.sealed)?;
        let bytes =
            <[u8; 20]>::try_from(bytes.as_slice()).context("a second factor has another length than it was given")?;
        Ok(Some(KeptTotp { secret: TotpSecret::from_bytes(bytes), last: u64::try_from(row.last_step)?.into() }))
    }

    /// Whether a person can sign in by themselves.
    pub async fn has_a_way_in(&self, person: PersonId) -> Result<bool, anyhow::Error> {
        Ok(has_a_way_in(self.reader(), person).await?)
    }
}

fn passkey_of(row: passkey::Model) -> Result<KeptPasskey, anyhow::Error> {
    let passkey = serde_json::from_str(&row.credential)
        .with_context(|| format!("the passkey {} cannot be read; remove it and enrol it again", row.credential_id))?;
    Ok(KeptPasskey { label: row.label, passkey, uses: row.uses })
}

fn totp_place(person: PersonId) -> String {
    format!("totp|sealed|{person}")
}

pub(crate) async fn has_a_way_in(tx: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    let passkeys = passkey::Entity::find().filter(passkey::Column::PersonId.eq(person.uuid())).count(tx).await?;
    let password = password::Entity::find_by_id(person.uuid()).count(tx).await?;
    let code = totp::Entity::find_by_id(person.uuid()).count(tx).await?;
    Ok(passkeys > 0 || (password > 0 && code > 0))
}

pub(crate) async fn insert_way(
    store: &Store,
    tx: &DatabaseTransaction,
    person: PersonId,
    way: &NewWay<'_>,
    at: Moment,
) -> Result<(), Declined> {
    match way {
        NewWay::Passkey { passkey, label } => insert_passkey(tx, person, passkey, label).await,
        NewWay::PasswordAndCode { password, secret, step } => {
            set_password(tx, person, password, at).await?;
            set_code(store, tx, person, secret, *step, at).await
        }
    }
}

async fn insert_passkey(
    tx: &DatabaseTransaction,
    person: PersonId,
    made: &PasskeyOf,
    label: &str,
) -> Result<(), Declined> {
    let id = made.credential_id();
    if made.person() != person || passkey::Entity::find_by_id(id.clone()).one(tx).await?.is_some() {
        return Err(Declined::rule("this passkey belongs to an account here already; use another device or key"));
    }
    passkey::Entity::insert(passkey::ActiveModel {
        credential_id: Set(id),
        person_id: Set(person.uuid()),
        label: Set(label.to_owned()),
        credential: Set(serde_json::to_string(made)?),
        uses: Set(0),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

pub(crate) async fn set_password(
    tx: &DatabaseTransaction,
    person: PersonId,
    chosen: &StoredPassword,
    at: Moment,
) -> Result<(), DbErr> {
    password::Entity::delete_by_id(person.uuid()).exec(tx).await?;
    let row = password::ActiveModel {
        person_id: Set(person.uuid()),
        hash: Set(chosen.phc().to_owned()),
        set_at: Set(at.micros()),
    };
    password::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn set_code(
    store: &Store,
    tx: &DatabaseTransaction,
    person: PersonId,
    secret: &TotpSecret,
    step: TotpStep,
    at: Moment,
) -> Result<(), Declined> {
    let sealed = store.key().seal(&totp_place(person), secret.bytes()).map_err(anyhow::Error::from)?;
    totp::Entity::delete_by_id(person.uuid()).exec(tx).await?;
    totp::Entity::insert(totp::ActiveModel {
        person_id: Set(person.uuid()),
        sealed: Set(sealed),
        key_name: Set(store.key().name().to_owned()),
        last_step: Set(i64::try_from(step.number()).map_err(anyhow::Error::from)?),
        confirmed_at: Set(at.micros()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

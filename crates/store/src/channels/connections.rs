//! What connecting an account needs in between: how a server knows us, who left for it, and renewed sessions.

use crate::{
    Bookkeeping, Store,
    database::tables::{app_registration, channel_secret, connection_try},
};
use basics::{ChannelId, Digest, GroupId, PersonId};
use jiff::SignedDuration;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr};
use zeroize::Zeroizing;

/// How long somebody may take to agree at their server.
const TRY_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// This installation as a server knows it.
pub struct AppRegistration {
    /// Its public id there.
    pub client_id: String,
    /// Its secret there.
    pub client_secret: Zeroizing<String>,
    /// What it may ask for there.
    pub scopes: String,
}

/// Somebody who left for a server to agree there.
pub struct ConnectionTry {
    /// The group.
    pub group: GroupId,
    /// The channel that is being connected.
    pub channel: ChannelId,
    /// Who left.
    pub person: PersonId,
    /// The server.
    pub base_url: String,
    /// What whoever finishes it needs, secrets among it, in the form of whoever began it.
    pub kept: Zeroizing<String>,
}

impl Store {
    /// How this installation is known at a server.
    pub async fn app_registration(
        &self,
        base_url: &str,
        callback: &str,
    ) -> Result<Option<AppRegistration>, anyhow::Error> {
        let key = (base_url.to_owned(), callback.to_owned());
        let Some(row) = app_registration::Entity::find_by_id(key).one(self.reader()).await? else { return Ok(None) };
        let secret = self.key().open_sealed(&registration_place(base_url, callback), &row.sealed)?;
        let client_secret = Zeroizing::new(String::from_utf8(secret.to_vec())?);
        Ok(Some(AppRegistration { client_id: row.client_id, client_secret, scopes: row.scopes }))
    }
}

impl Store {
    /// The group and channel that somebody left for a server for, as long as they may still come back.
    pub async fn connecting(&self, state: &str) -> Result<Option<(GroupId, ChannelId)>, anyhow::Error> {
        let digest = Digest::of(state.as_bytes());
        let row = connection_try::Entity::find_by_id(digest.bytes().to_vec()).one(self.reader()).await?;
        let row = row.filter(|row| self.now().micros() < row.expires_at);
        Ok(row.map(|row| (GroupId::from(row.group_id), ChannelId::from(row.channel_id))))
    }
}

impl Bookkeeping<'_> {
    /// Keeps how a server knows us.
    pub async fn keep_app_registration(
        &self,
        base_url: &str,
        callback: &str,
        app: &AppRegistration,
    ) -> Result<(), anyhow::Error> {
        let key = self.store.key();
        let sealed = key.seal(&registration_place(base_url, callback), app.client_secret.as_bytes())?;
        app_registration::Entity::insert(app_registration::ActiveModel {
            base_url: Set(base_url.to_owned()),
            callback: Set(callback.to_owned()),
            client_id: Set(app.client_id.clone()),
            scopes: Set(app.scopes.clone()),
            sealed: Set(sealed),
            key_name: Set(key.name().to_owned()),
            made_at: Set(self.store.now().micros()),
        })
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(())
    }

    /// Keeps that somebody left for a server. `state` is what they come back with; only its digest is stored.
    pub async fn keep_connection_try(&self, state: &str, attempt: &ConnectionTry) -> Result<(), anyhow::Error> {
        let digest = Digest::of(state.as_bytes());
        let sealed = self.store.key().seal(&try_place(digest), attempt.kept.as_bytes())?;
        connection_try::Entity::insert(connection_try::ActiveModel {
            state: Set(digest.bytes().to_vec()),
            group_id: Set(attempt.group.uuid()),
            channel_id: Set(attempt.channel.uuid()),
            person_id: Set(attempt.person.uuid()),
            base_url: Set(attempt.base_url.clone()),
            sealed: Set(sealed),
            expires_at: Set(self.store.now().plus(TRY_LASTS).micros()),
        })
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(())
    }

    /// Takes an attempt away, so that it serves once. None when there is none, or it is too old.
    pub async fn take_connection_try(&self, state: &str) -> Result<Option<ConnectionTry>, anyhow::Error> {
        let digest = Digest::of(state.as_bytes());
        let tx = self.store.write().await?;
        let found = connection_try::Entity::find_by_id(digest.bytes().to_vec()).one(&tx).await?;
        let Some(row) = found else { return Ok(None) };
        connection_try::Entity::delete_by_id(row.state.clone()).exec(&tx).await?;
        tx.commit().await?;
        if row.expires_at <= self.store.now().micros() {
            return Ok(None);
        }
        let kept = self.store.key().open_sealed(&try_place(digest), &row.sealed)?;
        Ok(Some(ConnectionTry {
            group: GroupId::from(row.group_id),
            channel: ChannelId::from(row.channel_id),
            person: PersonId::from(row.person_id),
            base_url: row.base_url,
            kept: Zeroizing::new(String::from_utf8(kept.to_vec())?),
        }))
    }

    /// Renews what is sealed for one channel: `renewed` is given what is kept, opened, and says what is to stand in its
    /// place. False when it says nothing, or when somebody connected the account anew in between: then all stays as it
    /// is.
    pub async fn renew_secret(
        &self,
        channel: ChannelId,
        renewed: impl FnOnce(&[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, anyhow::Error>,
    ) -> Result<bool, anyhow::Error> {
        let (key, place) = (self.store.key(), crate::channels::account::secret_place(channel));
        let kept = channel_secret::Entity::find_by_id(channel.uuid()).one(self.store.writer()).await?;
        let Some(kept) = kept else { return Ok(false) };
        let Some(fresh) = renewed(&key.open_sealed(&place, &kept.sealed)?)? else { return Ok(false) };
        let done = channel_secret::Entity::update_many()
            .col_expr(channel_secret::Column::Sealed, Expr::value(key.seal(&place, &fresh)?))
            .col_expr(channel_secret::Column::KeyName, Expr::value(key.name()))
            .filter(channel_secret::Column::ChannelId.eq(channel.uuid()))
            .filter(channel_secret::Column::Sealed.eq(kept.sealed))
            .exec(self.store.writer())
            .await?;
        Ok(done.rows_affected == 1)
    }
}

fn registration_place(base_url: &str, callback: &str) -> String {
    format!("app_registration|sealed|{base_url}|{callback}")
}

fn try_place(state: Digest) -> String {
    format!("connection_try|sealed|{state}")
}

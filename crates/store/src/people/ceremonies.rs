//! What waits for a browser's answer: a challenge, or a secret that is being set up. It is held to the cookie of the
//! browser that asked and sealed with the key; taking it away is what makes an answer work once.

use crate::{Bookkeeping, Store, database::tables::ceremony};
use anyhow::Context as _;
use jiff::SignedDuration;
use people::TokenHash;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};
use zeroize::Zeroizing;

/// What a browser was asked for. It can be asked for one of each at a time; asking again replaces the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    /// A passkey, to sign in.
    SignIn,
    /// A passkey, once more in a session.
    Prove,
    /// A new passkey.
    Enrol,
    /// The first code of a new second factor.
    Code,
    /// The four steps of a first run, as far as they are filled in.
    Founding,
}

impl Ceremony {
    fn word(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Prove => "prove",
            Self::Enrol => "enrol",
            Self::Code => "code",
            Self::Founding => "founding",
        }
    }
    /// How long it waits: a challenge five minutes, a secret as long as somebody needs to find their phone, a group that
    /// is being set up as long as its people need to agree.
    fn patience(self) -> SignedDuration {
        match self {
            Self::SignIn | Self::Prove | Self::Enrol => people::passkey::PATIENCE,
            Self::Code => SignedDuration::from_mins(30),
            Self::Founding => SignedDuration::from_hours(30 * 24),
        }
    }
    fn place(self, browser: TokenHash) -> String {
        format!("ceremony|{}|{}", self.word(), browser.digest())
    }
}

impl Bookkeeping<'_> {
    /// Keeps what waits for the answer of this browser.
    pub async fn keep_ceremony(&self, browser: TokenHash, kind: Ceremony, state: &[u8]) -> Result<(), anyhow::Error> {
        let now = self.store.now();
        let sealed = self.store.key().seal(&kind.place(browser), state)?;
        let tx = self.store.write().await?;
        ceremony::Entity::delete_many().filter(ceremony::Column::ExpiresAt.lte(now.micros())).exec(&tx).await?;
        remove(&tx, browser, kind).await?;
        ceremony::Entity::insert(ceremony::ActiveModel {
            browser: Set(browser.digest().bytes().to_vec()),
            kind: Set(kind.word().to_owned()),
            sealed: Set(sealed),
            expires_at: Set(now.plus(kind.patience()).micros()),
        })
        .exec_without_returning(&tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes it away, for the one answer that it is good for. Of two at once, one gets nothing.
    pub async fn take_ceremony(
        &self,
        browser: TokenHash,
        kind: Ceremony,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, anyhow::Error> {
        let tx = self.store.write().await?;
        let state = open(self.store, &tx, browser, kind).await?;
        let taken = remove(&tx, browser, kind).await?;
        tx.commit().await?;
        Ok(state.filter(|_| taken))
    }
}

impl Store {
    /// What waits for the answer of this browser, left where it is: for a page that shows it again.
    pub async fn ceremony(
        &self,
        browser: TokenHash,
        kind: Ceremony,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, anyhow::Error> {
        open(self, self.reader(), browser, kind).await
    }
}

async fn open(
    store: &Store,
    tx: &impl ConnectionTrait,
    browser: TokenHash,
    kind: Ceremony,
) -> Result<Option<Zeroizing<Vec<u8>>>, anyhow::Error> {
    let id = (browser.digest().bytes().to_vec(), kind.word().to_owned());
    let row = ceremony::Entity::find_by_id(id).one(tx).await?;
    let Some(row) = row.filter(|row| store.now().micros() < row.expires_at) else { return Ok(None) };
    let state = store.key().open_sealed(&kind.place(browser), &row.sealed);
    state.map(Some).context("what waits for a browser cannot be opened")
}

/// Whether it was there to be removed.
async fn remove(tx: &impl ConnectionTrait, browser: TokenHash, kind: Ceremony) -> Result<bool, DbErr> {
    let id = (browser.digest().bytes().to_vec(), kind.word().to_owned());
    Ok(ceremony::Entity::delete_by_id(id).exec(tx).await?.rows_affected == 1)
}

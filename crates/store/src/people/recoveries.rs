//! Recoveries of a forgotten password: asked for in one browser, and finished there once.

use super::{
    credentials::set_password,
    sessions::end_others,
    tokens::{consume, find, forget, hash, insert, issued, of, row_of},
};
use crate::{Bookkeeping, Store, database::tables::one_time_token};
use anyhow::Context as _;
use people::{Ending, Purpose, Recovery, SecondFactor, StoredPassword, TokenHash};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, sea_query::ExprTrait as _};

impl Bookkeeping<'_> {
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
    /// The recovery with this link, used or not.
    pub async fn recovery(&self, link: TokenHash) -> Result<Option<Recovery>, anyhow::Error> {
        let Some(row) = find(self, link, Purpose::Recovery).await? else { return Ok(None) };
        let person = row.person_id.context("a recovery is nobody's: the database was changed by hand")?;
        let browser = hash(row.browser.as_deref().unwrap_or_default())?;
        Ok(Some(Recovery { person: person.into(), link: issued(&row, Purpose::Recovery)?, browser }))
    }
}

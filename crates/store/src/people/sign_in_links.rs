//! The links of a demonstration, each of which signs one of its people in.

use super::tokens::{find, insert, issued, row_of};
use crate::{Bookkeeping, Store, database::tables::one_time_token};
use anyhow::Context as _;
use basics::PersonId;
use people::{Issued, Purpose, TokenHash};
use sea_orm::ActiveValue::Set;

/// A demonstration's link.
#[derive(Clone, Debug)]
pub struct SignInLink {
    /// The link.
    pub link: Issued,
    /// Whom it signs in.
    pub person: PersonId,
}

impl Bookkeeping<'_> {
    /// Keeps a link that signs somebody in to a demonstration.
    pub async fn keep_sign_in_link(&self, link: &Issued, person: PersonId) -> Result<(), anyhow::Error> {
        let now = self.store.now();
        let row = one_time_token::ActiveModel { person_id: Set(Some(person.uuid())), ..row_of(link, now) };
        Ok(insert(self.store.writer(), row).await?)
    }
}

impl Store {
    /// The sign-in link with this token, used or not.
    pub async fn sign_in_link(&self, link: TokenHash) -> Result<Option<SignInLink>, anyhow::Error> {
        let Some(row) = find(self, link, Purpose::SignInLink).await? else { return Ok(None) };
        let person = row.person_id.context("a sign-in link is nobody's: the database was changed by hand")?;
        Ok(Some(SignInLink { link: issued(&row, Purpose::SignInLink)?, person: person.into() }))
    }
}

//! Guesses: noted before they are looked at, so that tries at the same instant count one after the other.

use crate::{Bookkeeping, database::tables::sign_in_try};
use basics::{Digest, Moment};
use people::{
    AddressBlock, EmailAddress, Failures, Try, Wait,
    limits::{WINDOW, may_try},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, DbBackend, DbErr, EntityTrait as _,
    QueryFilter as _, prelude::Uuid,
};

/// A guess that may be looked at. It counts as wrong until it is said to be right.
#[must_use = "look at the guess now; it counts as a failure already"]
pub struct Guess(Uuid);

impl Bookkeeping<'_> {
    /// Asks whether a guess may be looked at, and notes it as a failure in the same transaction.
    pub async fn note_guess(
        &self,
        way: Try,
        account: Option<&EmailAddress>,
        block: AddressBlock,
    ) -> Result<Result<Guess, Wait>, anyhow::Error> {
        let now = self.store.now();
        let (account, block) = (account.map(name_of), block.to_string());
        let tx = self.store.write().await?;
        one_at_a_time(&tx).await?;
        forget_old(&tx, now).await?;
        let of_account = match &account {
            Some(name) => failures(&tx, sign_in_try::Column::Account.eq(name.clone())).await?,
            None => Failures::default(),
        };
        let of_block = failures(&tx, sign_in_try::Column::Block.eq(block.clone())).await?;
        if let Err(wait) = may_try(way, &of_account, &of_block, now) {
            return Ok(Err(wait));
        }
        let id = Uuid::new_v4();
        let row =
            sign_in_try::ActiveModel { id: Set(id), account: Set(account), block: Set(block), at: Set(now.micros()) };
        sign_in_try::Entity::insert(row).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(Ok(Guess(id)))
    }

    /// Takes the failure back: the guess was right.
    pub async fn guessed_right(&self, guess: Guess) -> Result<(), anyhow::Error> {
        sign_in_try::Entity::delete_by_id(guess.0).exec(self.store.writer()).await?;
        Ok(())
    }
}

/// What stands for an account: the digest of its address, so that the table is no list of addresses people typed.
fn name_of(address: &EmailAddress) -> Vec<u8> {
    Digest::of_parts([&b"nuncio account of a try 1"[..], address.key().as_bytes()]).bytes().to_vec()
}

/// `SQLite` has one writer; on PostgreSQL two tries at once would each see a count without the other.
async fn one_at_a_time(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("LOCK TABLE sign_in_try IN EXCLUSIVE MODE").await?;
    }
    Ok(())
}

async fn forget_old(tx: &DatabaseTransaction, now: Moment) -> Result<(), DbErr> {
    let long_ago = now.micros().saturating_sub(i64::try_from(WINDOW.as_micros()).unwrap_or(i64::MAX));
    sign_in_try::Entity::delete_many().filter(sign_in_try::Column::At.lte(long_ago)).exec(tx).await?;
    Ok(())
}

async fn failures(tx: &DatabaseTransaction, whose: sea_orm::sea_query::SimpleExpr) -> Result<Failures, DbErr> {
    let rows = sign_in_try::Entity::find().filter(whose).all(tx).await?;
    Ok(Failures::new(rows.into_iter().map(|row| Moment::from_micros(row.at)).collect()))
}

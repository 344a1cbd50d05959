//! Links that work once, as rows: kept by their hash, used up once, and over at their time.

use crate::{Store, database::tables::one_time_token};
use anyhow::Context as _;
use basics::{Digest, InvitationId, Moment, PersonId};
use people::{Issued, Purpose, TokenHash};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, prelude::Expr,
    sea_query::SimpleExpr,
};

/// The links of this person.
pub(super) fn of(person: PersonId) -> SimpleExpr {
    one_time_token::Column::PersonId.eq(person.uuid())
}

/// Makes the links of a purpose that match, and were not used, stop working.
pub(super) async fn forget(
    tx: &impl ConnectionTrait,
    purpose: Purpose,
    which: SimpleExpr,
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

/// The link with this token, where it is for that.
pub(super) async fn find(
    store: &Store,
    link: TokenHash,
    purpose: Purpose,
) -> Result<Option<one_time_token::Model>, DbErr> {
    one_time_token::Entity::find_by_id(link.digest().bytes().to_vec())
        .filter(one_time_token::Column::Purpose.eq(purpose.label()))
        .one(store.reader())
        .await
}

/// Keeps a link.
pub(super) async fn insert(tx: &impl ConnectionTrait, row: one_time_token::ActiveModel) -> Result<(), DbErr> {
    one_time_token::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// A link as a row, which is nobody’s yet.
pub(super) fn row_of(link: &Issued, at: Moment) -> one_time_token::ActiveModel {
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

/// The link of a row.
pub(super) fn issued(row: &one_time_token::Model, purpose: Purpose) -> Result<Issued, anyhow::Error> {
    Ok(Issued {
        purpose,
        hash: hash(&row.token)?,
        expires: Moment::from_micros(row.expires_at),
        consumed: row.used_at.map(Moment::from_micros),
    })
}

/// A hash as a row holds it.
pub(super) fn hash(bytes: &[u8]) -> Result<TokenHash, anyhow::Error> {
    let bytes = <[u8; 32]>::try_from(bytes).context("a link holds a broken hash: the database was changed by hand")?;
    Ok(TokenHash::from(Digest::from(bytes)))
}

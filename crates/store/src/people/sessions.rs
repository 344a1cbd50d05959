//! Signed-in browsers. Whether one still counts is said by [`Session::alive`]; here it is kept, proved again and ended.

use crate::{Bookkeeping, Store, database::tables::session, people::credentials::UsedUp};
use anyhow::Context as _;
use basics::{Digest, Moment, PersonId, SessionId};
use people::{Ending, LastProof, Session, TokenHash};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::Expr,
};
use serde::{Serialize, de::DeserializeOwned};

/// A session and the browser it runs in, as a list shows it.
#[derive(Clone, Debug)]
pub struct KeptSession {
    /// The session.
    pub session: Session,
    /// `Firefox on Linux`, as the browser said of itself.
    pub browser: String,
}

impl Bookkeeping<'_> {
    /// Begins a session, and uses up what it was begun with. False when somebody was faster: then there is none.
    pub async fn begin_session(&self, begun: &Session, browser: &str, by: &UsedUp) -> Result<bool, anyhow::Error> {
        let tx = self.store.write().await?;
        if !by.consume(&tx, begun.started).await? {
            return Ok(false);
        }
        insert_session(&tx, begun, browser).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Keeps a new proof in a session, and with it its new token. `before` is the token that it had.
    pub async fn prove_again(&self, proved: &Session, before: TokenHash, by: &UsedUp) -> Result<bool, anyhow::Error> {
        let tx = self.store.write().await?;
        if !by.consume(&tx, proved.proved.at).await? {
            return Ok(false);
        }
        let written = session::Entity::update_many()
            .col_expr(session::Column::Token, Expr::value(proved.token.digest().bytes().to_vec()))
            .col_expr(session::Column::ProvedAt, Expr::value(proved.proved.at.micros()))
            .col_expr(session::Column::ProvedBy, Expr::value(word(&proved.proved.by)?))
            .filter(session::Column::Id.eq(proved.id.uuid()))
            .filter(session::Column::Token.eq(before.digest().bytes().to_vec()))
            .filter(session::Column::EndedAt.is_null())
            .exec(&tx)
            .await?;
        if written.rows_affected == 0 {
            return Ok(false);
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Notes when a session was last used.
    pub async fn touch_session(&self, used: &Session) -> Result<(), anyhow::Error> {
        session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(used.seen.micros()))
            .filter(session::Column::Id.eq(used.id.uuid()))
            .filter(session::Column::SeenAt.lt(used.seen.micros()))
            .filter(session::Column::EndedAt.is_null())
            .exec(self.store.writer())
            .await?;
        Ok(())
    }

    /// Ends one session of a person. False when it is not theirs or has ended.
    pub async fn end_session(&self, person: PersonId, id: SessionId, why: Ending) -> Result<bool, anyhow::Error> {
        let ended = ending(why, self.store.now())?
            .filter(session::Column::Id.eq(id.uuid()))
            .filter(session::Column::PersonId.eq(person.uuid()))
            .exec(self.store.writer())
            .await?;
        Ok(ended.rows_affected == 1)
    }

    /// Ends the sessions of a person, all but the one that is named, and says how many.
    pub async fn end_sessions_of(
        &self,
        person: PersonId,
        but: Option<SessionId>,
        why: Ending,
    ) -> Result<u64, anyhow::Error> {
        end_others(self.store.writer(), person, but, why, self.store.now()).await
    }
}

impl Store {
    /// The session that this cookie is of, ended or not.
    pub async fn session(&self, token: TokenHash) -> Result<Option<Session>, anyhow::Error> {
        let row = session::Entity::find()
            .filter(session::Column::Token.eq(token.digest().bytes().to_vec()))
            .one(self.reader())
            .await?;
        row.map(|row| session_of(row).map(|kept| kept.session)).transpose()
    }

    /// The sessions of a person that nobody ended, newest first. Some may be over by their age.
    pub async fn sessions_of(&self, person: PersonId) -> Result<Vec<KeptSession>, anyhow::Error> {
        let rows = session::Entity::find()
            .filter(session::Column::PersonId.eq(person.uuid()))
            .filter(session::Column::EndedAt.is_null())
            .order_by_desc(session::Column::StartedAt)
            .order_by_desc(session::Column::Id)
            .all(self.reader())
            .await?;
        rows.into_iter().map(session_of).collect()
    }
}

pub(crate) async fn insert_session(
    tx: &impl ConnectionTrait,
    begun: &Session,
    browser: &str,
) -> Result<(), anyhow::Error> {
    session::Entity::insert(session::ActiveModel {
        id: Set(begun.id.uuid()),
        person_id: Set(begun.person.uuid()),
        token: Set(begun.token.digest().bytes().to_vec()),
        browser: Set(browser.to_owned()),
        started_at: Set(begun.started.micros()),
        seen_at: Set(begun.seen.micros()),
        assurance: Set(word(&begun.assurance)?),
        proved_at: Set(begun.proved.at.micros()),
        proved_by: Set(word(&begun.proved.by)?),
        ended_at: Set(None),
        ended_why: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Ends the sessions of a person in the transaction of what they end with.
pub(crate) async fn end_others(
    tx: &impl ConnectionTrait,
    person: PersonId,
    but: Option<SessionId>,
    why: Ending,
    at: Moment,
) -> Result<u64, anyhow::Error> {
    let theirs = ending(why, at)?.filter(session::Column::PersonId.eq(person.uuid()));
    let others = match but {
        Some(present) => theirs.filter(session::Column::Id.ne(present.uuid())),
        None => theirs,
    };
    Ok(others.exec(tx).await?.rows_affected)
}

/// The first ending stays.
fn ending(why: Ending, at: Moment) -> Result<sea_orm::UpdateMany<session::Entity>, anyhow::Error> {
    Ok(session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(at.micros()))
        .col_expr(session::Column::EndedWhy, Expr::value(word(&why)?))
        .filter(session::Column::EndedAt.is_null()))
}

fn session_of(row: session::Model) -> Result<KeptSession, anyhow::Error> {
    let token = <[u8; 32]>::try_from(row.token.as_slice())
        .with_context(|| format!("session {} holds a broken token: the database was changed by hand", row.id))?;
    let ended = match (row.ended_at, &row.ended_why) {
        (Some(at), Some(why)) => Some((Moment::from_micros(at), of_word(why)?)),
        (Some(at), None) => Some((Moment::from_micros(at), Ending::Closed)),
        (None, _) => None,
    };
    let session = Session {
        id: row.id.into(),
        token: TokenHash::from(Digest::from(token)),
        person: row.person_id.into(),
        started: Moment::from_micros(row.started_at),
        seen: Moment::from_micros(row.seen_at),
        assurance: of_word(&row.assurance)?,
        proved: LastProof { at: Moment::from_micros(row.proved_at), by: of_word(&row.proved_by)? },
        ended,
    };
    Ok(KeptSession { session, browser: row.browser })
}

/// The word that the database keeps for a value that is one word.
fn word(value: &impl Serialize) -> Result<String, anyhow::Error> {
    Ok(serde_json::from_value(serde_json::to_value(value)?)?)
}

fn of_word<T: DeserializeOwned>(word: &str) -> Result<T, anyhow::Error> {
    serde_json::from_value(word.into())
        .with_context(|| format!("the database holds {word:?} about a session: it was changed by hand"))
}

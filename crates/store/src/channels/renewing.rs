//! Whose turn it is to renew the key of a channel. Such a key is good for one renewal, so that of all workers on all
//! machines exactly one may use it up: the turn is a mark on the row of the key, and not a lock in a process.

use super::account::secret_place;
use crate::{Bookkeeping, database::tables::channel_secret};
use basics::{ChannelId, Moment};
use jiff::SignedDuration;
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, prelude::Expr};
use zeroize::Zeroizing;

/// How long a turn lasts. It is longer than all the calls of one renewal with all that keeping it may take, so that whoever
/// is past it is not at work any more.
const TURN_LASTS: SignedDuration = SignedDuration::from_secs(180);

/// What asking for the turn came to.
pub enum Turn {
    /// It is ours.
    Ours(Renewing),
    /// Somebody else is at it, until then at the latest.
    Theirs(Moment),
    /// The channel has no key any more.
    NoKey,
}

/// A key whose renewal is the caller's alone.
pub struct Renewing {
    channel: ChannelId,
    until: Moment,
    sealed: Vec<u8>,
    kept: Zeroizing<Vec<u8>>,
}

impl Renewing {
    /// The keys as they stand at the beginning of the turn: somebody may have renewed them since they were read.
    pub fn kept(&self) -> &[u8] {
        &self.kept
    }
}

impl Bookkeeping<'_> {
    /// Asks for the turn to renew the key of a channel. It is durable when this returns.
    pub async fn turn_to_renew(&self, channel: ChannelId) -> Result<Turn, anyhow::Error> {
        let now = self.store.now();
        let found = channel_secret::Entity::find_by_id(channel.uuid()).one(self.store.writer()).await?;
        let Some(row) = found else { return Ok(Turn::NoKey) };
        if let Some(until) = row.renewing_until.map(Moment::from_micros).filter(|until| now < *until) {
            return Ok(Turn::Theirs(until));
        }
        let until = now.plus(TURN_LASTS);
        let nobody = Condition::any()
            .add(channel_secret::Column::RenewingUntil.is_null())
            .add(channel_secret::Column::RenewingUntil.lte(now.micros()));
        let done = channel_secret::Entity::update_many()
            .col_expr(channel_secret::Column::RenewingUntil, Expr::value(until.micros()))
            .filter(channel_secret::Column::ChannelId.eq(channel.uuid()))
            .filter(channel_secret::Column::Sealed.eq(row.sealed.clone()))
            .filter(nobody)
            .exec(self.store.writer())
            .await?;
        if done.rows_affected == 0 {
            return Ok(Turn::Theirs(until));
        }
        let kept = self.store.key().open_sealed(&secret_place(channel), &row.sealed)?;
        Ok(Turn::Ours(Renewing { channel, until, sealed: row.sealed, kept }))
    }

    /// Puts the renewed keys in the place of those that were used up, and ends the turn. It is durable when this returns;
    /// false when somebody connected the account again meanwhile, whose keys stay.
    pub async fn keep_renewed(&self, turn: &Renewing, fresh: &[u8]) -> Result<bool, anyhow::Error> {
        let (key, place) = (self.store.key(), secret_place(turn.channel));
        let done = channel_secret::Entity::update_many()
            .col_expr(channel_secret::Column::Sealed, Expr::value(key.seal(&place, fresh)?))
            .col_expr(channel_secret::Column::KeyName, Expr::value(key.name()))
            .col_expr(channel_secret::Column::RenewingUntil, Expr::value(None::<i64>))
            .filter(channel_secret::Column::ChannelId.eq(turn.channel.uuid()))
            .filter(channel_secret::Column::Sealed.eq(turn.sealed.clone()))
            .exec(self.store.writer())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Ends a turn that brought nothing, so that nobody waits for it. A turn that somebody else has by now stays theirs.
    pub async fn give_up_turn(&self, turn: &Renewing) -> Result<(), anyhow::Error> {
        channel_secret::Entity::update_many()
            .col_expr(channel_secret::Column::RenewingUntil, Expr::value(None::<i64>))
            .filter(channel_secret::Column::ChannelId.eq(turn.channel.uuid()))
            .filter(channel_secret::Column::Sealed.eq(turn.sealed.clone()))
            .filter(channel_secret::Column::RenewingUntil.eq(turn.until.micros()))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }
}

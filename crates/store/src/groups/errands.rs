//! Errands: what a person does outside the program, and ticks. The program notes them where something asks for one.

use crate::{
    Bookkeeping, Changed, Declined, Gather, Judged, Store,
    database::tables::errand,
    gather::{About, Gathering},
};
use audit::Change;
use basics::{ErrandId, GroupId, Moment, PersonId};
use charter::{Charter, act::TickErrand};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::Expr,
};
use serde_json::json;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrandKind {
    /// Somebody who was admitted is let into the group's private chat.
    IntoChat,
    /// Somebody who is no longer a member is taken out of it.
    OutOfChat,
    /// The group reports a last time.
    LastReport,
    /// The key of an account is taken back where only a person can: in its own settings.
    TakeBackKey,
}

impl ErrandKind {
    const ALL: [Self; 4] = [Self::IntoChat, Self::OutOfChat, Self::LastReport, Self::TakeBackKey];

    /// The word that the database keeps.
    pub fn word(self) -> &'static str {
        match self {
            Self::IntoChat => "into_chat",
            Self::OutOfChat => "out_of_chat",
            Self::LastReport => "last_report",
            Self::TakeBackKey => "take_back_key",
        }
    }
}

/// One errand.
#[derive(Clone, Debug)]
pub struct Errand {
    /// Its id.
    pub id: ErrandId,
    /// What is to be done.
    pub kind: ErrandKind,
    /// The id of the person or channel it is about; empty where it is about the group.
    pub about: String,
    /// Since when.
    pub made: Moment,
    /// Who ticked it, and when.
    pub done: Option<(PersonId, Moment)>,
}

impl Store {
    /// The errands of a group, the oldest first.
    pub async fn errands(&self, group: GroupId) -> Result<Vec<Errand>, anyhow::Error> {
        let rows = errand::Entity::find()
            .filter(errand::Column::GroupId.eq(group.uuid()))
            .order_by_asc(errand::Column::MadeAt)
            .all(self.reader())
            .await?;
        rows.into_iter().map(errand_of).collect()
    }
}

fn errand_of(row: errand::Model) -> Result<Errand, anyhow::Error> {
    let kind = ErrandKind::ALL.into_iter().find(|kind| kind.word() == row.kind);
    let kind =
        kind.ok_or_else(|| anyhow::anyhow!("errand {} is of the kind {:?}, which there is not", row.id, row.kind))?;
    Ok(Errand {
        id: ErrandId::from(row.id),
        kind,
        about: row.about,
        made: Moment::from_micros(row.made_at),
        done: row.done_by.zip(row.done_at).map(|(by, at)| (PersonId::from(by), Moment::from_micros(at))),
    })
}

/// Notes an errand, in the transaction of what asks for it.
pub(crate) async fn note(
    tx: &impl ConnectionTrait,
    group: GroupId,
    kind: ErrandKind,
    about: &str,
    at: Moment,
) -> Result<(), Declined> {
    errand::Entity::insert(errand::ActiveModel {
        id: Set(ErrandId::mint(at).uuid()),
        group_id: Set(group.uuid()),
        kind: Set(kind.word().to_owned()),
        about: Set(about.to_owned()),
        made_at: Set(at.micros()),
        done_by: Set(None),
        done_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Notes that somebody comes into the chat or leaves it, where the charter speaks of a private one (`meetings.workspace`).
pub(crate) async fn note_of_chat(
    tx: &impl ConnectionTrait,
    group: GroupId,
    charter: &Charter,
    (kind, person): (ErrandKind, PersonId),
    at: Moment,
) -> Result<(), Declined> {
    let places = charter.rules().meetings.iter().flat_map(|meetings| &meetings.workspace);
    if places.into_iter().any(|place| place.private && place.what == "chat") {
        note(tx, group, kind, &person.to_string(), at).await?;
    }
    Ok(())
}

impl Bookkeeping<'_> {
    /// Notes that a person is to take back the key of a channel's account.
    pub async fn note_key_to_take_back(&self, group: GroupId, channel: basics::ChannelId) -> Result<(), Declined> {
        note(self.store.writer(), group, ErrandKind::TakeBackKey, &channel.to_string(), self.store.now()).await?;
        self.store.something_changed();
        Ok(())
    }
}

impl Gather for TickErrand {
    const AFTER_THE_END: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::default()])
    }
}

impl Judged<TickErrand> {
    /// It is done.
    ///
    /// # Errors
    /// When there is none, or somebody ticked it before.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let id = self.act().errand;
        let row = errand::Entity::find_by_id(id.uuid()).one(&self.tx).await?;
        let row = row.filter(|row| row.group_id == self.group.uuid()).ok_or(Declined::NotFound("errand"))?;
        if row.done_at.is_some() {
            return Err(Declined::Stale("the errand"));
        }
        errand::Entity::update_many()
            .col_expr(errand::Column::DoneBy, Expr::value(self.by()?.uuid()))
            .col_expr(errand::Column::DoneAt, Expr::value(self.now().micros()))
            .filter(errand::Column::Id.eq(id.uuid()))
            .filter(errand::Column::DoneAt.is_null())
            .exec(&self.tx)
            .await?;
        let change = Change::made("errand", json!({ "errand": row.kind, "about": row.about }));
        Ok(self.changed(vec![change]))
    }
}

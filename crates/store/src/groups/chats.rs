//! Where a group's chat is told what is new: an address that is a secret, sealed like the keys of accounts, and what was
//! told there, each thing once.

use crate::{
    Bookkeeping, Changed, Declined, Gather, Judged, Store,
    database::tables::{chat_hook, chat_told},
    gather::{About, Gathering},
};
use audit::Change;
use basics::{Digest, EntryId, GroupId, Moment, PersonId};
use charter::{Act as _, act::TellChat};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr, sea_query::OnConflict,
};
use serde_json::json;
use zeroize::Zeroizing;

/// Where a chat is told, as the clock needs it.
pub struct ChatHook {
    /// The group.
    pub group: GroupId,
    /// Which chat it is, by its word.
    pub kind: String,
    /// The address, which whoever knows it can write to.
    pub address: Zeroizing<String>,
    /// Since when it is told; what was before is not.
    pub since: Moment,
    /// Up to when the log was told.
    pub until: Moment,
}

/// The same for a page: without the address.
#[derive(Clone, Debug)]
pub struct ChatShown {
    /// Which chat it is, by its word.
    pub kind: String,
    /// Who said so, and when.
    pub said: (PersonId, Moment),
    /// Why the last thing was not told.
    pub trouble: Option<String>,
}

/// What the address of a group's chat is sealed for.
fn place(group: GroupId) -> String {
    format!("chat_hook|sealed|{group}")
}

impl Store {
    /// Where the group's chat is told; none where it is not.
    pub async fn chat(&self, group: GroupId) -> Result<Option<ChatShown>, anyhow::Error> {
        let row = chat_hook::Entity::find_by_id(group.uuid()).one(self.reader()).await?;
        Ok(row.map(|row| ChatShown {
            kind: row.kind,
            said: (PersonId::from(row.set_by), Moment::from_micros(row.set_at)),
            trouble: row.trouble,
        }))
    }
}

impl Gather for TellChat {
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of_oneself(self.object(), false)])
    }
}

impl Judged<TellChat> {
    /// Tells the chat at this address from now on; what was before is not told. Without a kind it is told no more.
    ///
    /// # Errors
    /// When the address is another than the one that was judged.
    pub async fn keep(self, address: &str) -> Result<Changed, Declined> {
        let TellChat { kind, address: judged } = self.act().clone();
        if Digest::of(address.as_bytes()) != judged {
            return Err(Declined::Stale("the address of the chat"));
        }
        let before = chat_hook::Entity::find_by_id(self.group.uuid()).one(&self.tx).await?.map(|row| row.kind);
        chat_hook::Entity::delete_by_id(self.group.uuid()).exec(&self.tx).await?;
        if !kind.is_empty() {
            let key = self.store.key();
            let sealed = key.seal(&place(self.group), address.as_bytes()).map_err(anyhow::Error::from)?;
            chat_hook::Entity::insert(chat_hook::ActiveModel {
                group_id: Set(self.group.uuid()),
                kind: Set(kind.clone()),
                sealed: Set(sealed),
                key_name: Set(key.name().to_owned()),
                set_by: Set(self.by()?.uuid()),
                set_at: Set(self.now().micros()),
                told_until: Set(self.now().micros()),
                trouble: Set(None),
            })
            .exec_without_returning(&self.tx)
            .await?;
        }
        Ok(self.changed(vec![Change::from_to("chat that is told", json!(before), json!(kind))]))
    }
}

impl Bookkeeping<'_> {
    /// Every chat that is told.
    pub async fn chats(&self) -> Result<Vec<ChatHook>, anyhow::Error> {
        let rows = chat_hook::Entity::find().all(self.store.reader()).await?;
        rows.into_iter()
            .map(|row| {
                let group = GroupId::from(row.group_id);
                let address = self.store.key().open_sealed(&place(group), &row.sealed)?;
                let address = Zeroizing::new(std::str::from_utf8(&address)?.to_owned());
                let (since, until) = (Moment::from_micros(row.set_at), Moment::from_micros(row.told_until));
                Ok(ChatHook { group, kind: row.kind, address, since, until })
            })
            .collect()
    }

    /// Notes that an entry of the log is told now. False when it was told before, or somebody was faster.
    pub async fn chat_leaves(&self, group: GroupId, entry: EntryId) -> Result<bool, anyhow::Error> {
        let once =
            OnConflict::columns([chat_told::Column::GroupId, chat_told::Column::EntryId]).do_nothing().to_owned();
        let noted = chat_told::Entity::insert(chat_told::ActiveModel {
            group_id: Set(group.uuid()),
            entry_id: Set(entry.uuid()),
            told_at: Set(self.store.now().micros()),
        })
        .on_conflict(once)
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(noted == 1)
    }

    /// Certainly nothing arrived: it is to be told still.
    pub async fn chat_stays(&self, group: GroupId, entry: EntryId) -> Result<(), anyhow::Error> {
        chat_told::Entity::delete_by_id((group.uuid(), entry.uuid())).exec(self.store.writer()).await?;
        Ok(())
    }

    /// Notes up to when the log was told.
    pub async fn chat_is_at(&self, hook: &ChatHook, until: Moment) -> Result<(), anyhow::Error> {
        self.note(hook, chat_hook::Column::ToldUntil, Expr::value(until.micros())).await
    }

    /// Notes why the last thing was not told, or that it was.
    pub async fn chat_trouble(&self, hook: &ChatHook, why: Option<&str>) -> Result<(), anyhow::Error> {
        self.note(hook, chat_hook::Column::Trouble, Expr::value(why.map(str::to_owned))).await
    }

    /// An address that was set meanwhile is not touched by what became of the one before.
    async fn note(&self, hook: &ChatHook, column: chat_hook::Column, value: Expr) -> Result<(), anyhow::Error> {
        chat_hook::Entity::update_many()
            .col_expr(column, value)
            .filter(chat_hook::Column::GroupId.eq(hook.group.uuid()))
            .filter(chat_hook::Column::SetAt.eq(hook.since.micros()))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }

    /// Forgets the address of a group that ended: there is nothing more to tell.
    pub async fn forget_chat(&self, group: GroupId) -> Result<(), anyhow::Error> {
        chat_hook::Entity::delete_by_id(group.uuid()).exec(self.store.writer()).await?;
        Ok(())
    }
}

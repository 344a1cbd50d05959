//! Forms that do something once. A form is born with the id that what it does will have, and that id is written with it, in
//! the same transaction: sent a second time (a double click, the back button) it leads to where the first one led.

use crate::{Declined, Judged, Store, database::tables::sent_form};
use basics::{Digest, FormId, Moment, PersonId};
use charter::Act;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait as _, sea_query::OnConflict};

/// A form as somebody sent it.
#[derive(Clone, Debug)]
pub struct SentForm {
    /// The id that what it does has.
    pub id: FormId,
    /// The digest of its words, to know it again.
    pub content: Digest,
    /// The page that it leads to.
    pub leads_to: String,
}

impl SentForm {
    /// One that no page made, for what the program does by itself.
    pub fn without_page(now: Moment) -> Self {
        Self { id: FormId::mint(now), content: Digest::of(b""), leads_to: "/".to_owned() }
    }

    /// Notes that it does what it asks for.
    ///
    /// # Errors
    /// [`Declined::SentBefore`] where it did already.
    pub(crate) async fn once(&self, tx: &impl ConnectionTrait, by: PersonId, now: Moment) -> Result<(), Declined> {
        let noted = sent_form::Entity::insert(sent_form::ActiveModel {
            id: Set(self.id.uuid()),
            sent_by: Set(by.uuid()),
            content: Set(self.content.bytes().to_vec()),
            leads_to: Set(self.leads_to.clone()),
            sent_at: Set(now.micros()),
        })
        .on_conflict(OnConflict::column(sent_form::Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
        if noted == 1 { Ok(()) } else { self.not_before(tx, by).await }
    }

    async fn not_before(&self, tx: &impl ConnectionTrait, by: PersonId) -> Result<(), Declined> {
        let Some(first) = sent_form::Entity::find_by_id(self.id.uuid()).one(tx).await? else { return Ok(()) };
        if first.sent_by != by.uuid() {
            return Err(Declined::NotFound("form"));
        }
        let is_same = first.content == self.content.bytes();
        Err(Declined::SentBefore { leads_to: first.leads_to, is_same })
    }
}

impl Store {
    /// Whether this form comes for the first time, before anybody is asked about what it wants.
    ///
    /// # Errors
    /// [`Declined::SentBefore`] where it does not.
    pub async fn comes_first(&self, form: &SentForm, by: PersonId) -> Result<(), Declined> {
        form.not_before(self.reader(), by).await
    }
}

impl<A: Act> Judged<A> {
    /// Notes beside the act that this form did it.
    pub(crate) async fn once(&self, form: &SentForm) -> Result<(), Declined> {
        form.once(&self.tx, self.by()?, self.now()).await
    }
}

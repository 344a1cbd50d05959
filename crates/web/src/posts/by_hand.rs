//! What a person does where no machine may: takes text and pictures along, brings the address back, and mends it where it
//! was the wrong one.

use super::{previews, receipts::One};
use crate::{
    failed::Failed,
    parts::{Action, Assist, Correct, Erase, Field, Kind},
};
use acts::settle::can_be_corrected;
use charter::act::ReportPosted;
use delivery::State;
use networks::assisted::Place;
use publishing::Content;
use store::DeliveryRow;

impl One<'_> {
    /// What a person is asked to post by hand.
    pub(super) async fn assist(&self, content: &Content) -> Result<Option<Assist>, Failed> {
        if self.row.row.state != State::Asked || self.row.of_another().is_some() {
            return Ok(None);
        }
        let place = self.channel.and_then(|row| row.channel.place.as_deref()).map_or(Place::Other, Place::of);
        let answered = self.sight.leaves.answers.as_ref().map(|answered| answered.url.as_str());
        let asked = self.reporting("Record the address").await?;
        Ok(Some(Assist {
            text: content.text.clone(),
            pictures: self.pictures(content),
            deep_link: place.deep_link(&content.text, answered),
            report_to: self.at("posted"),
            address: self.address("Address of the published post"),
            token: self.token().to_owned(),
            refused: asked.refused.is_some().then_some(asked),
        }))
    }

    /// What a person is asked to delete or to change by hand.
    pub(super) async fn erase(&self, content: &Content) -> Result<Option<Erase>, Failed> {
        if self.row.row.state != State::Asked || self.row.of_another().is_none() {
            return Ok(None);
        }
        let words = if self.deletes() { "Record that it is gone" } else { "Record that it is changed" };
        let asked = self.reporting(words).await?;
        Ok(Some(Erase {
            becomes: self.row.edits().then(|| content.text.clone()),
            address: self.subject().unwrap_or_default(),
            report_to: self.at("posted"),
            field: format!("address-{}", self.row.id),
            token: self.token().to_owned(),
            refused: asked.refused.is_some().then_some(asked),
        }))
    }

    /// The form for the right address in place of a wrong one, for whoever may report it.
    pub(super) async fn correct(&self) -> Result<Option<Correct>, Failed> {
        if !can_be_corrected(self.row) || self.reporting("Correct the address").await?.refused.is_some() {
            return Ok(None);
        }
        let address = self.address("The right address of the post");
        let recorded = self.row.row.remote.as_ref().and_then(|remote| remote.url.clone()).unwrap_or_default();
        let address = if address.value.is_empty() { address.value(recorded) } else { address };
        Ok(Some(Correct { report_to: self.at("posted"), address, token: self.token().to_owned() }))
    }

    /// A button that reports where the post stands, with the verdict behind it.
    async fn reporting(&self, words: &str) -> Result<Action, Failed> {
        let act = ReportPosted { delivery: self.row.id, content: self.row.content };
        self.sight.judged(Action::new(words, "check", self.at("posted"), self.token()), &act).await
    }

    /// The field for the address of this delivery, with what was typed there and what is wrong with it.
    pub(super) fn address(&self, label: &str) -> Field {
        let name = format!("address-{}", self.row.id);
        let field = Field::new(&name, label).kind(Kind::Url).hint("Copy it from the browser.");
        let field = field.value(self.sight.typed_at(&name));
        field.marked(&self.sight.problems)
    }

    /// The pictures to take along, each with its description to paste.
    fn pictures(&self, content: &Content) -> Vec<(String, String)> {
        let words = |picture: &publishing::Picture| match picture.alt.sent() {
            "" => "Picture (decorative)".to_owned(),
            described => format!("Picture: {described}"),
        };
        content.pictures.iter().map(|picture| (words(picture), previews::at(self.sight.desk, picture))).collect()
    }

    /// The address of what a deletion deletes, or a change changes.
    pub(super) fn subject(&self) -> Option<String> {
        let mine = |row: &&DeliveryRow| self.row.is_about(row.id);
        let published = self.sight.deliveries.iter().find(mine)?;
        published.row.remote.as_ref().and_then(|remote| remote.url.clone())
    }
}

//! What a person does by hand where no machine can: posting there, or deleting it there, and reporting the address.

use super::{judgement::picture_at, receipts::One};
use crate::{
    failed::Failed,
    parts::{Action, Assist, Field, Kind},
};
use charter::act::ReportPosted;
use delivery::State;
use networks::assisted::Place;
use publishing::Content;
use store::DeliveryRow;

impl One<'_> {
    /// What a person is asked to do by hand.
    pub(super) async fn assist(&self, content: &Content) -> Result<Option<Assist>, Failed> {
        if self.row.row.state != State::Asked {
            return Ok(None);
        }
        let place = self.channel.and_then(|row| row.channel.place.as_deref()).map_or(Place::Other, Place::of);
        let answered = self.sight.leaves.answers.as_ref().map(|answered| answered.url.as_str());
        let deleted = self.deleted();
        let act = ReportPosted { delivery: self.row.id, content: self.row.content };
        let asked =
            self.sight.judged(Action::new("Record the address", "check", self.at("posted"), self.token()), &act);
        let asked = asked.await?;
        let address = Field::new(&format!("address-{}", self.row.id), "Address of the published post");
        let address = address.kind(Kind::Url).hint("Copy it from the browser.");
        Ok(Some(Assist {
            text: if self.deletes() {
                format!("Delete {}", deleted.clone().unwrap_or_default())
            } else {
                content.text.clone()
            },
            pictures: if self.deletes() { Vec::new() } else { self.pictures(content) },
            deep_link: if self.deletes() { deleted.clone() } else { place.deep_link(&content.text, answered) },
            report_to: self.at("posted"),
            address: match deleted.filter(|_| self.deletes()) {
                Some(address_of_it) => address.value(address_of_it),
                None => address,
            },
            token: self.token().to_owned(),
            refused: asked.refused.is_some().then_some(asked),
        }))
    }

    /// The pictures to take along, each with its description to paste.
    fn pictures(&self, content: &Content) -> Vec<(String, String)> {
        let words = |picture: &publishing::Picture| match picture.alt.sent() {
            "" => "Picture (decorative)".to_owned(),
            described => format!("Picture: {described}"),
        };
        content.pictures.iter().map(|picture| (words(picture), picture_at(self.sight.desk, picture))).collect()
    }

    /// The address of what a deletion deletes.
    pub(super) fn deleted(&self) -> Option<String> {
        let mine = |row: &&DeliveryRow| row.id.to_string() == self.row.client_ref;
        let published = self.sight.deliveries.iter().find(mine)?;
        published.row.remote.as_ref().and_then(|remote| remote.url.clone())
    }
}

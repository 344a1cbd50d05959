//! One entry of the log, and the leaf that stands for it in the chain.

use crate::{Change, Disclosure, Record};
use basics::{Digest, EntryId, Moment};
use charter::{Opinion, Spent};

/// The version of the leaf's encoding. It stands in every leaf, so that a later encoding changes none of these.
pub const ENCODING: u8 = 1;

/// Who acted, without saying who: sixteen bytes drawn once for a person in a group. The table that tells which person
/// it is stands apart and can be erased.
pub type Pseudonym = [u8; 16];

/// What stays of an act for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The entry's id.
    pub id: EntryId,
    /// The act's name, with `refused:` in front when the charter said no.
    pub event: String,
    /// What it was done to: kind and id.
    pub entity: String,
    /// When.
    pub at: Moment,
    /// Who, by pseudonym.
    pub actor: Pseudonym,
    /// The digest of the salted disclosure.
    pub commitment: Digest,
}

impl Entry {
    /// The entry of a verdict that has been used up, and what it discloses.
    ///
    /// # Errors
    /// When the changes cannot be written as JSON.
    pub fn record(
        id: EntryId,
        spent: &Spent,
        changes: Vec<Change>,
        actor: Pseudonym,
        salt: [u8; 32],
    ) -> Result<(Self, Disclosure), serde_json::Error> {
        let question = spent.question();
        let text = serde_json::to_string(&Record::of(spent, changes))?;
        let disclosure = Disclosure { salt, text };
        let event = match spent.opinion() {
            Opinion::May { .. } => question.act.clone(),
            Opinion::No(_) => format!("refused:{}", question.act),
        };
        let entity = format!("{} {}", question.object.kind, question.object.id);
        let entry = Self { id, event, entity, at: question.at, actor, commitment: disclosure.commitment() };
        Ok((entry, disclosure))
    }

    /// Whether this is a refusal.
    pub fn refused(&self) -> bool {
        self.event.starts_with("refused:")
    }

    /// The leaf: `H(0x00 ‖ encoding ‖ event ‖ entity ‖ at ‖ actor ‖ commitment)`, each part with its length.
    /// The leading zero keeps leaves apart from inner nodes when the chain becomes a tree.
    pub fn leaf(&self) -> Digest {
        Digest::of_parts([
            &[0x00, ENCODING][..],
            self.event.as_bytes(),
            self.entity.as_bytes(),
            &self.at.micros().to_be_bytes(),
            &self.actor,
            self.commitment.bytes(),
        ])
    }
}

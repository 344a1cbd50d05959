//! One running Nuncio: its store, its networks, and how people reach it.

use egress::Egress;
use networks::Networks;
use people::{Demonstration, HouseRule};
use store::Store;

/// What every act works with. Clones share everything.
#[derive(Clone)]
pub struct Installation {
    /// Everything that is kept.
    pub store: Store,
    /// The networks, behind the guarded way out.
    pub networks: Networks,
    /// The guarded way out itself, for connecting accounts.
    pub egress: Egress,
    /// The address people open, without a slash at its end: `https://voice.example`.
    pub public_url: String,
    /// Proof that this is a demonstration on this machine, if it is one.
    pub demonstration: Option<Demonstration>,
}

impl Installation {
    /// What is asked for before publishing, granting, deciding about persons and thawing, unless a group lowered it.
    pub fn asks_for(&self, lowered_to_code: bool) -> HouseRule {
        match (self.demonstration, lowered_to_code) {
            (Some(demonstration), _) => HouseRule::Demonstration(demonstration),
            (None, true) => HouseRule::Code,
            (None, false) => HouseRule::Passkey,
        }
    }
}

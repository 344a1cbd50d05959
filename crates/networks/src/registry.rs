//! All networks, by name.

use crate::{
    Network, NetworkName, Sessions,
    assisted::Assisted,
    bluesky::{Bluesky, Directory},
    mastodon::Mastodon,
};
use egress::Egress;
use std::sync::Arc;

/// Every network there is, ready to be used. Clones share connections and sessions.
#[derive(Clone)]
pub struct Networks {
    mastodon: Arc<Mastodon>,
    bluesky: Arc<Bluesky>,
    assisted: Arc<Assisted>,
}

impl Networks {
    /// All networks on this way out. Bluesky looks names up in `directory` and keeps its sessions in `sessions`.
    pub fn new(egress: &Egress, directory: Directory, sessions: Arc<dyn Sessions>) -> Self {
        Self::of(Mastodon::new(egress.clone()), Bluesky::new(egress.clone(), directory, sessions))
    }
    /// All networks, with connectors that were set up elsewhere.
    pub fn of(mastodon: Mastodon, bluesky: Bluesky) -> Self {
        Self { mastodon: Arc::new(mastodon), bluesky: Arc::new(bluesky), assisted: Arc::new(Assisted) }
    }

    /// The network of this name.
    pub fn get(&self, name: NetworkName) -> &dyn Network {
        match name {
            NetworkName::Mastodon => &*self.mastodon,
            NetworkName::Bluesky => &*self.bluesky,
            NetworkName::Assisted => &*self.assisted,
        }
    }
    /// Every network.
    pub fn all(&self) -> impl Iterator<Item = &dyn Network> {
        NetworkName::ALL.into_iter().map(|name| self.get(name))
    }
    /// Bluesky itself, for signing an account in.
    pub fn bluesky(&self) -> &Bluesky {
        &self.bluesky
    }
}

//! All networks, by name.

use crate::{
    Network, NetworkName, Sessions,
    assisted::Assisted,
    bluesky::{Bluesky, Directory},
    discord::Discord,
    discourse::Discourse,
    git::Git,
    linkedin::LinkedIn,
    mailing_list::MailingList,
    mastodon::Mastodon,
    mattermost::Mattermost,
    slack::Slack,
    wordpress::WordPress,
    x::{Places, X},
    zulip::Zulip,
};
use egress::Egress;
use mail::Outbox;
use std::{collections::BTreeMap, sync::Arc};

/// Every network there is, ready to be used. Clones share connections and sessions.
#[derive(Clone)]
pub struct Networks {
    egress: Egress,
    by_name: Arc<BTreeMap<NetworkName, Arc<dyn Network>>>,
    bluesky: Arc<Bluesky>,
}

impl Networks {
    /// All networks on this way out. Bluesky looks names up in `directory` and keeps its sessions in `sessions`.
    pub fn new(egress: &Egress, directory: Directory, sessions: Arc<dyn Sessions>) -> Self {
        let bluesky = Bluesky::new(egress.clone(), directory, sessions);
        Self::of(egress, Mastodon::new(egress.clone()), bluesky)
    }
    /// All networks, with connectors that were set up elsewhere.
    pub fn of(egress: &Egress, mastodon: Mastodon, bluesky: Bluesky) -> Self {
        let bluesky = Arc::new(bluesky);
        let all: Vec<Arc<dyn Network>> = vec![
            Arc::new(mastodon),
            bluesky.clone(),
            Arc::new(Discourse::new(egress.clone())),
            Arc::new(Zulip::new(egress.clone())),
            Arc::new(Discord::new(egress.clone())),
            Arc::new(Slack::new(egress.clone())),
            Arc::new(Mattermost::new(egress.clone())),
            Arc::new(LinkedIn::new(egress.clone())),
            Arc::new(X::new(egress.clone(), Places::default())),
            Arc::new(WordPress::new(egress.clone())),
            Arc::new(Git::new(egress.clone())),
            Arc::new(MailingList::new(egress.clone(), None)),
            Arc::new(Assisted),
        ];
        Self {
            egress: egress.clone(),
            by_name: Arc::new(all.into_iter().map(|network| (network.name(), network)).collect()),
            bluesky,
        }
    }

    /// The same, with letters to mailing lists going out there.
    #[must_use]
    pub fn with_mail(self, outbox: Outbox) -> Self {
        let list = MailingList::new(self.egress.clone(), Some(outbox));
        self.with(Arc::new(list))
    }

    /// The same, with this connector in the place of the one of its name.
    #[must_use]
    pub fn with(self, network: Arc<dyn Network>) -> Self {
        let mut by_name = (*self.by_name).clone();
        by_name.insert(network.name(), network);
        Self { by_name: Arc::new(by_name), ..self }
    }

    /// The network of this name.
    pub fn get(&self, name: NetworkName) -> &dyn Network {
        &*self.by_name[&name]
    }
    /// Every network.
    pub fn all(&self) -> impl Iterator<Item = &dyn Network> {
        self.by_name.values().map(|network| &**network)
    }
    /// Bluesky itself, for signing an account in.
    pub fn bluesky(&self) -> &Bluesky {
        &self.bluesky
    }
}

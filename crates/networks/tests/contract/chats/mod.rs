//! Discourse, Zulip, Discord, Slack and Mattermost, each with a stand-in that was written after the vendor's description:
//! it lets in what that takes, refuses what that refuses, and counts by itself.

mod connecting;
mod discord;
mod discourse;
mod doubts;
mod mattermost;
mod messages;
mod refusals;
mod slack;
mod stand_in;
mod zulip;

use crate::rig::{self, Rig};
use networks::{Account, NetworkName, Typed};
use publishing::Content;
use stand_in::StandIn;
use std::sync::Arc;

/// A channel on one of the stand-ins.
pub struct Chat {
    pub rig: Rig,
    pub stand_in: Arc<dyn StandIn>,
    /// What must stand in no sentence.
    pub secrets: Vec<String>,
}

impl Chat {
    /// Connects what was typed, as a person would.
    async fn connected(
        network: NetworkName,
        base: &str,
        stand_in: Arc<dyn StandIn>,
        typed: Vec<(&str, String)>,
        secrets: &[&str],
    ) -> Self {
        let (egress, networks) = rig::set_up(base);
        let typed = Typed::new(typed.into_iter().map(|(name, value)| (name.to_owned(), value)));
        let account = networks.get(network).account(&typed).await.unwrap();
        let probe = networks.get(network).probe(&account, rig::now()).await.unwrap();
        let account = Account { identity: probe.identity, dialect: probe.capabilities.dialect.clone(), ..account };
        let (name, somebody) = (network.title().to_owned(), String::new());
        let rig = Rig { name, networks, account, capabilities: probe.capabilities, egress, somebody, practice: None };
        let secrets = secrets.iter().map(|secret| (*secret).to_owned()).collect();
        Self { rig, stand_in, secrets }
    }
    pub fn is(&self, network: NetworkName) -> bool {
        self.rig.account.network == network
    }
    /// No part of a key stands in this sentence.
    pub fn expect_no_secret(&self, sentence: &str) {
        for secret in &self.secrets {
            assert!(!sentence.contains(secret.as_str()), "{}: a key stands in {sentence:?}", self.rig.name);
        }
    }
}

/// One channel on each.
pub async fn everywhere() -> Vec<Chat> {
    vec![
        discourse::chat().await,
        zulip::chat().await,
        discord::chat().await,
        slack::chat().await,
        mattermost::chat().await,
    ]
}

/// Those of them that are named.
pub async fn only(names: &[NetworkName]) -> Vec<Chat> {
    everywhere().await.into_iter().filter(|chat| names.contains(&chat.rig.account.network)).collect()
}

/// A post that every one of them takes, which nobody else wrote.
pub fn post(text: &str) -> Content {
    Content { headline: Some("A release of the project".to_owned()), ..rig::content(&rig::unique(text)) }
}

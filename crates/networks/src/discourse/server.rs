//! The calls of the Discourse API: one function each. A key acts as the user who is named beside it.

use super::{answers, wire};
use crate::{Account, Medium, Trouble, trouble::Kind};
use egress::{Answer, Ask, Egress, Method, Part, SafeUrl, Secret};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A forum, and who asks it.
pub struct Server<'a> {
    /// The way out.
    pub egress: &'a Egress,
    /// Where it is.
    pub base: &'a SafeUrl,
    /// The user's name and the key, with a colon between them.
    pub token: &'a Secret,
}

impl<'a> Server<'a> {
    /// The forum of an account.
    pub fn of(egress: &'a Egress, account: &'a Account) -> Self {
        Self { egress, base: &account.base, token: &account.token }
    }

    /// Who the key acts as. Asked with a key that is no good, a forum refuses even what everybody may read.
    pub async fn whoami(&self) -> Result<wire::User, Trouble> {
        let (name, _) = self.name_and_key();
        let found = self.read::<wire::UserAnswer>(&["u", &format!("{name}.json")]).await;
        found.map(|found| found.user).map_err(|trouble| match trouble.kind {
            Kind::Forbidden => {
                let says = format!(
                    "{} no longer accepts our key, or not for this user: connect the account again",
                    self.base.authority()
                );
                Trouble::new(Kind::KeyRevoked, says)
            }
            _ => trouble,
        })
    }
    /// The category of this id.
    pub async fn category(&self, id: u64) -> Result<wire::Category, Trouble> {
        let found: wire::CategoryAnswer = self.read(&["c", &id.to_string(), "show.json"]).await?;
        Ok(found.category)
    }
    /// The settings that everybody may read.
    pub async fn settings(&self) -> Result<wire::Settings, Trouble> {
        self.read(&["site", "settings.json"]).await
    }
    /// A post, with its text as it was written.
    pub async fn post(&self, id: &str) -> Result<wire::Post, Trouble> {
        self.read(&["posts", &format!("{id}.json")]).await
    }
    /// The post at this place of a topic.
    pub async fn post_at(&self, topic: &str, number: &str) -> Result<wire::Post, Trouble> {
        self.read(&["posts", "by_number", topic, &format!("{number}.json")]).await
    }
    /// A topic.
    pub async fn topic(&self, id: u64) -> Result<wire::Topic, Trouble> {
        self.read(&["t", &format!("{id}.json")]).await
    }
    /// The topic that was made with this key of ours. The forum answers with a redirect to it.
    pub async fn topic_by_key(&self, key: &str) -> Result<wire::Topic, Trouble> {
        self.read(&["t", "external_id", &format!("{key}.json")]).await
    }
    /// How many of the newest topics the forum shows us.
    pub async fn latest(&self) -> Result<usize, Trouble> {
        let latest: wire::Latest = self.read(&["latest.json"]).await?;
        Ok(latest.topic_list.topics.len())
    }
    /// How many posts of ours wait for the moderators.
    pub async fn pending(&self) -> Result<usize, Trouble> {
        let (name, _) = self.name_and_key();
        let pending: wire::Pending = self.read(&["posts", name, "pending.json"]).await?;
        Ok(pending.pending_posts.len())
    }
    /// Uploads a picture. Nobody sees it yet.
    pub async fn upload(&self, name: &str, medium: &Medium) -> Result<String, Trouble> {
        let file = Part::file("file", name, medium);
        let parts = vec![Part::text("type", "composer"), Part::text("synchronous", "true"), file];
        let answer = self.egress.write(self.ask(Method::Post, &["uploads.json"]).parts(parts)).await;
        let answer = answer.map_err(|failure| Trouble::of_write(&failure).of_nothing_seen())?;
        let told = answer.json::<wire::Uploaded>().filter(|_| answer.is_success());
        told.map(|told| told.short_url).ok_or_else(|| answers::of_write(&answer).of_nothing_seen())
    }

    /// Publishes: the one irreversible call.
    pub async fn publish(&self, body: &Value) -> Result<wire::Post, Trouble> {
        let answer = self.write(self.ask(Method::Post, &["posts.json"]).json(body)).await?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_write(&answer))
    }
    /// Removes a whole topic: the one irreversible call.
    pub async fn delete_topic(&self, id: u64) -> Result<(), Trouble> {
        self.deleted(&["t", &format!("{id}.json")]).await
    }
    /// Removes a reply: the one irreversible call.
    pub async fn delete_post(&self, id: u64) -> Result<(), Trouble> {
        self.deleted(&["posts", &format!("{id}.json")]).await
    }

    async fn deleted(&self, path: &[&str]) -> Result<(), Trouble> {
        let answer = self.write(self.ask(Method::Delete, path)).await?;
        if answer.is_success() { Ok(()) } else { Err(answers::of_write(&answer)) }
    }

    async fn read<T: DeserializeOwned>(&self, path: &[&str]) -> Result<T, Trouble> {
        let answer = self.egress.read(self.ask(Method::Get, path)).await;
        let answer = answer.map_err(|failure| Trouble::of_read(&failure))?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_read(&answer))
    }

    async fn write(&self, ask: Ask) -> Result<Answer, Trouble> {
        self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))
    }

    fn ask(&self, method: Method, path: &[&str]) -> Ask {
        let (name, key) = self.name_and_key();
        Ask::new(method, self.base.at(path.iter().copied()))
            .header("api-key", key)
            .header("api-username", name)
            .header("accept", "application/json")
    }

    fn name_and_key(&self) -> (&str, &str) {
        self.token.expose().split_once(':').unwrap_or_default()
    }
}

//! Calls to X: the endpoints that are used, one function each.

use super::{answers, wire};
use crate::{Account, Medium, SafeUrl, Secret, Trouble, oauth::Pair};
use egress::{Answer, Ask, Egress, Method, Part};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;

/// How many posts are on one page of the list. Each is paid for, once a day.
pub const PER_PAGE: usize = 10;
/// What is asked about a post.
const FIELDS: [(&str, &str); 4] = [
    ("tweet.fields", "author_id,created_at,entities,referenced_tweets,reply_settings"),
    ("expansions", "attachments.media_keys,attachments.poll_ids"),
    ("media.fields", "alt_text"),
    ("poll.fields", "options"),
];

/// Where X is.
#[derive(Clone, Debug)]
pub struct Places {
    /// Its pages, on which a person agrees.
    pub pages: String,
    /// Its interface.
    pub api: String,
}

impl Default for Places {
    fn default() -> Self {
        Self { pages: "https://x.com".to_owned(), api: "https://api.x.com".to_owned() }
    }
}

/// X, with the key to one account.
pub struct Api<'a> {
    /// The way out.
    pub egress: &'a Egress,
    /// Its address.
    pub base: &'a SafeUrl,
    /// The key.
    pub token: Secret,
    /// The longest that one call may take.
    pub within: Duration,
}

impl<'a> Api<'a> {
    /// X as this account reaches it.
    pub fn of(egress: &'a Egress, account: &'a Account, within: Duration) -> Result<Self, Trouble> {
        Ok(Self { egress, base: &account.base, token: Pair::of(account)?.bearer(), within })
    }

    /// Who the account is.
    pub async fn me(&self) -> Result<wire::User, Trouble> {
        let one: wire::One<wire::User> = self.read(self.ask(Method::Get, &["users", "me"], &[])).await?;
        one.found()
    }

    /// Uploads a picture, with its description where it has one.
    pub async fn upload(&self, medium: &Medium, alt: &str) -> Result<String, Trouble> {
        let parts = vec![
            Part::text("media_category", "tweet_image"),
            Part::text("media_type", medium.kind()),
            Part::file("media", "picture", medium),
        ];
        let ask = self.ask(Method::Post, &["media", "upload"], &[]).parts(parts);
        let uploaded: wire::One<wire::Uploaded> = self.written(ask).await.map_err(Trouble::of_nothing_seen)?;
        let id = uploaded.found()?.id;
        if !alt.is_empty() {
            let described = json!({ "id": id, "metadata": { "alt_text": { "text": alt } } });
            let ask = self.ask(Method::Post, &["media", "metadata"], &[]).json(&described);
            let _: Value = self.written(ask).await.map_err(Trouble::of_nothing_seen)?;
        }
        Ok(id)
    }

    /// Publishes: the one irreversible call. It gives the id of the post.
    pub async fn publish(&self, post: &Value) -> Result<String, Trouble> {
        let answer = self.sent(self.ask(Method::Post, &["tweets"], &[]).json(post)).await?;
        let made = answer.json::<wire::One<wire::Made>>().filter(|_| answer.status == 201).and_then(|one| one.data);
        let id = made.map(|made| made.id).filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()));
        id.ok_or_else(|| answers::of_write(&answer))
    }

    /// A post by its id.
    pub async fn post(&self, id: &str) -> Result<wire::Told, Trouble> {
        let one: wire::Told = self.read(self.ask(Method::Get, &["tweets", id], &FIELDS)).await?;
        match &one.data {
            Some(_) => Ok(one),
            None if one.is_gone() => Err(answers::gone(self.base)),
            None => Err(answers::in_part(self.base)),
        }
    }

    /// A page of the account's own posts, newest first, and where the next begins.
    pub async fn posts_of(&self, user: &str, page: Option<&str>) -> Result<wire::Page, Trouble> {
        let count = PER_PAGE.to_string();
        let mut query = FIELDS.to_vec();
        query.push(("max_results", &count));
        query.extend(page.map(|page| ("pagination_token", page)));
        let page: wire::Page = self.read(self.ask(Method::Get, &["users", user, "tweets"], &query)).await?;
        if page.is_whole() { Ok(page) } else { Err(answers::in_part(self.base)) }
    }

    /// Deletes a post: the one irreversible call. X answers the same whether it was there.
    pub async fn delete(&self, id: &str) -> Result<(), Trouble> {
        let answer = self.sent(self.ask(Method::Delete, &["tweets", id], &[])).await?;
        let deleted = answer.json::<wire::One<wire::Deleted>>().and_then(|one| one.data).map(|told| told.deleted);
        match answer.status {
            200..=299 if deleted == Some(true) => Ok(()),
            _ => Err(answers::of_write(&answer)),
        }
    }

    async fn written<T: DeserializeOwned>(&self, ask: Ask) -> Result<T, Trouble> {
        let answer = self.sent(ask).await?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_write(&answer))
    }

    async fn sent(&self, ask: Ask) -> Result<Answer, Trouble> {
        self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))
    }

    async fn read<T: DeserializeOwned>(&self, ask: Ask) -> Result<T, Trouble> {
        let answer = self.egress.read(ask).await.map_err(|failure| Trouble::of_read(&failure))?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_read(&answer))
    }

    fn ask(&self, method: Method, path: &[&str], query: &[(&str, &str)]) -> Ask {
        let url = self.base.at(["2"].into_iter().chain(path.iter().copied()));
        let url = if query.is_empty() { url } else { url.with_query(query.iter().copied()) };
        Ask::new(method, url).within(self.within).bearer(&self.token)
    }
}

//! Calls to LinkedIn: the endpoints that are used, one function each.

use super::{answers, wire};
use crate::{Account, Medium, SafeUrl, Secret, Trouble, trouble::Kind};
use egress::{Answer, Ask, Egress, Method};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;

/// The version of the interface that is spoken, a year and a month. LinkedIn keeps each for a year at least.
const VERSION: &str = "202607";
/// How many posts are on one page of the list.
pub const PER_PAGE: usize = 20;

/// LinkedIn, with the key to one page.
pub struct Api<'a> {
    /// The way out.
    pub egress: &'a Egress,
    /// Its address.
    pub base: &'a SafeUrl,
    /// The key.
    pub token: &'a Secret,
    /// The longest that one call may take.
    pub within: Duration,
}

impl<'a> Api<'a> {
    /// LinkedIn as this account reaches it.
    pub fn of(egress: &'a Egress, account: &'a Account, within: Duration) -> Self {
        Self { egress, base: &account.base, token: &account.token, within }
    }

    /// The organisation of this number.
    pub async fn organisation(&self, number: &str) -> Result<wire::Organisation, Trouble> {
        self.read(self.ask(Method::Get, &["organizations", number])).await
    }

    /// Uploads a picture: a place for it, and its bytes there. The key goes to LinkedIn's own servers only.
    pub async fn upload(&self, owner: &str, medium: &Medium) -> Result<String, Trouble> {
        let url = self.base.at(["rest", "images"]).with_query([("action", "initializeUpload")]);
        let begin = self.dressed(Ask::post(url)).json(&json!({ "initializeUploadRequest": { "owner": owner } }));
        let begun: wire::Begun = self.written(begin).await.map_err(repeatable)?;
        let place = self.egress.url(&begun.value.upload);
        let place = place.map_err(|why| Trouble::new(Kind::Guarded, why.to_string()))?;
        let its_own = place.same_origin(self.base) || place.host().ends_with(".linkedin.com");
        if !its_own {
            let says =
                format!("{} wants pictures put on {}, which is not its own", self.base.authority(), place.host());
            return Err(Trouble::new(Kind::Unsupported, says));
        }
        let put = Ask::new(Method::Put, place).within(self.within).bearer(self.token);
        let answer = self.sent(put.medium("application/octet-stream", medium)).await.map_err(repeatable)?;
        if answer.is_success() { Ok(begun.value.image) } else { Err(repeatable(answers::of_write(&answer))) }
    }

    /// Whether a picture can be posted.
    pub async fn is_available(&self, image: &str) -> Result<bool, Trouble> {
        let image: wire::Image = self.read(self.ask(Method::Get, &["images", image])).await?;
        Ok(image.status == "AVAILABLE")
    }

    /// Publishes: the one irreversible call. It gives the URN of the post.
    pub async fn publish(&self, post: &Value) -> Result<String, Trouble> {
        let answer = self.sent(self.ask(Method::Post, &["posts"]).json(post)).await?;
        let urn = answer.header("x-restli-id").filter(|urn| urn.starts_with("urn:li:") && answer.status == 201);
        urn.map(str::to_owned).ok_or_else(|| answers::of_write(&answer))
    }

    /// A post by its URN.
    pub async fn post(&self, urn: &str) -> Result<wire::Post, Trouble> {
        self.read(self.ask(Method::Get, &["posts", urn])).await
    }

    /// A page of an organisation's own posts, newest first.
    pub async fn posts_of(&self, author: &str, page: usize) -> Result<Vec<wire::Post>, Trouble> {
        let (start, count) = ((page * PER_PAGE).to_string(), PER_PAGE.to_string());
        let query = [("author", author), ("q", "author"), ("count", &count), ("start", &start), ("sortBy", "CREATED")];
        let url = self.base.at(["rest", "posts"]).with_query(query);
        let page: wire::Page = self.read(self.dressed(Ask::get(url))).await?;
        Ok(page.elements)
    }

    /// Deletes a post: the one irreversible call. `false` says that it was not there any more.
    pub async fn delete(&self, urn: &str) -> Result<bool, Trouble> {
        let ask = self.ask(Method::Delete, &["posts", urn]).header("x-restli-method", "DELETE");
        let answer = self.sent(ask).await?;
        match answer.status {
            200..=299 => Ok(true),
            404 => Ok(false),
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

    fn ask(&self, method: Method, path: &[&str]) -> Ask {
        self.dressed(Ask::new(method, self.base.at(["rest"].into_iter().chain(path.iter().copied()))))
    }

    fn dressed(&self, ask: Ask) -> Ask {
        let ask = ask.within(self.within).bearer(self.token).header("accept", "application/json");
        ask.header("linkedin-version", VERSION).header("x-restli-protocol-version", "2.0.0")
    }
}

/// A call whose effect nobody sees may simply be made again.
fn repeatable(trouble: Trouble) -> Trouble {
    match trouble.kind {
        Kind::Ambiguous => Trouble { kind: Kind::Transient, ..trouble },
        _ => trouble,
    }
}

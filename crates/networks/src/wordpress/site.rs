//! Calls to one blog: the endpoints of its REST interface that are used, one function each.

use super::{answers, key::Key, wire};
use crate::{Account, Medium, SafeUrl, Trouble, trouble::Kind};
use egress::{Answer, Ask, Cap, Egress, Method, Part};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;
use url::Url;

/// What is asked for of a post where only its place matters; the answer stays short however long the article is.
const PLACE: &str = "id,status,link,author";
/// What is asked for of a post that is read back.
const WHOLE: &str = "id,status,link,author,title.raw,content.raw,date_gmt";

/// One blog, with the key to it.
pub struct Site<'a> {
    /// The way out.
    pub egress: &'a Egress,
    /// Its address, which may be a folder of a server.
    pub base: &'a SafeUrl,
    /// The key.
    pub key: Key,
    /// The longest that one call may take.
    pub within: Duration,
}

impl<'a> Site<'a> {
    /// The blog that this account is on.
    pub fn of(egress: &'a Egress, account: &'a Account, within: Duration) -> Self {
        Self { egress, base: &account.base, key: Key::opened(&account.token), within }
    }

    /// Whose key this is, and what it may do.
    pub async fn whoami(&self) -> Result<wire::Me, Trouble> {
        let query = [("context", "edit"), ("_fields", "id,name,link,capabilities")];
        let answer = self.asked(self.ask(Method::Get, &["users", "me"], &query)).await?;
        if !answer.from.same_origin(self.base) {
            let (base, from) = (self.base.authority(), answer.from.authority());
            let says = format!("{base} sends us on to {from}: connect that address instead");
            return Err(Trouble::new(Kind::Unsupported, says));
        }
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| self.not_a_blog(&answer))
    }

    fn not_a_blog(&self, answer: &Answer) -> Trouble {
        let trouble = answers::of_read(answer);
        match trouble.kind {
            Kind::Unsupported | Kind::Gone => {
                let says = format!(
                    "{} does not answer like WordPress: check the address, and that its REST interface is not switched off",
                    self.base.authority()
                );
                Trouble::new(Kind::Unsupported, says)
            }
            _ => trouble,
        }
    }

    /// Uploads a picture with its description.
    pub async fn upload(&self, name: String, medium: &Medium, alt: &str) -> Result<wire::Media, Trouble> {
        let (file, description) = (Part::file("file", name, medium), Part::text("alt_text", alt));
        let ask = self.ask(Method::Post, &["media"], &[("_fields", "source_url")]);
        self.written(ask.parts(vec![description, file])).await.map_err(repeatable)
    }

    /// Writes a draft, which nobody sees.
    pub async fn draft(&self, post: &Value) -> Result<wire::Post, Trouble> {
        let ask = self.ask(Method::Post, &["posts"], &[("_fields", PLACE)]);
        self.written(ask.json(post)).await.map_err(repeatable)
    }

    /// Publishes a draft: the one irreversible call.
    pub async fn publish(&self, id: u64, change: &Value) -> Result<wire::Post, Trouble> {
        let ask = self.ask(Method::Post, &["posts", &id.to_string()], &[("_fields", PLACE)]);
        self.written(ask.json(change)).await
    }

    /// A post as its author sees it, published or not.
    pub async fn post(&self, id: u64) -> Result<wire::Post, Trouble> {
        self.read(&["posts", &id.to_string()], &[("context", "edit"), ("_fields", WHOLE)]).await
    }

    /// The published post of this slug.
    pub async fn named(&self, slug: &str) -> Result<Option<wire::Post>, Trouble> {
        let found: Vec<wire::Post> = self.read(&["posts"], &[("slug", slug), ("_fields", PLACE)]).await?;
        Ok(found.into_iter().next())
    }

    /// Puts a post into the trash, from which a person on the blog can take it back: the one irreversible call.
    pub async fn trash(&self, id: u64) -> Result<(), Trouble> {
        let ask = self.ask(Method::Delete, &["posts", &id.to_string()], &[("_fields", PLACE)]);
        self.written::<wire::Post>(ask).await.map(drop)
    }

    async fn written<T: DeserializeOwned>(&self, ask: Ask) -> Result<T, Trouble> {
        let answer = self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_write(&answer))
    }

    async fn read<T: DeserializeOwned>(&self, path: &[&str], query: &[(&str, &str)]) -> Result<T, Trouble> {
        let answer = self.asked(self.ask(Method::Get, path, query)).await?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_read(&answer))
    }

    async fn asked(&self, ask: Ask) -> Result<Answer, Trouble> {
        self.egress.read(ask).await.map_err(|failure| Trouble::of_read(&failure))
    }

    fn ask(&self, method: Method, path: &[&str], query: &[(&str, &str)]) -> Ask {
        let folder = Url::parse(self.base.as_str()).ok();
        let folder = folder.iter().filter_map(Url::path_segments).flatten().filter(|part| !part.is_empty());
        let rest = ["wp-json", "wp", "v2"].into_iter().chain(path.iter().copied());
        let url = self.base.at(folder.chain(rest)).with_query(query.iter().copied());
        let ask = Ask::new(method, url).within(self.within).up_to(Cap::Picture);
        ask.header("accept", "application/json").header("authorization", self.key.header())
    }
}

/// A call whose effect nobody sees may simply be made again.
fn repeatable(trouble: Trouble) -> Trouble {
    match trouble.kind {
        Kind::Ambiguous => Trouble { kind: Kind::Transient, ..trouble },
        _ => trouble,
    }
}

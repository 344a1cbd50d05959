//! The calls of the Zulip API: one function each. A bot proves itself by its address and key together.

use super::{answers, wire};
use crate::{Account, Medium, Trouble, trouble::Kind, unclear::sentence};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use egress::{Answer, Ask, Egress, Method, Part, SafeUrl, Secret};
use serde::de::DeserializeOwned;
use serde_json::json;

/// An organisation, and who asks it.
pub struct Server<'a> {
    /// The way out.
    pub egress: &'a Egress,
    /// Where it is.
    pub base: &'a SafeUrl,
    /// The bot's address and its key, with a colon between them.
    pub token: &'a Secret,
}

impl<'a> Server<'a> {
    /// The organisation of an account.
    pub fn of(egress: &'a Egress, account: &'a Account) -> Self {
        Self { egress, base: &account.base, token: &account.token }
    }

    /// Who the bot is.
    pub async fn me(&self) -> Result<wire::Me, Trouble> {
        self.read(self.ask(Method::Get, &["users", "me"])).await
    }
    /// The id of the channel of this name.
    pub async fn channel(&self, name: &str) -> Result<u64, Trouble> {
        let url = self.at(&["get_stream_id"]).with_query([("stream", name)]);
        self.read::<wire::ChannelId>(self.dressed(Ask::get(url))).await.map(|found| found.stream_id)
    }
    /// What the server allows. It opens a queue for events that nobody fetches and that ends by itself.
    pub async fn limits(&self) -> Result<wire::Limits, Trouble> {
        let form = [("event_types", "[]"), ("fetch_event_types", r#"["realm"]"#)];
        let answer = self.egress.write(self.ask(Method::Post, &["register"]).form(form)).await;
        let answer = answer.map_err(|failure| Trouble::of_read(&failure))?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_read(&answer))
    }
    /// The newest messages of a channel, whoever wrote them, at most so many.
    pub async fn newest(&self, channel: u64, most: u32) -> Result<wire::Shown, Trouble> {
        let narrow = json!([{ "operator": "stream", "operand": channel }]).to_string();
        let most = most.to_string();
        let url = self.at(&["messages"]).with_query([
            ("anchor", "newest"),
            ("num_before", most.as_str()),
            ("num_after", "0"),
            ("narrow", narrow.as_str()),
            ("apply_markdown", "false"),
        ]);
        self.read(self.dressed(Ask::get(url))).await
    }
    /// One message. A server says of one that is not there only that the question was wrong.
    pub async fn message(&self, id: &str) -> Result<wire::Message, Trouble> {
        let url = self.at(&["messages", id]).with_query([("apply_markdown", "false")]);
        match self.read::<wire::One>(self.dressed(Ask::get(url))).await {
            Ok(one) => Ok(one.message),
            Err(trouble) if trouble.kind == Kind::Invalid => Err(Trouble { kind: Kind::Gone, ..trouble }),
            Err(trouble) => Err(trouble),
        }
    }
    /// Uploads a picture and gives its address below the server. Nobody sees it yet.
    pub async fn upload(&self, name: &str, medium: &Medium) -> Result<String, Trouble> {
        let part = Part::file("file", name, medium);
        let answer = self.egress.write(self.ask(Method::Post, &["user_uploads"]).parts(vec![part])).await;
        let answer = answer.map_err(|failure| Trouble::of_write(&failure).of_nothing_seen())?;
        let told = answer.json::<wire::Uploaded>().filter(|_| answer.is_success());
        let told = told.ok_or_else(|| answers::of_write(&answer).of_nothing_seen())?;
        told.url.as_str().filter(|url| url.starts_with("/user_uploads/")).map(str::to_owned).ok_or_else(|| {
            Trouble::new(Kind::Unsupported, sentence(&answer, "does not say where the picture is that it took"))
        })
    }
    /// Publishes: the one irreversible call.
    pub async fn publish(&self, channel: u64, topic: &str, content: &str) -> Result<u64, Trouble> {
        let to = channel.to_string();
        let form = [("type", "stream"), ("to", to.as_str()), ("topic", topic), ("content", content)];
        let answer = self.write(self.ask(Method::Post, &["messages"]).form(form)).await?;
        let taken = answer.json::<wire::Taken>().filter(|taken| answer.is_success() && taken.result == "success");
        taken.map(|taken| taken.id).ok_or_else(|| answers::of_write(&answer))
    }
    /// Removes a message: the one irreversible call.
    pub async fn delete(&self, id: &str) -> Result<(), Trouble> {
        let answer = self.write(self.ask(Method::Delete, &["messages", id])).await?;
        if answer.is_success() { Ok(()) } else { Err(answers::of_write(&answer)) }
    }

    async fn read<T: DeserializeOwned>(&self, ask: Ask) -> Result<T, Trouble> {
        let answer = self.egress.read(ask).await.map_err(|failure| Trouble::of_read(&failure))?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_read(&answer))
    }

    async fn write(&self, ask: Ask) -> Result<Answer, Trouble> {
        self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))
    }

    fn at(&self, path: &[&str]) -> SafeUrl {
        self.base.at(["api", "v1"].into_iter().chain(path.iter().copied()))
    }

    fn ask(&self, method: Method, path: &[&str]) -> Ask {
        self.dressed(Ask::new(method, self.at(path)))
    }

    fn dressed(&self, ask: Ask) -> Ask {
        ask.header("authorization", format!("Basic {}", STANDARD.encode(self.token.expose())))
            .header("accept", "application/json")
    }
}

//! The calls of a webhook: one function each.

use super::{answers, wire};
use crate::{Medium, Trouble};
use egress::{Answer, Ask, Egress, Method, Part, SafeUrl};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

/// Discord turns away programs that do not name themselves like this.
const WHO_ASKS: &str = concat!("DiscordBot (https://nuncio.example, ", env!("CARGO_PKG_VERSION"), ")");
/// The names of the files of one message.
const FILES: [&str; 4] = ["files[0]", "files[1]", "files[2]", "files[3]"];

/// A webhook at its address.
pub struct Hook<'a> {
    /// The way out.
    pub egress: &'a Egress,
    /// The address, which is the key.
    pub address: SafeUrl,
}

/// A file that leaves with a message: its name, and where its bytes come from.
pub type File<'media> = (String, &'media Medium);

impl Hook<'_> {
    /// Who it is.
    pub async fn itself(&self) -> Result<wire::Hook, Trouble> {
        self.read(self.ask(Method::Get, &[])).await
    }
    /// One of its own messages.
    pub async fn message(&self, id: &str) -> Result<wire::Message, Trouble> {
        self.read(self.ask(Method::Get, &["messages", id])).await
    }
    /// Publishes: the one irreversible call. Asked to wait, Discord answers with the message.
    pub async fn publish(&self, body: &Value, files: &[File<'_>]) -> Result<wire::Message, Trouble> {
        let url = self.at(&[]).with_query([("wait", "true")]);
        let ask = named(Ask::post(url));
        let ask = if files.is_empty() { ask.json(body) } else { ask.parts(parts(body, files)) };
        let answer = self.write(ask).await?;
        answer.json().filter(|_| answer.is_success()).ok_or_else(|| answers::of_write(&answer))
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

    fn ask(&self, method: Method, below: &[&str]) -> Ask {
        named(Ask::new(method, self.at(below)))
    }

    fn at(&self, below: &[&str]) -> SafeUrl {
        let own = Url::parse(self.address.as_str()).ok();
        let own = own.as_ref().and_then(Url::path_segments).into_iter().flatten();
        self.address.at(own.chain(below.iter().copied()))
    }
}

fn named(ask: Ask) -> Ask {
    ask.header("user-agent", WHO_ASKS).header("accept", "application/json")
}

fn parts(body: &Value, files: &[File<'_>]) -> Vec<Part> {
    let json = Part::text("payload_json", body.to_string());
    let files = FILES.iter().zip(files).map(|(name, (file, medium))| Part::file(name, file, medium));
    [json].into_iter().chain(files).collect()
}

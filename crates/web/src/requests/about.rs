//! What a question is about, in words, with its page: a post, a channel, or somebody's access to one.

use super::one::Sight;
use crate::{address, failed::Failed};
use basics::{ChannelId, PersonId, PostId};

/// What a question is about, where it can be looked at.
pub struct About {
    /// What it is called.
    pub words: String,
    /// Its page.
    pub href: String,
    /// Exactly what was asked about, where it is a text and still the same.
    pub content: Option<String>,
    /// Whether it has changed since.
    pub changed: bool,
}

impl Sight<'_> {
    /// What this question is about.
    pub async fn about(&self) -> Result<About, Failed> {
        let object = &self.standing().question.about;
        match object.kind.as_str() {
            "post" => self.about_post(&object.id).await,
            "channel" => self.about_channel(&object.id, "").await,
            "access" => self.about_access(&object.id).await,
            other => {
                Ok(About { words: other.replace('_', " "), href: self.reader.base(), content: None, changed: false })
            }
        }
    }

    /// The text that was asked about, as far as it is still the same.
    async fn about_post(&self, id: &str) -> Result<About, Failed> {
        let post = match id.parse::<PostId>() {
            Ok(id) => {
                self.app.here.store.post(self.reader.id(), id).await.map_err(|error| self.reader.trouble(error))?
            }
            Err(_) => None,
        };
        let href = format!("{}/posts/{id}", self.reader.base());
        let Some(post) = post else {
            return Ok(About {
                words: "A post that is no longer there".to_owned(),
                href,
                content: None,
                changed: true,
            });
        };
        let same = self.standing().question.about.version == Some(post.draft.digest());
        let title = if post.draft.title.is_empty() { "The post".to_owned() } else { post.draft.title.clone() };
        let content = same.then(|| post.draft.everywhere.text.clone());
        Ok(About { words: title, href, content, changed: !same })
    }

    async fn about_channel(&self, id: &str, query: &str) -> Result<About, Failed> {
        let row = match id.parse::<ChannelId>() {
            Ok(id) => {
                self.app.here.store.channel(self.reader.id(), id).await.map_err(|error| self.reader.trouble(error))?
            }
            Err(_) => None,
        };
        Ok(match row {
            Some(row) => About {
                words: format!("{} ({}), {}", row.channel.name, row.channel.handle, row.channel.state),
                href: format!("{}/channels/{id}{query}", self.reader.base()),
                content: None,
                changed: false,
            },
            None => About {
                words: "A channel that is not in the register yet".to_owned(),
                href: format!("{}/channels/new?id={id}", self.reader.base()),
                content: None,
                changed: false,
            },
        })
    }

    /// `CHANNEL PERSON CAPABILITY`: the page of the channel, with the form of the grant filled in.
    async fn about_access(&self, id: &str) -> Result<About, Failed> {
        let mut parts = id.split(' ');
        let (channel, to, capability) =
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let query = address::with("", [("to", to), ("capability", capability)]);
        let about = self.about_channel(channel, &format!("{query}#give")).await?;
        let name = to.parse().ok().and_then(|person: PersonId| self.names.get(&person));
        let name = name.map_or("somebody", String::as_str);
        Ok(About { words: format!("{capability} on {}, for {name}", about.words), ..about })
    }
}

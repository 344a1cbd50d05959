//! What a question is about, in the version that was asked about, where it can be looked at.

use super::one::Sight;
use crate::{address, failed::Failed};
use basics::{ChannelId, PersonId, PostId};
use publishing::Draft;
use store::PostRow;

/// What a question is about, where it can be looked at.
pub(super) struct About {
    /// What it is called.
    pub words: String,
    /// Its page.
    pub href: String,
    /// The text, where it is a post.
    pub content: Option<String>,
    /// Whether it is another by now.
    pub changed: bool,
}

impl Sight<'_> {
    /// The thing of the question.
    pub(super) async fn about(&self) -> Result<About, Failed> {
        let object = &self.standing().question.about;
        match object.kind.as_str() {
            "post" => self.about_post(&object.id).await,
            "channel" => self.about_channel(&object.id, "").await,
            "access" => self.about_access(&object.id).await,
            "house_rule" => Ok(About {
                words: "A rule of the house".to_owned(),
                href: format!("{}/charter#house", self.reader.base()),
                content: None,
                changed: false,
            }),
            "person" => Ok(About {
                words: object.id.parse().map_or_else(|_| "Somebody".to_owned(), |person| self.reader.name(person)),
                href: format!("{}/members", self.reader.base()),
                content: None,
                changed: false,
            }),
            "office" => Ok(About {
                words: format!("The office {}", self.charter().office_name(&object.id)),
                href: format!("{}/members/offices", self.reader.base()),
                content: None,
                changed: false,
            }),
            "group" => Ok(About {
                words: "The group as a whole".to_owned(),
                href: format!("{}/charter", self.reader.base()),
                content: None,
                changed: false,
            }),
            "application" => self.about_application(&object.id).await,
            store::CAMPAIGN => Ok(About {
                words: "The campaign, with its limits and its posts".to_owned(),
                href: format!("{}/campaigns/{}", self.reader.base(), object.id),
                content: None,
                changed: false,
            }),
            store::REPORT => self.about_report(&object.id).await,
            "charter_draft" => Ok(About {
                words: "The draft, with what it changes".to_owned(),
                href: format!("{}/charter/drafts/{}", self.reader.base(), object.id),
                content: None,
                changed: false,
            }),
            "reading" => Ok(About {
                words: format!("A reading of {}", object.id),
                href: format!("{}/charter#{}", self.reader.base(), object.id),
                content: None,
                changed: false,
            }),
            "decision" => self.about_decision(&object.id).await,
            store::FREE => {
                Ok(About { words: "The question itself".to_owned(), href: self.at(), content: None, changed: false })
            }
            other => {
                Ok(About { words: other.replace('_', " "), href: self.reader.base(), content: None, changed: false })
            }
        }
    }

    /// The text that was asked about, as far as it is still the same or was planned just so.
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
        let title = if post.draft.title.is_empty() { "The post".to_owned() } else { post.draft.title.clone() };
        let asked = self.asked_about(&post).await?;
        let changed = asked.as_ref().is_none_or(|asked| asked.digest() != post.draft.digest());
        Ok(About { words: title, href, content: asked.map(|asked| said(&asked)), changed })
    }

    /// The draft in the version that was asked about, where that is still known.
    async fn asked_about(&self, post: &PostRow) -> Result<Option<Draft>, Failed> {
        let Some(version) = self.standing().question.about.version else { return Ok(None) };
        if version == post.draft.digest() {
            return Ok(Some(post.draft.clone()));
        }
        let planned = self.app.here.store.planned_version(self.reader.id(), post.id, version).await;
        planned.map_err(|error| self.reader.trouble(error))
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

    async fn about_decision(&self, id: &str) -> Result<About, Failed> {
        let all = self.app.here.store.decisions(self.reader.id()).await.map_err(|error| self.reader.trouble(error))?;
        let found = all.iter().find(|row| row.id.to_string() == id);
        let words = found.map_or_else(
            || "A decision".to_owned(),
            |row| format!("Decision {}: {}", row.number, crate::decisions::words::title(row)),
        );
        let href = found.map_or_else(|| self.reader.base(), |row| crate::decisions::href(&self.reader, row));
        Ok(About { words, href, content: None, changed: false })
    }

    async fn about_report(&self, id: &str) -> Result<About, Failed> {
        let row = match id.parse() {
            Ok(id) => self.app.here.store.report(self.reader.id(), id).await,
            Err(_) => Ok(None),
        };
        let row = row.map_err(|error| self.reader.trouble(error))?;
        let href = format!("{}/reports/{id}", self.reader.base());
        Ok(match row {
            Some(row) => About {
                words: format!("The report “{}”", row.paper.title),
                href,
                changed: self.standing().question.about.version != Some(row.paper.digest()),
                content: Some(row.paper.text),
            },
            None => About { words: "A report that is not there".to_owned(), href, content: None, changed: true },
        })
    }

    async fn about_application(&self, id: &str) -> Result<About, Failed> {
        let row = match id.parse() {
            Ok(id) => self.app.here.store.application(self.reader.id(), id).await,
            Err(_) => Ok(None),
        };
        let row = row.map_err(|error| self.reader.trouble(error))?;
        let words = row.map_or_else(
            || "An application that is no longer there".to_owned(),
            |row| format!("The application of {}, A-{}", row.name, row.number),
        );
        let href = format!("{}/applications/{id}", self.reader.base());
        Ok(About { words, href, content: None, changed: false })
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

/// All that a post says, part by part.
fn said(draft: &Draft) -> String {
    let parts = [draft.for_everybody().text].into_iter().chain(draft.thread_as_it_leaves());
    parts.collect::<Vec<_>>().join("\n\n")
}

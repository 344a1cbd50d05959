//! What everything about a post is worked out from: the group's charter and register, the reader, and the time.

use crate::{App, failed::Failed, parts, reader::Insider, when};
use acts::Declined;
use axum::response::{IntoResponse, Response};
use basics::{ChannelId, GroupId, Moment, PersonId, PostId, Zone};
use charter::Charter;
use publishing::{Draft, Language};
use std::sync::Arc;
use store::{CampaignRow, ChannelRow, PostRow, Store};

/// The desk somebody works at.
pub struct Desk<'a> {
    /// The installation.
    pub app: &'a App,
    /// The reader and the group.
    pub insider: &'a Insider,
    /// The charter in force.
    pub charter: Arc<Charter>,
    /// Every channel of the group.
    pub register: Vec<ChannelRow>,
    /// The campaigns of the group, the newest first.
    pub campaigns: Vec<CampaignRow>,
    /// The reader's own zone, where it is known.
    pub own: Option<Zone>,
    /// What time it is.
    pub now: Moment,
}

impl<'a> Desk<'a> {
    /// The desk of this reader.
    pub async fn of(app: &'a App, insider: &'a Insider, own: Option<Zone>) -> Result<Self, Failed> {
        let store = &app.here.store;
        let charter = store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
        let register = store.channels(insider.id()).await.map_err(|error| insider.trouble(error))?;
        let campaigns = store.campaigns(insider.id()).await.map_err(|error| insider.trouble(error))?;
        Ok(Self { app, insider, charter, register, campaigns, own, now: store.now() })
    }

    /// The store.
    pub fn store(&self) -> &'a Store {
        &self.app.here.store
    }
    /// The group.
    pub fn group(&self) -> GroupId {
        self.insider.id()
    }
    /// The reader.
    pub fn who(&self) -> PersonId {
        self.insider.person()
    }
    /// The zone of the group.
    pub fn zone(&self) -> &Zone {
        &self.insider.zone
    }
    /// The time on the reader's own clock, where that shows another than the group's.
    pub fn own_time(&self, at: Moment) -> Option<String> {
        let own = when::time(at, self.own.as_ref()?);
        (own != when::time(at, self.zone())).then_some(own)
    }
    /// Where the group's pages start.
    pub fn base(&self) -> String {
        self.insider.base()
    }
    /// The page of a post.
    pub fn page_of(&self, post: PostId) -> String {
        format!("{}/posts/{post}", self.base())
    }
    /// The composer with a post in it.
    pub fn composer_of(&self, post: PostId) -> String {
        format!("{}/edit", self.page_of(post))
    }
    /// A channel of the group.
    pub fn channel(&self, id: ChannelId) -> Option<&ChannelRow> {
        self.register.iter().find(|row| row.channel.id == id)
    }
    /// An empty post in the group's language.
    pub fn empty(&self) -> Draft {
        let tag = Language::parse(&self.charter.rules().charter.language);
        // A charter's language was checked when it was loaded; English stands in for one that is no tag.
        Draft::new(tag.unwrap_or_else(|_| english()))
    }

    /// A post of this group; whoever asks for another finds nothing.
    pub async fn post(&self, id: PostId) -> Result<PostRow, Failed> {
        self.post_if_any(id).await?.ok_or_else(|| self.gone())
    }
    /// A post of this group, if it was begun.
    pub async fn post_if_any(&self, id: PostId) -> Result<Option<PostRow>, Failed> {
        self.store().post(self.group(), id).await.map_err(|error| self.trouble(error))
    }
    /// There is nothing here for this reader.
    pub fn gone(&self) -> Failed {
        Failed::gone(self.insider.reader.plain())
    }
    /// Something failed underneath.
    pub fn trouble(&self, error: impl Into<anyhow::Error>) -> Failed {
        self.insider.trouble(error)
    }
    /// What an act answered that was not done, as a page that leads back to this one.
    pub fn declined(&self, declined: Declined, back: &str) -> Response {
        self.refused(declined, "Back to the post", back)
    }

    /// What an act answered whose draft was saved first.
    pub fn declined_with_draft(&self, declined: Declined, post: PostId) -> Response {
        self.refused(declined, "Back to the draft, which is saved", &self.composer_of(post))
    }

    fn refused(&self, declined: Declined, words: &'static str, back: &str) -> Response {
        let failed = self.insider.reader.failed(declined).within(&self.base()).leading_back(words, back);
        failed.explained(&self.charter, &self.register).into_response()
    }
}

/// The glyph and name of a channel's network.
pub fn network(row: &ChannelRow) -> parts::Network {
    parts::Network::of(row.channel.shown_network(), row.channel.name.clone())
}

fn english() -> Language {
    Language::parse("en").expect("en stands in the list of languages")
}

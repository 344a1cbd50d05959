//! What acts about posts and their deliveries are about: the text in its version, and where it goes.

use super::{About, Gather, Gathering};
use crate::{
    Declined, deliveries,
    posts::campaigns::Going,
    posts::{reading, redress},
};
use anyhow::Context as _;
use basics::PostId;
use charter::{
    Act as _, Actor, Facts, Object,
    act::{CancelPost, FollowClocks, PublishPost, Reply, ReportPosted, SchedulePost, SettleDelivery, WithdrawPost},
    vocabulary,
};
use jiff::tz::TimeZone;
use publishing::{Draft, Language, Sponsor, campaign::Limits};

impl Gather for SchedulePost {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let row = reading::find(here.tx, here.group, self.post).await?.ok_or(Declined::NotFound("post"))?;
        let draft = reading::post_of(row)?.draft;
        if draft.digest() != self.content {
            return Err(Declined::Stale("the post"));
        }
        let mut about = Vec::new();
        for id in &self.channels {
            about.push(About {
                object: Some(self.object()),
                channel: Some(here.channel(*id).await?),
                draft: Some(draft.clone()),
                ..About::default()
            });
        }
        Ok(about)
    }
}

impl Gather for Reply {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let row = reading::find(here.tx, here.group, self.post).await?.ok_or(Declined::NotFound("post"))?;
        // What was planned is what its digest names; what is to be planned has to be the draft as it stands now.
        let draft = match reading::version(here.tx, self.post, self.content).await? {
            Some(planned) => planned,
            None => redress::worded(here.tx, self.post, |draft| draft.digest() == self.content)
                .await?
                .or(Some(reading::post_of(row)?.draft).filter(|draft| draft.digest() == self.content))
                .ok_or(Declined::Stale("the reply"))?,
        };
        let channel = Some(here.channel(self.channel).await?);
        Ok(vec![About { object: Some(self.object()), channel, draft: Some(draft), ..About::default() }])
    }
}

/// A delivery, as a thing that acts are about: its channel, and its post in the version that was planned.
async fn delivery(here: &Gathering<'_>, id: basics::DeliveryId) -> Result<About, Declined> {
    let row = deliveries::find(here.tx, here.group, id).await?.ok_or(Declined::NotFound("delivery"))?;
    let post = reading::find(here.tx, here.group, row.post).await?.ok_or(Declined::NotFound("post"))?;
    let post = reading::post_of(post)?;
    let planned = post.content.context("a delivery stands in the queue, but its post was never planned")?;
    let draft =
        reading::version(here.tx, row.post, planned).await?.context("the planned version of a post is missing")?;
    Ok(About {
        object: Some(Object::version("post", row.post, planned)),
        channel: Some(here.channel(row.channel).await?),
        oneself: Some(here.actor == Actor::Person(post.author)),
        draft: Some(draft),
        ..About::default()
    })
}

impl Gather for PublishPost {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let about = delivery(here, self.delivery).await?;
        let channel = about.channel.as_ref().map(|channel| channel.id);
        let is_in = |draft: &Draft| {
            let parts = channel.map(|channel| draft.parts_for(channel)).unwrap_or_default();
            parts.iter().any(|part| part.digest() == self.content)
        };
        if about.draft.as_ref().is_some_and(is_in) {
            return Ok(vec![about]);
        }
        Ok(vec![corrected(here, about, is_in).await?])
    }
}
/// The same delivery with the words that a correction puts in its place: an answer given for the old ones is none for
/// these.
async fn corrected(here: &Gathering<'_>, about: About, is_it: impl Fn(&Draft) -> bool) -> Result<About, Declined> {
    let stale = || Declined::Stale("what is about to leave");
    let post: PostId = about.object.as_ref().and_then(|object| object.id_of("post")).ok_or_else(stale)?;
    let draft = redress::worded(here.tx, post, is_it).await?.ok_or_else(stale)?;
    Ok(About { object: Some(Object::version("post", post, draft.digest())), draft: Some(draft), ..about })
}

impl Gather for ReportPosted {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![delivery(here, self.delivery).await?])
    }
}
impl Gather for SettleDelivery {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![delivery(here, self.delivery).await?])
    }
}
impl Gather for WithdrawPost {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![delivery(here, self.delivery).await?])
    }
}

impl Gather for CancelPost {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let row = reading::find(here.tx, here.group, self.post).await?.ok_or(Declined::NotFound("post"))?;
        let post = reading::post_of(row)?;
        let oneself = Some(here.actor == Actor::Person(post.author));
        Ok(vec![About { object: Some(self.object()), oneself, ..About::default() }])
    }
}

impl Gather for FollowClocks {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        reading::find(here.tx, here.group, self.post).await?.ok_or(Declined::NotFound("post"))?;
        Ok(vec![About::of(self.object())])
    }
}

impl Gathering<'_> {
    /// The act of letting a draft out, and its facts as the draft stands.
    pub(crate) async fn cases_of_draft(
        &self,
        post: Option<PostId>,
        draft: &Draft,
    ) -> Result<(&'static str, Vec<Facts>), Declined> {
        let act = if draft.answers.is_some() { Reply::NAME } else { SchedulePost::NAME };
        let mut about = Vec::new();
        for id in &draft.channels {
            about.push(About {
                object: post.map(|post| Object::version("post", post, draft.digest())),
                channel: Some(self.channel(*id).await?),
                draft: Some(draft.clone()),
                ..About::default()
            });
        }
        Ok((act, self.facts(act, &about).await?))
    }

    /// The facts by which posts of a campaign will be judged, one for each of its channels, as if whoever asks had access
    /// there: what stands in the way of them is what the campaign is put to somebody for.
    pub(crate) async fn cases_of_campaign(&self, limits: &Limits) -> Result<Vec<Facts>, Declined> {
        let language = Language::parse(&self.charter.rules().charter.language).map_err(anyhow::Error::from)?;
        let draft = Draft { sponsor: Sponsor::Campaign, goals: limits.goals.clone(), ..Draft::new(language) };
        let mut about = Vec::new();
        for id in &limits.channels {
            about.push(About {
                channel: Some(self.channel(*id).await?),
                draft: Some(draft.clone()),
                ..About::default()
            });
        }
        let cases = self.facts(SchedulePost::NAME, &about).await?;
        let access = vocabulary::fact("grant").map(vocabulary::Fact::ordinary);
        let with_access = |facts: Facts| match &access {
            Some(access) => facts.with("grant", access.clone()),
            None => facts,
        };
        Ok(cases.into_iter().map(with_access).collect())
    }
}

/// A post on its way out as a part of a campaign; nothing for any other thing. What has not left yet leaves now or later.
pub(super) fn going<'a>(here: &Gathering<'_>, thing: &'a About) -> Result<Option<Going<'a>>, Declined> {
    let Some((draft, channel)) = thing.draft.as_ref().zip(thing.channel.as_ref()) else { return Ok(None) };
    if draft.campaign.is_none() {
        return Ok(None);
    }
    let zone = TimeZone::get(here.charter.zone()).map_err(anyhow::Error::from)?;
    let on = draft.leaves_at(here.now).max(here.now).in_zone(&zone).date();
    let post = thing.object.as_ref().and_then(|object| object.id_of("post"));
    Ok(Some(Going { post, channel: channel.id, draft, on }))
}

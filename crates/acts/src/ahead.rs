//! Looking ahead at a post that waits: whatever would stand in its way is told while there is time to mend it. Nothing is
//! changed by it: whether a delivery leaves is judged when it does.

use crate::{
    Declined, Installation, accounts, media,
    posts::to_fix,
    renewing::{self, NotReady},
};
use anyhow::Context as _;
use basics::ChannelId;
use charter::{
    Actor, Opinion,
    act::{PublishPost, Reply},
    sentences::refusal,
};
use delivery::{Class, State};
use egress::Ask;
use networks::{Account, Capabilities, Trouble, trouble::Kind};
use publishing::{Content, Draft, facets::uris};
use std::{collections::BTreeSet, time::Duration};
use store::{ChannelRow, DeliveryRow, Leaves as _, Op, PostRow};

/// How long a page that a post links to may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a look found, as sentences.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// What would stand in the way, and what to do about it.
    pub in_the_way: Vec<String>,
    /// What could not be looked at, which says nothing about the post.
    pub not_looked_at: Vec<String>,
}

/// Looks at everything that can be known now about what waits of a post.
///
/// # Errors
/// When the store fails.
pub(crate) async fn look(here: &Installation, post: &PostRow) -> Result<Found, anyhow::Error> {
    let mut found = Found::default();
    let (Some(content), waiting) = (post.content, waiting(here, post).await?) else { return Ok(found) };
    let planned = here.store.planned_version(post.group, post.id, content).await?;
    let draft = planned.context("the planned version of a post is missing")?;
    found.checks(here, post, &draft).await?;
    for id in waiting.iter().map(|row| row.channel).collect::<BTreeSet<ChannelId>>() {
        let channel = here.store.channel(post.group, id).await?.context("the channel of a delivery is missing")?;
        found.account(here, &channel, &draft).await?;
    }
    found.pictures(here, post, &draft, &waiting).await;
    found.links(here, &draft, &waiting).await;
    for row in &waiting {
        found.authority(here, row, post).await?;
    }
    Ok(found)
}

/// What of it leaves by the plan: a correction and a deletion leave at once.
async fn waiting(here: &Installation, post: &PostRow) -> Result<Vec<DeliveryRow>, anyhow::Error> {
    let all = here.store.deliveries(post.group, post.id).await?;
    let waits = |row: &DeliveryRow| matches!(row.op, Op::Create | Op::Reply) && row.row.state == State::Scheduled;
    Ok(all.into_iter().filter(waits).collect())
}

impl Found {
    fn stands_in_the_way(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !self.in_the_way.contains(&sentence) {
            self.in_the_way.push(sentence);
        }
    }

    /// What keeps a draft from being planned keeps it from leaving: the same checks, about what was planned.
    async fn checks(&mut self, here: &Installation, post: &PostRow, draft: &Draft) -> Result<(), anyhow::Error> {
        match to_fix(here, post.group, post.id, draft).await {
            Ok(sentences) => sentences.into_iter().flatten().for_each(|sentence| self.stands_in_the_way(sentence)),
            Err(Declined::Trouble(error)) => return Err(error),
            Err(declined) => self.stands_in_the_way(declined.to_string()),
        }
        Ok(())
    }

    /// Whether the account can be used, and takes what is to leave, as its server says now.
    async fn account(&mut self, here: &Installation, channel: &ChannelRow, draft: &Draft) -> Result<(), anyhow::Error> {
        let name = &channel.channel.name;
        let (network, known) = match accounts::network_of(here, channel) {
            Ok(known) => known,
            Err(Declined::Trouble(error)) => return Err(error),
            Err(declined) => {
                self.stands_in_the_way(declined.to_string());
                return Ok(());
            }
        };
        // A person posts there, or each question costs money: what is known has to do.
        if known.handling.create.class == Class::Assisted || known.paid.is_some() {
            return Ok(());
        }
        let account = match renewing::ready(here, channel).await {
            Ok(account) => account,
            Err(NotReady::Declined(Declined::Trouble(error))) => return Err(error),
            Err(NotReady::Declined(declined)) => {
                self.stands_in_the_way(declined.to_string());
                return Ok(());
            }
            Err(NotReady::Trouble(trouble)) => {
                self.trouble(name, &trouble);
                return Ok(());
            }
        };
        match network.probe(&account, here.store.now()).await {
            Ok(probe) => {
                self.owner(name, &account, &probe.identity.id);
                self.lacks(name, &known, &probe.capabilities);
                let parts = draft.parts_for(channel.channel.id);
                for part in 0..parts.len() {
                    let wrong = accounts::violations(network, &probe.capabilities, &parts, part);
                    for wrong in &wrong {
                        self.stands_in_the_way(format!("{name} does not take it: {wrong}"));
                    }
                }
            }
            Err(trouble) => self.trouble(name, &trouble),
        }
        Ok(())
    }

    fn trouble(&mut self, name: &str, trouble: &Trouble) {
        let says = &trouble.says;
        match trouble.kind {
            Kind::KeyRevoked | Kind::Withdrawn | Kind::Forbidden => {
                self.stands_in_the_way(format!("{name} cannot be used as it is connected: {says}"));
            }
            _ => self.not_looked_at.push(format!("Whether {name} can be used could not be looked up: {says}")),
        }
    }

    fn owner(&mut self, name: &str, account: &Account, is: &str) {
        if is != account.identity.id {
            let handle = &account.identity.handle;
            self.stands_in_the_way(format!(
                "The key of {name} leads to another account than {handle}: connect the account again on the channel's page"
            ));
        }
    }

    /// What was agreed to when the account was connected, and is not any more.
    fn lacks(&mut self, name: &str, before: &Capabilities, now: &Capabilities) {
        for lack in now.lacks.iter().filter(|lack| !before.lacks.contains(lack)) {
            self.stands_in_the_way(format!(
                "{name} does not let us do this any more: {lack}. Connect the account again on the channel's page"
            ));
        }
    }

    async fn pictures(&mut self, here: &Installation, post: &PostRow, draft: &Draft, waiting: &[DeliveryRow]) {
        let pictures = contents(draft, waiting).into_iter().flat_map(|content| content.pictures);
        for digest in pictures.map(|picture| picture.digest).collect::<BTreeSet<_>>() {
            if let Err(error) = media::is_there(here, post.group, digest).await {
                self.stands_in_the_way(format!(
                    "A picture of it cannot be sent: {error:#}. Put it in again in the composer"
                ));
            }
        }
    }

    /// Whether the pages that it links to answer, as a reader would find them.
    async fn links(&mut self, here: &Installation, draft: &Draft, waiting: &[DeliveryRow]) {
        let links = contents(draft, waiting).into_iter().flat_map(|content| uris(&content.text));
        for link in links.collect::<BTreeSet<String>>() {
            let Ok(url) = here.egress.url(&link) else {
                self.stands_in_the_way(format!("The link {link} leads to no public page: mend it in the composer"));
                continue;
            };
            match here.egress.read(Ask::get(url).within(PATIENCE)).await {
                Ok(answer) if answer.is_success() => {}
                Ok(answer) => self.stands_in_the_way(format!(
                    "The link {link} answers with status {}: mend it in the composer, or put the page there",
                    answer.status
                )),
                Err(failure) => self.not_looked_at.push(format!("The link {link} could not be opened: {failure}")),
            }
        }
    }

    /// Whether it may leave by the authority of whoever planned it, and what was approved serves for this content.
    async fn authority(&mut self, here: &Installation, row: &DeliveryRow, post: &PostRow) -> Result<(), anyhow::Error> {
        let planned = post.content.context("a delivery stands in the queue, but its post was never planned")?;
        let actor = Actor::Person(row.planned_by);
        let opinion = match row.op {
            Op::Reply => here.store.opinion(row.group, actor, &Reply::letting(row, planned)).await,
            _ => here.store.opinion(row.group, actor, &PublishPost::letting(row, planned)).await,
        };
        match opinion {
            Ok(Opinion::May { .. }) => {}
            Ok(Opinion::No(grounds)) => self
                .stands_in_the_way(format!("By the charter it may not leave as things stand: {}", refusal(&grounds))),
            Err(Declined::Trouble(error)) => return Err(error),
            Err(declined) => self.stands_in_the_way(declined.to_string()),
        }
        Ok(())
    }
}

/// What leaves of it, on every channel where it waits.
fn contents(draft: &Draft, waiting: &[DeliveryRow]) -> Vec<Content> {
    let channels: BTreeSet<ChannelId> = waiting.iter().map(|row| row.channel).collect();
    channels.into_iter().flat_map(|channel| draft.parts_for(channel)).collect()
}

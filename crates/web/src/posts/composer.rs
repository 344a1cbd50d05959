//! The composer, put together from the words in its fields and from what was found about them.

use super::{
    beyond,
    compose::{ChannelChip, Compose, Fold, Picture, Version, When},
    cutting,
    desk::{Desk, network},
    earlier,
    found::Found,
    judgement::shown,
    languages, library, previews,
    typed::{Described, NO, Typed, YES},
    view::Answers,
};
use crate::{
    failed::Failed,
    frame::Place,
    parts::{Action, Choice, Choices, Clause, Field, Kind, Look, Pick, Problems},
    when,
};
use basics::{ChannelId, Digest};
use channels::State;
use jiff::SignedDuration;
use publishing::Draft;
use std::collections::HashMap;
use store::{ChannelRow, PostRow};

/// What a composer is made of.
pub struct Open {
    /// What stands in the fields.
    pub typed: Typed,
    /// What that means.
    pub draft: Draft,
    /// What makes no sense of it.
    pub problems: Problems,
    /// The post as it was kept last, if it was begun.
    pub row: Option<PostRow>,
}

impl Open {
    /// The page.
    pub async fn page(self, desk: &Desk<'_>) -> Result<Compose, Failed> {
        let post = self.row.as_ref().map(|row| row.id);
        let found = Found::about(desk, post, &self.draft).await?;
        let judgement = shown(desk, &found, post, &self.draft, &self.problems).await?;
        let credits = library::credits(desk, &self.draft.everywhere.pictures).await?;
        let to = post.map_or_else(|| format!("{}/posts/new", desk.base()), |post| desk.composer_of(post));
        let check = post.map_or_else(|| to.clone(), |post| desk.page_of(post));
        Ok(Compose {
            frame: desk.insider.frame(desk.app, Place::Write).await?,
            heading: self.row.as_ref().map_or_else(|| "New post".to_owned(), |row| row.draft.title.clone()),
            check: format!("{check}/check"),
            to,
            based_on: self.typed.based_on.map(super::typed::BasedOn::text).unwrap_or_default(),
            template: self.typed.template.clone(),
            drafts: post.map(|post| earlier::at(desk, post)),
            saved: self.row.as_ref().map(|row| saved(desk, row)).unwrap_or_default(),
            also_open: self.also_open(desk),
            title: self.field("title", "Title among ourselves", &self.typed.title).hint("Empty: its first words."),
            channels: self.chips(desk),
            versions: self.versions(desk),
            warning: self.field("warning", "Content warning", &self.typed.warning).optional().hint(WARNING),
            more: beyond::fields(&self.typed.beyond, &self.problems),
            language: languages::pick(desk, &self.typed.language, self.problems.at("language")),
            pictures: self.pictures(desk, &credits),
            people: people(desk).await?,
            library: library::offered(desk, &self.typed.library, &self.draft.everywhere.pictures).await?,
            picture_error: self.problems.at("picture"),
            goals: self.goals(desk),
            sponsor: self.sponsor(),
            campaign: self.campaign(desk),
            consideration: self.consideration(),
            third_party: self.third_party(desk),
            when: self.when(desk),
            reply_to: self.reply_to(),
            answers: self.answers(),
            discard: self.row.as_ref().map(|row| discard(desk, row)),
            found: judgement,
            problems: self.problems,
        })
    }

    fn field(&self, name: &str, label: &str, value: &str) -> Field {
        let field = Field::new(name, label).value(value);
        field.marked(&self.problems)
    }

    /// Who else is at it: whoever saved it within the last ten minutes.
    fn also_open(&self, desk: &Desk<'_>) -> Option<String> {
        let lately = |row: &&PostRow| desk.now.since(row.saved_at) < SignedDuration::from_mins(10);
        let row = self.row.as_ref().filter(|row| row.saved_by != desk.who()).filter(lately)?;
        let name = desk.insider.names().remove(&row.saved_by).unwrap_or_default();
        let ago = when::relative(row.saved_at, desk.now);
        Some(format!("{name} saved this {ago}. Whoever saves second is shown both texts; nothing is overwritten."))
    }

    fn offered<'d>(&self, desk: &'d Desk<'_>) -> impl Iterator<Item = &'d ChannelRow> {
        let chosen = self.draft.channels.clone();
        desk.register.iter().filter(move |row| row.channel.state == State::Active || chosen.contains(&row.channel.id))
    }

    fn chips(&self, desk: &Desk<'_>) -> Vec<ChannelChip> {
        let chip = |row: &ChannelRow| ChannelChip {
            value: row.channel.id.to_string(),
            name: row.channel.name.clone(),
            network: network(row),
            chosen: self.draft.channels.contains(&row.channel.id),
        };
        self.offered(desk).map(chip).collect()
    }

    /// The texts: everywhere first, then one per channel on offer.
    pub fn versions(&self, desk: &Desk<'_>) -> Vec<Version> {
        let everywhere = Version {
            name: "text".to_owned(),
            title: "Everywhere".to_owned(),
            network: None,
            chosen: true,
            text: self.typed.text.clone(),
            error: self.problems.at("text"),
        };
        let own = self.offered(desk).map(|row| {
            let name = format!("text-{}", row.channel.id);
            Version {
                title: row.channel.name.clone(),
                network: Some(network(row)),
                chosen: self.draft.channels.contains(&row.channel.id),
                text: self.typed.own.get(&row.channel.id).cloned().unwrap_or_default(),
                error: self.problems.at(&name),
                name,
            }
        });
        [everywhere].into_iter().chain(own).collect()
    }

    fn pictures(&self, desk: &Desk<'_>, credits: &HashMap<Digest, String>) -> Vec<Picture> {
        let shown = |picture: &publishing::Picture| {
            let media = picture.original();
            let typed = self.typed.pictures.iter().find(|typed| typed.media == media);
            let typed = typed.cloned().unwrap_or_else(|| Described::of(picture, &self.draft));
            let (own, size) = (self.own_descriptions(desk, &typed), picture.original_size());
            let (shape, point) = (cutting::shapes(&typed, &self.problems), cutting::points(&typed, &self.problems));
            let pixels = cutting::pixels(&typed, &self.problems);
            let is_wrong = |fields: &[Field]| fields.iter().any(|field| field.error.is_some());
            let is_said = picture.cut.is_some() || picture.focus.is_some();
            Picture {
                id: media.to_string(),
                src: previews::at(desk, picture),
                own_open: is_wrong(&own) || own.iter().any(|field| !field.value.is_empty()),
                cut_open: is_said || shape.error.is_some() || is_wrong(&point) || is_wrong(&pixels),
                description: typed.words,
                decorative: typed.decorative,
                error: self.problems.at(&format!("description-{media}")),
                size: format!("{} × {} pixels, as it was uploaded", size.0, size.1),
                credit: credits.get(&picture.original_digest()).cloned(),
                own,
                shape,
                point,
                pixels,
            }
        };
        self.draft.everywhere.pictures.iter().map(shown).collect()
    }

    /// One for each channel that the post goes to.
    fn own_descriptions(&self, desk: &Desk<'_>, typed: &Described) -> Vec<Field> {
        let field = |channel: &ChannelId| {
            let name = format!("description-{}.{channel}", typed.media);
            let label = format!("On {} alone", desk.channel(*channel)?.channel.name);
            let words = typed.own.get(channel).cloned().unwrap_or_default();
            Some(self.field(&name, &label, &words).kind(Kind::Lines(2)).optional())
        };
        self.draft.channels.iter().filter_map(field).collect()
    }

    /// The goals in force, in the charter's words.
    fn goals(&self, desk: &Desk<'_>) -> Choices {
        let goal = |(name, label): (&String, &String)| {
            let words = desk.charter.clause(label).map(charter::Bound::spoken).unwrap_or_default();
            let chosen = self.draft.goals.contains(name);
            Choice::new(name, words).law(Clause::of(&desk.base(), label)).chosen(chosen)
        };
        Choices {
            name: "goal".to_owned(),
            legend: "Which goals does it serve?".to_owned(),
            several: true,
            of: desk.charter.rules().goals.iter().map(goal).collect(),
            error: self.problems.at("goal"),
            ..Choices::default()
        }
    }

    fn sponsor(&self) -> Choices {
        let choice = |value: &str, words: &str| Choice::new(value, words).chosen(self.draft.sponsor.as_str() == value);
        Choices {
            name: "sponsor".to_owned(),
            legend: "Is it about a sponsor?".to_owned(),
            across: true,
            of: vec![
                choice("none", "No"),
                choice("thanks", "One thank-you").small("unpaid, once"),
                choice("campaign", "Part of a campaign").small("several posts, or anything in return"),
            ],
            error: self.problems.at("sponsor"),
            ..Choices::default()
        }
    }

    /// Only where the group wrote one: which campaign it belongs to.
    fn campaign(&self, desk: &Desk<'_>) -> Option<Pick> {
        if desk.campaigns.is_empty() && self.draft.campaign.is_none() {
            return None;
        }
        let chosen = self.typed.campaign.as_deref().unwrap_or_default();
        let none = Choice::new("", "None: it stands for itself").chosen(chosen.is_empty());
        let of = desk.campaigns.iter().map(|row| {
            let id = row.id.to_string();
            let words = format!("{}, for {}", row.limits.name, row.limits.sponsor);
            let is_chosen = id == chosen;
            Choice::new(&id, words).chosen(is_chosen)
        });
        Some(Pick {
            name: "campaign".to_owned(),
            label: "Which campaign?".to_owned(),
            hint: "A campaign that was agreed to lets its posts out within its limits.".to_owned(),
            of: [none].into_iter().chain(of).collect(),
            error: self.problems.at("campaign"),
        })
    }

    fn consideration(&self) -> Choices {
        let words = "Something is given in return for it";
        let asked = tick("consideration", "What is it for the sponsor?", words, self.draft.consideration);
        Choices { error: self.problems.at("consideration"), ..asked }
    }

    /// Only where the charter speaks of content by others.
    fn third_party(&self, desk: &Desk<'_>) -> Option<(Choices, Vec<Field>)> {
        desk.charter.rules().editorial.third_party.as_ref()?;
        let from = self.field("affiliation", "Whose it is", &self.typed.affiliation).optional();
        let good_for = self.field("benefit", "What the community has from it", &self.typed.benefit).optional();
        let words = "Somebody outside wrote it or wants it said";
        let asked = tick("third_party", "Whose words are these?", words, self.draft.third_party.is_some());
        let asked = Choices { error: self.problems.at("third_party"), ..asked };
        Some((asked, vec![from.hint("Who submitted it, and for whom they work."), good_for]))
    }

    fn when(&self, desk: &Desk<'_>) -> When {
        let fold = self.typed.twice(desk).map(|(first, second, zone)| Fold {
            first: format!("The first: {}", when::full(first, &zone)),
            second: format!("The second: {}", when::full(second, &zone)),
            second_chosen: self.typed.fold == publishing::Choice::Second,
        });
        When {
            day: self.field("day", "Day", &self.typed.day).kind(Kind::Day),
            time: self.field("time", "Time", &self.typed.time).kind(Kind::Time),
            zone: self.zone(desk),
            fold,
        }
    }

    /// The group's zone, the reader's own, UTC, and whatever the post was planned in.
    fn zone(&self, desk: &Desk<'_>) -> Pick {
        let group = desk.zone().name();
        let own = desk.own.as_ref().map(basics::Zone::name);
        let mut names = vec![group];
        for name in own.into_iter().chain(["UTC", self.typed.zone.as_str()]) {
            if !names.contains(&name) && !name.is_empty() {
                names.push(name);
            }
        }
        let words = |name: &str| match name {
            _ if name == group => format!("{name}, the group’s"),
            _ if Some(name) == own => format!("{name}, yours"),
            _ => name.to_owned(),
        };
        let of = names.iter().map(|name| Choice::new(name, words(name)).chosen(*name == self.typed.zone)).collect();
        let error = self.problems.at("zone");
        Pick { name: "zone".to_owned(), label: "Zone".to_owned(), of, error, ..Pick::default() }
    }

    fn reply_to(&self) -> Field {
        let field = self.field("answers", "Address of the post that this answers", &self.typed.answers);
        field
            .kind(Kind::Url)
            .optional()
            .hint("Copy it from the page of their post; then this goes out as a reply to it.")
    }

    fn answers(&self) -> Option<Answers> {
        self.draft.answers.as_ref().map(Answers::to)
    }
}

const WARNING: &str = "Shown instead of the text until a reader asks for it, where the network has such a thing.";

fn tick(name: &str, legend: &str, words: &str, chosen: bool) -> Choices {
    Choices {
        name: name.to_owned(),
        legend: legend.to_owned(),
        several: true,
        unticked: Some(NO),
        of: vec![Choice::new(YES, words).chosen(chosen)],
        ..Choices::default()
    }
}

/// The words of the book, of those who want to be mentioned.
async fn people(desk: &Desk<'_>) -> Result<Vec<(String, String)>, Failed> {
    let book = desk.store().people_we_name(desk.group()).await.map_err(|error| desk.trouble(error))?;
    let wanted = book.into_iter().map(|row| row.known).filter(|known| known.unwanted.is_none());
    Ok(wanted.map(|known| (format!("@{{{}}}", known.word), known.name)).collect())
}

fn saved(desk: &Desk<'_>, row: &PostRow) -> String {
    match when::relative(row.saved_at, desk.now).as_str() {
        "now" => "Saved just now".to_owned(),
        ago => format!("Saved {ago}"),
    }
}

/// A draft is thrown away, a planned post is taken out of the queue: the same act.
fn discard(desk: &Desk<'_>, row: &PostRow) -> Action {
    let to = format!("{}/cancel", desk.page_of(row.id));
    let effect = "It leaves nowhere, and its words stay in the record of this group.";
    Action::new("Throw this away", "trash-2", to, desk.insider.token())
        .look(Look::Quiet)
        .confirming(effect, "Throw it away")
}

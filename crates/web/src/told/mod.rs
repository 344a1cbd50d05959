//! Entries of the log in words: who did what, to which thing, under which clause.
//!
//! What an entry names by id is looked up once for all entries of a page. A thing that is not there any more keeps the
//! word for its kind.

mod things;
mod verbs;
mod words;

pub use words::Words;

use crate::{
    App, law,
    parts::{Clause, Face, LogLine},
    reader::Insider,
    requests::words::title,
    when,
};
use audit::Record;
use basics::{ChannelId, DeliveryId, PersonId, PostId};
use charter::{Actor, Charter, Cited, Object, Opinion};
use std::{
    collections::{HashMap, HashSet},
    str::FromStr,
    sync::Arc,
};
use store::LogFilter;
use verbs::Stage;

/// How many lines stand below a thing; the audit log has all of them.
pub const SHOWN: u64 = 12;
/// How many lines stand on a page at most, however many things it is about.
const MOST: u64 = 120;

/// One entry in words.
pub struct Told {
    /// Who: `Member, events`.
    pub who: String,
    /// In which office, where it was more than being a member.
    pub office: Option<String>,
    /// `scheduled`; for a refusal what was wanted: `schedule`.
    pub did: String,
    /// The thing.
    pub what: String,
    /// Its page.
    pub href: Option<String>,
    /// What else: `on Mastodon`.
    pub more: String,
    /// The clauses it rests on, each once.
    pub clauses: Vec<Clause>,
}

/// The newest entries that a filter leaves, as lines.
pub async fn history(
    app: &App,
    insider: &Insider,
    filter: &LogFilter,
    limit: u64,
) -> Result<Vec<LogLine>, anyhow::Error> {
    let entries = app.here.store.log_page(insider.id(), insider.of_log(), filter, 0, limit).await?;
    lines(app, insider, &entries).await
}

/// These entries as lines.
pub async fn lines(app: &App, insider: &Insider, entries: &[store::LogLine]) -> Result<Vec<LogLine>, anyhow::Error> {
    let teller = Teller::of(app, insider, entries).await?;
    Ok(entries.iter().filter_map(|entry| teller.line(entry, insider)).collect())
}

/// The newest entries about each of these things together, the newest first, on the page of the first of them: there it
/// is called `this post`, or what else it is. Things are named as [`LogFilter::entities`] names them.
pub async fn about(app: &App, insider: &Insider, things: &[String]) -> Result<Vec<LogLine>, anyhow::Error> {
    let filter = LogFilter { entities: things.to_vec(), ..LogFilter::default() };
    let entries = app
        .here
        .store
        .log_page(insider.id(), insider.of_log(), &filter, 0, MOST.min(SHOWN * things.len() as u64))
        .await?;
    let teller = Teller { page: things.first().cloned(), ..Teller::of(app, insider, &entries).await? };
    Ok(entries.iter().filter_map(|entry| teller.line(entry, insider)).collect())
}

/// Whoever tells entries: knows the names of everything that they are about.
pub struct Teller {
    base: String,
    charter: Arc<Charter>,
    people: HashMap<PersonId, String>,
    channels: HashMap<ChannelId, String>,
    titles: HashMap<PostId, String>,
    destinations: HashMap<DeliveryId, (PostId, ChannelId)>,
    questions: HashMap<String, String>,
    /// The votes: words and page.
    decisions: HashMap<String, (String, String)>,
    /// The applicants, by their applications.
    applicants: HashMap<String, String>,
    /// The meetings, by their ids.
    meetings: HashMap<String, String>,
    group: String,
    /// What the page is about on which the entries are told.
    page: Option<String>,
}

impl Teller {
    /// Looks up what these entries are about.
    pub async fn of<'a>(app: &App, insider: &Insider, lines: &'a [store::LogLine]) -> Result<Self, anyhow::Error> {
        let store = &app.here.store;
        let object = |line: &'a store::LogLine| line.record.as_ref().map(|record| &record.question.object);
        let objects = || lines.iter().filter_map(object);
        let destinations = store.destinations(insider.id(), &ids(objects(), "delivery")).await?;
        let posts: HashSet<PostId> =
            ids(objects(), "post").into_iter().chain(destinations.values().map(|(post, _)| *post)).collect();
        let titles = store.titles(insider.id(), &posts.into_iter().collect::<Vec<_>>()).await?;
        let questions = if objects().any(|object| object.kind == "answer") {
            store.questions(insider.id()).await?
        } else {
            Vec::new()
        };
        let decisions = if objects().any(|object| object.kind == "decision") {
            store.decisions(insider.id()).await?
        } else {
            Vec::new()
        };
        let applications = if objects().any(|object| object.kind == "application") {
            store.applications(insider.id()).await?
        } else {
            Vec::new()
        };
        let meetings = if objects().any(|object| object.kind == "meeting") {
            store.meetings(insider.id()).await?
        } else {
            Vec::new()
        };
        let seats = if objects().any(|object| matches!(object.kind.as_str(), "seat" | "decision")) {
            store.body_seats(insider.id()).await?
        } else {
            Vec::new()
        };
        let meeting = |row: &store::MeetingRow| {
            (row.id.to_string(), format!("{} of {}", row.title, when::day(row.starts, &insider.zone)))
        };
        let vote = |row: &store::DecisionRow| {
            let words = format!("vote {}: {}", row.number, crate::decisions::words::title(row));
            (row.id.to_string(), (words, crate::decisions::href(insider, row)))
        };
        Ok(Self {
            decisions: decisions.iter().map(vote).collect(),
            base: insider.base(),
            charter: store.charter(insider.id()).await?,
            people: insider.names_with(seats),
            channels: insider.known.channels.iter().map(|row| (row.channel.id, row.channel.name.clone())).collect(),
            titles,
            destinations,
            questions: questions.iter().map(|row| (row.id.to_string(), title(row))).collect(),
            applicants: applications.iter().map(|row| (row.id.to_string(), row.name.to_string())).collect(),
            meetings: meetings.iter().map(meeting).collect(),
            group: insider.group.name.clone(),
            page: None,
        })
    }

    /// One entry. An entry whose disclosure was erased tells nothing but that it was there.
    pub fn tell(&self, record: &Record, act: &str, refused: bool) -> Told {
        let (what, href, more) = self.thing(record);
        let (verb, who) = (verbs::of(act, Stage::of(&record.changes)), self.actor(record.question.actor));
        Told {
            // Where people are called by their office, it is said once.
            office: self.office(&record.opinion).filter(|office| *office != who),
            who,
            did: if refused { verb.wanted } else { verb.done }.to_owned(),
            what,
            href,
            more,
            clauses: clauses(&self.base, &record.opinion),
        }
    }

    /// The names of people and channels, for values that stand in an entry.
    pub fn words(&self) -> Words<'_> {
        Words { people: &self.people, channels: &self.channels }
    }

    /// One entry as a line.
    pub fn line(&self, line: &store::LogLine, insider: &Insider) -> Option<LogLine> {
        let told = self.tell(line.record.as_ref()?, &line.act, line.refused);
        let did = if line.refused { format!("was not allowed to {}", told.did) } else { told.did };
        Some(LogLine {
            face: Face::of(&told.who),
            who: told.who,
            office: told.office,
            did,
            what: told.what,
            href: told.href,
            more: told.more,
            clauses: told.clauses,
            when: when::short(line.at, insider.reader.at, &insider.zone),
            at: line.at.to_string(),
        })
    }

    fn actor(&self, actor: Actor) -> String {
        match actor {
            Actor::Person(person) => self.person(person),
            Actor::Charter => "The charter".to_owned(),
            Actor::Operator => "Whoever runs this installation".to_owned(),
        }
    }

    fn person(&self, person: PersonId) -> String {
        self.people.get(&person).cloned().unwrap_or_else(|| "Somebody outside the group".to_owned())
    }

    /// The office by which an opinion was given, where it is more than being a member.
    pub fn office(&self, opinion: &Opinion) -> Option<String> {
        let office = opinion.cites().iter().find_map(|cited| cited.office.as_deref())?;
        (office != store::MEMBER).then(|| self.charter.office_name(office))
    }
}

/// The ids of one kind among these things.
fn ids<'a, T: FromStr>(objects: impl Iterator<Item = &'a Object>, kind: &str) -> Vec<T> {
    objects.filter(|object| object.kind == kind).filter_map(parsed).collect()
}

fn parsed<T: FromStr>(object: &Object) -> Option<T> {
    object.id.parse().ok()
}

/// Every clause once, in the order of the rules file.
pub fn clauses(base: &str, opinion: &Opinion) -> Vec<Clause> {
    let mut seen: Vec<&Cited> = Vec::new();
    for cited in opinion.cites().iter().filter(|cited| cited.alarm().is_none()) {
        if !seen.iter().any(|known| known.label == cited.label) {
            seen.push(cited);
        }
    }
    seen.into_iter().map(|cited| law::chip(base, cited)).collect()
}

//! Entries of the log in words: who did what, to which thing, under which clause.
//!
//! What an entry names by id is looked up once for all entries of a page. A thing that is not there any more keeps the
//! word for its kind.

mod verbs;
mod withheld;
mod words;

pub use words::Words;

use crate::{
    App,
    parts::{Clause, Face, LogLine},
    reader::Insider,
    requests::words::title,
    when,
};
use audit::Record;
use basics::{ChannelId, DeliveryId, PersonId, PostId};
use charter::{Actor, Charter, Object, Opinion};
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
        let object = |line: &'a store::LogLine| {
            line.record.as_ref().map(|record| &record.question.object).or(line.withheld.as_ref())
        };
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
        let meeting = |row: &store::MeetingRow| {
            (row.id.to_string(), format!("{} of {}", row.title, when::day(row.starts, &insider.zone)))
        };
        let vote = |row: &store::DecisionRow| {
            let words = format!("vote {}: {}", row.number, title(&row.question));
            (row.id.to_string(), (words, crate::decisions::href(insider, row)))
        };
        Ok(Self {
            decisions: decisions.iter().map(vote).collect(),
            base: insider.base(),
            charter: store.charter(insider.id()).await?,
            people: insider.names(),
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
        let told = match &line.record {
            Some(record) => self.tell(record, &line.act, line.refused),
            None => self.withheld(line)?,
        };
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

    /// What it was done to, its page, and what else there is to say.
    fn thing(&self, record: &Record) -> (String, Option<String>, String) {
        let object = &record.question.object;
        if self.is_page_of(&object.kind, &object.id) {
            return (format!("this {}", object.kind), None, String::new());
        }
        match object.kind.as_str() {
            "post" => self.post(parsed(object), String::new()),
            "delivery" => match parsed(object).and_then(|id| self.destinations.get(&id)) {
                Some((post, channel)) => self.post(Some(*post), format!("on {}", self.channel(*channel))),
                None => ("a post".to_owned(), None, String::new()),
            },
            "channel" => match parsed::<ChannelId>(object) {
                Some(id) if self.channels.contains_key(&id) => {
                    (self.channel(id), Some(format!("{}/channels/{id}", self.base)), String::new())
                }
                _ => ("a channel".to_owned(), None, String::new()),
            },
            "access" => self.access(object.id.split(' ')),
            "grant" => self.grant(record),
            "answer" | store::FREE => {
                let text = self.questions.get(&object.id).cloned().unwrap_or_else(|| "a question".to_owned());
                (text, Some(format!("{}/requests/{}", self.base, object.id)), String::new())
            }
            "decision" => self.vote(object),
            "person" => {
                let name = parsed(object).map_or_else(|| "somebody".to_owned(), |person| self.person(person));
                (name, Some(format!("{}/members", self.base)), String::new())
            }
            "term" => self.part_of_person(record, "term"),
            "membership" => self.part_of_person(record, "membership"),
            "office" => {
                let (name, to) = (self.charter.office_name(&object.id), format!("{}/members/offices", self.base));
                (name, Some(to), String::new())
            }
            "office_held" => {
                let office = object.id.split(' ').next().unwrap_or_default();
                let to = format!("{}/members/offices", self.base);
                (format!("the office {}", self.charter.office_name(office)), Some(to), String::new())
            }
            "status" => {
                let person = object.id.split(' ').nth(1).and_then(|id| id.parse().ok());
                let name = person.map_or_else(|| "somebody".to_owned(), |person| self.person(person));
                let to = format!("{}/members/statuses", self.base);
                (format!("what {name} is outside the group"), Some(to), String::new())
            }
            "application" => {
                let name = self.applicants.get(&object.id).cloned().unwrap_or_else(|| "an applicant".to_owned());
                (name, Some(format!("{}/applications/{}", self.base, object.id)), String::new())
            }
            "meeting" => {
                let words = self.meetings.get(&object.id).cloned();
                let href = words.is_some().then(|| format!("{}/meetings/{}", self.base, object.id));
                (words.unwrap_or_else(|| "a meeting".to_owned()), href, String::new())
            }
            "charter_draft" => {
                let href = format!("{}/charter/drafts/{}", self.base, object.id);
                ("a draft of the charter".to_owned(), Some(href), String::new())
            }
            "reading" => {
                let href = format!("{}/charter#{}", self.base, object.id);
                (format!("a reading of {}", object.id), Some(href), String::new())
            }
            "line" => ("a line of the charter".to_owned(), Some(format!("{}/charter", self.base)), String::new()),
            "group" => (self.group.clone(), Some(format!("{}/charter", self.base)), String::new()),
            "body" => {
                (self.charter.the_body(&object.id), Some(format!("{}/requests#addresses", self.base)), String::new())
            }
            "chat" => ("the group’s chat".to_owned(), Some(format!("{}/errands#chat", self.base)), String::new()),
            "errand" => ("an errand".to_owned(), Some(format!("{}/errands", self.base)), String::new()),
            "house_rule" => (object.id.replace('_', " "), Some(format!("{}/charter#house", self.base)), String::new()),
            other => (format!("a {}", other.replace('_', " ")), None, String::new()),
        }
    }

    /// `their own term`, `the term of Member A`.
    fn part_of_person(&self, record: &Record, part: &str) -> (String, Option<String>, String) {
        let person = parsed(&record.question.object);
        let name = person.map_or_else(|| "somebody".to_owned(), |person| self.person(person));
        let own = person.is_some() && record.question.actor.person() == person;
        let words = if own { format!("their own {part}") } else { format!("the {part} of {name}") };
        (words, Some(format!("{}/members", self.base)), String::new())
    }

    fn is_page_of(&self, kind: &str, id: &str) -> bool {
        self.page.as_deref().and_then(|page| page.split_once(' ')) == Some((kind, id))
    }

    fn post(&self, post: Option<PostId>, more: String) -> (String, Option<String>, String) {
        if post.is_some_and(|post| self.is_page_of("post", &post.to_string())) {
            return ("this post".to_owned(), None, more);
        }
        let href = post.map(|post| format!("{}/posts/{post}", self.base));
        let title = post.and_then(|post| self.titles.get(&post)).filter(|title| !basics::text::is_blank(title));
        (title.cloned().unwrap_or_else(|| "a post".to_owned()), href, more)
    }

    fn channel(&self, channel: ChannelId) -> String {
        self.channels.get(&channel).cloned().unwrap_or_else(|| "a channel".to_owned())
    }

    /// Access is asked for by channel, person and capability, whether it was given or not.
    fn access<'a>(&self, mut parts: impl Iterator<Item = &'a str>) -> (String, Option<String>, String) {
        let channel = parts.next().and_then(|id| id.parse::<ChannelId>().ok());
        let person = parts.next().and_then(|id| id.parse().ok());
        let person = person.map_or_else(|| "somebody".to_owned(), |person| self.person(person));
        let Some(channel) = channel else { return (person, None, String::new()) };
        let capability = parts.next().unwrap_or_default();
        if self.is_page_of("channel", &channel.to_string()) {
            return (person, None, format!("to {capability} here"));
        }
        let more = format!("to {capability} on {}", self.channel(channel));
        (person, Some(format!("{}/channels/{channel}", self.base)), more)
    }

    /// A grant that was taken back stands in the change; a refusal changed nothing.
    fn grant(&self, record: &Record) -> (String, Option<String>, String) {
        let told = record.changes.iter().find_map(|change| change.before.as_ref());
        let Some(grant) = told else { return ("somebody".to_owned(), None, String::new()) };
        let parts = ["channel", "person", "capability"];
        self.access(
            parts.into_iter().map(|name| grant.get(name).and_then(serde_json::Value::as_str).unwrap_or_default()),
        )
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
    let mut seen: Vec<&str> = Vec::new();
    for cited in opinion.cites().iter().filter(|cited| cited.alarm().is_none()) {
        if !seen.contains(&cited.label.as_str()) {
            seen.push(&cited.label);
        }
    }
    seen.into_iter().map(|label| Clause::of(base, label)).collect()
}

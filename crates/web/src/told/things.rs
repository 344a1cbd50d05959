//! What an entry is about, in words: the thing, its page, and what else there is to say.

use super::{Teller, parsed};
use audit::Record;
use basics::{ChannelId, PostId};
use charter::Object;

impl Teller {
    /// What it was done to, its page, and what else there is to say.
    pub(super) fn thing(&self, record: &Record) -> (String, Option<String>, String) {
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
            "seat" => {
                let name = parsed(object).map_or_else(|| "somebody".to_owned(), |person| self.person(person));
                (name, Some(format!("{}/members/bodies", self.base)), String::new())
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
            store::REPORT => {
                ("a report".to_owned(), Some(format!("{}/reports/{}", self.base, object.id)), String::new())
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

    pub(super) fn is_page_of(&self, kind: &str, id: &str) -> bool {
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

    /// A vote, its page, and nothing else.
    fn vote(&self, object: &Object) -> (String, Option<String>, String) {
        if self.is_page_of(&object.kind, &object.id) {
            return (format!("this {}", object.kind), None, String::new());
        }
        match self.decisions.get(&object.id) {
            Some((words, href)) => (words.clone(), Some(href.clone()), String::new()),
            None => ("a vote".to_owned(), None, String::new()),
        }
    }
}

//! The record of a question: who put it, in which office, and what was answered.

use super::one::Sight;
use crate::{
    failed::Failed,
    parts::LogLine,
    reader::Insider,
    told::{self, Teller},
    when,
};
use basics::{Moment, PersonId};
use charter::{
    Act as _, Actor,
    act::{AskBody, RecordAnswer},
};
use store::{LogFilter, LogLine as Entry};

/// What the log has about a question.
pub struct History {
    entries: Vec<Entry>,
    teller: Teller,
}

impl Sight<'_> {
    /// Reads it, the newest entry first.
    pub async fn history(&self) -> Result<History, Failed> {
        let mut entries = Vec::new();
        let about = &self.standing().question.about;
        let filter = |act: &str, entities| LogFilter { act: Some(act.to_owned()), entities, ..LogFilter::default() };
        let asked = filter(AskBody::NAME, vec![format!("{} {}", about.kind, about.id)]);
        let answers: Vec<String> = self.course.iter().map(|row| format!("answer {}", row.id)).collect();
        let most = told::SHOWN * (1 + answers.len() as u64);
        for filter in [asked, filter(RecordAnswer::NAME, answers)] {
            let page = self.app.here.store.log_page(self.reader.id(), self.reader.of_log(), &filter, 0, most).await;
            entries.extend(page.map_err(|error| self.reader.trouble(error))?);
        }
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        let teller = Teller::of(self.app, &self.reader, &entries).await.map_err(|error| self.reader.trouble(error))?;
        Ok(History { entries, teller })
    }

    /// `Member, docs, as a member, put this question to the board on 12 Nov 2026, 8 days ago.`
    pub fn asked(&self, history: &History) -> String {
        let (person, at) = self.standing().asked;
        let who = self.names.get(&person).map_or("Somebody", String::as_str);
        let office = history.office_of(person, at).filter(|office| office != who);
        let office = office.unwrap_or_else(|| "a member".to_owned());
        let body = self.charter().the_body(&self.standing().question.body);
        let (day, ago) = (when::day(at, &self.reader.zone), when::relative(at, self.now));
        format!("{who}, as {office}, put this question to {body} on {day}, {ago}.")
    }
}

impl History {
    /// The entries as lines.
    pub fn lines(&self, reader: &Insider) -> Vec<LogLine> {
        self.entries.iter().filter_map(|entry| self.teller.line(entry, reader)).collect()
    }

    /// The office in which somebody asked, at about this moment; none for somebody who was a member and nothing more.
    fn office_of(&self, person: PersonId, at: Moment) -> Option<String> {
        let theirs = self.entries.iter().filter(|entry| entry.act == AskBody::NAME && !entry.refused);
        let theirs = theirs.filter_map(|entry| Some((entry.at, entry.record.as_ref()?)));
        let theirs = theirs.filter(|(_, record)| record.question.actor == Actor::Person(person));
        let (_, record) = theirs.min_by_key(|(then, _)| then.since(at).abs())?;
        self.teller.office(&record.opinion)
    }
}

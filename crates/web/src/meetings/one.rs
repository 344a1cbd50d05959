//! One meeting: before it, its agenda and who comes; from its first minute on who is there, and what is written down.

use super::{Asks, Meeting, Person, agenda, attending as people, list, papers as written, waiting};
use crate::{
    App,
    address::Path,
    carry_on::{Kept, Typed},
    done::JustDone,
    failed::Failed,
    frame::Place,
    page::Page,
    parts::Problems,
    reader::Insider,
    told, when,
};
use acts::meetings::shortfalls;
use axum::extract::State;
use basics::MeetingId;
use charter::Charter;
use meetings::Stage;
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};
use store::{CorrectionRow, MeetingRow, Papers, PresenceRow};

/// The meeting of the address.
#[derive(Deserialize)]
pub(super) struct OfMeeting {
    pub id: MeetingId,
}

/// What was filled in, in any form of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    pub day: String,
    pub time: String,
    pub minutes: String,
    pub place: String,
    pub seen: String,
    pub why: String,
    pub why_end: String,
    pub answer: String,
    pub excuse: String,
    pub person: String,
    pub was: String,
    pub correction: String,
    pub item: String,
    pub takes: String,
    pub entry: String,
    pub plans: String,
    pub leads_to: String,
    pub order: String,
    pub version: String,
    pub base: String,
    pub minutes_text: String,
    pub action: String,
    pub owner: String,
    pub due: String,
    pub task: String,
    pub done: String,
    pub content: String,
}

impl Filled {
    /// What somebody wrote, by the field it was written in.
    fn written(&self) -> [(&'static str, &String); 6] {
        [
            ("minutes_text", &self.minutes_text),
            ("item", &self.item),
            ("action", &self.action),
            ("excuse", &self.excuse),
            ("why", &self.why),
            ("why_end", &self.why_end),
        ]
    }
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    done: JustDone,
) -> Result<Page<Meeting>, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let mut page = sight.page(None, Problems::default()).await?;
    page.frame.toast = done.told(DONE);
    Ok(Page::ok(page))
}

/// What was done just now, as this page says it.
const DONE: &[(&str, &str)] = &[
    ("planned", "It is planned. Everybody is invited a week ahead."),
    ("moved", "It is moved, and calendars know."),
    ("cancelled", "It is called off, and calendars know."),
    ("ended", "The series is ended. It can be taken up again until its next meeting would have begun."),
    ("resumed", "The series goes on: what was called off with it takes place, and calendars know."),
    ("restored", "That version stands again, as a new one."),
    ("saved", "The minutes are saved."),
    ("both", "Somebody wrote on the same lines while you did. Both stand there now: look at them."),
    ("corrected", "It counts once another member confirms it."),
    ("approved", "You approved these minutes."),
    ("published", "Everybody can read these minutes now."),
];

/// A meeting as one reader looks at it.
pub(super) struct Sight<'app> {
    pub app: &'app App,
    pub reader: Insider,
    pub row: MeetingRow,
    pub all: Vec<MeetingRow>,
    pub papers: Papers,
    pub presences: HashMap<(MeetingId, basics::PersonId), PresenceRow>,
    pub corrections: Vec<CorrectionRow>,
    pub charter: Arc<Charter>,
    /// Whether anybody is told privately of whose attendance falls short.
    pub has_convener: bool,
}

impl<'app> Sight<'app> {
    /// Looks at the meeting of the address; another group's is not there.
    pub async fn of(app: &'app App, reader: Insider, of: &OfMeeting) -> Result<Self, Failed> {
        let (store, group, trouble) = (&app.here.store, reader.id(), |error: anyhow::Error| reader.trouble(error));
        let all = store.meetings(group).await.map_err(trouble)?;
        let row = all.iter().find(|row| row.id == of.id).cloned();
        let row = row.ok_or_else(|| Failed::gone(reader.reader.plain()))?;
        let papers = store.papers(group, row.id).await.map_err(trouble)?;
        let presences = store.presences(group).await.map_err(trouble)?;
        let corrections = store.corrections(group, row.id).await.map_err(trouble)?;
        let charter = store.charter(group).await.map_err(trouble)?;
        let has_convener = !shortfalls::conveners_of(&app.here, group).await.map_err(trouble)?.is_empty();
        Ok(Self { app, reader, row, all, papers, presences, corrections, charter, has_convener })
    }

    /// Its page.
    pub fn at(&self) -> String {
        format!("{}/meetings/{}", self.reader.base(), self.row.id)
    }
    /// Where it stands now.
    pub fn stage(&self) -> Stage {
        self.row.course().at(self.reader.reader.at)
    }
    /// What is known of somebody at this meeting.
    pub fn known(&self, person: basics::PersonId) -> PresenceRow {
        self.presences.get(&(self.row.id, person)).cloned().unwrap_or_default()
    }
    /// A form of this page.
    pub fn asks(&self, heading: &'static str, to: &str, button: (&'static str, &'static str)) -> Asks {
        Asks::new(heading, format!("{}/{to}", self.at()), self.reader.token(), button)
    }

    /// The page; `filled` is what was sent and could not be done.
    pub async fn page(&self, filled: Option<&Filled>, problems: Problems) -> Result<Meeting, Failed> {
        let (reader, row, stage) = (&self.reader, &self.row, self.stage());
        let trouble = |error: anyhow::Error| reader.trouble(error);
        let is_next = waiting::next(&self.all, reader.reader.at).is_some_and(|next| next.id == row.id);
        let agenda = agenda::of(self, is_next, filled, &problems).await.map_err(trouble)?;
        let to_approve = waiting::at_this(self.app, reader, &self.all, row).await.map_err(trouble)?;
        let begun = matches!(stage, Stage::Running | Stage::Over);
        let minutes = written::minutes(self, filled, &problems, begun);
        let own = people::own(self, filled, &problems);
        let changes = self.changes(filled, &problems).await?;
        let add_task = written::add_task(self, filled, &problems, begun);
        let offered: Vec<&str> = [&agenda.put, &minutes.write, &add_task, &own.excuse]
            .into_iter()
            .flatten()
            .chain(&changes)
            .flat_map(|asks| asks.fields.iter().map(|field| field.name.as_str()))
            .collect();
        let kept = filled.map(|filled| kept(filled, &offered)).unwrap_or_default();
        Ok(Meeting {
            frame: reader.frame(self.app, Place::Meetings).await?,
            title: row.title.clone(),
            state: list::state(row, stage),
            kind: list::kind(row.kind),
            when: format!(
                "{}, {} minutes, {}",
                reader.when(row.starts),
                row.minutes,
                when::relative(row.starts, reader.reader.at)
            ),
            place: place(&row.place),
            cancelled: row.cancelled.as_ref().map(|(why, _)| why.clone()),
            to_approve,
            typed: kept,
            agenda,
            minutes: self.papers.minutes.clone(),
            minutes_meta: minutes.meta,
            write: minutes.write,
            newer: minutes.newer,
            versions: self.versions(),
            minutes_actions: minutes.actions,
            tasks: written::tasks(self, filled, &problems),
            add_task,
            own_words: own.words,
            own: own.actions,
            excuse: own.excuse,
            people: self.people(begun),
            people_heading: if begun { "Who was there" } else { "Who comes" },
            waits: people::waits(self),
            correct: people::correct(self, &problems),
            changes,
            resume: self.resume().await?,
            history: told::about(self.app, reader, &[format!("meeting {}", row.id)]).await.map_err(trouble)?,
            problems,
        })
    }

    /// The way to the earlier versions of the minutes, where there are any.
    fn versions(&self) -> Option<(String, String)> {
        let count = u64::try_from(self.papers.version).unwrap_or_default();
        (count > 1).then(|| (format!("All {count} versions, and what changed"), format!("{}/minutes", self.at())))
    }

    /// Everybody of whom something is known.
    fn people(&self, begun: bool) -> Vec<Person> {
        let members = self.reader.known.roster.members(self.reader.reader.at);
        let lines = members.into_iter().filter_map(|member| {
            let known = self.known(member.person);
            let words = match (begun, known) {
                (true, known) if known.is_present => "was there",
                (_, known) if known.excuse.is_some() => "excused",
                (false, known) => match known.answer.as_deref()? {
                    "yes" => "comes",
                    "no" => "does not come",
                    _ => "comes perhaps",
                },
                (true, _) => return None,
            };
            Some(Person { name: member.known_as, words: words.to_owned() })
        });
        lines.collect()
    }
}

/// What was written into a form that is not on the page any more: it comes back to be read and copied.
fn kept(filled: &Filled, offered: &[&str]) -> Vec<Kept> {
    let lost = filled.written().into_iter().filter(|(field, _)| !offered.contains(field));
    let fields = lost.map(|(field, words)| (field.to_owned(), words.clone())).collect();
    Typed::of(fields).map(|typed| typed.words()).unwrap_or_default()
}

/// The place, and whether it is an address that a link can lead to.
fn place(place: &str) -> Option<(String, bool)> {
    let is_address = url::Url::parse(place).is_ok_and(|url| matches!(url.scheme(), "https" | "http"));
    (!place.is_empty()).then(|| (place.to_owned(), is_address))
}

//! One question: what it is about, why it goes there, what was answered, and the form for whoever may record it.

use super::{Request, words};
use crate::{
    App,
    address::{self, Path},
    decisions,
    failed::Failed,
    frame::Place,
    law,
    page::Page,
    parts::{Action, Choice, Choices, Field, Follows, Kind, Look, Problems, Quote},
    reader::Insider,
};
use acts::opinions;
use axum::extract::State;
use basics::{AnswerId, Moment, PersonId};
use charter::{Act as _, Charter, Grounds, Opinion, act::RecordAnswer};
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};
use store::AnswerRow;

/// The question of the address.
#[derive(Deserialize)]
pub struct OfQuestion {
    id: String,
}

/// An answer as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    pub(super) outcome: String,
    pub(super) on: String,
    pub(super) source: String,
    pub(super) tally: String,
    pub(super) from: String,
}

/// The page. What was typed before somebody was sent to prove who they are stands in the form again.
pub async fn show(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfQuestion>,
    axum::extract::Query(filled): axum::extract::Query<Filled>,
) -> Result<Page<Request>, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    Ok(Page::ok(sight.page(&filled, Problems::default()).await?))
}

/// A question with its answers, as one reader looks at it.
pub struct Sight<'app> {
    pub(crate) app: &'app App,
    pub(crate) reader: Insider,
    charter: Arc<Charter>,
    /// The question and its corrections, the first one first.
    pub(super) course: Vec<AnswerRow>,
    /// The last of them.
    standing: AnswerRow,
    /// What was typed to decide about it and could not be done, and why.
    pub(crate) typed: decisions::Typed,
    /// A reply that was typed and could not be kept.
    pub(super) reply: Option<String>,
    pub(super) names: HashMap<PersonId, String>,
    pub(super) now: Moment,
}

impl<'app> Sight<'app> {
    /// Looks at the question of the address; another group's is not there.
    pub async fn of(app: &'app App, reader: Insider, of: &OfQuestion) -> Result<Self, Failed> {
        let store = &app.here.store;
        let id: AnswerId = of.id.parse().map_err(|_| Failed::gone(reader.reader.plain()))?;
        let all = store.questions(reader.id()).await.map_err(|error| reader.trouble(error))?;
        let course = course(&all, id);
        let standing = course.last().cloned().ok_or_else(|| Failed::gone(reader.reader.plain()))?;
        let charter = store.charter(reader.id()).await.map_err(|error| reader.trouble(error))?;
        let names = reader.names();
        let typed = decisions::Typed::default();
        Ok(Self { app, charter, course, standing, typed, reply: None, names, now: store.now(), reader })
    }

    /// The record that stands now: the question itself, or its last correction.
    pub fn standing(&self) -> &AnswerRow {
        &self.standing
    }
    /// The charter in force.
    pub fn charter(&self) -> &Charter {
        &self.charter
    }
    /// Its page.
    pub fn at(&self) -> String {
        format!("{}/requests/{}", self.reader.base(), self.standing().id)
    }
    /// Its page, with the answer in its form.
    pub fn with_typed(&self, filled: &Filled) -> String {
        let typed = [
            ("outcome", filled.outcome.as_str()),
            ("on", &filled.on),
            ("source", &filled.source),
            ("tally", &filled.tally),
            ("from", &filled.from),
        ];
        address::with(&self.at(), typed)
    }

    /// The page, with the answer as it was filled in.
    pub async fn page(&self, filled: &Filled, problems: Problems) -> Result<Request, Failed> {
        let row = self.standing();
        let about = self.about().await?;
        let history = self.history().await?;
        Ok(Request {
            frame: self.reader.frame(self.app, Place::Requests).await?,
            title: words::title(row),
            state: words::state(&self.charter, row, self.now),
            asked: self.asked(&history),
            mailed: self.mailed().await?,
            question: row.question.text.clone(),
            about: (about.words, about.href),
            content: about.content,
            changed: about.changed,
            quotes: self.quotes(),
            answers: self.answers(),
            vote: decisions::way(self.app, &self.reader, &self.charter, row, &self.typed).await?,
            removal: self.removal(&problems).await?,
            again: self.again().await?,
            outcome: self.outcome(filled, &problems),
            fields: fields(filled, &problems, words::begins_on_a_day(row)),
            problems,
            record_to: self.at(),
            not_here: self.not_here().await?,
            record: self.button().await?,
            history: history.lines(&self.reader),
        })
    }

    /// Where the question was mailed to: it is the first of its course that left.
    async fn mailed(&self) -> Result<Option<String>, Failed> {
        let Some(first) = self.course.first() else { return Ok(None) };
        let letter = self.app.here.store.request_letter(first.id).await;
        let letter = letter.map_err(|error| self.reader.trouble(error))?;
        Ok(letter.map(|letter| format!("Mailed to {} on {}.", letter.to, self.reader.when(letter.at))))
    }

    /// The newest first.
    fn answers(&self) -> Vec<crate::parts::Answer> {
        let shown = self.course.iter().rev();
        shown.filter_map(|row| words::answer(&self.reader, &self.charter, row, &self.names, self.now)).collect()
    }

    fn quotes(&self) -> Vec<Quote> {
        let label = &self.standing().question.clause;
        law::quoted(&self.charter, &self.reader.base(), label, Follows::Said).into_iter().collect()
    }

    fn outcome(&self, filled: &Filled, problems: &Problems) -> Choices {
        let body = self.charter.the_body(&self.standing().question.body);
        Choices {
            name: "outcome".to_owned(),
            legend: format!("What did {body} decide?"),
            of: vec![
                Choice::new("yes", "It agreed").chosen(filled.outcome == "yes"),
                Choice::new("no", "It did not agree").chosen(filled.outcome == "no"),
            ],
            across: true,
            error: problems.at("outcome"),
            ..Choices::default()
        }
    }

    /// Why nobody records an answer here, where a vote gives it or the reader is concerned.
    async fn not_here(&self) -> Result<Option<String>, Failed> {
        let row = self.standing();
        let votes = self.app.here.store.decisions_on(self.reader.id(), row.id).await;
        let votes = votes.map_err(|error| self.reader.trouble(error))?;
        let why = store::not_recorded(&self.charter, row, &votes, self.reader.person());
        Ok(why.map(|why| crate::words::sentence(&why)))
    }

    async fn button(&self) -> Result<Action, Failed> {
        let act = RecordAnswer { answer: self.standing().id };
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let opinion = opinion.map_err(|declined| self.reader.failed(declined))?;
        let button = Action::new("Record the answer", "landmark", self.at(), self.reader.token()).look(Look::Board);
        Ok(match &opinion {
            Opinion::May { .. } => button,
            Opinion::No(grounds) => {
                let grounds = self.in_this_way(grounds);
                // A limit has nobody who can; it says what to do instead.
                let who_can = match law::who_can_by_name(&self.charter, &grounds) {
                    nobody if nobody.is_empty() => {
                        law::instead(&grounds).map(|words| crate::words::sentence(&words)).unwrap_or_default()
                    }
                    somebody => somebody,
                };
                button.refused(law::quotes(&self.reader.base(), &grounds.because), who_can)
            }
        })
    }

    /// What stands in the way of recording an answer to this question.
    pub fn in_this_way(&self, grounds: &Grounds) -> Grounds {
        law::about_matter(&self.charter, RecordAnswer::NAME, &self.standing().question.matter, grounds)
    }
}

/// `begins` where what follows from a yes begins on a day of its own.
fn fields(filled: &Filled, problems: &Problems, begins: bool) -> Vec<Field> {
    let fields = [
        Field::new("on", "On which day?").kind(Kind::Day).value(filled.on.clone()),
        Field::new("source", "Where can it be read?")
            .value(filled.source.clone())
            .hint("The address of the minutes, or the mail that said so.")
            .optional(),
        Field::new("tally", "The tally").value(filled.tally.clone()).hint("5 yes, 1 no, 1 abstained").optional(),
    ];
    let from = Field::new("from", "In force from")
        .kind(Kind::Day)
        .value(filled.from.clone())
        .hint("The day that the answer names. Without one, from the moment it is recorded; never earlier than that.")
        .optional();
    let fields = fields.into_iter().chain(Some(from).filter(|_| begins));
    let marked = fields.map(|field| field.marked(problems));
    marked.collect()
}

/// A question and the records that correct it, in order, whichever of them was asked for.
fn course(all: &[AnswerRow], id: AnswerId) -> Vec<AnswerRow> {
    let mut first = id;
    while let Some(earlier) = all.iter().find(|row| row.superseded_by == Some(first)) {
        first = earlier.id;
    }
    let mut course = Vec::new();
    let mut next = Some(first);
    while let Some(row) = next.and_then(|id| all.iter().find(|row| row.id == id)) {
        next = row.superseded_by;
        course.push(row.clone());
    }
    course
}

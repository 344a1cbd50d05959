//! One report: its text, who decides about publishing it, and what became of it.

use super::{Report, public, state};
use crate::{
    App,
    address::Path,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    offering::{self, Wish},
    page::Page,
    parts::{Look, Offer},
    reader::Insider,
    requests::words as asked,
};
use acts::reports::{self, Stands};
use axum::{extract::State, response::Redirect};
use basics::ReportId;
use charter::Charter;
use serde::Deserialize;
use std::sync::Arc;
use store::{AnswerRow, ReportRow};

/// The report of the address.
#[derive(Deserialize)]
pub(super) struct OfReport {
    id: ReportId,
}

/// A report as one member looks at it.
struct Sight<'app> {
    app: &'app App,
    reader: Insider,
    row: ReportRow,
    charter: Arc<Charter>,
    questions: Vec<AnswerRow>,
    stands: Stands,
}

/// Its page.
pub(super) async fn show(
    State(app): State<App>,
    reader: Insider,
    done: JustDone,
    Path(of): Path<OfReport>,
) -> Result<Page<Report>, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let mut page = sight.page().await?;
    page.frame.toast = done.told(&[("published", "The report is published.")]);
    Ok(Page::ok(page))
}

impl<'app> Sight<'app> {
    /// Looks at the report of the address; another group's is not there.
    async fn of(app: &'app App, reader: Insider, of: &OfReport) -> Result<Self, Failed> {
        let (store, trouble) = (&app.here.store, |error: anyhow::Error| reader.trouble(error));
        let row = store.report(reader.id(), of.id).await.map_err(trouble)?;
        let row = row.ok_or_else(|| Failed::gone(reader.reader.plain()))?;
        let charter = store.charter(reader.id()).await.map_err(trouble)?;
        let questions = store.questions_about(reader.id(), &row.object()).await.map_err(trouble)?;
        let votes = store.decisions(reader.id()).await.map_err(trouble)?;
        let stands = reports::stands(&row, &questions, &votes, store.now());
        Ok(Self { app, reader, row, charter, questions, stands })
    }

    fn at(&self) -> String {
        format!("{}/reports/{}", self.reader.base(), self.row.id)
    }

    async fn page(&self) -> Result<Report, Failed> {
        let (row, reader) = (&self.row, &self.reader);
        let now = reader.reader.at;
        let questions = self.questions.iter().map(|question| asked::line(reader, &self.charter, question, now));
        let facts = reports::in_words(&self.app.here, reader.id(), &row.paper).await;
        Ok(Report {
            frame: reader.frame(self.app, Place::Decisions).await?,
            title: row.paper.title.clone(),
            state: state(self.stands),
            about: format!("Written by {}, {}", reader.name(row.made.0), reader.when(row.made.1)),
            facts: facts.map_err(|error| reader.trouble(error))?,
            text: row.paper.text.clone(),
            became: self.became().await.map_err(|error| reader.trouble(error))?,
            offer: self.offer().await?,
            correct: format!("{}/reports/new?replaces={}", reader.base(), row.id),
            questions: questions.collect(),
            digest: row.paper.digest().to_string(),
        })
    }

    /// What became of it: the decision, the public page, the letter, and the report that took its place.
    async fn became(&self) -> Result<Vec<(String, Option<String>)>, anyhow::Error> {
        let (store, reader, mut told) = (&self.app.here.store, &self.reader, Vec::new());
        let decision = |number: decisions::Number| format!("{}/decisions/{number}", reader.base());
        match self.stands {
            Stands::Draft => {
                told.push(("It changes nothing before somebody asked, and it was agreed to.".to_owned(), None));
            }
            Stands::BeingDecided(Some(number)) => {
                told.push((format!("The vote {number} decides about exactly this report."), Some(decision(number))));
            }
            Stands::BeingDecided(None) => {
                told.push(("It waits for its answer, or for a vote to be called.".to_owned(), None));
            }
            Stands::Agreed(number) => told.push((self.held(number).await?, number.map(decision))),
            Stands::NotAgreed => told.push(("It is not published. Ask again, or write another.".to_owned(), None)),
            Stands::Published(at, number) => {
                let by = number.map(|number| format!(" by decision {number}")).unwrap_or_default();
                told.push((format!("Published on {}{by}.", reader.when(at)), number.map(decision)));
                told.extend(self.sent().await?);
            }
        }
        if self.row.published.is_some() && self.row.paper.is_public {
            let page = format!("{}/{}", public::at(&reader.group), self.row.id);
            told.push(("Everybody can read it on the group’s public pages.".to_owned(), Some(page)));
        }
        if let Some(later) = store.report_in_place_of(reader.id(), self.row.id).await? {
            let page = format!("{}/reports/{}", reader.base(), later.id);
            told.push((format!("The report “{}” took its place.", later.paper.title), Some(page)));
        }
        Ok(told)
    }

    /// Why what was agreed to is not published.
    async fn held(&self, number: Option<decisions::Number>) -> Result<String, anyhow::Error> {
        let vote = match number {
            Some(number) => self.app.here.store.decision(self.reader.id(), number).await?,
            None => None,
        };
        let why = vote.and_then(|vote| vote.held_because);
        Ok(why.map_or_else(
            || "It was agreed to, and is not published yet.".to_owned(),
            |why| format!("It was agreed to and is not published: {why}."),
        ))
    }

    /// The letter to the body that it is for.
    async fn sent(&self) -> Result<Option<(String, Option<String>)>, anyhow::Error> {
        let Some(body) = &self.row.paper.goes_to else { return Ok(None) };
        let body = self.charter.the_body(body);
        let letter = self.app.here.store.report_letter(&self.row).await?;
        if let Some(letter) = letter {
            return Ok(Some((format!("Mailed to {body} at {} on {}.", letter.to, self.reader.when(letter.at)), None)));
        }
        let page = format!("{}/requests#addresses", self.reader.base());
        let words = format!("It is mailed to {body} once it is known where to write to and mail can leave.");
        Ok(Some((words, Some(page))))
    }

    /// Whoever decides about it is asked, or it is published, where the charter leaves that to the reader.
    async fn offer(&self) -> Result<Option<Offer>, Failed> {
        if self.row.published.is_some() {
            return Ok(None);
        }
        let opinion = reports::opinion(&self.app.here, self.reader.id(), self.reader.person(), &self.row).await;
        let opinion = opinion.map_err(|declined| self.reader.failed(declined))?;
        let wish = Wish {
            does: "Publish this report",
            asks: "Ask whether it shall be published",
            effect: "It is mailed and shown exactly as it stands here. This cannot be taken back.",
            icon: "send",
            look: Look::Primary,
            to: self.at(),
            ask: format!("{}/ask", self.at()),
            carries: ("report", "this"),
        };
        Ok(Some(offering::offer(&self.reader, &self.charter, &opinion, wish, &self.questions)))
    }
}

/// Puts it to whoever decides.
pub(super) async fn ask(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfReport>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Redirect, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let asked = reports::ask(&app.here, sight.reader.id(), &who, &sight.row).await;
    let question = asked.map_err(|declined| sight.reader.failed(declined))?;
    Ok(Redirect::to(&format!("{}/requests/{question}", sight.reader.base())))
}

/// Publishes what was agreed to elsewhere.
pub(super) async fn publish(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfReport>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let published = reports::publish(&app.here, sight.reader.id(), &who, &sight.row).await;
    published.map_err(|declined| sight.reader.failed(declined))?;
    Ok(Done::at(sight.at(), "published"))
}

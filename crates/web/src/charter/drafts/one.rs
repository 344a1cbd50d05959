//! One draft: what it changes, how much that weighs, who decides about it, and what became of it.

use super::{Shown, difference as parts};
use crate::{
    App,
    address::Path,
    failed::Failed,
    frame::Place,
    offering::{self, Wish},
    page::Page,
    parts::{Action, Clause, Look, Offer, Tag, Tone},
    reader::Insider,
    requests::words as asked,
    when,
};
use acts::{
    Declined,
    amending::{self, Amending},
};
use axum::extract::State;
use basics::CharterDraftId;
use charter::{
    ADVICE, Charter,
    difference::{Difference, Weight},
    sentences::{capital, listed},
    words_and_rules::contradictions,
};
use serde::Deserialize;
use std::sync::Arc;
use store::{AnswerRow, CharterDraft, CharterVersion};

/// The draft of the address.
#[derive(Deserialize)]
pub(super) struct OfDraft {
    id: CharterDraftId,
}

/// A draft as one reader looks at it.
pub(super) struct Sight<'app> {
    pub app: &'app App,
    pub reader: Insider,
    pub draft: CharterDraft,
    charter: Arc<Charter>,
    version: Option<CharterVersion>,
    questions: Vec<AnswerRow>,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDraft>,
) -> Result<Page<Shown>, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    sight.page().await.map(Page::ok)
}

impl<'app> Sight<'app> {
    /// Looks at the draft of the address; another group's is not there.
    pub async fn of(app: &'app App, reader: Insider, of: &OfDraft) -> Result<Self, Failed> {
        let (store, trouble) = (&app.here.store, |error: anyhow::Error| reader.trouble(error));
        let draft = store.charter_draft(reader.id(), of.id).await.map_err(trouble)?;
        let draft = draft.ok_or_else(|| Failed::gone(reader.reader.plain()))?;
        let charter = store.charter(reader.id()).await.map_err(trouble)?;
        let mut versions = store.charter_versions(reader.id()).await.map_err(trouble)?.into_iter();
        let version = versions.find(|version| version.draft == Some(draft.id));
        let questions = store.questions_about(reader.id(), &draft.object()).await.map_err(trouble)?;
        Ok(Self { app, reader, draft, charter, version, questions })
    }

    /// Its page.
    pub fn at(&self) -> String {
        format!("{}/charter/drafts/{}", self.reader.base(), self.draft.id)
    }

    async fn page(&self) -> Result<Shown, Failed> {
        let (draft, reader) = (&self.draft, &self.reader);
        let base = self.app.here.store.charter_of_digest(reader.id(), draft.base).await;
        let (base, new) = (base.map_err(|error| reader.trouble(error))?, self.proposed()?);
        let difference = difference(self.app, Arc::clone(&base), Arc::clone(&new)).await;
        let difference = difference.map_err(|error| reader.trouble(error))?;
        let amendment = base.rules().amendment.as_ref();
        let contradictions = contradictions(&new);
        let flaws = new.text().flaws().iter().map(|flaw| capital(&flaw.to_string()));
        Ok(Shown {
            frame: reader.frame(self.app, Place::Charter).await?,
            title: format!("Draft {} of the charter", draft.place),
            state: self.state(),
            about: format!("{}, {}", reader.name(draft.written.0), reader.when(draft.written.1)),
            reason: draft.reason.clone(),
            course: self.course(),
            weight: weight(&base, &difference),
            weight_clause: amendment.map(|amendment| Clause::of(&reader.base(), &amendment.clause)),
            clauses: parts::clauses(&difference, &contradictions),
            entries: parts::entries(&difference),
            powers: parts::powers(&difference),
            counting: parts::counting(&difference),
            found_by: difference.found_by.to_string(),
            offer: self.offer().await.map_err(|declined| reader.failed(declined))?,
            advice: self.advice(),
            questions: self.asked(),
            flags: flaws.chain(contradictions.iter().map(|one| capital(&one.to_string()))).collect(),
        })
    }

    fn proposed(&self) -> Result<Arc<Charter>, Failed> {
        self.draft.charter().map_err(|error| self.reader.trouble(error))
    }

    fn state(&self) -> Tag {
        let now = self.reader.reader.at;
        match &self.version {
            Some(version) if version.is_in_force(now) => Tag::well("In force"),
            Some(version) if version.from > now => Tag::new(Tone::Warn, "calendar-clock", "Adopted, not in force yet"),
            Some(_) => Tag::plain("clock", "Was in force"),
            None if self.draft.held_because.is_some() => Tag::new(Tone::Warn, "circle-alert", "Held"),
            None => Tag::plain("pencil", "A draft: it changes nothing"),
        }
    }

    /// From when it is in force, or why it is not.
    fn course(&self) -> Vec<String> {
        let day = |at| when::full(at, &self.reader.zone);
        match (&self.version, &self.draft.held_because) {
            (Some(version), _) => {
                let mut told = vec![
                    format!("Version {}, adopted on {}.", version.name, version.adopted_on),
                    format!("In force from {}. What was judged before stays as it was judged.", day(version.from)),
                ];
                told.extend(version.until.map(|until| format!("It was followed by another version {}.", day(until))));
                told
            }
            (None, Some(why)) => vec![format!("It was agreed to and is not in force: {why}.")],
            (None, None) => Vec::new(),
        }
    }

    /// Whoever decides about it can be asked, once.
    async fn offer(&self) -> Result<Option<Offer>, Declined> {
        if self.version.is_some() || self.draft.held_because.is_some() {
            return Ok(None);
        }
        let amending = Amending::of(&self.app.here, self.reader.id(), &self.draft).await?;
        let opinion = amending.opinion(&self.app.here, self.reader.id(), self.reader.person()).await?;
        if opinion.may() {
            return Ok(None);
        }
        let wish = Wish {
            does: "Put it in force",
            asks: "Ask whether it shall be in force",
            effect: "It is in force from the day that the answer says.",
            icon: "landmark",
            look: Look::Board,
            to: format!("{}/ask", self.at()),
            ask: format!("{}/ask", self.at()),
            carries: ("draft", "this"),
        };
        Ok(Some(offering::offer(&self.reader, &self.charter, &opinion, wish, &self.questions)))
    }

    /// The group's own vote, where another body decides: advice, once.
    fn advice(&self) -> Option<Action> {
        let was_asked = self.questions.iter().any(|row| row.question.matter == ADVICE);
        if self.version.is_some() || was_asked || self.charter.advice().is_none() {
            return None;
        }
        let to = format!("{}/advice", self.at());
        Some(Action::new("Ask the group what it thinks", "vote", to, self.reader.token()).look(Look::Group))
    }

    fn asked(&self) -> Vec<(String, String)> {
        let now = self.reader.reader.at;
        let told = self.questions.iter().filter(|row| row.superseded_by.is_none()).map(|row| {
            let state = asked::state(&self.charter, row, now);
            let words = match row.question.matter.as_str() {
                ADVICE => format!("The group’s advice, which changes nothing: {}", state.words().to_lowercase()),
                _ => state.words().to_owned(),
            };
            (words, format!("{}/requests/{}", self.reader.base(), row.id))
        });
        told.collect()
    }
}

/// How much it weighs, and which parts make it so.
fn weight(base: &Charter, difference: &Difference) -> Vec<String> {
    let amendment = &difference.amendment;
    let decides = base.rules().amendment.as_ref().map(|found| base.the_body(&found.substantive_by));
    let head = match (amendment.weight, decides) {
        (Weight::Minor, Some(body)) => format!("A minor change. {} is told of it.", capital(&body)),
        (Weight::Minor, None) => "A minor change.".to_owned(),
        (Weight::Substantive, _) => "A change of substance.".to_owned(),
    };
    let parts = amendment.parts.iter();
    let parts = parts.map(|part| format!("{} ({}): {}", capital(&part.name), part.weight, listed(&part.what, "and")));
    [head].into_iter().chain(parts).collect()
}

/// What two versions differ in does not change; it is worked out once, beside the requests.
async fn difference(app: &App, old: Arc<Charter>, new: Arc<Charter>) -> Result<Arc<Difference>, anyhow::Error> {
    let key = (old.version(), new.version());
    if let Some(known) = app.cache.differences.get(&key) {
        return Ok(known);
    }
    let found = Arc::new(amending::difference(&app.here, old, new).await?);
    app.cache.differences.keep(key, Arc::clone(&found));
    Ok(found)
}

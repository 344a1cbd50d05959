//! One application: each answer, what was attested, and what can be done about it.

use super::{Application, Proof, Stands, standing::ADMITS, stands};
use crate::{
    App,
    address::{self, Path},
    done::JustDone,
    failed::Failed,
    frame::Place,
    law,
    offering::{self, Wish},
    page::Page,
    parts::{Choice, Choices, Clause, Field, Kind, Look, Offer, Problems, Quote},
    reader::Insider,
    told,
};
use ::charter::{
    Act, Charter, Opinion,
    act::{AttestEvidence, ExplainRejection},
};
use acts::{admission, opinions};
use axum::extract::{Query, State};
use basics::{ApplicationId, FormId, Moment};
use membership::eligibility::evidence;
use serde::Deserialize;
use std::sync::Arc;
use store::{AnswerRow, ApplicationRow, Gather};

/// The application of the address.
#[derive(Deserialize)]
pub(super) struct OfApplication {
    id: ApplicationId,
}

/// What was typed into the forms of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    pub evidence: String,
    pub met: String,
    pub says: String,
    pub why: String,
}

/// The page. What was typed before somebody was sent to prove who they are stands in the form again.
pub(super) async fn show(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfApplication>,
    Query(filled): Query<Filled>,
    done: JustDone,
) -> Result<Page<Application>, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let mut page = sight.page(&filled, Problems::default()).await?;
    page.frame.toast = done.told(DONE);
    Ok(Page::ok(page))
}

/// What was done just now, as this page says it.
const DONE: &[(&str, &str)] = &[
    ("attested", "It stands there with your name."),
    ("explained", "The applicant reads it on their page."),
    ("admitted", "They are admitted, and a member once they accept."),
];

/// An application as one reader looks at it.
pub(super) struct Sight<'app> {
    pub app: &'app App,
    pub reader: Insider,
    pub row: ApplicationRow,
    charter: Arc<Charter>,
    questions: Vec<AnswerRow>,
}

impl<'app> Sight<'app> {
    /// Looks at the application of the address; another group's is not there.
    pub async fn of(app: &'app App, reader: Insider, of: &OfApplication) -> Result<Self, Failed> {
        let (store, trouble) = (&app.here.store, |error: anyhow::Error| reader.trouble(error));
        let row = store.application(reader.id(), of.id).await.map_err(trouble)?;
        let row = row.ok_or_else(|| Failed::gone(reader.reader.plain()))?;
        let charter = store.charter(reader.id()).await.map_err(trouble)?;
        let questions = store.questions_about(reader.id(), &row.object()).await.map_err(trouble)?;
        Ok(Self { app, reader, row, charter, questions })
    }

    /// Its page.
    pub fn at(&self) -> String {
        format!("{}/applications/{}", self.reader.base(), self.row.id)
    }
    /// Its page, with what was typed in its forms.
    pub fn with_typed(&self, filled: &Filled) -> String {
        let typed =
            [("evidence", &filled.evidence), ("met", &filled.met), ("says", &filled.says), ("why", &filled.why)];
        address::with(&self.at(), typed.map(|(name, value)| (name, value.as_str())))
    }

    /// The page, with the forms as they were filled in.
    pub async fn page(&self, filled: &Filled, problems: Problems) -> Result<Application, Failed> {
        let (row, reader) = (&self.row, &self.reader);
        let stands = stands(row, &self.charter, &self.questions, reader.reader.at);
        let history = told::about(self.app, reader, &[format!("application {}", row.id)]).await;
        let attests = !matches!(stands, Stands::Admitted | Stands::Refused | Stands::Waits(_) | Stands::Lapsed(_));
        let attest = AttestEvidence { application: row.id, evidence: String::new() };
        let asked = evidence(self.charter.rules());
        Ok(Application {
            frame: reader.frame(self.app, Place::Members).await?,
            number: format!("A-{}", row.number),
            name: row.name.to_string(),
            email: row.email.to_string(),
            state: stands.tag(),
            arrived: reader.when(row.arrived),
            said: row.said.iter().map(|said| (said.asks.clone(), said.answer.clone())).collect(),
            proofs: self.proofs(),
            attest: attests.then(|| self.attesting(filled, &problems)).filter(|_| !asked.is_empty()),
            refused: self.refused(&attest).await?,
            offer: self.offer(&stands).await?,
            asked: self.asked(&stands),
            waits: self.waits(&stands),
            explain: match stands {
                Stands::Refused if self.refused(&ExplainRejection { application: row.id }).await?.is_none() => {
                    Some(self.explaining(filled, &problems))
                }
                _ => None,
            },
            told: row.told.as_ref().map(|(why, by, at)| (why.clone(), reader.name(*by), reader.when(*at))),
            at: self.at(),
            once: FormId::mint(reader.reader.at).to_string(),
            history: history.map_err(|error| reader.trouble(error))?,
            problems,
        })
    }

    /// What the charter asks for, with everything that was attested about it.
    fn proofs(&self) -> Vec<Proof> {
        let proof = |evidence: membership::eligibility::Evidence| Proof {
            words: ::charter::sentences::capital(&evidence.words),
            clause: Clause::of(&self.reader.base(), &evidence.clause),
            said: self.words_on(&evidence.name),
        };
        evidence(self.charter.rules()).into_iter().map(proof).collect()
    }

    fn words_on(&self, evidence: &str) -> Vec<(bool, String, String)> {
        let said = self.row.attested.iter().filter(|said| said.evidence == evidence);
        let line = said.map(|said| {
            let who = format!("{}, {}", self.reader.name(said.by), self.reader.when(said.at));
            (said.met, who, said.says.clone())
        });
        line.collect()
    }

    fn attesting(&self, filled: &Filled, problems: &Problems) -> (Choices, Choices, Field) {
        let of = evidence(self.charter.rules()).into_iter().map(|evidence| {
            let how = evidence.how.map(|how| format!("Where it is missing: {how}")).unwrap_or_default();
            let words = ::charter::sentences::capital(&evidence.words);
            Choice::new(&evidence.name, words).small(how).chosen(evidence.name == filled.evidence)
        });
        let which = Choices {
            name: "evidence".to_owned(),
            legend: "What do you attest?".to_owned(),
            of: of.collect(),
            error: problems.at("evidence"),
            ..Choices::default()
        };
        let met = Choices {
            name: "met".to_owned(),
            legend: "Is it so?".to_owned(),
            of: vec![
                Choice::new("yes", "It is so").chosen(filled.met == "yes"),
                Choice::new("no", "It is missing").chosen(filled.met == "no"),
            ],
            across: true,
            error: problems.at("met"),
            ..Choices::default()
        };
        let says = Field::new("says", "How do you know?").kind(Kind::Lines(3)).value(filled.says.clone());
        let says = says.hint("Where it is missing: how they can become eligible. The applicant reads that.");
        (which, met, says.marked(problems))
    }

    fn explaining(&self, filled: &Filled, problems: &Problems) -> Field {
        let told = self.row.told.as_ref().map(|(why, ..)| why.clone()).unwrap_or_default();
        let value = if filled.why.is_empty() { told } else { filled.why.clone() };
        let why = Field::new("why", "Why was it not carried?").kind(Kind::Lines(4)).value(value);
        why.hint("The applicant reads this, and no count of the vote.").marked(problems)
    }

    /// Every clause in the way of this act for this reader; none where they may.
    async fn refused<A: Act + Gather>(&self, act: &A) -> Result<Option<Vec<Quote>>, Failed> {
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), act).await;
        Ok(match opinion.map_err(|declined| self.reader.failed(declined))? {
            Opinion::May { .. } => None,
            Opinion::No(grounds) => Some(law::quotes(&self.reader.base(), &grounds.because)),
        })
    }

    /// Putting it to the group, once everything is attested.
    async fn offer(&self, stands: &Stands) -> Result<Option<Offer>, Failed> {
        if !matches!(stands, Stands::Eligible | Stands::Asked(_)) {
            return Ok(None);
        }
        let act = admission::act(&self.row);
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let opinion = opinion.map_err(|declined| self.reader.failed(declined))?;
        let wish = Wish {
            does: "Admit them",
            asks: "Put it to the group",
            effect: "They become a member once they accept. They have no access to any channel before somebody gives it.",
            icon: "user-plus",
            look: Look::Primary,
            to: format!("{}/admit", self.at()),
            ask: format!("{}/ask", self.at()),
            carries: ("act", ADMITS),
        };
        Ok(Some(offering::offer(&self.reader, &self.charter, &opinion, wish, &self.questions)))
    }

    /// What an admission waits for, or that it lapsed.
    fn waits(&self, stands: &Stands) -> Option<String> {
        let (name, when) = (&self.row.name, |at: Moment| self.reader.when(at));
        Some(match stands {
            Stands::Lacks(until, missing) => {
                let missing: Vec<String> = missing.iter().map(|evidence| evidence.words.clone()).collect();
                format!(
                    "{name} is admitted on condition. A member has to attest by {} that they are: {}. Otherwise the \
                     admission lapses by itself.",
                    when(*until),
                    missing.join("; ")
                )
            }
            Stands::Waits(Some(until)) => {
                format!("{name} can accept until {}; otherwise the admission lapses by itself.", when(*until))
            }
            Stands::Waits(None) => format!("{name} has not accepted yet."),
            Stands::Lapsed(since) => {
                format!("{name} was admitted and lapsed on {}. They can apply again.", when(*since))
            }
            _ => return None,
        })
    }

    fn asked(&self, stands: &Stands) -> Option<String> {
        match stands {
            Stands::Asked(id) => Some(format!("{}/requests/{id}", self.reader.base())),
            _ => self.questions.first().map(|row| format!("{}/requests/{}", self.reader.base(), row.id)),
        }
    }
}

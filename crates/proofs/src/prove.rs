//! The standing statements about a charter, proved or refuted.

use crate::{
    NoProof, Solver,
    session::Session,
    statements::{Claim, Statement, Statements},
};
use charter::{Charter, Request};
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};
use tokio::runtime::Handle;

/// What was proved about a charter and what was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proved {
    /// The group's name.
    pub name: String,
    /// What found it: `cvc5 1.0.3`.
    pub program: String,
    /// The statements, in the order in which they are told.
    pub statements: Vec<Stated>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stated {
    /// `Every refusal names a clause.`
    pub says: &'static str,
    /// How many questions it took.
    pub asked: usize,
    /// Where it does not hold. Empty: it is proved.
    pub refuted: Vec<Refuted>,
}

/// A case in which a statement does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refuted {
    /// What it is about: an act, or a line of the rules.
    pub about: String,
    /// A request that shows it, with the judge's answer; nothing where it is that there is none.
    pub example: Option<String>,
}

impl Proved {
    /// Whether every statement holds.
    pub fn holds(&self) -> bool {
        self.statements.iter().all(|stated| stated.refuted.is_empty())
    }

    /// The statements as text.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}: what holds in every case, by {}\n\n", self.name, self.program);
        for stated in &self.statements {
            let word = if stated.refuted.is_empty() { "proved " } else { "refuted" };
            // Writing into a String cannot fail.
            let _ = writeln!(text, "  {word}  {}", stated.says);
            for Refuted { about, example } in &stated.refuted {
                let example =
                    example.as_deref().map_or_else(|| "in no case".to_owned(), |says| format!("for example: {says}"));
                let _ = writeln!(text, "           {about}: {example}");
            }
        }
        text
    }
}

/// Asks the solver about every statement.
///
/// # Errors
/// With a sentence, where there is no solver that works or it did not come to an end.
pub async fn prove(charter: Arc<Charter>, solver: &Solver) -> Result<Proved, NoProof> {
    let _turn = solver.turn().await;
    let (solver, here) = (solver.clone(), Handle::current());
    let proved = tokio::task::spawn_blocking(move || here.block_on(all(&charter, &solver)));
    proved.await.map_err(NoProof::broke)?
}

async fn all(charter: &Charter, solver: &Solver) -> Result<Proved, NoProof> {
    let ready = solver.ready().await?;
    let mut session = Session::open(&ready, solver.limit())?;
    let mut proved = Proved { name: charter.name().to_owned(), program: ready.named(), statements: Vec::new() };
    let told = async {
        for statement in Statements::about(charter)?.all() {
            proved.statements.push(told(&mut session, charter, statement).await?);
        }
        Ok::<(), NoProof>(())
    };
    tokio::time::timeout(solver.limit(), told).await.map_err(|_| NoProof::RanOut(solver.limit().as_secs()))??;
    Ok(proved)
}

async fn told(session: &mut Session, charter: &Charter, statement: Statement) -> Result<Stated, NoProof> {
    let (before, mut refuted) = (session.asked(), Vec::new());
    for (act, policy, about) in &statement.never_fail {
        if session.can_fail(act, policy).await? {
            refuted.push(Refuted { about: about.clone(), example: None });
        }
    }
    let (must_exist, must_hold): (Vec<&Claim>, Vec<&Claim>) = statement.claims.iter().partition(|claim| claim.exists);
    for claim in must_hold {
        refuted.extend(against(session, charter, claim).await?);
    }
    refuted.extend(missing(session, &must_exist).await?);
    Ok(Stated { says: statement.says, asked: session.asked() - before, refuted })
}

/// What speaks against a claim: a request, with the answer of the judge to it.
async fn against(session: &mut Session, charter: &Charter, claim: &Claim) -> Result<Option<Refuted>, NoProof> {
    let found = session.only_in(claim.act, &claim.one, &claim.other).await?;
    let Some(request) = found.and_then(|facts| Request::of(claim.act, facts)) else { return Ok(None) };
    let example = format!("{}, and the answer is: {}", request.told(charter), request.answer(charter).to_text());
    Ok(Some(Refuted { about: claim.about.clone(), example: Some(example) }))
}

/// What there should be a case of, under whichever act, and is none.
async fn missing(session: &mut Session, claims: &[&Claim]) -> Result<Vec<Refuted>, NoProof> {
    let mut there: BTreeMap<&str, bool> = BTreeMap::new();
    for claim in claims {
        let is_there = there.entry(&claim.about).or_default();
        *is_there = *is_there || session.only_in(claim.act, &claim.one, &claim.other).await?.is_some();
    }
    let missing = there.into_iter().filter(|(_, is_there)| !is_there);
    Ok(missing.map(|(about, _)| Refuted { about: about.to_owned(), example: None }).collect())
}

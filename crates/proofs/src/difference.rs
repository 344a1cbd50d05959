//! In what two versions of a charter differ: what their powers tables show, and with a solver what no row of them shows.

use crate::{
    NoProof, Solver,
    domain::{Domain, Who},
    policies::{Policies, Policy, all, forbidding},
    session::Session,
};
use cedar_policy::Effect;
use charter::{
    Charter, Request,
    difference::{ChangedAnswer, Difference, Turn},
    powers::{OUTSIDER, column},
    vocabulary::ACTS,
};
use std::{collections::BTreeSet, sync::Arc};
use tokio::runtime::Handle;

/// What `new` changes of `old`. Where no solver can be asked, it is what the powers tables show, and says why.
///
/// # Errors
/// Only where the work itself broke down; a solver that is missing, too old or too slow is no error.
pub async fn difference(old: Arc<Charter>, new: Arc<Charter>, solver: &Solver) -> Result<Difference, anyhow::Error> {
    let _turn = solver.turn().await;
    let (solver, here) = (solver.clone(), Handle::current());
    let compared = tokio::task::spawn_blocking(move || {
        let by_tables = Difference::between(&old, &new);
        match here.block_on(by_solver(&old, &new, &by_tables.answers, &solver)) {
            Ok((program, more)) => by_tables.and_by_solver(program, more),
            Err(why) => by_tables.without_solver(why.to_string()),
        }
    });
    Ok(compared.await?)
}

async fn by_solver(
    old: &Charter,
    new: &Charter,
    shown: &[ChangedAnswer],
    solver: &Solver,
) -> Result<(String, Vec<ChangedAnswer>), NoProof> {
    let ready = solver.ready().await?;
    let session = Session::open(&ready, solver.limit())?;
    let domain = Domain::of([old, new]);
    let mut comparison = Comparison { old, new, domain, session, shown: shown.to_vec(), found: Vec::new() };
    let compared = tokio::time::timeout(solver.limit(), comparison.every_act()).await;
    compared.map_err(|_| NoProof::RanOut(solver.limit().as_secs()))??;
    Ok((ready.named(), comparison.found))
}

/// A question about both versions: what only `one` of two sets of policies allows.
struct Asked {
    turn: Turn,
    one: String,
    other: String,
}

struct Comparison<'a> {
    old: &'a Charter,
    new: &'a Charter,
    domain: Domain<'a>,
    session: Session,
    /// What the tables show.
    shown: Vec<ChangedAnswer>,
    /// What they do not.
    found: Vec<ChangedAnswer>,
}

impl<'a> Comparison<'a> {
    async fn every_act(&mut self) -> Result<(), NoProof> {
        let (old, new) = (Policies::of(self.old)?, Policies::of(self.new)?);
        for entry in ACTS {
            self.act(entry.name, old.of_act(entry.name), new.of_act(entry.name)).await?;
        }
        Ok(())
    }

    /// What differs for anybody is looked for in each office, and where none of them shows it, in several at once.
    async fn act(&mut self, act: &'static str, old: &[Policy<'_>], new: &[Policy<'_>]) -> Result<(), NoProof> {
        let mut differs = Vec::new();
        for asked in questions(old, new) {
            if let Some(request) = self.ask(act, Who::Anybody, &asked).await? {
                differs.push((asked, request));
            }
        }
        for (asked, of_anybody) in differs {
            let mut is_shown = false;
            for (who, name) in self.everybody() {
                if self.is_shown(act, &name, asked.turn) {
                    is_shown = true;
                } else if let Some(request) = self.ask(act, who, &asked).await? {
                    is_shown |= self.keep(request, asked.turn)?;
                }
            }
            if !is_shown {
                self.keep(of_anybody, asked.turn)?;
            }
        }
        Ok(())
    }

    /// Whoever asks, with the name of their column: somebody outside, then each office that both versions know.
    fn everybody(&self) -> Vec<(Who<'a>, String)> {
        let holders = self.domain.offices().into_iter().map(|office| (Who::Holder(office), column(self.new, office)));
        [(Who::Outsider, column(self.new, OUTSIDER))].into_iter().chain(holders).collect()
    }

    async fn ask(&mut self, act: &str, who: Who<'_>, asked: &Asked) -> Result<Option<Request>, NoProof> {
        let one = format!("{}\n{}", asked.one, self.domain.outside(act, who));
        let facts = self.session.only_in(act, &one, &asked.other).await?;
        Ok(facts.and_then(|facts| Request::of(act, facts)))
    }

    fn is_shown(&self, act: &str, who: &str, turn: Turn) -> bool {
        let mut known = self.shown.iter().chain(&self.found);
        known.any(|answer| {
            let turned = turn == Turn::Otherwise || answer.turn() == Some(turn);
            answer.act == act && turned && answer.who.iter().any(|name| name == who)
        })
    }

    /// Keeps what the judges of both versions confirm.
    fn keep(&mut self, request: Request, turn: Turn) -> Result<bool, NoProof> {
        let told = request.told(self.new);
        match ChangedAnswer::to(request, self.old, self.new) {
            Some(answer) if answer.turn() == Some(turn) || turn == Turn::Otherwise => {
                self.found.push(answer);
                Ok(true)
            }
            _ if turn == Turn::Otherwise => Ok(false),
            _ => Err(NoProof::NotConfirmed(told)),
        }
    }
}

/// What is to be asked about one act: whether it opens, whether it shuts, and whether each clause speaks in the same cases.
fn questions(old: &[Policy], new: &[Policy]) -> Vec<Asked> {
    let mut asked = both_ways(&all(old), &all(new), [Turn::Opens, Turn::Shuts]);
    for voice in old.iter().chain(new).map(Voice::of).collect::<BTreeSet<_>>() {
        asked.extend(both_ways(&voice.in_these(old), &voice.in_these(new), [Turn::Otherwise; 2]));
    }
    asked
}

/// What only the later, and what only the earlier allows; nothing to ask where both are written alike.
fn both_ways(old: &str, new: &str, [opens, shuts]: [Turn; 2]) -> Vec<Asked> {
    if old == new {
        return Vec::new();
    }
    let asked = |turn, one: &str, other: &str| Asked { turn, one: one.to_owned(), other: other.to_owned() };
    vec![asked(opens, new, old), asked(shuts, old, new)]
}

/// What an answer tells of the policies that made it: clauses, and where they lead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Voice<'a> {
    forbids: bool,
    label: &'a str,
    goes_to: Option<&'a str>,
    matter: Option<&'a str>,
}

impl<'a> Voice<'a> {
    fn of(policy: &Policy<'a>) -> Self {
        let cited = &policy.governs.cited;
        let forbids = policy.effect == Effect::Forbid;
        // A yes names its clause and leads nowhere.
        let (goes_to, matter) =
            if forbids { (cited.goes_to.as_deref(), cited.matter.as_deref()) } else { (None, None) };
        Self { forbids, label: &cited.label, goes_to, matter }
    }

    /// Policies that allow exactly what an answer speaks with this voice about.
    fn in_these(self, policies: &[Policy<'_>]) -> String {
        let mine = policies.iter().filter(|policy| Voice::of(policy) == self).map(Policy::as_permit);
        let mine: Vec<String> = mine.collect();
        if self.forbids { mine.join("\n") } else { format!("{}\n{}", mine.join("\n"), forbidding(policies)) }
    }
}

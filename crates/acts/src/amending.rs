//! How a charter changes: a member proposes text and rules, whoever the charter names decides about exactly that draft, and
//! it is in force from the day that the answer says. The group's own vote on what another body decides is advice.

mod proposing;

pub use proposing::{Filled, LONGEST_REASON, NotADraft, last_adopted, propose};

use crate::{
    Declined, Installation,
    answers::{self, Asked, open_matters},
    opinions,
};
use basics::{AnswerId, GroupId, Moment, PersonId};
use charter::{
    Actor, Charter, Opinion,
    act::{AmendCharter, AmendGoals},
    difference::{Amendment, Difference},
};
use decisions::Effect;
use jiff::{civil::Date, tz::TimeZone};
use people::Elevated;
use std::sync::Arc;
use store::{Adopting, Changed, CharterDraft};

/// The act that a draft takes: the charter has a line of its own for the goals, or has none.
#[derive(Clone, Debug)]
pub enum Amending {
    /// Changing the charter.
    Charter(AmendCharter),
    /// Changing its goals.
    Goals(AmendGoals),
}

impl Amending {
    /// The act that this draft takes.
    pub async fn of(here: &Installation, group: GroupId, draft: &CharterDraft) -> Result<Self, Declined> {
        let base = here.store.charter_of_digest(group, draft.base).await?;
        let amendment = Amendment::between(&base, &*draft.charter()?);
        let (id, content) = (draft.id, draft.digest);
        let act = amendment.act(&base).map_err(Declined::rule)?;
        let is_of_goals = act == <AmendGoals as charter::Act>::NAME;
        Ok(if is_of_goals {
            Self::Goals(AmendGoals { draft: id, content })
        } else {
            Self::Charter(AmendCharter { draft: id, content })
        })
    }

    /// What the judge says to it by this person.
    pub async fn opinion(&self, here: &Installation, group: GroupId, who: PersonId) -> Result<Opinion, Declined> {
        match self {
            Self::Charter(act) => opinions::may(here, group, who, act).await,
            Self::Goals(act) => opinions::may(here, group, who, act).await,
        }
    }

    fn effect(&self) -> Effect {
        match self {
            Self::Charter(AmendCharter { draft, content }) => {
                Effect::PutCharterInForce { draft: *draft, content: *content }
            }
            Self::Goals(AmendGoals { draft, content }) => Effect::PutGoalsInForce { draft: *draft, content: *content },
        }
    }
}

/// What one version changes of another: by the solver of this installation where it has one, and by the powers tables.
pub async fn difference(
    here: &Installation,
    old: Arc<Charter>,
    new: Arc<Charter>,
) -> Result<Difference, anyhow::Error> {
    proofs::difference(old, new, &here.solver).await
}

/// Puts a draft to whoever decides about it.
pub async fn ask(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    draft: &CharterDraft,
) -> Result<AnswerId, Declined> {
    let amending = Amending::of(here, group, draft).await?;
    let opinion = amending.opinion(here, group, who.person()).await?;
    let matters = open_matters(&opinion);
    let Some(cited) = matters.first() else {
        return Err(match opinion {
            Opinion::No(grounds) => Declined::ByCharter(Box::new(grounds)),
            Opinion::May { .. } => Declined::rule("nobody has to be asked about this any more"),
        });
    };
    let text = asks(draft, "Shall this draft of the charter be in force?");
    let asked = Asked { about: draft.object(), cited, text: &text, effect: Some(amending.effect()) };
    answers::put(here, group, who, asked).await
}

/// Puts a draft to the group for its advice, which changes nothing.
pub async fn ask_for_advice(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    draft: &CharterDraft,
) -> Result<AnswerId, Declined> {
    let charter = here.store.charter(group).await?;
    let cited = charter.advice().ok_or_else(|| Declined::rule("the charter has no rule by which the group advises"))?;
    let text =
        asks(draft, "Does the group agree with this draft of the charter? Its answer is advice and changes nothing.");
    answers::put(here, group, who, Asked { about: draft.object(), cited: &cited, text: &text, effect: None }).await
}

fn asks(draft: &CharterDraft, question: &str) -> String {
    format!("{question}\n\nDraft {}: {}", draft.place, draft.reason)
}

/// The instant from which an answer lets something be in force: the first of that day in the zone of the charter; none
/// where no day is named.
///
/// # Errors
/// At the field `from`, when it is no day.
pub(crate) fn in_force_from(charter: &Charter, day: &str) -> Result<Option<Moment>, Declined> {
    if day.trim().is_empty() {
        return Ok(None);
    }
    let sentence = || format!("{day:?} is not a day. Write it as year, month and day, such as 2026-11-20.");
    let date: Date = day.trim().parse().map_err(|_| Declined::field("from", sentence()))?;
    let zone = TimeZone::get(charter.zone()).map_err(anyhow::Error::from)?;
    let start = date.to_zoned(zone).map_err(|_| Declined::field("from", sentence()))?;
    Ok(Some(Moment::new(start.timestamp())))
}

/// Puts in force what bodies agreed to and somebody recorded. What the charter forbids by now, or what can no longer be
/// done, is held: the draft says so.
///
/// # Errors
/// When the store fails; it is tried again then.
pub(crate) async fn adopt_what_was_answered(here: &Installation) -> Result<(), anyhow::Error> {
    for adopting in here.store.bookkeeping().charters_to_adopt().await? {
        let Adopting { group, answer, effect, from } = adopting;
        let (Effect::PutCharterInForce { draft, .. } | Effect::PutGoalsInForce { draft, .. }) = effect else {
            continue;
        };
        let done = match adopted(here, group, &effect, answer, from).await {
            Ok(changed) => changed.commit().await.map(drop),
            Err(declined) => Err(declined),
        };
        match done {
            Ok(()) => {}
            Err(Declined::Trouble(error)) => return Err(error),
            Err(declined) => here.store.bookkeeping().charter_draft_is_held(draft, &declined.to_string()).await?,
        }
    }
    Ok(())
}

/// A draft that is adopted by this answer, as the charter itself does it.
pub(crate) async fn adopted(
    here: &Installation,
    group: GroupId,
    effect: &Effect,
    answer: AnswerId,
    from: Option<Moment>,
) -> Result<Changed, Declined> {
    let by = Actor::Charter;
    match effect {
        Effect::PutCharterInForce { draft, content } => {
            let act = AmendCharter { draft: *draft, content: *content };
            here.store.begin(group, by, act).await?.keep(answer, from).await
        }
        Effect::PutGoalsInForce { draft, content } => {
            let act = AmendGoals { draft: *draft, content: *content };
            here.store.begin(group, by, act).await?.keep(answer, from).await
        }
        _ => Err(Declined::rule("no version of a charter follows from this answer")),
    }
}

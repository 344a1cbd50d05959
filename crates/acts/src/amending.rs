//! How a charter changes: a member proposes text and rules, whoever the charter names decides about exactly that draft, and
//! it is in force from the day that the answer says. The group's own vote on what another body decides is advice.

use crate::{
    Declined, Installation,
    answers::{self, Asked, open_matters},
    opinions,
    setup::LONGEST,
};
use basics::{AnswerId, CharterDraftId, Digest, GroupId, Moment, PersonId};
use charter::{
    Actor, Charter, Opinion, Problems,
    act::{AmendCharter, AmendGoals},
    check,
    difference::{Amendment, ChangedPart, Weight},
    sentences,
};
use decisions::Effect;
use jiff::{civil::Date, tz::TimeZone};
use people::Elevated;
use std::sync::Arc;
use store::{Adopting, Changed, CharterDraft, NewDraft};

/// The longest reason of a draft, in characters.
pub const LONGEST_REASON: usize = 4_000;

/// A draft as it is filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// The rules.
    pub rules: String,
    /// Why.
    pub reason: String,
    /// Whether its writer calls it minor.
    pub is_minor: bool,
}

/// Why a draft is not kept.
#[derive(Debug)]
pub enum NotADraft {
    /// Text and rules do not make a charter: every problem, with its line.
    Problems(Problems),
    /// Something else.
    Declined(Declined),
}

impl<E: Into<Declined>> From<E> for NotADraft {
    fn from(error: E) -> Self {
        Self::Declined(error.into())
    }
}

/// Keeps a draft, once it makes a charter and says something else than the version that was adopted last. Where the digest
/// of the text stands in its rules is filled in: it is computed, not decided.
pub async fn propose(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    filled: &Filled,
) -> Result<CharterDraftId, NotADraft> {
    if !here.store.standing(group, who).await?.is_member() {
        return Err(Declined::NotFound("charter").into());
    }
    fits(filled)?;
    let text = lines(&filled.text);
    let rules = with_digest(&lines(&filled.rules), Digest::of(text.as_bytes()));
    let base = last_adopted(here, group).await?;
    let charter = {
        let (rules, text) = (rules.clone(), text.clone());
        tokio::task::spawn_blocking(move || loaded(&rules, &text)).await.map_err(anyhow::Error::from)?
    };
    let charter = charter.map_err(NotADraft::Problems)?;
    may_be_proposed(&base, &charter, filled.is_minor)?;
    let draft = NewDraft {
        base: base.version(),
        text: &text,
        rules: &rules,
        reason: filled.reason.trim(),
        is_minor: filled.is_minor,
    };
    Ok(here.store.bookkeeping().keep_charter_draft(group, who, &draft).await?)
}

/// The version that was adopted last, in force or not yet: what a draft is written from.
pub async fn last_adopted(here: &Installation, group: GroupId) -> Result<Arc<Charter>, Declined> {
    let versions = here.store.charter_versions(group).await?;
    let newest = versions.first().ok_or(Declined::NotFound("charter"))?;
    Ok(here.store.charter_of_digest(group, newest.digest).await?)
}

fn fits(filled: &Filled) -> Result<(), Declined> {
    for (field, words) in [("text", &filled.text), ("rules", &filled.rules)] {
        if words.len() > LONGEST {
            let sentence = format!("It has {} bytes, and at most {LONGEST} are kept.", words.len());
            return Err(Declined::field(field, sentence));
        }
    }
    let length = filled.reason.chars().count();
    if length > LONGEST_REASON {
        let sentence = format!("The reason has {length} characters, and at most {LONGEST_REASON} are kept.");
        return Err(Declined::field("reason", sentence));
    }
    if basics::text::is_blank(&filled.reason) {
        return Err(Declined::field(
            "reason",
            "Say in a sentence what changes and why: whoever decides reads it first.",
        ));
    }
    Ok(())
}

/// A form sends each line with a carriage return, which the text did not have.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The rules with this digest of the text, on the line where the first one stood.
fn with_digest(rules: &str, digest: Digest) -> String {
    let mut is_set = false;
    let set = |line: &str| {
        let is_it =
            !is_set && line.trim_start().strip_prefix("sha256").is_some_and(|rest| rest.trim_start().starts_with('='));
        is_set |= is_it;
        if is_it { format!("sha256 = \"{digest}\"\n") } else { line.to_owned() }
    };
    rules.split_inclusive('\n').map(set).collect()
}

fn loaded(rules: &str, text: &str) -> Result<Charter, Problems> {
    let charter = Charter::load("rules", rules, text.as_bytes())?;
    check::keeps_its_minima(&charter)?;
    Ok(charter)
}

fn may_be_proposed(base: &Charter, charter: &Charter, is_minor: bool) -> Result<(), Declined> {
    let amendment = Amendment::between(base, charter);
    if amendment.is_empty() {
        return Err(Declined::field("text", "Nothing changes: text and rules say what the last version says."));
    }
    amendment.act(base).map_err(|together| Declined::field("rules", in_a_sentence(&together.to_string())))?;
    if is_minor && amendment.weight == Weight::Substantive {
        return Err(Declined::field("minor", not_minor(base, &amendment)));
    }
    Ok(())
}

fn in_a_sentence(words: &str) -> String {
    format!("{}.", sentences::capital(words))
}

/// Why a change is not minor: the parts that make it more, and who decides about them.
fn not_minor(base: &Charter, amendment: &Amendment) -> String {
    let part = |part: &ChangedPart| format!("{} ({})", part.name, part.what.join(", "));
    let parts: Vec<String> = amendment.substantive().map(part).collect();
    let by = base.rules().amendment.as_ref().map(|amendment| amendment.substantive_by.as_str());
    let who = by.map_or_else(|| "whoever the charter names".to_owned(), |body| base.the_body(body));
    format!(
        "This is no minor change: it changes {}, which {who} decides about. Nothing was kept. Take that out, or propose it \
         as a change of substance.",
        sentences::listed(&parts, "and")
    )
}

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

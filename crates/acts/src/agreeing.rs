//! What the group agrees on by itself: questions of its own, consensus that somebody declares. And its decisions, taken to the
//! body that may set them aside.

use crate::{
    Declined, Installation,
    answers::{self, open_matters},
    lengths::fits,
    opinions,
    votes::{LONGEST_PROPOSAL, says_something},
};
use basics::{AnswerId, DecisionId, GroupId, PersonId};
use charter::{
    Act as _, Actor, Charter, Cited, GROUP, Object,
    act::{AskBody, DeclareConsensus, OverrideDecision},
};
use decisions::{Declared, NotDeclared};
use people::Elevated;
use store::{DecisionRow, FREE, SentForm};

/// The rule by which members put questions of their own to the group; none where the charter does not know them.
pub fn own_question(charter: &Charter) -> Option<Cited> {
    charter.own_matter(FREE).filter(|cited| cited.goes_to.as_deref() == Some(GROUP))
}

/// Puts a question of one's own to the group. It is about nothing but itself, so that its answer unlocks nothing.
///
/// # Errors
/// When it says nothing, or too much, and where the charter does not know such questions.
pub async fn ask_the_group(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    text: &str,
    form: &SentForm,
) -> Result<AnswerId, Declined> {
    if basics::text::is_blank(text) {
        return Err(Declined::field("question", "Say what the group is to decide."));
    }
    fits("question", "The question", text, LONGEST_PROPOSAL)?;
    let charter = here.store.charter(group).await?;
    let cited = own_question(&charter)
        .ok_or_else(|| Declined::rule("the charter knows no questions beside those that its rules put to the group"))?;
    let answer = AnswerId::from(form.id.uuid());
    let act = AskBody { answer, matter: FREE.to_owned(), about: Object::new(FREE, answer) };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep_once(&cited, text.trim(), form).await?.commit().await?;
    Ok(answer)
}

/// Puts a question of the group's own once more, about the same as a decision that was taken.
///
/// # Errors
/// When it is no question of the group's own, or waits for an answer already.
pub async fn ask_anew(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    row: &DecisionRow,
) -> Result<AnswerId, Declined> {
    let question = &row.question.question;
    if !question.is_free() {
        return Err(Declined::rule("this is about a thing; ask for it on the page of that thing"));
    }
    let charter = here.store.charter(group).await?;
    let cited = own_question(&charter)
        .ok_or_else(|| Declined::rule("the charter knows no questions beside those that its rules put to the group"))?;
    answers::ask(here, group, who, question.about.clone(), &cited, &question.text).await
}

/// The longest reason for which a decision is taken to the parent body or set aside, in characters.
const LONGEST_REASON: usize = 4_000;

/// Takes a decision to the body that may set it aside, for a reason.
///
/// # Errors
/// Without a reason, or where the charter leaves nobody to be asked.
pub async fn take_to_parent(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
    reason: &str,
) -> Result<AnswerId, Declined> {
    let reason = said(reason)?;
    let act = OverrideDecision { decision };
    let opinion = opinions::may(here, group, who.person(), &act).await?;
    let Some(cited) = open_matters(&opinion).first().copied().cloned() else {
        return Err(Declined::rule("the charter names no body that could set this decision aside"));
    };
    answers::ask(here, group, who, act.object(), &cited, reason).await
}

/// Sets a decision aside, once the body that may do so has decided that.
///
/// # Errors
/// Without a reason, and before that body's answer stands in the record with its evidence.
pub async fn set_aside(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
    reason: &str,
) -> Result<(), Declined> {
    let reason = said(reason)?;
    let judged = here.store.begin(group, Actor::Person(who.person()), OverrideDecision { decision }).await?;
    judged.keep(reason).await?.commit().await?;
    Ok(())
}

fn said(reason: &str) -> Result<&str, Declined> {
    if basics::text::is_blank(reason) {
        return Err(Declined::field("reason", "Say why: whoever decides about it reads that."));
    }
    fits("reason", "The reason", reason, LONGEST_REASON)?;
    Ok(reason.trim())
}

/// Declares that the group agrees on a question. It takes effect by itself once nobody called a vote for as long as the charter
/// says.
///
/// # Errors
/// When nothing is agreed, nobody else took part or nobody could look at it, and for whatever stands in the way of a vote.
pub async fn declare(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    question: AnswerId,
    agreed: &str,
    (participants, note): (&[PersonId], &str),
) -> Result<DecisionId, Declined> {
    says_something(agreed)?;
    let members = here.store.members(group).await?;
    let belongs = |person: &PersonId| members.iter().any(|member| member.person == *person && member.left.is_none());
    if !participants.iter().all(belongs) {
        return Err(Declined::field("participants", "Only members of the group agree on something here."));
    }
    let declared = Declared::among(who.person(), participants.iter().copied(), note).map_err(|wrong| {
        let field = if wrong == NotDeclared::Alone { "participants" } else { "note" };
        Declined::field(field, charter::sentences::capital(&format!("{wrong}.")))
    })?;
    let decision = DecisionId::mint(here.store.now());
    let act = DeclareConsensus { decision, question };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(agreed.trim(), &declared).await?.commit().await?;
    Ok(decision)
}

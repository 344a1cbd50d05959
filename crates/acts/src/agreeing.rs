//! What the group agrees on without a body elsewhere: questions of its own, and consensus that somebody declares.

use crate::{
    Declined, Installation,
    votes::{LONGEST_PROPOSAL, says_something},
};
use basics::{AnswerId, DecisionId, GroupId, PersonId};
use charter::{
    Actor, Charter, Cited, Object,
    act::{AskBody, DeclareConsensus},
};
use decisions::{Declared, NotDeclared};
use people::Elevated;
use store::FREE;

/// The rule by which members put questions of their own to the group; none where the charter does not know them.
pub fn own_question(charter: &Charter) -> Option<Cited> {
    charter.own_matter(FREE).filter(|cited| cited.goes_to.as_deref() == Some("group"))
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
) -> Result<AnswerId, Declined> {
    if basics::text::is_blank(text) {
        return Err(Declined::field("question", "Say what the group is to decide."));
    }
    let length = text.chars().count();
    if length > LONGEST_PROPOSAL {
        let sentence = format!("The question has {length} characters, and at most {LONGEST_PROPOSAL} are kept.");
        return Err(Declined::field("question", sentence));
    }
    let charter = here.store.charter(group).await?;
    let cited = own_question(&charter)
        .ok_or_else(|| Declined::rule("the charter knows no questions beside those that its rules put to the group"))?;
    let answer = AnswerId::mint(here.store.now());
    let act = AskBody { answer, matter: FREE.to_owned(), about: Object::new(FREE, answer) };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(&cited, text.trim(), None).await?.commit().await?;
    Ok(answer)
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

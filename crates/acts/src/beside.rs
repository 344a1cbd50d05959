//! What members do beside casting ballots: say that they are present, answer an objection, decide a tie.

use crate::{
    Declined, Installation,
    lengths::fits,
    votes::{LONGEST_REASON, serves},
};
use basics::{DecisionId, GroupId, PersonId};
use charter::{
    Actor,
    act::{AnswerObjection, GiveCastingVote, RecordPresence},
};
use people::Elevated;

/// Says that one is present at a vote, or took part in a consensus in which one was named. Nobody says it for anybody else.
pub async fn is_present(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), RecordPresence { decision }).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}

/// Answers somebody's objection to what one proposed.
pub async fn answer_objection(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    (decision, of): (DecisionId, PersonId),
    words: &str,
) -> Result<(), Declined> {
    fits("answer", "The answer", words, LONGEST_REASON)?;
    if basics::text::is_blank(words) {
        return Err(Declined::field(
            "answer",
            "Say what you answer: the objection is met by words, or by a changed text.",
        ));
    }
    let act = AnswerObjection { decision, of };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(words.trim()).await?.commit().await?;
    Ok(())
}

/// Decides a tie: `yes` or `no`.
///
/// # Errors
/// At the field `casting` for any other word, and for whoever has no casting vote now.
pub async fn give_casting_vote(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
    choice: &str,
) -> Result<(), Declined> {
    let yes = match choice {
        "yes" => true,
        "no" => false,
        _ => return Err(Declined::field("casting", "Choose yes or no before you give the casting vote.")),
    };
    let serves = serves(here, group).await?;
    let judged = here.store.begin(group, Actor::Person(who.person()), GiveCastingVote { decision }).await?;
    judged.keep(yes, serves).await?.commit().await?;
    Ok(())
}

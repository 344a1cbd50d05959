//! What waits in a group, and for whom: one list, which Home draws and letters tell. Whether it waits for *this* person is asked
//! of the judge.

use crate::{
    Installation,
    expiring::{self, Ending},
    meetings::papers::of_those_who_left,
    opinions,
    unanswered::{WaitsFor, waits_for},
};
use basics::{ChannelId, DecisionId, GroupId, PersonId};
use channels::Channel;
use charter::{
    Opinion,
    act::{CallVote, ConnectChannel, RecordAnswer, SecondVote, TickErrand},
};
use decisions::{Effect, Stage};
use membership::enough_vote;
use std::collections::BTreeSet;
use store::{ActionRow, AnswerRow, AnyAct, DecisionRow, Errand, Part, PostNotice, PostNoticeKind, ServerTrouble};

/// What waits, as one person sees it.
pub struct Waiting {
    /// Decisions that go on and in which they have a part, with what each asks of them.
    pub decisions: Vec<(DecisionRow, Asked)>,
    /// Questions without an answer that are not voted on now.
    pub questions: Vec<Open>,
    /// Answers that are about to serve no more, or have just ended.
    pub endings: Vec<Ending>,
    /// Errands that they may tick, with why.
    pub errands: Vec<(Errand, Opinion)>,
    /// What the charter asks of whoever took part in too few votes of a year.
    pub duty: Option<Part>,
    /// What members took upon themselves who left since, to be handed on by this person.
    pub left_behind: Vec<ActionRow>,
    /// What was found about posts that wait to leave, with whether it is this person who is told.
    pub about_posts: Vec<(PostNotice, bool)>,
    /// The servers of its accounts that do not answer and are left alone for a while.
    pub silent: Vec<Silent>,
}

/// A server that does not answer.
pub struct Silent {
    /// What is known of it.
    pub trouble: ServerTrouble,
    /// The channels of the group on it: what is due there waits.
    pub channels: Vec<Channel>,
    /// Whether this person may connect accounts there, so that it is told to them.
    pub mine: bool,
}

/// A question without an answer.
pub struct Open {
    /// The question.
    pub row: AnswerRow,
    /// What it waits for.
    pub waits: WaitsFor,
    /// Whether this person may do that.
    pub mine: bool,
    /// How many votes on it are over and answered nothing.
    pub votes: usize,
}

/// What a decision asks of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A second.
    Second,
    /// Their ballot.
    Ballot,
    /// To say that they took part, as somebody who declared consensus says.
    Confirmation,
    /// To look whether they agree, for as long as a vote can be called instead.
    Look,
    /// The casting vote.
    CastingVote,
    /// Nothing: it goes on without them.
    Nothing,
}

/// What a decision that goes on asks of somebody; none where they have no part in it.
async fn asked_of(
    here: &Installation,
    group: GroupId,
    row: &DecisionRow,
    person: PersonId,
) -> Result<Option<Asked>, anyhow::Error> {
    let is_sponsor = row.course.sponsor == person;
    Ok(match (row.course.at(here.store.now()), &row.roll) {
        (Stage::AwaitsSecond { .. }, _) if is_sponsor => Some(Asked::Nothing),
        (Stage::AwaitsSecond { .. }, _) => Some(Asked::Second),
        (Stage::Open { .. }, Some(roll)) if roll.admits(person).is_ok() => {
            let has_voted = roll.voters().any(|(voter, how)| voter == person && how.has_voted);
            Some(if has_voted { Asked::Nothing } else { Asked::Ballot })
        }
        // What another body votes on is with it, for everybody else.
        (Stage::Open { .. }, _) if !row.is_of_the_group() => Some(Asked::Nothing),
        (Stage::Declared { .. }, _) => Some(match &row.declared {
            Some(declared) if declared.is_confirmed_by(person) => Asked::Nothing,
            Some(declared) if declared.participants().contains(&person) => Asked::Confirmation,
            _ => Asked::Look,
        }),
        (Stage::Tied { .. }, _) if has_the_casting_vote(here, group, row, person).await? => Some(Asked::CastingVote),
        (Stage::Tied { .. }, _) => Some(Asked::Nothing),
        _ => None,
    })
}

/// Whether somebody holds the office that decides a tie of this vote, and has a part in the matter.
pub async fn has_the_casting_vote(
    here: &Installation,
    group: GroupId,
    row: &DecisionRow,
    person: PersonId,
) -> Result<bool, anyhow::Error> {
    let charter = here.store.charter_of_digest(group, row.charter).await?;
    let casting = charter.rules().decision.get(&row.rule).and_then(|rule| rule.casting_vote.as_ref());
    let Some(casting) = casting.filter(|_| !row.is_about(person) && !row.stays_out(person)) else { return Ok(false) };
    if here.store.recusals(row).await?.iter().any(|(out, _)| *out == person) {
        return Ok(false);
    }
    Ok(here.store.standing(group, person).await?.offices.contains(&casting.office))
}

/// Everything of this kind that waits in a group.
pub async fn of(here: &Installation, group: GroupId, person: PersonId) -> Result<Waiting, anyhow::Error> {
    let votes = here.store.decisions(group).await?;
    let questions = questions(here, group, person, &votes).await?;
    let mut decisions = Vec::new();
    for row in votes.into_iter().filter(DecisionRow::goes_on) {
        if let Some(asked) = asked_of(here, group, &row, person).await? {
            decisions.push((row, asked));
        }
    }
    Ok(Waiting {
        decisions: without_a_second_they_may_not_give(here, group, person, decisions).await?,
        questions,
        endings: expiring::told_to(here, group, person).await?,
        errands: errands(here, group, person).await?,
        duty: here.store.duty_request(group, person).await?,
        left_behind: of_those_who_left(here, group, person).await?,
        about_posts: about_posts(here, group, person).await?,
        silent: silent(here, group, person).await?,
    })
}

/// A second is asked of whoever may give one: the judge says who.
async fn without_a_second_they_may_not_give(
    here: &Installation,
    group: GroupId,
    person: PersonId,
    decisions: Vec<(DecisionRow, Asked)>,
) -> Result<Vec<(DecisionRow, Asked)>, anyhow::Error> {
    let second = |(row, _): &(DecisionRow, Asked)| Box::new(SecondVote { decision: row.id }) as Box<dyn AnyAct>;
    let acts: Vec<Box<dyn AnyAct>> =
        decisions.iter().filter(|(_, asked)| *asked == Asked::Second).map(second).collect();
    let mut opinions = opinions::each(here, group, person, &acts).await?.into_iter();
    let mut may = || opinions.next().flatten().is_some_and(|opinion| opinion.may());
    Ok(decisions.into_iter().filter(|(_, asked)| *asked != Asked::Second || may()).collect())
}

/// A question that is voted on is answered by its vote, and one about removing somebody who is gone asks nothing any more.
async fn questions(
    here: &Installation,
    group: GroupId,
    person: PersonId,
    votes: &[DecisionRow],
) -> Result<Vec<Open>, anyhow::Error> {
    let (charter, roster, now) = (here.store.charter(group).await?, here.store.roster(group).await?, here.store.now());
    let mut rows = here.store.questions(group).await?;
    rows.retain(|row| match &row.question.effect {
        Some(Effect::RemoveMember { person, .. }) => roster.standing(*person, now).is_member(),
        _ => true,
    });
    let open = rows.into_iter().filter_map(|row| {
        let waits = waits_for(&charter, &row, votes, (person, now))?;
        let votes = votes.iter().filter(|vote| vote.question.id == row.id).count();
        Some(Open { row, waits, mine: false, votes })
    });
    let mut open: Vec<Open> = open.collect();
    if open.iter().any(|open| open.waits == WaitsFor::Vote)
        && enough_vote(&charter, &roster.under(&charter)?, now).is_err()
    {
        // No vote opens while too few have one: nobody is asked to call it.
        open.iter_mut().filter(|open| open.waits == WaitsFor::Vote).for_each(|open| open.waits = WaitsFor::Others);
    }
    let acts: Vec<Box<dyn AnyAct>> = open.iter().map(|open| act(here, open)).collect();
    for (open, opinion) in open.iter_mut().zip(opinions::each(here, group, person, &acts).await?) {
        open.mine = open.waits != WaitsFor::Others && opinion.is_some_and(|opinion| opinion.may());
    }
    Ok(open)
}

/// What would be done about a question by whoever it waits for.
fn act(here: &Installation, open: &Open) -> Box<dyn AnyAct> {
    match open.waits {
        WaitsFor::Recorder | WaitsFor::Others => Box::new(RecordAnswer { answer: open.row.id }),
        WaitsFor::Vote => Box::new(CallVote { decision: DecisionId::mint(here.store.now()), question: open.row.id }),
    }
}

async fn errands(
    here: &Installation,
    group: GroupId,
    person: PersonId,
) -> Result<Vec<(Errand, Opinion)>, anyhow::Error> {
    let mut open = here.store.errands(group).await?;
    open.retain(|errand| errand.done.is_none());
    let acts: Vec<Box<dyn AnyAct>> = open.iter().map(|row| Box::new(TickErrand { errand: row.id }) as _).collect();
    let opinions = opinions::each(here, group, person, &acts).await?.into_iter();
    let may = open.into_iter().zip(opinions).filter_map(|(row, opinion)| Some((row, opinion.filter(Opinion::may)?)));
    Ok(may.collect())
}

/// What was found about a post is told to whoever wrote it and whoever planned it; what stands in its way also to those
/// who may connect its accounts, so that it does not hang on one person.
async fn about_posts(
    here: &Installation,
    group: GroupId,
    person: PersonId,
) -> Result<Vec<(PostNotice, bool)>, anyhow::Error> {
    let mut notices = here.store.post_notices(group).await?;
    notices.retain(|notice| notice.kind != PostNoticeKind::NotLookedAt);
    let in_the_way = notices.iter().filter(|notice| notice.kind == PostNoticeKind::InTheWay);
    let channels: BTreeSet<ChannelId> = in_the_way.flat_map(|notice| notice.channels.iter().copied()).collect();
    let acts: Vec<Box<dyn AnyAct>> =
        channels.iter().map(|channel| Box::new(ConnectChannel { channel: *channel }) as _).collect();
    let opinions = opinions::each(here, group, person, &acts).await?;
    let may = channels.into_iter().zip(opinions).filter(|(_, opinion)| opinion.as_ref().is_some_and(Opinion::may));
    let mine: BTreeSet<ChannelId> = may.map(|(channel, _)| channel).collect();
    let told = notices.into_iter().map(|notice| {
        let own = notice.author == person || notice.planners.contains(&person);
        let told = own || (notice.kind == PostNoticeKind::InTheWay && !notice.channels.is_disjoint(&mine));
        (notice, told)
    });
    Ok(told.collect())
}

/// The servers that are left alone and that accounts of the group live on.
async fn silent(here: &Installation, group: GroupId, person: PersonId) -> Result<Vec<Silent>, anyhow::Error> {
    let left_alone = here.store.servers_left_alone().await?;
    if left_alone.is_empty() {
        return Ok(Vec::new());
    }
    let register = here.store.channels(group).await?;
    let mut found = Vec::new();
    for trouble in left_alone {
        let there = register.iter().filter(|row| row.base_url.as_deref() == Some(trouble.server.as_str()));
        let channels: Vec<Channel> = there.map(|row| row.channel.clone()).collect();
        let acts: Vec<Box<dyn AnyAct>> =
            channels.iter().map(|channel| Box::new(ConnectChannel { channel: channel.id }) as _).collect();
        let opinions = opinions::each(here, group, person, &acts).await?;
        let mine = opinions.iter().flatten().any(Opinion::may);
        if !channels.is_empty() {
            found.push(Silent { trouble, channels, mine });
        }
    }
    Ok(found)
}

//! The group's chat is told what is new. Each entry of the log is told once: it is noted before it leaves, taken back where
//! certainly nothing arrived, and not sent again where that is unknown. Nothing is told that is private: nothing about
//! persons, nothing of a secret vote, no count and no text.

use crate::{Installation, chat::ChatKind, needs::line};
use charter::{
    Act as _,
    act::{AskBody, CallVote, CloseVote, RecordAnswer, SecondVote},
    rules::Secrecy,
    sentences::capital,
};
use decisions::Outcome;
use egress::{Ask, Sent};
use jiff::SignedDuration;
use store::{AnswerRow, ChatHook, DecisionRow, Group, LogFilter, LogLine};

/// What is older is not told any more: a chat that was away for long is not flooded.
const NEWS: SignedDuration = SignedDuration::from_hours(24);
/// Entries that are looked at in one go.
const MOST: u64 = 1_000;
/// What is talked about in front of everybody in the chat. What is about persons is not.
const OPEN: [&str; 5] = ["post", "channel", "house_rule", "group", "decision"];

/// Tells what is new. Gives the number of messages that were taken.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut told = 0;
    for hook in here.store.bookkeeping().chats().await? {
        told += tell(here, &hook).await?;
    }
    Ok(told)
}

async fn tell(here: &Installation, hook: &ChatHook) -> Result<usize, anyhow::Error> {
    let (Some(kind), Some(group)) = (ChatKind::of(&hook.kind), here.store.group(hook.group).await?) else {
        return Ok(0);
    };
    let filter = LogFilter { since: Some(hook.until), refused: Some(false), ..LogFilter::default() };
    let mut entries = here.store.log_page(hook.group, &filter, 0, MOST).await?;
    entries.reverse();
    let (books, mut told, mut trouble) = (here.store.bookkeeping(), 0, None);
    let fresh = here.store.now().plus(-NEWS);
    for entry in entries.iter().filter(|entry| entry.at >= fresh) {
        let Some(text) = news(here, &group, entry).await? else { continue };
        if !books.chat_leaves(hook.group, entry.id).await? {
            continue;
        }
        match send(here, hook, kind, &text).await {
            Ok(()) => told += 1,
            Err(NotTold { why, again: true }) => {
                books.chat_stays(hook.group, entry.id).await?;
                books.chat_is_at(hook.group, entry.at, Some(&why)).await?;
                return Ok(told);
            }
            Err(NotTold { why, again: false }) => trouble = Some(why),
        }
    }
    if let Some(last) = entries.last().filter(|last| last.at > hook.until || told > 0 || trouble.is_some()) {
        books.chat_is_at(hook.group, last.at, trouble.as_deref()).await?;
    }
    Ok(told)
}

/// Why a message was not taken, and whether it may be sent again.
struct NotTold {
    why: String,
    again: bool,
}

async fn send(here: &Installation, hook: &ChatHook, kind: ChatKind, text: &str) -> Result<(), NotTold> {
    let url = here.egress.url(&hook.address).map_err(|no| NotTold { why: no.to_string(), again: true })?;
    match here.egress.write(Ask::post(url).json(&kind.message(text))).await {
        Ok(answer) if answer.is_success() => Ok(()),
        Ok(answer) => {
            Err(NotTold { why: format!("{} answered with status {}", kind.name(), answer.status), again: true })
        }
        Err(failure) => Err(NotTold { why: failure.to_string(), again: failure.sent() == Sent::NotSent }),
    }
}

/// An entry as the chat is told it; nothing for what the chat is not told.
async fn news(here: &Installation, group: &Group, entry: &LogLine) -> Result<Option<String>, anyhow::Error> {
    let Some(record) = &entry.record else { return Ok(None) };
    let object = &record.question.object;
    let what = match entry.act.as_str() {
        AskBody::NAME => {
            let questions = here.store.questions(group.id).await?;
            let asked = questions.iter().find(|row| row.question.about == *object && row.asked.1 <= entry.at);
            match asked.filter(|row| is_open(row)) {
                Some(row) => Some(asked_words(here, group, row).await?),
                None => None,
            }
        }
        RecordAnswer::NAME => {
            let questions = here.store.questions(group.id).await?;
            let row = questions.iter().find(|row| row.id.to_string() == object.id).filter(|row| is_open(row));
            match row {
                Some(row) => {
                    let charter = here.store.charter(group.id).await?;
                    let body = capital(&charter.the_body(&row.question.body));
                    Some((format!("{body} answered: {}", line(row)), format!("requests/{}", row.id)))
                }
                None => None,
            }
        }
        CallVote::NAME | SecondVote::NAME | CloseVote::NAME => vote(here, group, entry, &object.id).await?,
        _ => None,
    };
    Ok(what.map(|(words, page)| format!("{}: {words}\n{}/g/{}/{page}", group.name, here.public_url, group.slug)))
}

fn is_open(row: &AnswerRow) -> bool {
    OPEN.contains(&row.question.about.kind.as_str())
}

async fn asked_words(here: &Installation, group: &Group, row: &AnswerRow) -> Result<(String, String), anyhow::Error> {
    let body = here.store.charter(group.id).await?.the_body(&row.question.body);
    Ok((format!("a question for {body}: {}", line(row)), format!("requests/{}", row.id)))
}

/// A vote that was called, opened or closed: what it is about, never what it came to in numbers.
async fn vote(
    here: &Installation,
    group: &Group,
    entry: &LogLine,
    id: &str,
) -> Result<Option<(String, String)>, anyhow::Error> {
    let decisions = here.store.decisions(group.id).await?;
    let row = decisions.iter().find(|row| row.id.to_string() == id || row.question.id.to_string() == id);
    let Some(row) = row.filter(|row| is_open(&row.question)) else { return Ok(None) };
    let charter = here.store.charter_of_digest(group.id, row.charter).await?;
    let secret = charter.rules().decision.get(&row.rule).is_none_or(|rule| rule.secrecy == Secrecy::Secret);
    if secret {
        return Ok(None);
    }
    Ok(Some((
        format!("vote {} {}: {}", row.number, stands(row, entry), line(&row.question)),
        format!("decisions/{}", row.number),
    )))
}

fn stands(row: &DecisionRow, entry: &LogLine) -> &'static str {
    if entry.act != CloseVote::NAME {
        return if row.course.opened.is_some() { "is open" } else { "waits for a second" };
    }
    match row.closed.and_then(|closing| closing.counted) {
        Some((_, Outcome::Passed)) => "is over, and passed",
        Some((_, Outcome::Inquorate)) => "is over, and too few took part",
        Some(_) => "is over, and did not pass",
        None => "has lapsed",
    }
}

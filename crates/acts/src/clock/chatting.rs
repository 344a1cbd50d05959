//! The group's chat is told what is new. Each entry of the log is told once: it is noted before it leaves, taken back where
//! certainly nothing arrived, and not sent again where that is unknown. Nothing is told that is private: nothing about
//! persons, nothing of a secret vote, no count, and no word of what somebody wrote themselves.

use crate::{Installation, chat::ChatKind, needs::line};
use charter::{
    Act as _,
    act::{AskBody, CallVote, CloseVote, RecordAnswer, SecondVote},
    rules::Secrecy,
    sentences::capital,
};
use decisions::Outcome;
use egress::{Answer, Ask, Sent};
use jiff::SignedDuration;
use store::{AnswerRow, ChatHook, DecisionRow, Group, LogLine, LogReader, REPORT};

/// What is older is not told any more: a chat that was away for long is not flooded.
const NEWS: SignedDuration = SignedDuration::from_hours(24);
/// How far back is read again: an entry can become visible after one that is younger.
const AGAIN: SignedDuration = SignedDuration::from_mins(10);
/// Entries that are looked at in one go.
const MOST: u64 = 1_000;
/// The acts that are told.
const TOLD: [&str; 5] = [AskBody::NAME, RecordAnswer::NAME, CallVote::NAME, SecondVote::NAME, CloseVote::NAME];
/// Questions about these are told in their own words: they are put together by a page, about a thing of the group.
const IN_WORDS: [&str; 6] = ["post", "channel", "house_rule", "charter_draft", "reading", REPORT];
/// Questions about these are told without a word of theirs: somebody wrote them, perhaps about a person.
const WITHOUT_WORDS: [&str; 3] = ["question", "decision", "group"];

/// Tells what is new. Gives the number of messages that were taken. A chat that cannot be told holds up no other.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut told = 0;
    for hook in here.store.bookkeeping().chats().await? {
        match tell(here, &hook).await {
            Ok(did) => told += did,
            Err(error) => {
                let error = format!("{error:#}");
                tracing::error!(group = %hook.group, error, "a chat could not be told; it is tried again in a minute");
            }
        }
    }
    Ok(told)
}

async fn tell(here: &Installation, hook: &ChatHook) -> Result<usize, anyhow::Error> {
    let (Some(kind), Some(group)) = (ChatKind::of(&hook.kind), here.store.group(hook.group).await?) else {
        return Ok(0);
    };
    let from = hook.since.max(hook.until.plus(-AGAIN)).max(here.store.now().plus(-NEWS));
    let entries = here.store.log_from(hook.group, LogReader::Program, &TOLD, from, MOST).await?;
    let (books, mut told) = (here.store.bookkeeping(), 0);
    for entry in &entries {
        if !books.chat_leaves(hook.group, entry.id).await? {
            continue;
        }
        let text = match news(here, &group, entry).await {
            Ok(Some(text)) => text,
            Ok(None) => continue,
            Err(error) => {
                books.chat_stays(hook.group, entry.id).await?;
                return Err(error);
            }
        };
        if let Err(not_told) = send(here, hook, kind, &text).await {
            if not_told.certainly {
                books.chat_stays(hook.group, entry.id).await?;
            }
            books.chat_trouble(hook, Some(&not_told.why)).await?;
            return Ok(told);
        }
        told += 1;
    }
    if told > 0 {
        books.chat_trouble(hook, None).await?;
    }
    if let Some(last) = entries.last().filter(|last| last.at > hook.until) {
        books.chat_is_at(hook, last.at).await?;
    }
    Ok(told)
}

/// Why a message was not taken, and whether certainly nothing of it stands in the chat, so that it is sent again.
struct NotTold {
    why: String,
    certainly: bool,
}

async fn send(here: &Installation, hook: &ChatHook, kind: ChatKind, text: &str) -> Result<(), NotTold> {
    let url = here.egress.url(&hook.address).map_err(|no| NotTold { why: no.to_string(), certainly: true })?;
    match here.egress.write(Ask::post(url).json(&kind.message(text))).await {
        Ok(answer) if answer.is_success() => Ok(()),
        Ok(answer) => Err(refused(kind, &answer)),
        Err(failure) => Err(NotTold { why: failure.to_string(), certainly: failure.sent() == Sent::NotSent }),
    }
}

/// A server that says no took nothing, nor did one that says that it is not there now. One that broke may have. A message
/// that is wrong in itself is not sent again, so that it holds up no other.
fn refused(kind: ChatKind, answer: &Answer) -> NotTold {
    let why = format!("{} answered with status {}", kind.name(), answer.status);
    NotTold { why, certainly: matches!(answer.status, 300..=399 | 401..=412 | 414..=421 | 423..=499 | 503) }
}

/// An entry as the chat is told it; nothing for what the chat is not told.
async fn news(here: &Installation, group: &Group, entry: &LogLine) -> Result<Option<String>, anyhow::Error> {
    let Some(record) = &entry.record else { return Ok(None) };
    let told = match entry.act.as_str() {
        AskBody::NAME | RecordAnswer::NAME => question(here, group, entry, &record.question.object).await?,
        _ => vote(here, group, entry, &record.question.object.id).await?,
    };
    Ok(told.map(|(words, page)| format!("{}: {words}\n{}/g/{}/{page}", group.name, here.public_url, group.slug)))
}

/// A question that was put, or answered: whom it is for and what it asks, never the answer.
async fn question(
    here: &Installation,
    group: &Group,
    entry: &LogLine,
    object: &charter::Object,
) -> Result<Option<(String, String)>, anyhow::Error> {
    let is_new = entry.act == AskBody::NAME;
    let is_it = |row: &AnswerRow| {
        if is_new { row.question.about == *object && row.asked.1 == entry.at } else { row.id.to_string() == object.id }
    };
    let Some(row) = here.store.questions(group.id).await?.into_iter().find(is_it) else { return Ok(None) };
    let Some(asks) = in_public(&row) else { return Ok(None) };
    let body = here.store.charter(group.id).await?.the_body(&row.question.body);
    let words =
        if is_new { format!("a question for {body}{asks}") } else { format!("{} answered{asks}", capital(&body)) };
    Ok(Some((words, format!("requests/{}", row.id))))
}

/// A vote that was called, opened or closed: what it is about, never what it came to in numbers.
async fn vote(
    here: &Installation,
    group: &Group,
    entry: &LogLine,
    id: &str,
) -> Result<Option<(String, String)>, anyhow::Error> {
    let is_it = |row: &DecisionRow| {
        row.id.to_string() == id || (row.question.id.to_string() == id && row.called_at == entry.at)
    };
    let Some(row) = here.store.decisions(group.id).await?.into_iter().find(is_it) else { return Ok(None) };
    let Some(asks) = in_public(&row.question) else { return Ok(None) };
    let charter = here.store.charter_of_digest(group.id, row.charter).await?;
    if charter.rules().decision.get(&row.rule).is_none_or(|rule| rule.secrecy == Secrecy::Secret) {
        return Ok(None);
    }
    let words = format!("vote {} {}{asks}", row.number, stands(&row, entry));
    Ok(Some((words, format!("decisions/{}", row.number))))
}

/// What of a question everybody in the chat may read; nothing where not even that there is one.
fn in_public(row: &AnswerRow) -> Option<String> {
    let about = row.question.about.kind.as_str();
    if IN_WORDS.contains(&about) {
        return Some(format!(": {}", line(row)));
    }
    WITHOUT_WORDS.contains(&about).then(String::new)
}

/// Where the vote stood after what was done, as far as the chat is told.
fn stands(row: &DecisionRow, entry: &LogLine) -> &'static str {
    if entry.act == SecondVote::NAME {
        return "is open";
    }
    if entry.act == CallVote::NAME {
        let opened_at_once = row.course.opened.is_some() && row.course.seconder.is_none();
        return if opened_at_once { "is open" } else { "waits for a second" };
    }
    match row.closed.and_then(|closing| closing.counted).map(|(_, outcome)| outcome) {
        Some(Outcome::Passed) => "is over, and passed",
        Some(Outcome::Rejected | Outcome::Tied) => "is over, and did not pass",
        Some(Outcome::AwaitsCastingVote) => "is over, and waits for the casting vote",
        Some(Outcome::Inquorate) => "is over, and too few took part",
        Some(Outcome::Suspended) => "is over, and was suspended, since too few members have a vote",
        None => "has lapsed",
    }
}

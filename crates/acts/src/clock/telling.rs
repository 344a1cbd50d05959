//! Whoever is on the roll of a vote is told by mail that it is open, once for each text of it, with a link to their ballot.
//!
//! The link is bound to its voter: it leads nobody else to a ballot, and its voter has to be signed in. Nothing of what was
//! chosen so far is in the letter. Of a vote whose outcome is hard to undo everybody on its roll is reminded once, a week before it closes.

use crate::{
    Installation,
    consequence::{self, Meant},
    letters, requests,
};
use anyhow::Context as _;
use basics::PersonId;
use mail::{Letter, Outbox};
use store::{DecisionRow, Group, Telling, Untold};

/// Sends what is due. Gives the number of letters that a mail server took.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let mut sent = 0;
    for untold in here.store.bookkeeping().votes_to_tell().await? {
        let Untold { group, vote, why, people } = untold;
        let group = here.store.group(group).await?.context("a vote of no group")?;
        for person in people {
            sent += letters::left("a vote", tell(here, outbox, why, (&group, &vote, person)).await);
        }
    }
    Ok(sent)
}

async fn tell(
    here: &Installation,
    outbox: &Outbox,
    why: Telling,
    (group, vote, person): (&Group, &DecisionRow, PersonId),
) -> Result<bool, anyhow::Error> {
    let to = here.store.person(person).await?.context("a voter has no account")?;
    let text = text(here, why, (group, vote, person)).await?;
    let letter = Letter { to: to.email, subject: subject(why, group, vote), text };
    let books = here.store.bookkeeping();
    let (note, take_back) = (books.tells_of_vote(vote, why, person), books.vote_was_not_told(vote, why, person));
    letters::once(outbox, letter, note, take_back).await
}

fn subject(why: Telling, group: &Group, vote: &DecisionRow) -> String {
    let what = match why {
        Telling::HardToUndo => "is still open, and hard to undo",
        Telling::Open if vote.course.resets == 0 => "is open",
        Telling::Open => "begins anew",
    };
    format!("{}: vote {} {what}", group.name, vote.number)
}

async fn text(
    here: &Installation,
    why: Telling,
    (group, vote, person): (&Group, &DecisionRow, PersonId),
) -> Result<String, anyhow::Error> {
    let charter = here.store.charter_of_digest(group.id, vote.charter).await?;
    let zone = jiff::tz::TimeZone::get(charter.zone())?;
    let until = vote.course.wakes_at().map(|end| end.in_zone(&zone).strftime("%a %-d %b %Y, %H:%M %Z").to_string());
    let until = until.map(|until| format!(" It closes by itself on {until}.")).unwrap_or_default();
    let before = here.store.texts_before(vote).await?.pop().map(|(before, _)| before);
    let in_words = in_words(vote, before.filter(|_| matches!(why, Telling::Open)));
    let door = match why {
        Telling::Open if vote.course.is_one_way => " What it decides is hard to undo, so it takes two weeks at least.",
        Telling::Open => "",
        Telling::HardToUndo => " What it decides is hard to undo, so everybody on its roll is reminded of it once.",
    };
    let (name, site, slug, number) = (&group.name, &here.public_url, &group.slug, vote.number);
    // Whoever votes from a seat may not be a member, and only members open the group's pages.
    let pages = vote.is_of_the_group().then(|| format!("{site}/g/{slug}"));
    let meant = consequence::of(here, group.id, vote).await?;
    let meant: String = meant.iter().map(|meant| line(meant, pages.as_deref())).collect();
    let (whose, at) = if vote.is_of_the_group() {
        (name.clone(), format!("g/{slug}/decisions/{number}/of/{person}"))
    } else {
        let body = charter.the_body(&vote.question.question.body);
        (format!("{body}, which {name} asks,"), format!("seats/{slug}/{number}"))
    };
    Ok(format!(
        "The vote {number} of {whose} is open, and you have a ballot in it.{door}{until}\n\n{meant}\n{in_words}\
         Your ballot is here, once you are signed in:\n\n\
         {site}/{at}\n\n\
         The link is for you alone: it leads nobody else to a ballot. Of several ballots of yours the last one counts.\n"
    ))
}

/// The words of whoever called it, and those before a change. Of a question of the group's own they are what is decided, and
/// stand there already.
fn in_words(vote: &DecisionRow, before: Option<String>) -> String {
    let body = &vote.body;
    let changed = "Its text was changed, so that ballots from before are void. It read before:";
    match (before, vote.question.question.is_free()) {
        (Some(before), true) => format!("{changed}\n\n{before}\n\n"),
        (None, true) => String::new(),
        (Some(before), false) => {
            format!("In the words of whoever called it:\n\n{changed}\n\n{before}\n\nIt reads now:\n\n{body}\n\n")
        }
        (None, false) => format!("In the words of whoever called it:\n\n{body}\n\n"),
    }
}

/// One line of what is decided. What somebody wrote as a whole text is quoted, so that nothing in it reads as ours.
fn line(meant: &Meant, pages: Option<&str>) -> String {
    let Meant { name, words, page } = meant;
    if meant.is_somebodys_text() {
        return format!("{name}:\n\n{}\n", requests::quoted(words));
    }
    let page = pages.zip(page.as_ref()).map(|(pages, page)| format!(", {pages}/{page}")).unwrap_or_default();
    format!("{name}: {words}{page}\n")
}

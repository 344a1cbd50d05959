//! What the charter reserves to another body: the question that goes out, and the answer as somebody records it.

use crate::{Declined, Installation, amending, lengths::fits};
use basics::{AnswerId, GroupId, Moment};
use charter::{
    Actor, Charter, Cited, Object, Opinion, Way,
    act::{AskBody, RecordAnswer},
};
use decisions::{Count, Effect};
use jiff::{Span, civil::Date, tz::TimeZone};
use people::Elevated;
use store::Recorded;

/// What the charter sends elsewhere: each matter in the way, with its body and clause. Empty when the act may be done,
/// or when nobody can be asked.
pub fn open_matters(opinion: &Opinion) -> Vec<&Cited> {
    match opinion {
        Opinion::No(grounds) if grounds.way != Way::MayNot => {
            grounds.because.iter().filter(|cited| cited.matter.is_some() && cited.goes_to.is_some()).collect()
        }
        _ => Vec::new(),
    }
}

/// A question as somebody puts it.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// What it is about, in the version it is about.
    pub about: Object,
    /// What sends it elsewhere: the matter, its body, the clause.
    pub cited: &'a Cited,
    /// The question in words.
    pub text: &'a str,
    /// What follows from a yes by itself, where anything does.
    pub effect: Option<Effect>,
}

/// Puts one question to the body that decides a matter. What a yes lets people do is what it is about: exactly this version
/// of a post, or the thing.
pub async fn ask(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    about: Object,
    cited: &Cited,
    text: &str,
) -> Result<AnswerId, Declined> {
    let effect = approves(&about);
    put(here, group, who, Asked { about, cited, text, effect }).await
}

/// What a yes to a question about a version of a post approves: that version, and no other.
fn approves(about: &Object) -> Option<Effect> {
    let post = about.id_of("post");
    post.zip(about.version).map(|(post, content)| Effect::ApproveText { post, content })
}

/// Puts one question, with what follows from a yes.
pub async fn put(here: &Installation, group: GroupId, who: &Elevated, asked: Asked<'_>) -> Result<AnswerId, Declined> {
    let Asked { about, cited, text, effect } = asked;
    let Some(matter) = cited.matter.clone() else {
        return Err(Declined::rule("the charter sends this to nobody, so there is no question to put"));
    };
    let answer = AnswerId::mint(here.store.now());
    let act = AskBody { answer, matter, about };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(cited, text, effect).await?.commit().await?;
    Ok(answer)
}

/// Puts a question again to a body that decides here, after too few of it voted.
///
/// # Errors
/// Where it waits for its answer, and by the charter.
pub async fn put_again(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    earlier: AnswerId,
) -> Result<AnswerId, Declined> {
    let earlier = here.store.question(group, earlier).await?.ok_or(Declined::NotFound("question"))?.question;
    let answer = AnswerId::mint(here.store.now());
    let act = AskBody { answer, matter: earlier.matter.clone(), about: earlier.about.clone() };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep_again(earlier).await?.commit().await?;
    Ok(answer)
}

/// An answer as it is filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    /// Yes, or no.
    pub yes: bool,
    /// The day it was decided on: `2026-11-20`.
    pub decided_on: String,
    /// Where it can be read.
    pub source: String,
    /// The tally.
    pub tally: String,
}

/// The longest source or tally that is kept, in characters: an address, or a line or two of minutes.
pub const LONGEST: usize = 1_000;

impl Filled {
    /// Whether source and tally are short enough to be read.
    ///
    /// # Errors
    /// At the field that is longer than [`LONGEST`].
    pub fn fits(&self) -> Result<(), Declined> {
        fits("source", "The source", &self.source, LONGEST)?;
        fits("tally", "The tally", &self.tally, LONGEST)
    }
}

/// Records an answer. Without a source or a tally it stays unconfirmed and unlocks nothing.
pub async fn record(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    answer: AnswerId,
    filled: Filled,
) -> Result<(), Declined> {
    record_from(here, group, who, answer, filled, "").await
}

/// The same, with the day from which it lets something be in force; empty, where the answer names none.
pub async fn record_from(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    answer: AnswerId,
    filled: Filled,
    from: &str,
) -> Result<(), Declined> {
    let from = amending::in_force_from(&*here.store.charter(group).await?, from)?;
    let recorded = checked(here, group, answer, filled).await?;
    let judged = here.store.begin(group, Actor::Person(who.person()), RecordAnswer { answer }).await?;
    judged.keep_from(&recorded, from).await?.commit().await?;
    // What follows from it is done by the clock, too, if this process dies here.
    Box::pin(amending::adopt_what_was_answered(here)).await?;
    Ok(())
}

/// Checks day and tally, and gives the answer its end: what follows from a yes says itself until when it serves, or else it
/// serves for as many calendar months as the charter says.
async fn checked(here: &Installation, group: GroupId, answer: AnswerId, filled: Filled) -> Result<Recorded, Declined> {
    filled.fits()?;
    if filled.decided_on.trim().is_empty() {
        return Err(Declined::rule("say on which day it was decided"));
    }
    let day: Date = filled
        .decided_on
        .trim()
        .parse()
        .map_err(|_| Declined::rule(format!("{:?} is not a day; write it as 2026-11-20", filled.decided_on)))?;
    let charter = here.store.charter(group).await?;
    let zone = TimeZone::get(&charter.rules().charter.zone).map_err(anyhow::Error::from)?;
    let row = here.store.question(group, answer).await?.ok_or(Declined::NotFound("question"))?;
    let (asked, today) = (row.asked.1.in_zone(&zone).date(), here.store.now().in_zone(&zone).date());
    let is_removal = matches!(row.question.effect, Some(Effect::RemoveMember { .. }));
    decisions::answered_on(day, asked, today, is_removal).map_err(Declined::rule)?;
    Count::goes_with(&filled.tally, filled.yes)
        .map_err(|wrong| Declined::field("tally", charter::sentences::capital(&format!("{wrong}."))))?;
    let expires = match row.question.effect.as_ref().and_then(Effect::serves_until) {
        Some(until) => Some(until),
        None => serves_until(&charter, day, &zone)?,
    };
    Ok(Recorded { yes: filled.yes, decided_on: day.to_string(), source: filled.source, tally: filled.tally, expires })
}

/// The end of what a yes of this day unlocks, where the charter sets one.
pub(crate) fn serves_until(charter: &Charter, day: Date, zone: &TimeZone) -> Result<Option<Moment>, Declined> {
    let months = charter.rules().answers.as_ref().and_then(|answers| answers.serve_months);
    months.map(|months| end_of(day, months, zone)).transpose()
}

fn end_of(day: Date, months: u32, zone: &TimeZone) -> Result<Moment, Declined> {
    let end = day.checked_add(Span::new().months(months)).map_err(anyhow::Error::from)?;
    Ok(Moment::new(end.to_zoned(zone.clone()).map_err(anyhow::Error::from)?.timestamp()))
}

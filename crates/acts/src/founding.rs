//! Founding a group: its charter is adopted, and with it its first members and the accounts it runs already.

use crate::{Declined, Installation, channels::Filled};
use basics::{ChannelId, GroupId, Moment, PersonId, Zone};
use channels::State;
use charter::Charter;
use jiff::civil::Date;
use membership::{BadTerm, Term, TermRule};
use std::collections::BTreeSet;
use store::{Founder, Founding, Group};

/// A group as it is filled in: at the command line, in the four steps of the first run, or by the demo.
pub struct Plan {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The charter's text, verbatim.
    pub text: String,
    /// The rules beside it.
    pub rules: String,
    /// The day the charter was adopted.
    pub adopted_on: Date,
    /// The first members.
    pub roster: Vec<Seat>,
    /// The accounts the group runs already.
    pub channels: Vec<Filled>,
    /// Which of them, by number, is the primary one and which the preferred one.
    pub marks: (Option<usize>, Option<usize>),
    /// The house rules that it starts with: name and value.
    pub house: Vec<(String, String)>,
}

/// One line of the roster.
pub struct Seat {
    /// The person, who has an account here.
    pub person: PersonId,
    /// How the group calls them.
    pub known_as: String,
    /// The offices they hold, beside being a member.
    pub offices: Vec<String>,
    /// The outside statuses they have, by the charter's names.
    pub statuses: Vec<String>,
    /// The day they joined, where that is later than the adoption.
    pub joined: Option<Date>,
}

/// Founds it.
pub async fn found(here: &Installation, plan: Plan) -> Result<Group, Declined> {
    let slug = slug(&plan.slug)?;
    let charter = store::compiled(&plan.rules, &plan.text).map_err(Declined::rule)?;
    let rule = term_rule(&charter, plan.adopted_on)?;
    let now = here.store.now();
    let founders = plan.roster.into_iter().map(|seat| founder(seat, plan.adopted_on, &rule, (&charter, now)));
    let group = GroupId::mint(here.store.now());
    let channels = plan.channels.into_iter().enumerate().map(|(at, filled)| {
        let mut channel = filled.checked(ChannelId::mint(here.store.now()), group)?;
        channel.state = State::Active;
        channel.marks.primary = plan.marks.0 == Some(at);
        channel.marks.preferred = plan.marks.1 == Some(at);
        Ok(channel)
    });
    let founding = Founding {
        id: group,
        slug,
        name: plan.name,
        in_force_from: midnight(plan.adopted_on, &rule.zone)?,
        adopted_on: plan.adopted_on.to_string(),
        founders: founders.collect::<Result<_, Declined>>()?,
        channels: channels.collect::<Result<_, Declined>>()?,
        text: plan.text,
        rules: plan.rules,
        house: plan.house,
        charter,
    };
    here.store.found(founding).await
}

/// Small letters, digits and hyphens, so that it can stand in an address.
fn slug(text: &str) -> Result<String, Declined> {
    let sound = !text.is_empty()
        && text.len() <= 40
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    sound.then(|| text.to_owned()).ok_or_else(|| {
        Declined::rule(format!(
            "{text:?} cannot stand in an address; use small letters, digits and hyphens, such as social-media"
        ))
    })
}

fn founder(
    seat: Seat,
    adopted: Date,
    rule: &TermRule,
    (charter, now): (&Charter, Moment),
) -> Result<Founder, Declined> {
    if let Some(unknown) = seat.offices.iter().find(|office| !charter.rules().offices.contains_key(*office)) {
        return Err(Declined::rule(format!(
            "the charter has no office {unknown:?}; it has {}",
            charter.offices().join(", ")
        )));
    }
    let joined = seat.joined.unwrap_or(adopted);
    let offices: BTreeSet<String> = seat.offices.iter().cloned().collect();
    let term = running(rule, joined, &offices, now).map_err(Declined::rule)?;
    Ok(Founder {
        person: seat.person,
        known_as: seat.known_as,
        offices: seat.offices,
        statuses: seat.statuses,
        term: term.map(|term| (term.starts_at(), term.ends_at())),
        joined: midnight(joined, &rule.zone)?,
    })
}

/// The term that runs, counted from the day of joining. Where a charter was adopted long ago, whoever is named now stayed:
/// their terms went on without a word, each from the end of the one before, and no record of it is made up.
fn running(rule: &TermRule, joined: Date, offices: &BTreeSet<String>, now: Moment) -> Result<Option<Term>, BadTerm> {
    let Some(mut term) = rule.first(joined, offices)? else { return Ok(None) };
    while term.is_over(now) {
        term = rule.next(&term)?;
    }
    Ok(Some(term))
}

fn midnight(day: Date, zone: &Zone) -> Result<Moment, Declined> {
    Ok(Moment::new(day.to_zoned(zone.rules().clone()).map_err(anyhow::Error::from)?.timestamp()))
}

/// The charter's words about terms, as the calendar understands them.
pub fn term_rule(charter: &Charter, adopted: Date) -> Result<TermRule, Declined> {
    TermRule::read(charter.rules(), adopted).map_err(Declined::rule)
}

//! Reading the people of a group: offices and statuses, terms, access, and the offices that nobody holds.

use super::{Member, Vacancy, Waits, invite_button};
use crate::{
    App, law,
    parts::{Action, Clause, Face, Quote, Tag, Term},
    reader::Insider,
    when,
};
use acts::{opinions, terms};
use basics::{Moment, PersonId};
use channels::Grant;
use charter::{Charter, Opinion, act::InviteMember};
use jiff::SignedDuration;
use membership::{OfferStage, Stage};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{AnyAct, Terms};

/// How long before its end a term is shown as running out.
const SOON: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Everybody, as the page shows them.
pub(super) struct Seats {
    pub banner: Option<String>,
    pub members: Vec<Member>,
    pub not_invited: Vec<Quote>,
    pub who_invites: String,
    pub waiting: Vec<Waits>,
    pub vacant: Vec<Vacancy>,
    pub former: Vec<(String, String)>,
}

/// Reads everybody who is or was in the group.
pub(super) async fn read(app: &App, insider: &Insider, terms: &Terms) -> Result<Seats, anyhow::Error> {
    let (now, charter) = (insider.reader.at, &terms.charter);
    let grants = app.here.store.grants(insider.id()).await?;
    let (current, former): (Vec<_>, Vec<_>) =
        insider.known.roster.members(now).into_iter().partition(|member| member.current(now) || member.joined > now);
    let people: Vec<PersonId> = current.iter().map(|member| member.person).collect();
    let known = app.here.store.with_a_way_in(&people).await?;
    let waiting = app.here.store.waiting_admissions(insider.id()).await?;
    let without_a_way_in = people.into_iter().filter(|person| !known.contains(person));
    let waiting_ones = waiting.iter().filter(|waits| waits.offer.open_since.is_some()).map(|waits| waits.person);
    let uninvited = without_a_way_in.chain(waiting_ones);
    let Invited { mut buttons, refused, who_can } = invited(app, insider, charter, uninvited).await?;
    let mut members = Vec::new();
    for member in &current {
        let (can_sign_in, invited) = (known.contains(&member.person), buttons.remove(&member.person));
        let sign_in = match (can_sign_in, app.here.demonstration) {
            (true, _) => "can sign in",
            (false, Some(_)) => "by the demonstration’s link",
            (false, None) => "not signed in yet",
        };
        members.push(shown(insider, terms, &grants, member, sign_in, invited));
    }
    Ok(Seats {
        banner: banner(&current, now),
        members,
        // Everybody signs in by the links of a demonstration.
        not_invited: if app.here.demonstration.is_some() { Vec::new() } else { refused },
        who_invites: who_can,
        waiting: waiting.into_iter().map(|waits| waits_for(insider, &waits, buttons.remove(&waits.person))).collect(),
        vacant: vacant(insider, terms),
        former: former.iter().map(|member| (member.known_as.clone(), over(insider, terms, member))).collect(),
    })
}

fn shown(
    insider: &Insider,
    terms: &Terms,
    grants: &[Grant],
    member: &store::Member,
    sign_in: &str,
    invite: Option<Action>,
) -> Member {
    let charter = &terms.charter;
    let status =
        |status: &String| charter.rules().statuses.get(status).cloned().unwrap_or_else(|| status.replace('_', " "));
    Member {
        face: Face::of(&member.known_as),
        name: member.known_as.clone(),
        offices: member.offices.iter().map(|office| Tag::plain("id-card", charter.office_name(office))).collect(),
        statuses: member.statuses.iter().map(status).collect(),
        term: member.term.map(|term| bar(insider, term)),
        access: access(insider, terms, grants, member.person),
        sign_in: sign_in.to_owned(),
        invite,
    }
}

/// The term as a bar, in whole days.
fn bar(insider: &Insider, (from, until): (Moment, Moment)) -> Term {
    let now = insider.reader.at;
    let days = |span: SignedDuration| u32::try_from(span.as_hours() / 24).unwrap_or(0);
    Term {
        start: when::day(from, &insider.zone),
        end: when::day(until, &insider.zone),
        days: days(until.since(from)).max(1),
        gone: days(now.since(from)).min(days(until.since(from))),
        soon: until < now.plus(SOON),
    }
}

/// `publish, reply on Mastodon, Bluesky`: what somebody holds now, channels with the same capabilities together.
fn access(insider: &Insider, terms: &Terms, grants: &[Grant], person: PersonId) -> String {
    let now = insider.reader.at;
    let mut together: BTreeMap<Vec<&'static str>, BTreeSet<&str>> = BTreeMap::new();
    for row in &insider.known.channels {
        let held = channels::held(grants, person, row.channel.id, now);
        if !held.is_empty() {
            let held = held.into_iter().map(channels::Capability::as_str).collect();
            together.entry(held).or_default().insert(&row.channel.name);
        }
    }
    let words = together.into_iter().map(|(held, on)| {
        let on: Vec<&str> = on.into_iter().collect();
        format!("{} on {}", held.join(", "), on.join(", "))
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        return "none".to_owned();
    }
    let rests = terms.people.is_suspended(&terms.charter, person, now);
    format!("{}{}", if rests { "rests: " } else { "" }, words.join("; "))
}

/// Inviting people who cannot sign in yet.
struct Invited {
    /// The button for each whom the reader may invite.
    buttons: HashMap<PersonId, Action>,
    /// What is in the way of the others, once.
    refused: Vec<Quote>,
    /// Who can do it instead.
    who_can: String,
}

/// For each of these people but the reader the button to invite them; what is in the way is told once for all of them.
async fn invited(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    people: impl Iterator<Item = PersonId>,
) -> Result<Invited, anyhow::Error> {
    let people: Vec<PersonId> = people.filter(|person| *person != insider.person()).collect();
    let acts: Vec<Box<dyn AnyAct>> =
        people.iter().map(|person| Box::new(InviteMember { person: *person }) as _).collect();
    let opinions = opinions::each(&app.here, insider.id(), insider.person(), &acts).await?;
    let mut found = Invited { buttons: HashMap::new(), refused: Vec::new(), who_can: String::new() };
    for (person, opinion) in people.into_iter().zip(opinions) {
        match opinion {
            Some(Opinion::May { .. }) => drop(found.buttons.insert(person, invite_button(app, insider, person))),
            Some(Opinion::No(grounds)) if found.who_can.is_empty() => {
                found.refused = law::quotes_of_the_charter(&insider.base(), &grounds.because);
                found.who_can = law::who_can_by_name(charter, &grounds);
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Somebody who was admitted and is no member yet.
fn waits_for(insider: &Insider, waits: &store::Waiting, invite: Option<Action>) -> Waits {
    let words = match waits.offer.at(insider.reader.at) {
        OfferStage::Open { until: Some(until) } => format!("can accept until {}", insider.when(until)),
        OfferStage::Lacks { until } => {
            format!("admitted on condition; what is missing has to be attested by {}", insider.when(until))
        }
        _ => "has not accepted yet".to_owned(),
    };
    let href = format!("{}/applications/{}", insider.base(), waits.application);
    Waits { name: waits.name.clone(), href, words, invite }
}

/// The offices without which the group is incomplete, and that nobody holds.
fn vacant(insider: &Insider, terms: &Terms) -> Vec<Vacancy> {
    let charter = &terms.charter;
    let empty = terms.people.vacancies(charter, insider.reader.at).into_iter();
    let open = empty.filter_map(|key| Some((key, charter.rules().offices.get(key)?)));
    let open = open.filter(|(_, office)| office.required);
    open.map(|(key, office)| Vacancy {
        office: charter.office_name(key),
        since: String::new(),
        deputy: acting(insider, terms, key),
        clause: office.clause.as_deref().map(|label| Clause::of(&insider.base(), label)),
    })
    .collect()
}

/// The office that does the work of an empty one meanwhile; none where nobody holds that either.
fn acting(insider: &Insider, terms: &Terms, office: &str) -> Option<String> {
    let deputy = terms.charter.rules().offices.get(office)?.deputy.as_deref()?;
    let acts = !terms.people.acting(&terms.charter, office, insider.reader.at).is_empty();
    acts.then(|| terms.charter.office_name(deputy))
}

fn banner(current: &[store::Member], now: Moment) -> Option<String> {
    let ending = current.iter().filter(|member| member.until.is_some_and(|end| now < end && end < now.plus(SOON)));
    match ending.count() {
        0 => None,
        1 => Some("One term ends within 30 days.".to_owned()),
        n => Some(format!("{n} terms end within 30 days.")),
    }
}

fn over(insider: &Insider, terms: &Terms, member: &store::Member) -> String {
    let own = terms::own(terms, member.person, insider.reader.at);
    if let (None, Some(Stage::InGrace { until })) = (&member.left, own.and_then(|own| own.stage)) {
        let until = when::day(until, &insider.zone);
        return format!("the term is over, and so are the rights; can still say until {until} that they stay");
    }
    let ended = member.term.map(|(_, until)| until);
    match (&member.left, ended) {
        (Some((at, why)), _) if why.is_empty() || why == "left" => format!("left on {}", when::day(*at, &insider.zone)),
        (Some((at, why)), _) => format!("until {}: {why}", when::day(*at, &insider.zone)),
        (None, Some(until)) => format!("until {}", when::day(until, &insider.zone)),
        (None, None) => String::new(),
    }
}

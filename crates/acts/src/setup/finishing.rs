//! The end of the first run: the group is founded, and everybody named in it has an account.

use super::{Draft, Named, may, place};
use crate::{
    Declined, Installation,
    channels::Filled,
    founding::{self, Plan, Seat},
    house::ProofAsked,
};
use basics::PersonId;
use charter::Charter;
use jiff::civil::Date;
use people::{EmailAddress, Person, PersonName, SignedIn};
use store::{Ceremony, Group};

/// Founds the group. Everybody named has an account afterwards, and whoever cannot sign in yet is invited by a link.
pub async fn finish(here: &Installation, who: &SignedIn, draft: &Draft) -> Result<Group, Declined> {
    if !may(here, who).await? {
        return Err(Declined::rule("this link has set up its group already; sign in to go on there"));
    }
    let (made, charter) = draft.charter().map_err(Declined::rule)?;
    let adopted_on = day(here, draft, &charter)?;
    if let Some(taken) = here.store.group_by_slug(&draft.slug).await? {
        return Err(Declined::rule(format!("the name {:?} is taken in this installation; choose another", taken.slug)));
    }
    let mut roster = Vec::new();
    for named in &draft.people {
        roster.push(seat(here, who, named, roster.is_empty()).await?);
    }
    let (channels, marks) = first_channel(draft)?;
    let plan = Plan {
        slug: draft.slug.clone(),
        name: draft.name.trim().to_owned(),
        text: made.text,
        rules: made.rules,
        adopted_on,
        roster,
        channels,
        marks,
        house: house(draft),
    };
    let group = founding::found(here, plan).await?;
    here.store.bookkeeping().take_ceremony(place(who.person()), Ceremony::Founding).await?;
    Ok(group)
}

fn day(here: &Installation, draft: &Draft, charter: &Charter) -> Result<Date, Declined> {
    let typed = draft.adopted_on.trim();
    let day: Date =
        typed.parse().map_err(|_| Declined::rule(format!("{typed:?} is not a day; write it as 2026-11-20")))?;
    let zone = basics::Zone::named(charter.zone()).map_err(Declined::rule)?;
    if day > here.store.now().in_zone(zone.rules()).date() {
        return Err(Declined::rule(format!(
            "{} lies in the future; a charter is in force from the day of its adoption",
            basics::days::day(day)
        )));
    }
    Ok(day)
}

/// The account of somebody named: the founder's own, one that is there already, or a new one without a way in.
async fn seat(here: &Installation, who: &SignedIn, named: &Named, founder: bool) -> Result<Seat, Declined> {
    let name = PersonName::parse(&named.name).map_err(Declined::rule)?;
    let person = if founder { who.person() } else { account(here, &name, &named.email).await? };
    Ok(Seat {
        person,
        known_as: name.as_str().to_owned(),
        offices: named.offices.clone(),
        statuses: named.statuses.clone(),
        joined: None,
    })
}

async fn account(here: &Installation, name: &PersonName, email: &str) -> Result<PersonId, Declined> {
    let email = EmailAddress::parse(email).map_err(Declined::rule)?;
    if let Some(known) = here.store.person_at(&email).await? {
        return Ok(known.id);
    }
    let person = Person::new(PersonId::mint(here.store.now()), name.clone(), email);
    here.store.bookkeeping().create_person(&person).await?;
    Ok(person.id)
}

type Channels = (Vec<Filled>, (Option<usize>, Option<usize>));

fn first_channel(draft: &Draft) -> Result<Channels, Declined> {
    let Some(first) = &draft.channel else { return Ok((Vec::new(), (None, None))) };
    let (network, place) = match first.network.split_once('-') {
        Some((network, place)) => (network, Some(place.to_owned())),
        None => (first.network.as_str(), None),
    };
    let filled = Filled {
        name: first.name.clone(),
        network: channels::NetworkName::parse(network).map_err(Declined::rule)?,
        place,
        handle: first.handle.clone(),
        url: first.page.clone(),
        kind: channels::Kind::Ours,
        social: first.network != "assisted-other",
    };
    let marked = |mark: &str| (first.mark == mark).then_some(0);
    Ok((vec![filled], (marked("primary"), marked("preferred"))))
}

/// A passkey is asked for where nothing else was decided, so only what is less is a rule.
fn house(draft: &Draft) -> Vec<(String, String)> {
    let lowered = ProofAsked::of(&draft.proof).filter(|asked| *asked == ProofAsked::Code);
    lowered.map(|asked| (ProofAsked::RULE.to_owned(), asked.word().to_owned())).into_iter().collect()
}

//! The first run: four steps that are filled in over as much time as their people need, then a group.
//!
//! What was typed is kept sealed and held to the founder, so that nothing is lost by going back, closing the browser
//! or signing out.

use crate::{
    Declined, Installation,
    channels::Filled,
    founding::{self, Plan, Seat},
    house::ProofAsked,
};
use basics::{Digest, PersonId};
use charter::{
    Charter, Problems, check,
    draft::{self, Draft as Rules},
    presets::Preset,
};
use jiff::civil::Date;
use people::{EmailAddress, Person, PersonName, SignedIn, Standing, TokenHash};
use serde::{Deserialize, Serialize};
use store::{Ceremony, Group};

/// How long a charter's text or rules may be, in bytes.
pub const LONGEST: usize = 400_000;

/// The four steps as they were typed, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The group's name.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// The zone in which it counts days.
    pub zone: String,
    /// What is asked for before publishing: `passkey` or `code`.
    pub proof: String,
    /// What its charter begins from: the key of a preset, `paste` or `empty`.
    pub start: String,
    /// The charter's text, where it was pasted.
    pub text: String,
    /// The rules beside it, where there are any.
    pub rules: String,
    /// The day it was adopted.
    pub adopted_on: String,
    /// The charter whose readings were confirmed, by its digest.
    pub confirmed: Option<Digest>,
    /// The people, the founder first.
    pub people: Vec<Named>,
    /// The first channel; none where there is none yet.
    pub channel: Option<FirstChannel>,
}

/// One of the first members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Named {
    /// How the group calls them.
    pub name: String,
    /// Their mail address.
    pub email: String,
    /// The offices they hold.
    pub offices: Vec<String>,
    /// The outside statuses they have.
    pub statuses: Vec<String>,
}

/// The first channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FirstChannel {
    /// `mastodon`, `bluesky`, or `assisted-` and a place.
    pub network: String,
    /// What people call it.
    pub name: String,
    /// Its name there.
    pub handle: String,
    /// Its public page.
    pub page: String,
    /// `preferred`, `primary` or nothing.
    pub mark: String,
}

/// Whether somebody is here to set up a group: they hold the first run's link and belong to no group.
pub async fn may(here: &Installation, who: &SignedIn) -> Result<bool, Declined> {
    let none = here.store.groups_of(who.person()).await?.is_empty();
    Ok(none && here.store.belonging(who.person()).await? == Standing::Belongs)
}

/// What is filled in so far. The founder stands among the people from the start.
pub async fn draft(here: &Installation, who: &SignedIn) -> Result<Draft, Declined> {
    let kept = here.store.ceremony(place(who.person()), Ceremony::Founding).await?;
    let mut draft: Draft = match kept {
        Some(kept) => serde_json::from_slice(&kept)?,
        None => Draft::default(),
    };
    if draft.people.is_empty() {
        let founder = here.store.person(who.person()).await?.ok_or(Declined::NotFound("person"))?;
        let (name, email) = (founder.name.as_str().to_owned(), founder.email.to_string());
        draft.people.push(Named { name, email, ..Named::default() });
    }
    Ok(draft)
}

/// Keeps what is filled in, right or wrong.
pub async fn keep(here: &Installation, who: &SignedIn, draft: &Draft) -> Result<(), Declined> {
    let state = serde_json::to_vec(draft)?;
    here.store.bookkeeping().keep_ceremony(place(who.person()), Ceremony::Founding, &state).await?;
    Ok(())
}

/// The draft is held to the person, not to one browser.
fn place(person: PersonId) -> TokenHash {
    TokenHash::from(Digest::of_parts([&b"first run 1"[..], person.uuid().as_bytes()]))
}

impl Draft {
    /// The charter that the second step makes, or everything that is wrong with it.
    pub fn charter(&self) -> Result<(Rules, Charter), NotACharter> {
        let made = self.made()?;
        let charter = Charter::load_over("rules.toml", &made.rules, made.text.as_bytes())?;
        check::keeps_its_minima(&charter)?;
        Ok((made, charter))
    }

    fn made(&self) -> Result<Rules, NotACharter> {
        if let Some(preset) = Preset::of(&self.start) {
            let rules = owned(preset.rules, self.name.trim(), self.zone());
            return Ok(Rules { text: preset.text.to_owned(), rules });
        }
        match self.start.as_str() {
            "paste" if basics::text::is_blank(&self.text) => Err(NotACharter::Blank),
            "paste" if basics::text::is_blank(&self.rules) => draft::of_text(self.name.trim(), &self.text, self.zone())
                .map_err(|error| NotACharter::Text(error.to_string())),
            "paste" => Ok(Rules { text: self.text.clone(), rules: owned(&self.rules, self.name.trim(), self.zone()) }),
            "empty" => Ok(draft::empty(self.name.trim(), self.zone())),
            _ => Err(NotACharter::NotChosen),
        }
    }

    fn zone(&self) -> &str {
        if self.zone.trim().is_empty() { "UTC" } else { self.zone.trim() }
    }
}

/// The rules with the name and the zone that the first step gave; the rest stays as it was written.
fn owned(rules: &str, name: &str, zone: &str) -> String {
    let mut inside = false;
    let lines = rules.lines().map(|line| {
        if line.trim_start().starts_with('[') && !line.starts_with(' ') {
            inside = line.trim() == "[charter]";
        }
        let key = line.split('=').next().unwrap_or_default().trim();
        match key {
            "name" if inside && line.contains('=') => format!("name = {}", toml_text(name)),
            "zone" if inside && line.contains('=') => format!("zone = {}", toml_text(zone)),
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// A basic string of TOML; JSON's strings are among them, but for one character.
fn toml_text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// Why the second step makes no charter.
#[derive(Debug, thiserror::Error)]
pub enum NotACharter {
    /// No beginning was chosen.
    #[error("choose what the charter begins from")]
    NotChosen,
    /// There is no text.
    #[error("paste the charter’s text, or choose another beginning")]
    Blank,
    /// The text cannot be read.
    #[error("{0}")]
    Text(String),
    /// Text and rules do not make a charter; each problem has its line.
    #[error(transparent)]
    Rules(#[from] Problems),
}

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
            "{day} lies in the future; a charter is in force from the day of its adoption"
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

#[cfg(test)]
mod tests {
    use super::*;
    use charter::presets;

    #[test]
    fn a_preset_becomes_the_groups_own_and_nothing_else_of_it_changes() {
        let draft = Draft {
            name: "Lantern \"Voices\"".into(),
            zone: "Europe/Berlin".into(),
            start: presets::DJANGO.key.into(),
            ..Draft::default()
        };
        let (made, charter) = draft.charter().unwrap();
        assert_eq!((charter.name(), charter.zone()), ("Lantern \"Voices\"", "Europe/Berlin"));
        let changed = made.rules.lines().zip(presets::DJANGO.rules.lines()).filter(|(new, old)| new != old).count();
        assert_eq!(changed, 2);
        assert_eq!(charter.body_name("board"), "Board", "a body keeps its name");
    }

    #[test]
    fn a_charter_can_be_pasted_or_empty_and_what_is_missing_is_said() {
        let with = |start: &str, text: &str| Draft {
            name: "A group".into(),
            start: start.into(),
            text: text.into(),
            ..Draft::default()
        };
        assert!(with("paste", "# Us\n\nWe post.").charter().is_ok());
        assert!(with("empty", "").charter().is_ok());
        assert!(matches!(with("paste", " ").charter(), Err(NotACharter::Blank)));
        assert!(matches!(with("", "").charter(), Err(NotACharter::NotChosen)));
        let wrong = Draft { rules: "[charter]\nname = 3\n".into(), ..with("paste", "# Us\n\nWe post.") };
        assert!(wrong.charter().unwrap_err().to_string().contains("rules.toml:"), "with its line");
    }
}

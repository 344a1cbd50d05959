//! The two sample groups: one under each charter that ships with the product, with invented channels.

use super::people::{self, Team};
use acts::{
    Installation,
    channels::Filled,
    founding::{self, Plan, Seat},
};
use basics::Moment;
use channels::{Kind, NetworkName};
use charter::presets::{self, Preset};
use jiff::{ToSpan as _, tz::TimeZone};
use networks::practice::Host;
use store::Group;

/// A sample group.
pub struct SampleGroup {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its charter.
    pub preset: Preset,
    /// Its channels.
    pub channels: &'static [SampleChannel],
    /// Which of them is the primary source, by number.
    pub primary: Option<usize>,
    /// On which of them it talks with people, by number.
    pub preferred: Option<usize>,
    /// Who connects the accounts.
    pub connector: &'static str,
    /// Who gives access.
    pub grantor: &'static str,
    /// The rules of the house it begins with: name and value.
    pub house: &'static [(&'static str, &'static str)],
}

/// A sample channel.
pub struct SampleChannel {
    /// Its name.
    pub name: &'static str,
    /// The practice server its account is on; none for a channel that a person serves by hand.
    pub host: Option<Host>,
    /// The place, for a channel that a person serves by hand.
    pub place: Option<&'static str>,
    /// The account's name there.
    pub handle: &'static str,
    /// Its page.
    pub url: &'static str,
    /// Whose it is.
    pub kind: Kind,
    /// Whether it is a social network.
    pub social: bool,
}

/// The group under the charter with a chair, a co-chair and a board liaison.
pub const SOCIAL: SampleGroup = SampleGroup {
    slug: "django",
    name: "Social Media Working Group",
    preset: presets::DJANGO,
    channels: &[
        account("Mastodon", Host::Mastodon, "project", "https://social.example/@project"),
        account("Bluesky", Host::Bluesky, "project.example", "https://bsky.example/profile/project.example"),
        by_hand("LinkedIn", "linkedin", "Project Foundation", "https://linkedin.example/company/project", true),
    ],
    primary: None,
    preferred: None,
    connector: "django/co-chair",
    grantor: "django/co-chair",
    house: &[],
};

/// The group without offices, whose social channels only announce but for one.
pub const MEDIA: SampleGroup = SampleGroup {
    slug: "jupyter",
    name: "Media Strategy Working Group",
    preset: presets::JUPYTER,
    channels: &[
        account("Mastodon", Host::Mastodon, "notebooks", "https://social.example/@notebooks"),
        account("Bluesky", Host::Bluesky, "notebooks.example", "https://bsky.example/profile/notebooks.example"),
        by_hand("LinkedIn", "linkedin", "Notebooks", "https://linkedin.example/company/notebooks", true),
        by_hand("Blog", "other", "Notebooks blog", "https://blog.notebooks.example", false),
        SampleChannel {
            kind: Kind::Community,
            ..by_hand("Forum", "other", "Notebooks forum", "https://forum.notebooks.example", false)
        },
    ],
    primary: Some(3),
    preferred: Some(0),
    connector: "jupyter/member-blog",
    grantor: "jupyter/member-blog",
    house: &[("decides_here_executive_council", "guide")],
};

const fn account(name: &'static str, host: Host, handle: &'static str, url: &'static str) -> SampleChannel {
    SampleChannel { name, host: Some(host), place: None, handle, url, kind: Kind::Ours, social: true }
}

const fn by_hand(
    name: &'static str,
    place: &'static str,
    handle: &'static str,
    url: &'static str,
    social: bool,
) -> SampleChannel {
    SampleChannel { name, host: None, place: Some(place), handle, url, kind: Kind::Ours, social }
}

/// Founds a sample group. Its people joined some months ago, so that every term has a different end.
pub async fn found(
    here: &Installation,
    sample: &SampleGroup,
    team: &Team,
    now: Moment,
) -> Result<Group, anyhow::Error> {
    let today = now.in_zone(&TimeZone::UTC).date();
    let seats = people::ALL.iter().filter(|person| person.group == sample.slug).filter_map(|person| {
        let joined = today.checked_sub(i64::from(person.months).months()).ok()?.checked_sub(9.days()).ok()?;
        Some(Seat {
            person: *team.get(person.key)?,
            known_as: person.name.to_owned(),
            offices: person.offices.iter().map(ToString::to_string).collect(),
            statuses: person.statuses.iter().map(ToString::to_string).collect(),
            joined: Some(joined),
        })
    });
    let plan = Plan {
        slug: sample.slug.to_owned(),
        name: sample.name.to_owned(),
        text: sample.preset.text.to_owned(),
        rules: sample.preset.rules.to_owned(),
        adopted_on: today.checked_sub(8.months())?,
        roster: seats.collect(),
        channels: sample.channels.iter().map(filled).collect::<Result<_, _>>()?,
        marks: (sample.primary, sample.preferred),
        house: sample.house.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    };
    Ok(founding::found(here, plan).await?)
}

fn filled(channel: &SampleChannel) -> Result<Filled, anyhow::Error> {
    let network = match channel.host {
        Some(Host::Bluesky) => "bluesky",
        Some(_) => "mastodon",
        None => "assisted",
    };
    Ok(Filled {
        name: channel.name.to_owned(),
        network: NetworkName::parse(network)?,
        place: channel.place.map(str::to_owned),
        handle: channel.handle.to_owned(),
        url: channel.url.to_owned(),
        kind: channel.kind,
        social: channel.social,
    })
}

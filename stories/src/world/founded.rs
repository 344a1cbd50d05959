//! The groups of a world: founded with their people and channels, and the accounts of these connected.

use super::{World, compiled};
use crate::Sample;
use acts::{
    channels::Filled,
    connecting,
    founding::{self, Plan, Seat},
};
use basics::PersonId;
use channels::{Kind, NetworkName};
use jiff::civil::date;
use networks::practice::Host;
use people::{EmailAddress, Person, PersonName};

impl World {
    pub(super) async fn found(&mut self, sample: &Sample) {
        let mut roster = Vec::new();
        for role in sample.roster {
            let person = self.create(sample.slug, role.name).await;
            roster.push(Seat {
                person,
                known_as: role.name.to_owned(),
                offices: role.offices.iter().map(ToString::to_string).collect(),
                statuses: role.statuses.iter().map(ToString::to_string).collect(),
                joined: None,
            });
        }
        let channels: Vec<Filled> =
            sample.accounts.iter().map(|(name, host, handle)| account(name, *host, handle)).collect();
        let preferred = sample.preferred.and_then(|name| channels.iter().position(|one| one.name == name));
        let channels = channels.into_iter().chain([by_hand()]).collect();
        let plan = Plan {
            slug: sample.slug.to_owned(),
            name: compiled(sample).name().to_owned(),
            text: sample.preset.text.to_owned(),
            rules: sample.preset.rules.to_owned(),
            adopted_on: date(2026, 10, 1),
            roster,
            channels,
            marks: (None, preferred),
            house: sample.house.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        };
        let group = founding::found(&self.here, plan).await.unwrap();
        self.groups.insert(sample.slug, group);
        self.connect(sample).await;
    }

    async fn create(&mut self, group: &'static str, name: &'static str) -> PersonId {
        let id = PersonId::mint(self.now());
        let mail = format!("{}@{group}.example", name.to_lowercase().replace(' ', "-"));
        let person = Person::new(id, PersonName::parse(name).unwrap(), EmailAddress::parse(&mail).unwrap());
        self.here.store.bookkeeping().create_person(&person).await.unwrap();
        self.people.insert((group, name), id);
        id
    }

    async fn connect(&self, sample: &Sample) {
        let group = self.group(sample.slug);
        for (name, host, handle) in sample.accounts {
            let (channel, who) = (self.channel(sample.slug, name).await, self.elevated(sample.slug, sample.officer));
            let typed = self.practice.typed(*host, handle, name).unwrap();
            connecting::connect(&self.here, group, &who, channel, &typed).await.unwrap();
        }
    }
}

fn account(name: &str, host: Host, handle: &str) -> Filled {
    let network = if host == Host::Bluesky { "bluesky" } else { "mastodon" };
    Filled {
        name: name.to_owned(),
        network: NetworkName::parse(network).unwrap(),
        place: None,
        handle: handle.to_owned(),
        url: format!("https://{network}.example/@{handle}"),
        kind: Kind::Ours,
        social: true,
    }
}

/// A channel on which a person posts by hand.
pub fn by_hand() -> Filled {
    Filled {
        name: "LinkedIn".to_owned(),
        network: NetworkName::parse("assisted").unwrap(),
        place: Some("linkedin".to_owned()),
        handle: "Project".to_owned(),
        url: "https://linkedin.example/company/project".to_owned(),
        kind: Kind::Ours,
        social: true,
    }
}

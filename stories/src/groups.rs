//! The two groups that the stories play in: the presets, with the people and channels of the acceptance scenarios.

use acts::house::ProofAsked;
use charter::presets::{self, Preset};
use networks::practice::Host;

/// One line of a roster.
#[derive(Clone, Copy, Debug)]
pub struct Role {
    /// How stories call them: `Member A`.
    pub name: &'static str,
    /// The offices beside being a member.
    pub offices: &'static [&'static str],
    /// Outside statuses.
    pub statuses: &'static [&'static str],
}

/// A group to found.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its charter.
    pub preset: Preset,
    /// Its people.
    pub roster: &'static [Role],
    /// Its accounts on the practice network, with the name of each.
    pub accounts: &'static [(&'static str, Host, &'static str)],
    /// The channel that talks with people, by name.
    pub preferred: Option<&'static str>,
    /// The house rules it starts with: name and value.
    pub house: &'static [(&'static str, &'static str)],
    /// Whoever connects accounts and gives access.
    pub officer: &'static str,
    /// Whoever does so for the officer.
    pub other_officer: &'static str,
}

const fn role(name: &'static str, offices: &'static [&'static str], statuses: &'static [&'static str]) -> Role {
    Role { name, offices, statuses }
}

/// Six people, N = 6, the three offices held by different people.
pub const DJANGO: Sample = Sample {
    slug: "django",
    preset: presets::DJANGO,
    roster: &[
        role("Chair", &["chair"], &["individual_member"]),
        role("Co-Chair", &["co_chair"], &["individual_member"]),
        role("Board Liaison", &["liaison"], &["board", "individual_member"]),
        role("Member A", &[], &["individual_member"]),
        role("Member B", &[], &["individual_member"]),
        role("Member C", &[], &["individual_member"]),
    ],
    accounts: &[("Mastodon", Host::Mastodon, "project"), ("Bluesky", Host::Bluesky, "project.example")],
    preferred: None,
    house: &[],
    officer: "Co-Chair",
    other_officer: "Chair",
};

/// Four members, no offices.
pub const JUPYTER: Sample = Sample {
    slug: "jupyter",
    preset: presets::JUPYTER,
    roster: &[
        role("Member A", &[], &["union_of_councils"]),
        role("Member B", &[], &["union_of_councils"]),
        role("Member C", &[], &["union_of_councils"]),
        role("Member D", &[], &["union_of_councils"]),
    ],
    accounts: &[("Mastodon", Host::Mastodon, "notebooks"), ("Bluesky", Host::Bluesky, "notebooks.example")],
    preferred: Some("Mastodon"),
    house: &[],
    officer: "Member A",
    other_officer: "Member B",
};

/// The first group with an account on every server of the practice network: one for each class of delivery.
pub const ALL_CLASSES: Sample = Sample {
    accounts: &[
        ("Bluesky", Host::Bluesky, "project.example"),
        ("Mastodon", Host::Mastodon, "project"),
        ("Listed", Host::Listed, "listed"),
        ("Drafting", Host::Drafting, "drafting"),
        ("Blind", Host::Blind, "blind"),
    ],
    ..DJANGO
};

/// The first group, after it decided that a code of an app is proof enough.
pub const PROVED_BY_CODE: Sample = Sample { house: &[(ProofAsked::RULE, "code")], ..DJANGO };

//! The sample people: roles, not names.

use ::people::{
    Demonstration, Elevated, EmailAddress, HouseRule, Issued, Person, PersonName, Proof, Purpose, Session, SignedIn,
};
use acts::Installation;
use basics::PersonId;
use std::collections::BTreeMap;

/// One sample person.
pub struct Sample {
    /// `group/role`, as the sign-in link is printed.
    pub key: &'static str,
    /// The group, by its name in addresses.
    pub group: &'static str,
    /// How everybody calls them.
    pub name: &'static str,
    /// The offices they hold beside being a member.
    pub offices: &'static [&'static str],
    /// The outside statuses they have.
    pub statuses: &'static [&'static str],
    /// How many months before now they joined.
    pub months: u32,
    /// On how many of the group's channels they may publish and reply from the start, from the first on.
    pub channels: usize,
}

/// Every sample person of both groups.
pub const ALL: &[Sample] = &[
    sample("django/chair", "Chair", &["chair"], &["individual_member"], 2, 4),
    sample("django/co-chair", "Co-Chair", &["co_chair"], &["individual_member"], 3, 4),
    sample("django/liaison", "Board Liaison", &["liaison"], &["board", "individual_member"], 4, 0),
    sample("django/member-events", "Member, events", &[], &["individual_member"], 1, 3),
    sample("django/member-docs", "Member, docs", &[], &["individual_member"], 5, 3),
    sample("django/member-design", "Member, design", &[], &["individual_member"], 0, 0),
    sample("jupyter/member-blog", "Member, blog", &[], &["union_of_councils"], 3, 5),
    sample("jupyter/member-forum", "Member, forum", &[], &["union_of_councils"], 3, 5),
    sample("jupyter/member-community", "Member, community", &[], &["union_of_councils"], 3, 5),
    sample("jupyter/member-translations", "Member, translations", &[], &["union_of_councils"], 1, 2),
];

/// Who sits on the council around the second group, and is in no group.
pub const SEATED: &[Sample] = &[
    sample("council/member-a", "Council member A", &[], &[], 0, 0),
    sample("council/member-b", "Council member B", &[], &[], 0, 0),
    sample("council/member-c", "Council member C", &[], &[], 0, 0),
];

const fn sample(
    key: &'static str,
    name: &'static str,
    offices: &'static [&'static str],
    statuses: &'static [&'static str],
    months: u32,
    channels: usize,
) -> Sample {
    let group = if key.as_bytes()[0] == b'd' { "django" } else { "jupyter" };
    Sample { key, group, name, offices, statuses, months, channels }
}

impl Sample {
    /// Their mail address.
    pub fn email(&self) -> Result<EmailAddress, anyhow::Error> {
        Ok(EmailAddress::parse(&format!("{}@people.example", self.key.replace('/', ".")))?)
    }
}

/// The sample people by key.
pub type Team = BTreeMap<&'static str, PersonId>;

/// Gives every sample person an account.
pub async fn create(here: &Installation) -> Result<Team, anyhow::Error> {
    let mut team = Team::new();
    for sample in ALL {
        let id = PersonId::mint(here.store.now());
        let person = Person::new(id, PersonName::parse(sample.name)?, sample.email()?);
        here.store.bookkeeping().create_person(&person).await?;
        team.insert(sample.key, id);
    }
    Ok(team)
}

/// The account of a sample person, if this data folder has it.
pub async fn find(here: &Installation, sample: &Sample) -> Result<Option<Person>, anyhow::Error> {
    here.store.person_at(&sample.email()?).await
}

/// A sample person who proved who they are, as far as a demonstration asks for it.
pub fn present(here: &Installation, demonstration: Demonstration, person: PersonId) -> Result<Elevated, anyhow::Error> {
    Ok(signed_in(here, demonstration, person)?.elevated(HouseRule::Demonstration(demonstration))?)
}

/// A sample person who came in by their link.
pub fn signed_in(
    here: &Installation,
    demonstration: Demonstration,
    person: PersonId,
) -> Result<SignedIn, anyhow::Error> {
    let now = here.store.now();
    let (mut link, token) = Issued::mint(Purpose::SignInLink, now)?;
    let redeemed = link.redeem(&token, now)?;
    let (session, _) = Session::begin(&Proof::DemoLink(demonstration, redeemed, person), now)?;
    Ok(session.alive(now, ::people::Standing::Belongs)?)
}

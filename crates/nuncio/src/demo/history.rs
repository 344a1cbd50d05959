//! Some days in the life of a sample group, by the same acts as in any other: accounts are connected, access is given,
//! posts are written and leave. Everything of it is in the log, with its clause.

use super::{
    groups::{SampleChannel, SampleGroup},
    people::{self, Team, present},
    practice,
};
use ::people::{Demonstration, Elevated};
use acts::{Installation, access, answers, clock, connecting, drafts, opinions, posts, requests};
use anyhow::Context as _;
use basics::{ChannelId, GrantId, Moment, PersonId, Zone};
use channels::Capability;
use jiff::{SignedDuration, tz::TimeZone};
use publishing::{Choice, Draft, Language, Planned};
use store::{ChannelRow, Group};

/// A sample post, `hours` from now: what lies in the past has left, what lies ahead waits.
struct SamplePost {
    by: &'static str,
    title: &'static str,
    text: &'static str,
    hours: i64,
    channels: &'static [usize],
    goals: &'static [&'static str],
}

const POSTS: &[SamplePost] = &[
    SamplePost {
        by: "django/member-docs",
        title: "Answered questions of the month",
        text: "What you asked most on the forum this month, answered in one place: https://project.example/answers #WebDev",
        hours: -98,
        channels: &[0, 1],
        goals: &["1"],
    },
    SamplePost {
        by: "django/member-events",
        title: "Bugfix release is out",
        text: "A bugfix release is out. It mends eleven things, and the notes say which: https://project.example/releases",
        hours: -49,
        channels: &[0, 1],
        goals: &["1", "4"],
    },
    SamplePost {
        by: "django/chair",
        title: "Hiring? Post it on the jobs board",
        text: "Is your company hiring? The jobs board is free for everybody: https://project.example/jobs",
        hours: -26,
        channels: &[0],
        goals: &["1"],
    },
    SamplePost {
        by: "django/member-events",
        title: "Call for proposals closes in two weeks",
        text: "The call for proposals of the yearly conference closes in two weeks. First-time speakers get a mentor: https://conf.example/cfp",
        hours: 22,
        channels: &[0, 1],
        goals: &["1"],
    },
    SamplePost {
        by: "django/member-docs",
        title: "Translations sprint",
        text: "On Thursday we translate the tutorial together, in nine languages so far. Come by: https://project.example/sprint",
        hours: 118,
        channels: &[0],
        goals: &["1"],
    },
    SamplePost {
        by: "jupyter/member-blog",
        title: "New on the blog: kernels explained",
        text: "New on the blog: how kernels talk to notebooks, explained with pictures. https://blog.notebooks.example/kernels",
        hours: -70,
        channels: &[0, 1],
        goals: &[],
    },
    SamplePost {
        by: "jupyter/member-community",
        title: "Community call on Tuesday",
        text: "The community call is on Tuesday. The agenda is open for your topics: https://blog.notebooks.example/call",
        hours: -28,
        channels: &[0, 1],
        goals: &[],
    },
    SamplePost {
        by: "jupyter/member-forum",
        title: "Workshop materials are online",
        text: "The materials of all nine workshops are online, free to use: https://blog.notebooks.example/workshops",
        hours: 44,
        channels: &[0, 1],
        goals: &[],
    },
];

/// Drafts that nobody gave a day yet.
const IDEAS: &[(&str, &str, &str)] = &[
    (
        "django/member-docs",
        "Portrait of the triage team",
        "Who reads every new ticket? Five volunteers, and here is how they do it.",
    ),
    ("django/chair", "How a ticket becomes a release", "From a report to a release in seven steps."),
    (
        "jupyter/member-forum",
        "Questions of the month from the forum",
        "Three questions from the forum, with their answers.",
    ),
];

/// Lets the group connect its accounts, give access, and write what is to leave before `now` and after it.
pub async fn live(
    here: &Installation,
    group: &Group,
    sample: &SampleGroup,
    team: &Team,
    network: &practice::Network,
    demonstration: Demonstration,
    now: Moment,
) -> Result<(), anyhow::Error> {
    let life = Life { here, group, sample, team, demonstration };
    let channels = life.in_order().await?;
    life.connect(&channels, network).await?;
    life.give_access(&channels).await?;
    life.address_the_body().await?;
    life.publish(&channels, now).await
}

struct Life<'a> {
    here: &'a Installation,
    group: &'a Group,
    sample: &'a SampleGroup,
    team: &'a Team,
    demonstration: Demonstration,
}

impl Life<'_> {
    /// The channels in the order of the sample.
    async fn in_order(&self) -> Result<Vec<ChannelRow>, anyhow::Error> {
        let mut known = self.here.store.channels(self.group.id).await?;
        let at = |name: &str| self.sample.channels.iter().position(|channel| channel.name == name);
        known.sort_by_key(|row| at(&row.channel.name));
        Ok(known)
    }

    fn person(&self, key: &str) -> Result<PersonId, anyhow::Error> {
        self.team.get(key).copied().with_context(|| format!("there is no sample person {key}"))
    }

    async fn connect(&self, channels: &[ChannelRow], network: &practice::Network) -> Result<(), anyhow::Error> {
        let who = self.person(self.sample.connector)?;
        for (sample, row) in self.sample.channels.iter().zip(channels) {
            self.connect_one(sample, row.channel.id, who, network).await?;
        }
        Ok(())
    }

    async fn connect_one(
        &self,
        sample: &SampleChannel,
        channel: ChannelId,
        who: PersonId,
        network: &practice::Network,
    ) -> Result<(), anyhow::Error> {
        let Some(host) = sample.host else { return Ok(()) };
        let typed = network.practice.typed(host, sample.handle, self.sample.name);
        let typed = typed.context("the practice network is not served")?;
        network.practice.save()?;
        let who = present(self.here, self.demonstration, who)?;
        connecting::connect(self.here, self.group.id, &who, channel, &typed).await?;
        Ok(())
    }

    async fn give_access(&self, channels: &[ChannelRow]) -> Result<(), anyhow::Error> {
        let grantor = self.person(self.sample.grantor)?;
        for person in people::ALL.iter().filter(|person| person.group == self.sample.slug) {
            let to = self.person(person.key)?;
            // Nobody gives access to themselves while somebody else can.
            let by = if to == grantor { self.second_grantor()? } else { grantor };
            for row in channels.iter().take(person.channels) {
                for capability in [Capability::Publish, Capability::Reply] {
                    self.grant(by, to, row.channel.id, capability).await?;
                }
            }
        }
        Ok(())
    }

    /// Where the body above the group is written to. The demonstration sends no mail.
    async fn address_the_body(&self) -> Result<(), anyhow::Error> {
        let charter = self.here.store.charter(self.group.id).await?;
        let Some(body) = charter.rules().charter.answers_to.as_deref() else { return Ok(()) };
        let who = present(self.here, self.demonstration, self.person(self.sample.grantor)?)?;
        requests::written_to(self.here, self.group.id, &who, body, "secretary@foundation.example").await?;
        Ok(())
    }

    fn second_grantor(&self) -> Result<PersonId, anyhow::Error> {
        self.person(if self.sample.slug == "django" { "django/chair" } else { "jupyter/member-forum" })
    }

    async fn grant(
        &self,
        by: PersonId,
        to: PersonId,
        channel: ChannelId,
        capability: Capability,
    ) -> Result<(), anyhow::Error> {
        let who = present(self.here, self.demonstration, by)?;
        let until = self.here.store.now().plus(SignedDuration::from_hours(24 * 90));
        let reason = "Writes for the group".to_owned();
        let ends = self.here.store.standing(self.group.id, to).await?.term_end.map_or(until, |end| end.min(until));
        let wish = access::Wish { channel, to, capability, reason, until: Some(ends) };
        if self.group_decides_access(&who, &wish).await? {
            self.decide(&who, &wish).await?;
        }
        access::grant(self.here, self.group.id, &who, wish).await?;
        Ok(())
    }

    async fn group_decides_access(&self, who: &Elevated, wish: &access::Wish) -> Result<bool, anyhow::Error> {
        let act = access::act(self.here, self.group.id, GrantId::mint(self.here.store.now()), wish).await?;
        Ok(!opinions::may(self.here, self.group.id, who.person(), &act).await?.may())
    }

    /// The group decided in a meeting; another member than the one who asked records it with its minutes.
    async fn decide(&self, who: &Elevated, wish: &access::Wish) -> Result<(), anyhow::Error> {
        let answer = access::ask(self.here, self.group.id, who, wish).await?;
        let filled = answers::Filled {
            yes: true,
            decided_on: self.here.store.now().in_zone(&TimeZone::UTC).date().to_string(),
            source: "https://notes.example/meetings/access".to_owned(),
            tally: String::new(),
        };
        let (grantor, second) = (self.person(self.sample.grantor)?, self.second_grantor()?);
        let other = if who.person() == grantor { second } else { grantor };
        let other = present(self.here, self.demonstration, other)?;
        answers::record(self.here, self.group.id, &other, answer, filled).await?;
        Ok(())
    }

    async fn publish(&self, channels: &[ChannelRow], now: Moment) -> Result<(), anyhow::Error> {
        for post in POSTS.iter().filter(|post| post.by.starts_with(self.sample.slug)) {
            self.write(post, channels, now).await?;
        }
        for (by, title, text) in IDEAS.iter().filter(|(by, ..)| by.starts_with(self.sample.slug)) {
            let draft = Draft { title: (*title).to_owned(), ..draft(text, &[], channels)? };
            drafts::begin(self.here, self.group.id, self.person(by)?, &draft).await?;
        }
        Ok(())
    }

    async fn write(&self, post: &SamplePost, channels: &[ChannelRow], now: Moment) -> Result<(), anyhow::Error> {
        let due = now.plus(SignedDuration::from_hours(post.hours));
        let who = self.person(post.by)?;
        let mut draft = draft(post.text, post.channels, channels)?;
        draft.title = post.title.to_owned();
        draft.goals = post.goals.iter().map(ToString::to_string).collect();
        draft.when = Some(self.at(due)?);
        let id = drafts::begin(self.here, self.group.id, who, &draft).await?;
        let who = present(self.here, self.demonstration, who)?;
        posts::schedule(self.here, self.group.id, &who, id).await?;
        Ok(())
    }

    /// A full quarter of an hour near this moment, on the group's wall.
    fn at(&self, due: Moment) -> Result<Planned, anyhow::Error> {
        let zone = Zone::named(&self.group.zone)?;
        let wall = due.in_zone(zone.rules()).datetime();
        let quarter = wall.with().minute(wall.minute() / 15 * 15).second(0).subsec_nanosecond(0).build()?;
        Ok(Planned::new(quarter, &zone, Choice::default(), self.here.store.now())?)
    }
}

/// Moves the clock on from one due post to the next, up to now, so that each leaves at its own minute.
pub async fn pass_time(here: &Installation, now: Moment) -> Result<(), anyhow::Error> {
    while let Some(next) = here.store.bookkeeping().next_wake(&[]).await?.filter(|next| *next < now) {
        here.store.clock().advance(next.since(here.store.now()));
        if clock::tick(here).await? == 0 {
            here.store.clock().advance(SignedDuration::from_millis(1));
        }
    }
    Ok(())
}

fn draft(text: &str, on: &[usize], channels: &[ChannelRow]) -> Result<Draft, anyhow::Error> {
    let mut draft = Draft::new(Language::parse("en")?);
    text.clone_into(&mut draft.everywhere.text);
    draft.channels = on.iter().filter_map(|at| channels.get(*at)).map(|row| row.channel.id).collect();
    Ok(draft)
}

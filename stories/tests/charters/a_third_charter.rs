//! A group under a charter that ships with nobody: its text and its rules are data, and everything that follows is what
//! the same program reads in them. Its members write posts; whatever is not in their list is for a committee.

use acts::{
    access::{self, Wish},
    answers,
    channels::{Filled, open},
    connecting,
};
use basics::ChannelId;
use channels::{Capability::Publish, Kind, NetworkName, State};
use charter::{
    CharterText, Way,
    act::{ConnectChannel, OpenChannel},
    presets::Preset,
};
use jiff::SignedDuration;
use networks::practice::Host;
use std::sync::LazyLock;
use store::Declined;
use stories::{Role, Sample, Site, World, on_each};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const TEXT: &str = include_str!("../../../crates/charter/tests/third/community.md");
const GROUP: &str = "lantern";

/// The rules, with the digest of the text that they are about.
static RULES: LazyLock<String> = LazyLock::new(|| {
    let digest = CharterText::parse(TEXT.as_bytes()).unwrap().digest().to_string();
    include_str!("../../../crates/charter/tests/third/community.toml").replace("@SHA256@", &digest)
});

fn community() -> Sample {
    Sample {
        slug: GROUP,
        preset: Preset { key: "community", says: "No offices; a committee.", text: TEXT, rules: RULES.as_str() },
        roster: &[
            Role { name: "Member A", offices: &[], statuses: &[] },
            Role { name: "Member B", offices: &[], statuses: &[] },
        ],
        accounts: &[],
        preferred: None,
        house: &[],
        officer: "Member A",
        other_officer: "Member B",
    }
}

/// A channel on Mastodon that the Committee opened: refused before, and with the line that says who decides.
async fn opened(world: &World) -> ChannelId {
    let (group, who) = (world.group(GROUP), world.elevated(GROUP, "Member A"));
    let id = ChannelId::mint(world.now());
    let filled = Filled {
        name: "Mastodon".to_owned(),
        network: NetworkName::parse("mastodon").unwrap(),
        place: None,
        handle: "@lantern".to_owned(),
        url: "https://social.example/@lantern".to_owned(),
        kind: Kind::Ours,
        social: true,
    };
    let channel = filled.checked(id, group).unwrap();
    let refused = open(&world.here, group, &who, &channel).await.unwrap_err();
    let Declined::ByCharter(grounds) = refused else { panic!("{refused}") };
    assert_eq!((grounds.because[0].label.as_str(), &grounds.way), ("P6", &Way::AskBody(vec!["committee".to_owned()])));
    world.agreed(GROUP, "Member A", &OpenChannel { channel: id }).await;
    open(&world.here, group, &who, &channel).await.unwrap();

    let typed = world.practice.typed(Host::Mastodon, "lantern", "Lantern").unwrap();
    world.agreed(GROUP, "Member A", &ConnectChannel { channel: id }).await;
    connecting::connect(&world.here, group, &who, id, &typed).await.unwrap();
    id
}

/// Member B receives access, once the Committee's answer is on record.
async fn granted(world: &World, channel: ChannelId) {
    let (group, who) = (world.group(GROUP), world.elevated(GROUP, "Member A"));
    let (to, reason) = (world.person(GROUP, "Member B"), "Writes for the group".to_owned());
    let wish = Wish { channel, to, capability: Publish, reason, until: None };
    let refused = access::grant(&world.here, group, &who, wish.clone()).await.unwrap_err();
    assert!(matches!(&refused, Declined::ByCharter(grounds) if grounds.way != Way::MayNot), "{refused:?}");
    let answer = access::ask(&world.here, group, &who, &wish).await.unwrap();
    let yes = answers::Filled {
        yes: true,
        decided_on: "2026-11-20".to_owned(),
        source: "https://minutes.example/access".to_owned(),
        tally: String::new(),
    };
    answers::record(&world.here, group, &who, answer, yes).await.unwrap();
    access::grant(&world.here, group, &who, wish).await.unwrap();
    let given = world.here.store.grants(group).await.unwrap();
    assert_eq!(given[0].until.to_string(), "2027-02-28T23:00:00.000000Z", "to the end of the yearly term, in Berlin");
}

#[tokio::test]
async fn a_group_under_a_third_charter_is_founded_gives_access_and_lets_a_post_leave() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[community()])).await;
        let channel = opened(&world).await;
        granted(&world, channel).await;
        let post = world.writes(GROUP, "Member B", "We are here.").on(&["Mastodon"]).await.due_in(MINUTE).kept().await;
        world.schedules(GROUP, "Member B", post).await.unwrap();
        world.pass(MINUTE).await;
        let texts: Vec<_> = world.practice.published().into_iter().map(|post| post.text).collect();
        assert_eq!(texts, ["We are here."]);
        let register = world.here.store.channel(world.group(GROUP), channel).await.unwrap().unwrap();
        assert_eq!(register.channel.state, State::Active);

        let site = Site::of(&world).await;
        let browser = site.browser(GROUP, "Member B").await;
        let receipt = browser.opens(&format!("/g/{GROUP}/posts/{post}")).await;
        assert!(receipt.says("sent by Member B, as member") && receipt.says("P1"), "{}", receipt.text());
        let page = browser.opens(&format!("/g/{GROUP}/charter")).await;
        assert!(page.says("Community Voices") && page.says("Write and schedule posts on the channels of the project."));
        for label in ["S1", "M1", "P1", "P6", "W1"] {
            assert!(page.html.contains(&format!("id=\"{label}\"")), "{label} has no anchor");
        }
        assert!(page.html.contains(&format!("/g/{GROUP}/audit?clause=P1")), "how often it was used is linked");
        let powers = browser.opens(&format!("/g/{GROUP}/charter?view=powers")).await;
        assert!(powers.says("ask the steering committee") || powers.says("ask the Steering Committee"));
        let log = browser.opens(&format!("/g/{GROUP}/audit")).await;
        assert!(log.says("Whole: ") && log.says("Member B scheduled We are here."), "{}", log.text());
    })
    .await;
}

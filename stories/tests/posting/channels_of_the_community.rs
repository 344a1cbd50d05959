//! A channel that the community runs and the group takes part in: nothing waits for an approval there, and a charter's
//! rule about announcing only does not bind it.

use acts::channels::{Filled, open};
use acts::connecting;
use basics::ChannelId;
use channels::{
    Capability::{Publish, Reply},
    Kind, NetworkName,
};
use charter::act::OpenChannel;
use jiff::SignedDuration;
use networks::practice::Host;
use stories::{Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The forum of the community, a social network under a charter whose own social channels only announce.
async fn forum(world: &World) {
    let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member A"));
    let id = ChannelId::mint(world.now());
    let filled = Filled {
        name: "Forum".to_owned(),
        network: NetworkName::parse("mastodon").unwrap(),
        place: None,
        handle: "@forum".to_owned(),
        url: "https://forum.example/@forum".to_owned(),
        kind: Kind::Community,
        social: true,
    };
    world.agreed("jupyter", "Member A", &OpenChannel { channel: id }).await;
    open(&world.here, group, &who, &filled.checked(id, group).unwrap()).await.unwrap();
    let typed = world.practice.typed(Host::Mastodon, "forum", "Forum").unwrap();
    connecting::connect(&world.here, group, &who, id, &typed).await.unwrap();
}

#[tokio::test]
async fn on_a_channel_of_the_community_nothing_waits_and_people_are_answered() {
    both(async |world: World| {
        forum(&world).await;
        world.give("jupyter", "Member A", "Forum", &[Publish, Reply]).await;
        let questions = world.here.store.questions(world.group("jupyter")).await.unwrap().len();
        let site = Site::of(&world).await;
        let browser = site.browser("jupyter", "Member A").await;
        let register = browser.opens("/g/jupyter/channels").await;
        let row = register.html.split("<li").find(|row| row.contains("Forum")).unwrap_or_default();
        assert!(row.contains("Run by the community, we take part") && row.contains("We answer"), "{row}");
        assert!(register.says("Announcements only"), "the rule still binds the channels that are the group's own");

        let post =
            world.writes("jupyter", "Member A", "The next call").on(&["Forum"]).await.due_in(MINUTE).kept().await;
        world.schedules("jupyter", "Member A", post).await.unwrap();
        let asked = world.practice.comment(Host::Mastodon, "reader", "When is the next call?", None).unwrap();
        let asked = world.practice.page_of(&asked).unwrap();
        let reply = world.writes("jupyter", "Member A", "On Tuesday").on(&["Forum"]).await.answering(&asked);
        let reply = reply.due_in(MINUTE).kept().await;
        world.schedules("jupyter", "Member A", reply).await.unwrap();
        world.pass(MINUTE).await;
        let mut sent: Vec<_> = world.practice.published().into_iter().map(|post| post.text).collect();
        sent.retain(|text| text == "The next call" || text.ends_with("On Tuesday"));
        assert_eq!(sent.len(), 2, "{sent:?}");
        assert_eq!(
            world.here.store.questions(world.group("jupyter")).await.unwrap().len(),
            questions,
            "nobody is asked"
        );
    })
    .await;
}

//! What stops a channel stops what is on its way there, however far it got before its first byte.

use acts::{answers, channels::Move, opinions};
use basics::PostId;
use channels::Capability::Publish;
use charter::{Object, act::ResumeChannel};
use delivery::{PauseReason, State};
use jiff::SignedDuration;
use networks::practice::Calls;
use stories::{Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A post of Member A with a picture that has to be uploaded first.
async fn with_a_picture(world: &World) -> PostId {
    let post = world.writes("django", "Member A", "Look at this").on(&["Mastodon"]).await.serving(&["1"]);
    let post = post.showing_a_picture().await.due_in(MINUTE).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

/// The Chair stops everything there at once.
async fn suspends(world: &World) {
    let (group, channel) = (world.group("django"), world.channel("django", "Mastodon").await);
    let chair = world.elevated("django", "Chair");
    acts::channels::change(&world.here, group, &chair, channel, Move::Suspend).await.unwrap();
}

/// The group lets it go on.
async fn resumes(world: &World) {
    let (group, channel) = (world.group("django"), world.channel("django", "Mastodon").await);
    let chair = world.elevated("django", "Chair");
    let opinion = opinions::may(&world.here, group, chair.person(), &ResumeChannel { channel }).await.unwrap();
    for matter in answers::open_matters(&opinion) {
        let about = Object::new("channel", channel);
        let answer = answers::ask(&world.here, group, &chair, about, matter, "May we?").await.unwrap();
        let yes = answers::Filled {
            yes: true,
            decided_on: "2026-11-20".to_owned(),
            source: "https://minutes.example/channels".to_owned(),
            tally: String::new(),
        };
        answers::record(&world.here, group, &chair, answer, yes).await.unwrap();
    }
    acts::channels::change(&world.here, group, &chair, channel, Move::Resume).await.unwrap();
}

#[tokio::test]
async fn a_channel_that_is_suspended_during_an_upload_is_frozen_and_nobodys_right_is_in_question() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = with_a_picture(&world).await;
        let upload = world.practice.holds(Calls::Prepare);
        let suspended = async {
            upload.arrived().await;
            suspends(&world).await;
            upload.let_go();
        };
        tokio::join!(world.pass(MINUTE), suspended);
        let row = world.deliveries("django", post).await.remove(0);
        let held: Vec<PauseReason> = row.row.pauses.iter().collect();
        assert_eq!((row.row.state, held), (State::Scheduled, vec![PauseReason::Freeze]), "{:?}", row.trouble);
        assert!(world.practice.published().is_empty());
        let site = Site::of(&world).await;
        let page = site.browser("django", "Member A").await.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("It is held: Mastodon is suspended, so nothing leaves there"), "{}", page.text());

        resumes(&world).await;
        world.live_through(MINUTE).await;
        assert_eq!(world.practice.published().len(), 1, "what stood in its way is gone");
    })
    .await;
}

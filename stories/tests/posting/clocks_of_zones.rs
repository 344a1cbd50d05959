//! A post is planned for a time on the wall. Where a government changes the clocks there, newer tables of zones show the same
//! wall at another instant: the post is moved with it, or held where the wall does not show its time any more, and its author
//! is told.

use acts::posts;
use basics::{PostId, Tables, Zone};
use channels::Capability::Publish;
use delivery::{PauseReason, State};
use jiff::SignedDuration;
use mail::Outbox;
use publishing::{Choice, Planned, Recurring};
use stories::{Site, World, both};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const MEMBER_A: &str = "member-a@django.example";

/// Member A, who may publish on Mastodon and is mailed at once what needs them, writes for this time in Copenhagen.
async fn written(world: &World, wall: &str) -> PostId {
    let mut post = world.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await.serving(&["1"]);
    let zone = Zone::named("Europe/Copenhagen").unwrap();
    post.draft.when = Some(Planned::new(wall.parse().unwrap(), &zone, Choice::Only, world.now()).unwrap());
    post.kept().await
}

async fn planned(world: &World, wall: &str) -> PostId {
    let post = written(world, wall).await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

async fn ready(world: &mut World) -> Outbox {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let outbox = Outbox::kept();
    world.here = world.here.clone().with_mail(outbox.clone());
    let site = Site::of(world).await;
    let browser = site.browser("django", "Member A").await;
    let form = browser.opens("/you").await.form("/you/mail").with("how", "at_once");
    browser.sends_and_goes_on(&form.with("hour", "8").with("zone", "UTC")).await;
    outbox
}

/// The program starts anew with tables by which Copenhagen keeps the clocks of London.
async fn copenhagen_keeps_the_clocks_of_london(world: &mut World) {
    let tables = Tables::carried().after_a_change("Europe/Copenhagen", "Europe/London", "9999a").unwrap();
    world.here = world.here.clone().going_by(tables);
    world.work().await;
}

fn letters(outbox: &Outbox) -> usize {
    outbox.letters().into_iter().filter(|letter| letter.to.to_string() == MEMBER_A).count()
}

async fn due(world: &World, post: PostId) -> Vec<String> {
    let row = world.here.store.post(world.group("django"), post).await.unwrap().unwrap();
    let of_the_draft = row.draft.when.map(|when| when.at);
    let deliveries = world.deliveries("django", post).await;
    let all = [row.due, of_the_draft].into_iter().flatten().chain(deliveries.iter().map(|row| row.row.due));
    all.map(|at| at.to_string()[..16].to_owned()).collect()
}

async fn entries(world: &World) -> usize {
    let log = world.log(world.group("django")).await;
    log.iter().filter(|kept| kept.entry.event == "follow_clocks").count()
}

#[tokio::test]
async fn op22_a_post_is_moved_with_the_clocks_of_its_zone_and_its_author_is_told_both_times() {
    both(async |mut world: World| {
        let outbox = ready(&mut world).await;
        let post = planned(&world, "2026-12-04T15:00").await;
        let draft = written(&world, "2026-12-05T15:00").await;
        let by_rule = written(&world, "2026-12-07T09:00").await;
        let twice = Recurring { every: publishing::Every::Week, until: publishing::Until::Times(2) };
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        acts::recurring::repeat(&world.here, group, &who, by_rule, twice).await.unwrap();
        world.work().await;
        let before = letters(&outbox);
        assert_eq!(due(&world, post).await, ["2026-12-04T14:00"; 3]);

        copenhagen_keeps_the_clocks_of_london(&mut world).await;
        assert_eq!(due(&world, post).await, ["2026-12-04T15:00"; 3], "post, draft and delivery at once");
        assert_eq!(due(&world, draft).await, ["2026-12-05T15:00"; 2], "and what is still a draft");
        let series = world.here.store.series_of_post(group, by_rule).await.unwrap().unwrap();
        assert_eq!(due(&world, series.posts[1].post.id).await, ["2026-12-14T09:00"; 3], "and each post of a series");
        assert_eq!(entries(&world).await, 3, "each move of a planned post is in the log");
        {
            let site = Site::of(&world).await;
            let member = site.browser("django", "Member A").await;
            let page = member.opens(&format!("/g/django/posts/{post}")).await;
            let told = "2026-12-04 15:00 there is Fri 4 Dec 2026, 15:00 UTC now; it was Fri 4 Dec 2026, 14:00 UTC";
            assert!(page.says(told), "{}", page.text());
            assert!(page.says("The charter moved with the clocks of its zone"), "{}", page.text());
            let home = member.opens("/g/django/").await;
            assert!(home.says("leaves at another instant: the clocks of its zone are changed"), "{}", home.text());
            let others = site.browser("django", "Member C").await.opens("/g/django/").await;
            assert!(others.says("With those it is told to"), "{}", others.text());
        }
        assert_eq!(letters(&outbox), before + 1, "one letter about all three");
        world.pass(HOUR * 25).await;
        assert_eq!((entries(&world).await, letters(&outbox)), (3, before + 1), "looked at daily, and told once");
        world.live_through("2026-12-04T14:59:00Z".parse::<basics::Moment>().unwrap().since(world.now())).await;
        assert!(world.practice.published().is_empty(), "not at the old instant");
        world.live_through(HOUR).await;
        assert_eq!(world.practice.published().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn op22_a_post_whose_time_the_clock_jumps_over_by_now_is_held_until_its_author_chooses_anew() {
    both(async |mut world: World| {
        let outbox = ready(&mut world).await;
        let post = planned(&world, "2027-03-28T01:30").await;
        copenhagen_keeps_the_clocks_of_london(&mut world).await;
        let row = &world.deliveries("django", post).await[0].row;
        assert_eq!((row.state, row.due.to_string()), (State::Scheduled, "2027-03-28T00:30:00.000000Z".into()));
        assert!(row.pauses.contains(PauseReason::Content), "it does not leave at a time that nobody chose");
        {
            let site = Site::of(&world).await;
            let member = site.browser("django", "Member A").await;
            let page = member.opens(&format!("/g/django/posts/{post}")).await;
            assert!(page.says("2027-03-28 01:30 does not exist in Europe/Copenhagen"), "{}", page.text());
            let home = member.opens("/g/django/").await;
            assert!(home.says("cannot leave on Mastodon as it was planned"), "{}", home.text());
        }
        let told = |letter: &mail::Letter| letter.text.contains("is held: the clocks of its zone are changed");
        assert!(outbox.letters().iter().any(|letter| letter.to.to_string() == MEMBER_A && told(letter)));
        assert_eq!(entries(&world).await, 0, "nothing was moved");

        let when = Planned::new("2026-12-04T15:00".parse().unwrap(), &Zone::utc(), Choice::Only, world.now()).unwrap();
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        posts::move_to(&world.here, group, &who, post, when).await.unwrap();
        assert!(world.deliveries("django", post).await[0].row.pauses.is_empty());
        world.pass(HOUR * 25).await;
        assert!(world.deliveries("django", post).await[0].row.pauses.is_empty(), "it is in no such zone any more");
    })
    .await;
}

#[tokio::test]
async fn op22_what_is_leaving_is_left_alone_and_a_draft_that_the_clocks_moved_away_from_is_not_planned_unseen() {
    both(async |mut world: World| {
        ready(&mut world).await;
        let post = planned(&world, "2026-11-20T13:01").await;
        let draft = written(&world, "2027-03-28T01:30").await;
        let tables = Tables::carried().after_a_change("Europe/Copenhagen", "Europe/London", "9999a").unwrap();
        world.here = world.here.clone().going_by(tables);
        world.pass(SignedDuration::from_mins(1)).await;
        assert_eq!(world.practice.published().len(), 1, "its minute had come");
        assert_eq!(due(&world, post).await, ["2026-11-20T12:01"; 3]);
        let refused = world.schedules("django", "Member A", draft).await.unwrap_err().to_string();
        assert!(refused.contains("2027-03-28 01:30 does not exist"), "{refused}");
    })
    .await;
}

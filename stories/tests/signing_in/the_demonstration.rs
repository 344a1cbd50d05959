//! A demonstration's own page: anybody can be each of its people, and let time go by. Nowhere else is there such a page.

use channels::Capability::Publish;
use jiff::SignedDuration;
use stories::{Site, World, both};

const PAGE: &str = "/demonstration";
const CLOCK: &str = "/demonstration/clock";
const PEOPLE: &str = "/demonstration/people";
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

#[tokio::test]
async fn a_visitor_is_the_chair_and_then_a_member_without_a_password() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let visitor = site.visitor();
        for name in ["Chair", "Member A"] {
            let page = visitor.opens(PAGE).await;
            let person = world.person("django", name).to_string();
            let home = visitor.sends_and_goes_on(&page.form(PEOPLE).with("person", person)).await;
            let home = visitor.goes_on(home).await;
            assert!(home.says(name), "{}", home.text());
        }
    })
    .await;
}

#[tokio::test]
async fn a_week_goes_by_and_each_post_leaves_at_its_own_minute() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let mut posts = Vec::new();
        for days in [1, 3, 6] {
            let due = world.now().plus(HOUR * 24 * days);
            let post = world.writes("django", "Member A", "Day by day").on(&["Mastodon"]).await.serving(&["1"]);
            let post = post.due_at(due).kept().await;
            world.schedules("django", "Member A", post).await.unwrap();
            posts.push((post, due));
        }
        let (site, before) = (Site::of(&world).await, world.now());
        let visitor = site.visitor();
        let page = visitor.opens(PAGE).await;
        let page = visitor.sends_and_goes_on(&page.form(CLOCK).with("by", "week")).await;
        assert!(page.says("Time went by."), "{}", page.text());
        assert!(world.now().since(before) >= HOUR * 24 * 7);
        for (post, due) in posts {
            let deliveries = world.deliveries("django", post).await;
            let row = &deliveries[0].row;
            let left = row.first_sending.unwrap_or_else(|| panic!("it did not leave: {row:?}"));
            assert!(left >= due && left.since(due) < MINUTE, "due {due}, and it left {left}");
        }
        let again = visitor.opens(PAGE).await;
        assert!(!again.says("Time went by."), "it is said once");
    })
    .await;
}

#[tokio::test]
async fn what_no_button_sends_moves_nothing_and_signs_nobody_in() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (visitor, before) = (site.visitor(), world.now());
        let page = visitor.opens(PAGE).await;
        let answer = visitor.sends(&page.form(CLOCK).with("by", "a thousand years")).await;
        assert_eq!(answer.status, 422);
        assert!(answer.says("Choose one."), "{}", answer.text());
        assert!(world.now().since(before) < HOUR);
        for (nobody, status) in [("banana", 400), ("019ab000-0000-7000-8000-000000000000", 422)] {
            let answer = visitor.sends(&page.form(PEOPLE).with("person", nobody)).await;
            assert_eq!(answer.status, status, "{nobody}: {}", answer.text());
            assert_eq!(visitor.opens("/you").await.status, 303, "{nobody} is nobody");
        }
    })
    .await;
}

#[tokio::test]
async fn an_installation_for_real_has_no_such_page() {
    both(async |world: World| {
        let page = Site::of(&world).await.visitor().opens(PAGE).await;
        let (clock, people) = (page.form(CLOCK), page.form(PEOPLE));
        let site = Site::without_demonstration(&world).await;
        let visitor = site.visitor();
        assert_eq!(visitor.opens(PAGE).await.status, 404);
        let token = visitor.opens("/sign-in").await.form("/sign-in").value("token").unwrap().to_owned();
        for form in [clock, people.with("person", world.person("django", "Chair").to_string())] {
            let answer = visitor.sends(&form.with("token", &token)).await;
            assert_eq!(answer.status, 404, "{}", answer.text());
        }
        assert_eq!(visitor.opens("/you").await.status, 303);
    })
    .await;
}

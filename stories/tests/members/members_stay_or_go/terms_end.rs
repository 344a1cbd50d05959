//! A term ends at its second, and with it what rested on it.

use super::scene::{DAY, END, MEMBERS, MINUTE, asks, at, gives, is_member, stays, until};
use charter::Actor;
use charter::act::EndTerm;
use delivery::{PauseReason, State};
use jiff::SignedDuration;
use store::Declined;
use stories::{Site, World, both};

#[tokio::test]
async fn d1_a_term_ends_at_its_second_and_with_it_membership_access_and_session() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, MINUTE).await;
        let member = site.browser("django", "Member A").await;
        assert_eq!(member.opens("/g/django/").await.status, 200);
        assert!(is_member(&world, "Member A").await);
        let person = world.person("django", "Member A");
        assert!(!world.here.store.sessions_of(person).await.unwrap().is_empty());

        until(&world, END, SignedDuration::ZERO).await;
        assert!(!is_member(&world, "Member A").await);
        assert!(world.here.store.sessions_of(person).await.unwrap().is_empty(), "the session ended with the term");
        let answer = member.opens("/g/django/").await;
        let page = member.goes_on(answer).await;
        assert!(page.says("Your term has ended, and with it your access"), "{}", page.text());
        let liaison = site.browser("django", "Board Liaison").await.opens(MEMBERS).await;
        assert!(liaison.says("Member A, until 1 Apr 2027: the term ended without renewal"), "{}", liaison.text());
        let log = site.browser("django", "Board Liaison").await.opens("/g/django/audit?act=end_term").await;
        assert!(log.says("The charter") && log.says("ended the term of Member A"), "{}", log.text());
        assert_eq!(log.text().matches("ended the term of Member A").count(), 1, "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn d1_a_term_that_ended_while_nothing_ran_is_over_since_its_second() {
    both(async |world: World| {
        world.here.store.clock().advance(DAY * 365);
        assert!(!is_member(&world, "Member A").await, "rights need no clock to be over");
        world.work().await;
        let members = world.here.store.members(world.group("django")).await.unwrap();
        let left = members.into_iter().find(|member| member.known_as == "Member A").unwrap().left.unwrap();
        assert_eq!((left.0, left.1.as_str()), (at(END), "the term ended without renewal"));
    })
    .await;
}

#[tokio::test]
async fn d11_the_liaison_has_no_term_that_lapses() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, -DAY).await;
        assert!(is_member(&world, "Board Liaison").await);
        let page = site.browser("django", "Board Liaison").await.opens(MEMBERS).await;
        assert!(page.says("Your membership has no end of its own."), "{}", page.text());
        let refused = asks(&world, "Board Liaison", EndTerm { person: world.person("django", "Board Liaison") }).await;
        let refused = refused.unwrap().keep().await.map(drop).unwrap_err().to_string();
        assert!(refused.contains("this term is not over"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn d14_what_waits_in_the_name_of_somebody_whose_term_passed_is_held_and_a_colleague_sends_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, DAY).await;
        gives(&world, "Member A").await;
        let post = world.writes("django", "Member A", "After the term").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(DAY * 2).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        stays(&world, &site.browser("django", "Member B").await, "Member B").await;
        stays(&world, &site.browser("django", "Co-Chair").await, "Co-Chair").await;
        world.pass(DAY).await;
        let held = world.deliveries("django", post).await.remove(0);
        assert!(held.row.state == State::Scheduled && held.row.pauses.contains(PauseReason::Authority), "{held:?}");
        let told = world.told("django").await;
        assert!(told[0].detail.contains("Member A planned it and is no longer a member"), "{told:?}");
        world.pass(DAY * 2).await;
        assert_eq!(world.states("django", post).await, [State::Scheduled], "neither sent nor deleted");

        gives(&world, "Member B").await;
        let colleague = site.browser("django", "Member B").await;
        let home = colleague.opens("/g/django/").await;
        assert!(home.says("“After the term”"), "{}", home.text());
        let form = colleague.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let sent = colleague.sends_and_goes_on(&form.with("day", "2027-04-04").with("do", "schedule")).await;
        assert_eq!(sent.status, 200, "{}", sent.text());
        world.pass(DAY).await;
        world.live_through(MINUTE).await;
        assert_eq!(world.states("django", post).await, [State::Verified]);
        let row = world.deliveries("django", post).await.remove(0);
        assert_eq!(row.planned_by, world.person("django", "Member B"), "by the authority of whoever planned it again");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_no_member_ends_no_term() {
    both(async |world: World| {
        let (group, person) = (world.group("django"), world.person("django", "Member B"));
        let stranger = Actor::Person(world.person("jupyter", "Member A"));
        let refused = world.here.store.begin(group, stranger, EndTerm { person }).await;
        assert!(matches!(refused.map(drop), Err(Declined::ByCharter(_))));
        let running = asks(&world, "Chair", EndTerm { person }).await.unwrap().keep().await;
        assert!(running.map(drop).unwrap_err().to_string().contains("this term is not over"));
    })
    .await;
}

//! A group whose last member left: nothing leaves, nothing is decided, and nobody is let in.

use super::scene::{DAY, MEMBERS, decision, rest_is_voted_on, vote, vote_for};
use crate::people_apply::scene::applies;
use channels::Capability::Publish;
use decisions::Outcome;
use delivery::State;
use people::Standing;
use stories::{Site, World, both};

/// Everybody, the Chair last.
const IN_TURN: [&str; 6] = ["Co-Chair", "Board Liaison", "Member A", "Member B", "Member C", "Chair"];

#[tokio::test]
async fn a_group_whose_last_member_left_sends_nothing_decides_nothing_and_takes_no_application() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(DAY * 2).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        rest_is_voted_on(&world, "Chair").await;
        vote_for(&world, &vote(1), "yes", &IN_TURN[..3]).await;
        let site = Site::of(&world).await;
        let stranger = site.visitor();
        let receipt = applies(&world, &site, "An earlier applicant").await;
        let form = stranger.opens("/apply/django").await.form("/apply/django").with("name", "An applicant");
        let form = form.with("email", "applicant@outside.example");
        for name in IN_TURN {
            let member = site.browser("django", name).await;
            let page = member.opens(MEMBERS).await;
            assert_eq!(page.says("You are the last member"), name == "Chair", "{name}: {}", page.text());
            assert_eq!(member.sends(&page.form("/leave")).await.status, 303, "{name}");
        }

        world.pass(DAY * 10).await;
        assert_eq!(decision(&world, 1).await.closed.unwrap().counted.unwrap().1, Outcome::Suspended);
        assert_eq!(world.states("django", post).await, [State::Scheduled], "neither sent nor deleted");
        assert!(world.practice.published().is_empty());
        let log = world.log(world.group("django")).await;
        assert!(log.len() > IN_TURN.len(), "its log is whole");

        assert!(stranger.opens(&receipt).await.says("Nobody is in the group now, so that nobody reads what arrived."));
        let page = stranger.opens("/apply/django").await;
        assert!(page.says("Nobody is in this group now") && !page.offers("/apply/django"), "{}", page.text());
        let sent = stranger.sends(&form).await;
        assert!(sent.status == 422 && sent.says("Nobody is in this group now"), "{}", sent.text());
        assert_eq!(sent.form("/apply/django").value("name"), Some("An applicant"), "nothing typed is lost");
        let chair = world.here.store.belonging(world.person("django", "Chair")).await.unwrap();
        assert_eq!(chair, Standing::Left, "nobody is let in");
        assert_eq!(site.browser("jupyter", "Member A").await.opens("/g/jupyter/").await.status, 200, "others go on");
    })
    .await;
}

//! Consent: what nobody has an objection to with a reason.

use super::scene::{DAY, at, decision, resting, state_of, takes, under_the_rule, votes_for};
use acts::beside;
use stories::{Site, World};

const RULE: &str = "method = \"consent\"\namend_policy = \"reset\"";
const REASON: &str = "Our readers there would learn of it by a dead page";

/// Member C objects, for a reason.
async fn objects(site: &Site<'_>) {
    takes(site, "django", "Member C", "/ballot", &[("choice", "no"), ("reason", REASON)]).await;
}

#[tokio::test]
async fn an_objection_needs_its_reason_is_answered_by_the_sponsor_and_stands_until_its_voter_consents() {
    under_the_rule(RULE, async |world: World| {
        let site = Site::of(&world).await;
        let page = resting(&world, &site).await;
        assert!(page.says("I consent") && page.says("that nobody has an objection with a reason"), "{}", page.text());
        let objector = site.browser("django", "Member C").await;
        let form = objector.opens(&at("django")).await.form("/ballot").with("choice", "no");
        let bare = objector.sends(&form).await;
        assert!(bare.status == 422 && bare.says("Say what stands against it"), "{}", bare.text());
        let page = objector.sends_and_goes_on(&form.with("reason", REASON)).await;
        assert!(page.says("Objections") && page.says(REASON) && !page.offers("/objection"), "{}", page.text());

        let (group, id) = (world.group("django"), decision(&world, "django").await.id);
        let of = world.person("django", "Member C");
        let other = world.elevated("django", "Member B");
        let refused = beside::answer_objection(&world.here, group, &other, (id, of), "We tell them").await;
        assert!(refused.unwrap_err().to_string().contains("only the sponsor"));
        let words = "We say so in a last post there";
        let page = takes(&site, "django", "Member A", "/objection", &[("answer", words)]).await;
        assert!(page.says("Member A answers") && page.says(words), "{}", page.text());

        for who in ["Chair", "Co-Chair", "Board Liaison", "Member A", "Member B"] {
            votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
        }
        world.work().await;
        assert!(decision(&world, "django").await.closed.is_none(), "an objection can be met to the last");
        votes_for(&objector, &at("django"), "yes").await;
        world.work().await;
        let page = objector.opens(&at("django")).await;
        assert!(page.says("The group consents: nobody objects.") && page.says("6 of 6 consent"), "{}", page.text());
        world.work().await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_objects_to_in_time_holds_and_what_somebody_objects_to_does_not() {
    under_the_rule(RULE, async |world: World| {
        let site = Site::of(&world).await;
        resting(&world, &site).await;
        world.pass(DAY * 7).await;
        let site = Site::of(&world).await;
        let page = site.browser("django", "Member B").await.opens(&at("django")).await;
        assert!(page.says("The group consents: nobody objects."), "silence does not stand in its way: {}", page.text());
    })
    .await;
    under_the_rule(RULE, async |world: World| {
        let site = Site::of(&world).await;
        resting(&world, &site).await;
        objects(&site).await;
        world.pass(DAY * 7).await;
        let page = site.browser("django", "Member B").await.opens(&at("django")).await;
        assert!(page.says("Somebody objects, so nothing changes.") && page.says("1 objection"), "{}", page.text());
        assert_eq!(state_of(&world, "django", "Mastodon").await, "active");
    })
    .await;
}

#[tokio::test]
async fn a_text_that_integrates_an_objection_begins_anew_without_it() {
    under_the_rule(RULE, async |world: World| {
        let site = Site::of(&world).await;
        resting(&world, &site).await;
        objects(&site).await;
        let page = takes(&site, "django", "Member A", "/text", &[("proposal", "It rests after a last post.")]).await;
        assert!(!page.says(REASON) && page.says("It rests after a last post."), "{}", page.text());
        world.pass(DAY * 7).await;
        let page = site.browser("django", "Member B").await.opens(&at("django")).await;
        assert!(page.says("The group consents: nobody objects."), "{}", page.text());
    })
    .await;
}

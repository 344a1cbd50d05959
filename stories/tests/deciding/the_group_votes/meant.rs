//! What a vote decides stands on the ballot and in letters, whatever its sponsor writes of it. And a form that is sent twice.

use super::scene::{at, decision};
use acts::votes;
use basics::Digest;
use futures::future::join_all;
use store::Declined;
use stories::{Mailbox, Site, World, both, on_each};

const OTHER: &str = "Shall we open a new channel on a network that pays us?";

#[tokio::test]
async fn what_a_yes_does_stands_on_the_ballot_and_in_the_letter_whatever_its_sponsor_wrote() {
    on_each(async |database| {
        let mailbox = Mailbox::alone().await;
        let mut world = Box::pin(World::on(database)).await;
        world.here.mail = Some(mailbox.outbox());
        let site = Site::of(&world).await;
        let sponsor = site.browser("django", "Member A").await;
        let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let ask = sponsor.opens(&channel).await.form("/ask").with("act", "rest_channel");
        let request = sponsor.sends_and_goes_on(&ask).await;
        sponsor.sends_and_goes_on(&request.form("/vote").with("proposal", OTHER)).await;
        let page = site.browser("django", "Member B").await.opens(&at("django")).await;
        assert!(page.says(OTHER) && page.says("Stops posting on Mastodon"), "{}", page.text());
        let before = page.html.find("id=\"meant\"").unwrap();
        assert!(before < page.html.find("name=\"choice\"").unwrap(), "it stands before the choices");
        world.work().await;
        let letter = mailbox.waits_for("member-b@django.example", 1).await.text();
        assert!(letter.contains("Stops posting on Mastodon") && letter.contains("Matter:"), "{letter}");

        let row = decision(&world, "django").await;
        let only_the_words = Digest::of(row.body.as_bytes());
        let ballot = votes::Filled { text: only_the_words, choice: "yes".into(), reason: String::new() };
        let (group, who) = (world.group("django"), world.elevated("django", "Member B"));
        let refused = votes::cast(&world.here, group, &who, row.id, &ballot).await;
        assert!(matches!(refused, Err(Declined::Stale(_))), "a ballot is for what follows, too: {refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_question_whose_form_is_sent_eight_times_is_put_once() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let form = member.opens("/g/jupyter/decisions").await.form("/decisions").with("question", "Do we meet in May?");
        let pages = join_all((0..8).map(|_| member.sends(&form))).await;
        let to: Vec<_> = pages.iter().map(|page| page.leads_to.clone()).collect();
        assert!(to[0].is_some() && to.iter().all(|other| *other == to[0]), "each leads to it: {to:?}");
        let group = world.group("jupyter");
        assert_eq!(world.here.store.questions(group).await.unwrap().len(), 1);
        let put = world.log(group).await.into_iter().filter(|entry| format!("{entry:?}").contains("ask_body")).count();
        assert_eq!(put, 1, "one entry");
    })
    .await;
}

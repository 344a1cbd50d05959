//! Whoever has a ballot is told by mail, with a link that is theirs alone.

use super::scene::{DAY, HOUR, at, called, decision, opened, votes_for};
use stories::{Mailbox, Site, World, on_each};

/// A world whose letters go to a mailbox.
async fn with_mail(database: Option<store::Database>) -> (World, Mailbox) {
    let mailbox = Mailbox::alone().await;
    let mut world = Box::pin(World::on(database)).await;
    world.here.mail = Some(mailbox.outbox());
    (world, mailbox)
}

const PAGE: &str = "/g/django/decisions/2026-1/of/";

/// The path of the link in the letter about the first vote.
async fn link(mailbox: &Mailbox, address: &str) -> String {
    let line = mailbox.waits_for(address, 1).await.link(PAGE);
    line[line.find(PAGE).unwrap()..].to_owned()
}

#[tokio::test]
async fn a10_a_vote_by_the_link_of_the_letter_and_another_on_the_web_are_one_ballot_the_later_one() {
    on_each(async |database| {
        let (world, mailbox) = with_mail(database).await;
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        world.work().await;
        let link = link(&mailbox, "member-b@django.example").await;
        let stranger = site.visitor().opens(&link).await;
        assert!(stranger.leads_to.as_deref().unwrap().starts_with("/sign-in?"), "it signs nobody in: {stranger:?}");
        let voter = site.browser("django", "Member B").await;
        let there = voter.opens(&link).await;
        assert_eq!(there.leads_to, Some(at("django")), "{}", there.text());
        votes_for(&voter, &there.leads_to.unwrap(), "yes").await;
        world.pass(HOUR).await;
        let page = votes_for(&voter, &at("django"), "no").await;
        assert!(page.says("1 of 6 have voted"), "{}", page.text());
        let ballots = world.here.store.ballots(&decision(&world, "django").await).await.unwrap();
        assert_eq!(ballots.iter().map(|ballot| ballot.choice.as_deref()).collect::<Vec<_>>(), [Some("no")]);
    })
    .await;
}

#[tokio::test]
async fn a12_the_link_of_a_voter_leads_nobody_else_to_a_ballot() {
    on_each(async |database| {
        let (world, mailbox) = with_mail(database).await;
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        world.work().await;
        let link = link(&mailbox, "member-b@django.example").await;
        let other = site.browser("django", "Member C").await.opens(&link).await;
        assert_eq!(other.status, 422, "{}", other.text());
        assert!(other.says("mailed to somebody else") && !other.offers("/ballot"), "{}", other.text());
        let outsider = site.browser("jupyter", "Member A").await.opens(&link).await;
        assert_eq!(outsider.status, 404, "whoever is not in the group learns nothing");
        let nobody = site.browser("django", "Member B").await.opens(&format!("{PAGE}nobody")).await;
        assert_eq!(nobody.status, 422, "{}", nobody.text());
    })
    .await;
}

#[tokio::test]
async fn j8_whoever_is_on_the_roll_is_told_once_and_once_more_with_both_texts_when_it_changed() {
    on_each(async |database| {
        let (world, mailbox) = with_mail(database).await;
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        world.work().await;
        world.pass(HOUR).await;
        let address = "member-c@jupyter.example";
        let first = mailbox.waits_for(address, 1).await.text();
        assert!(first.contains("The vote 2026-1") && first.contains("closes by itself"), "{first}");
        votes_for(&site.browser("jupyter", "Member C").await, &at("jupyter"), "no").await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let form = sponsor.opens(&at("jupyter")).await.form("/text");
        sponsor.sends_and_goes_on(&form.with("proposal", "Shall Bluesky become it, until May?")).await;
        world.work().await;
        world.pass(DAY).await;
        let second = mailbox.waits_for(address, 2).await;
        assert!(second.raw.contains("begins anew"), "{}", second.raw);
        let text = second.text();
        assert!(text.contains("It read before:") && text.contains("until May?"), "{text}");
        assert!(!text.contains("of 4") && !text.contains("chose"), "nothing of what was chosen: {text}");
        assert_eq!(mailbox.of(address).len(), 2, "once for each text");
    })
    .await;
}

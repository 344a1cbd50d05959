//! Votes that are hard to undo, and what their sponsor says of them.

use super::scene::{DAY, HOUR, at, decision, votes_for};
use stories::{Browser, Mailbox, Page, Site, World, both, on_each};

/// A question of the second group is put by Member A, and its vote called with these fields.
async fn called_with(browser: &Browser<'_>, fields: &[(&str, &str)]) -> Page {
    let ask = browser.opens("/g/jupyter/decisions").await.form("/decisions").with("question", "Do we leave the forum?");
    let request = browser.sends_and_goes_on(&ask).await;
    let call = fields.iter().fold(request.form("/vote"), |form, (name, value)| form.with(name, *value));
    browser.sends_and_goes_on(&call).await
}

#[tokio::test]
async fn j19_a_one_way_door_takes_two_weeks_and_everybody_on_its_roll_is_reminded_once() {
    on_each(async |database| {
        let mailbox = Mailbox::alone().await;
        let mut world = Box::pin(World::on(database)).await;
        world.here.mail = Some(mailbox.outbox());
        let site = Site::of(&world).await;
        let page = called_with(&site.browser("jupyter", "Member A").await, &[("one_way", "yes")]).await;
        assert!(page.says("hard to undo, so it takes at least 14 days"), "{}", page.text());
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        world.work().await;
        let everybody = ["member-a", "member-b", "member-c", "member-d"].map(|who| format!("{who}@jupyter.example"));
        for address in &everybody {
            mailbox.waits_for(address, 1).await;
        }
        for who in ["Member A", "Member B", "Member C", "Member D"] {
            votes_for(&site.browser("jupyter", who).await, &at("jupyter"), "yes").await;
        }
        world.pass(DAY * 7 - HOUR).await;
        assert_eq!(decision(&world, "jupyter").await.closed, None);
        for address in &everybody {
            assert_eq!(mailbox.of(address).len(), 1, "nobody is reminded in the first week: {address}");
        }
        world.pass(HOUR * 2).await;
        assert_eq!(decision(&world, "jupyter").await.closed, None, "a week is not enough, though everybody has voted");
        for address in &everybody {
            let letter = mailbox.waits_for(address, 2).await;
            assert!(letter.raw.contains("hard to undo"), "{}", letter.raw);
            assert!(letter.text().contains("everybody on its roll is reminded"), "{}", letter.text());
        }
        world.pass(DAY * 6).await;
        for address in &everybody {
            assert_eq!(mailbox.of(address).len(), 2, "once: {address}");
        }
        world.pass(DAY).await;
        assert!(decision(&world, "jupyter").await.closed.is_some(), "at its time it closes by itself");
    })
    .await;
}

#[tokio::test]
async fn j19_nothing_is_a_one_way_door_by_itself_and_nothing_where_the_charter_fixes_the_time() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let page = called_with(&site.browser("jupyter", "Member A").await, &[]).await;
        assert!(!page.says("One-way door"), "{}", page.text());
        let member = site.browser("django", "Member A").await;
        let ask = member.opens("/g/django/decisions").await.form("/decisions").with("question", "Do we meet less?");
        let request = member.sends_and_goes_on(&ask).await;
        assert!(!request.says("One-way door"), "{}", request.text());
        let refused = member.sends(&request.form("/vote").with("one_way", "yes")).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.says("runs for its time and no longer"), "{}", refused.text());
        let group = world.group("django");
        assert!(world.here.store.decisions(group).await.unwrap().is_empty(), "nothing was called");
    })
    .await;
}

#[tokio::test]
async fn what_the_sponsor_says_and_whom_they_asked_stands_on_the_page_and_in_the_record() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let said = [("summary", "Nobody has answered there since May."), ("stakeholders", "The moderators agree.")];
        let page = called_with(&sponsor, &said).await;
        for words in ["In short", "Nobody has answered there since May.", "Asked before", "The moderators agree."] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        let page = sponsor.opens(&at("jupyter")).await;
        assert_eq!(page.html.matches("id=\"proposal\"").count(), 1, "no id stands twice: {}", page.html);
        for who in ["Member A", "Member B"] {
            votes_for(&site.browser("jupyter", who).await, &at("jupyter"), "yes").await;
        }
        world.pass(DAY * 7).await;
        let record = site.visitor().opens("/g/jupyter/record/2026-1").await;
        for words in ["Nobody has answered there since May.", "The moderators agree."] {
            assert!(record.says(words), "{words}: {}", record.text());
        }
        let words = "word ".repeat(500);
        let ask = site.browser("jupyter", "Member C").await;
        let form = ask.opens("/g/jupyter/decisions").await.form("/decisions").with("question", "And the chat?");
        let request = ask.sends_and_goes_on(&form).await;
        let long = ask.sends(&request.form("/vote").with("summary", words)).await;
        assert!(long.status == 422 && long.says("at most 2000 are kept"), "{}", long.text());
    })
    .await;
}

//! A report that the group agrees on is published, and one that it does not is not.

use super::scene::{BOARD, DAY, TEXT, called, decided, public, report, reported, with_a_board, writes};
use mail::MailServer;
use stories::{Mailbox, Site, World, as_read, both, golden};

#[tokio::test]
async fn a_report_that_the_group_agrees_on_is_on_its_public_page_and_mailed_once_to_the_board() {
    both(async |world: World| {
        let (world, outbox) = with_a_board(world).await;
        let (site, group) = (Site::of(&world).await, world.group("django"));
        let member = site.browser("django", "Member A").await;
        let list = member.opens("/g/django/reports").await;
        assert!(list.says("Every quarter we'll send the board a written report"), "{}", list.text());
        assert!(member.opens("/g/django/decisions").await.html.contains("href=\"/g/django/reports\""));
        let page = writes(&member, "django", "The third quarter", &[("public", "yes")]).await;
        assert!(page.says("A draft: nobody was asked yet") && page.says("1 Jul to 30 Sep 2026"), "{}", page.text());
        let id = report(&world, group, "The third quarter").await.id;
        let stranger = site.visitor();
        assert_eq!(stranger.opens(&public("django", id)).await.status, 404, "a draft is for members");

        let ballot = called(&member, &page).await;
        let yes = "Publishes exactly the report “The third quarter”: mails it to the board and shows it to everybody.";
        for words in ["Publish a report", yes, "Twelve posts on two channels.", "Clause R1"] {
            assert!(ballot.says(words), "{words}: {}", ballot.text());
        }
        let page = member.opens(&format!("/g/django/reports/{id}")).await;
        assert!(page.says("Being decided, 2026-1") && !page.offers("/ask"), "{}", page.text());
        world.work().await;
        assert_eq!(stranger.opens(&public("django", id)).await.status, 404, "not before it is agreed to");
        assert!(reported(&outbox).is_empty());
        let told = outbox.letters().into_iter().find(|letter| letter.subject.contains("vote 2026-1 is open")).unwrap();
        assert!(told.text.contains("> Twelve posts on two channels."), "voters read the text: {}", told.text);

        decided(&world, &site, "2026-1", "yes").await;
        world.pass(DAY).await;
        let page = stranger.opens(&public("django", id)).await;
        for words in ["The third quarter", "to the board", TEXT.lines().last().unwrap(), "by decision 2026-1"] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        assert!(!page.html.contains("/record/2026-1"), "this charter keeps its decisions inside: {}", page.html);
        assert!(!page.says("Member A") && !page.says(BOARD), "{}", page.text());
        assert!(stranger.opens("/g/django/record/reports").await.says("The third quarter"));
        let letters = reported(&outbox);
        assert_eq!(letters.len(), 1, "once");
        golden("mails/report.txt", &as_read(&letters[0]));

        let member = site.browser("django", "Member B").await;
        let page = member.opens(&format!("/g/django/reports/{id}")).await;
        assert!(page.says("Published by 2026-1") && page.says("by decision 2026-1."), "{}", page.text());
        assert!(page.says("Mailed to the board at board@foundation.example on Fri 27 Nov 2026"), "{}", page.text());
        let log = member.opens("/g/django/audit?act=publish_report").await;
        assert!(log.says("The charter published a report"), "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn a_report_that_is_not_carried_is_neither_shown_nor_mailed() {
    both(async |world: World| {
        let (world, outbox) = with_a_board(world).await;
        let (site, group) = (Site::of(&world).await, world.group("django"));
        let member = site.browser("django", "Member A").await;
        let page = writes(&member, "django", "The third quarter", &[("public", "yes")]).await;
        called(&member, &page).await;
        decided(&world, &site, "2026-1", "no").await;
        world.pass(DAY).await;
        let row = report(&world, group, "The third quarter").await;
        assert!(row.published.is_none() && reported(&outbox).is_empty());
        assert_eq!(site.visitor().opens("/g/django/record/reports").await.status, 404);
        let page = site.browser("django", "Member A").await.opens(&format!("/g/django/reports/{}", row.id)).await;
        assert!(page.says("Not agreed to") && page.offers("/ask"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn where_decisions_are_public_a_report_leads_to_the_one_that_published_it() {
    both(async |world: World| {
        let (site, group) = (Site::of(&world).await, world.group("jupyter"));
        let member = site.browser("jupyter", "Member A").await;
        let days = [("first", "2026-10-01"), ("last", "2026-11-15")];
        let page = writes(&member, "jupyter", "What we learned", &days).await;
        assert!(page.says("The executive council, by mail, once"), "whom the charter names: {}", page.text());
        called(&member, &page).await;
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens("/g/jupyter/decisions/2026-1").await.form("/second")).await;
        for browser in [&member, &second, &site.browser("jupyter", "Member C").await] {
            let vote = browser.opens("/g/jupyter/decisions/2026-1").await;
            browser.sends_and_goes_on(&vote.form("/ballot").with("choice", "yes")).await;
        }
        world.pass(DAY * 7).await;
        let (stranger, row) = (site.visitor(), report(&world, group, "What we learned").await);
        let page = stranger.opens(&public("jupyter", row.id)).await;
        assert!(page.html.contains("href=\"/g/jupyter/record/2026-1\""), "{}", page.html);
        assert!(
            stranger.opens("/g/jupyter/record/2026-1").await.says("Shall the report “What we learned” be published?")
        );
        assert!(stranger.opens("/g/jupyter/record").await.html.contains("href=\"/g/jupyter/record/reports\""));
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&format!("/g/jupyter/reports/{}", row.id)).await;
        assert!(page.says("once it is known where to write to"), "nobody said it: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_report_for_the_board_alone_waits_for_a_mail_server_that_is_down_and_is_on_no_public_page() {
    both(async |world: World| {
        let (mut world, _) = with_a_board(world).await;
        let down = MailServer::at("smtp://127.0.0.1:1", "voice@project.example").unwrap();
        world.here = world.here.clone().with_mail(down.into());
        let id = {
            let site = Site::of(&world).await;
            let member = site.browser("django", "Member A").await;
            let page = writes(&member, "django", "For the board", &[]).await;
            called(&member, &page).await;
            decided(&world, &site, "2026-1", "yes").await;
            let row = report(&world, world.group("django"), "For the board").await;
            assert!(row.published.is_some());
            for path in ["/g/django/record/reports".to_owned(), public("django", row.id)] {
                assert_eq!(site.visitor().opens(&path).await.status, 404, "{path}");
            }
            row.id
        };
        for _ in 0..24 {
            world.pass(DAY / 24).await;
        }
        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        world.work().await;
        world.pass(DAY).await;
        let letter = mailbox.waits_for(BOARD, 1).await;
        assert!(letter.text().contains("It stands on no public page"), "{}", letter.raw);
        assert_eq!(mailbox.of(BOARD).len(), 1, "once, by the real way");
        let row = world.here.store.report(world.group("django"), id).await.unwrap().unwrap();
        assert!(world.here.store.report_letter(&row).await.unwrap().is_some(), "the proof of its day");
    })
    .await;
}

//! What is not published, and why.

use super::scene::{DAY, called, decided, public, report, reported, with_a_board, writes};
use acts::{
    Declined,
    answers::{self, Asked, Filled, open_matters},
    reports,
};
use basics::Digest;
use charter::Object;
use decisions::Effect;
use stories::{Site, World, both};

#[tokio::test]
async fn nobody_publishes_a_report_alone_and_no_other_text_than_was_agreed_to() {
    both(async |world: World| {
        let (world, outbox) = with_a_board(world).await;
        let (site, group) = (Site::of(&world).await, world.group("django"));
        let member = site.browser("django", "Member A").await;
        writes(&member, "django", "The third quarter", &[("public", "yes")]).await;
        let (row, who) = (report(&world, group, "The third quarter").await, world.elevated("django", "Member A"));
        let alone = reports::publish(&world.here, group, &who, &row).await;
        assert!(matches!(alone, Err(Declined::ByCharter(_))), "{alone:?}");

        let other = Digest::of(b"another text");
        let opinion = reports::opinion(&world.here, group, who.person(), &row).await.unwrap();
        let effect = Some(Effect::PublishReport { report: row.id, digest: other });
        let about = Object::version("report", row.id, other);
        let asked = Asked { about, cited: open_matters(&opinion)[0], text: "Shall it be published?", effect };
        let question = answers::put(&world.here, group, &who, asked).await.unwrap();
        let request = member.opens(&format!("/g/django/requests/{question}")).await;
        assert!(request.says("It has changed since it was asked about."), "{}", request.text());
        member.sends_and_goes_on(&request.form("/vote")).await;
        decided(&world, &site, "2026-1", "yes").await;
        let page = site.browser("django", "Member A").await.opens("/g/django/decisions/2026-1").await;
        assert!(page.says("what was agreed to is not what stands in this report now"), "{}", page.text());
        let row = report(&world, group, "The third quarter").await;
        assert!(row.published.is_none() && reported(&outbox).is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_corrected_report_takes_the_place_of_another_once() {
    both(async |world: World| {
        let (world, outbox) = with_a_board(world).await;
        let (site, group) = (Site::of(&world).await, world.group("django"));
        let member = site.browser("django", "Member A").await;
        let page = writes(&member, "django", "The first", &[("public", "yes")]).await;
        called(&member, &page).await;
        decided(&world, &site, "2026-1", "yes").await;
        let first = report(&world, group, "The first").await.id;

        let member = site.browser("django", "Member A").await;
        for title in ["The second", "The third"] {
            let form = member.opens(&format!("/g/django/reports/new?replaces={first}")).await.form("/reports");
            assert_eq!(form.value("title"), Some("The first"), "its words are there to be corrected");
            let page = member.sends_and_goes_on(&form.with("title", title).with("text", "Thirteen posts.")).await;
            assert!(page.says("“The first”"), "{}", page.text());
            called(&member, &page).await;
        }
        for who in ["Chair", "Co-Chair", "Member B"] {
            let browser = site.browser("django", who).await;
            let page = browser.opens("/g/django/decisions/2026-3").await;
            browser.sends_and_goes_on(&page.form("/ballot").with("choice", "yes")).await;
        }
        let page = member.opens("/g/django/decisions/2026-3").await;
        member.sends_and_goes_on(&page.form("/ballot").with("choice", "yes")).await;
        decided(&world, &site, "2026-2", "yes").await;
        let all = [report(&world, group, "The second").await, report(&world, group, "The third").await];
        let out: Vec<_> = all.iter().filter(|row| row.published.is_some()).collect();
        assert_eq!(out.len(), 1, "one of them takes the place");
        let stranger = site.visitor();
        let page = stranger.opens(&public("django", first)).await;
        assert!(page.says(&format!("Another report took its place: “{}”", out[0].paper.title)), "{}", page.text());
        let page = stranger.opens(&public("django", out[0].id)).await;
        assert!(page.says("It takes the place of “The first”."), "{}", page.text());
        let late = all.iter().find(|row| row.published.is_none()).unwrap();
        let member = site.browser("django", "Member A").await;
        let page = member.opens(&format!("/g/django/reports/{}", late.id)).await;
        let why = format!("the report that this one corrects was corrected by “{}”", out[0].paper.title);
        assert!(page.says(&why), "{}", page.text());
        let form = member.opens(&format!("/g/django/reports/new?replaces={first}")).await.form("/reports");
        let again = member.sends(&form).await;
        assert!(again.status == 422 && again.says("took its place already"), "{}", again.text());
        let letters = reported(&outbox);
        assert_eq!(letters.len(), 2);
        assert!(letters[1].text.contains("It takes the place of “The first”."), "{}", letters[1].text);
    })
    .await;
}

#[tokio::test]
async fn what_was_agreed_to_elsewhere_is_published_by_a_member_once() {
    both(async |world: World| {
        let (world, outbox) = with_a_board(world).await;
        let (site, group) = (Site::of(&world).await, world.group("django"));
        let member = site.browser("django", "Member A").await;
        let page = writes(&member, "django", "The third quarter", &[]).await;
        member.sends_and_goes_on(&page.form("/ask")).await;
        let question = world.here.store.questions(group).await.unwrap()[0].id;
        let (source, tally) = (String::new(), "4 of 6, needs 4".to_owned());
        let yes = Filled { yes: true, decided_on: "2026-11-20".to_owned(), source, tally };
        answers::record(&world.here, group, &world.elevated("django", "Board Liaison"), question, yes).await.unwrap();
        let row = report(&world, group, "The third quarter").await;
        let at = format!("/g/django/reports/{}", row.id);
        let page = member.opens(&at).await;
        assert!(page.says("Agreed to, not published"), "{}", page.text());
        let page = member.sends_and_goes_on(&page.form(&at)).await;
        assert!(page.says("The report is published."), "{}", page.text());
        world.work().await;
        assert_eq!(reported(&outbox).len(), 1);
        let (row, who) = (report(&world, group, "The third quarter").await, world.elevated("django", "Member A"));
        let twice = reports::publish(&world.here, group, &who, &row).await.unwrap_err();
        assert!(twice.to_string().contains("published already"), "{twice}");
        let again = reports::ask(&world.here, group, &who, &row).await.unwrap_err();
        assert!(again.to_string().contains("published already"), "{again}");
        world.pass(DAY).await;
        assert_eq!(reported(&outbox).len(), 1, "once");
    })
    .await;
}

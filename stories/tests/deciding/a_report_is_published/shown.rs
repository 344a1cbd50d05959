//! The form and the pages: nothing typed is lost, and nothing in it is run.

use super::scene::{called, decided, public, report, reported, with_a_board, writes};
use stories::{Site, World, both};

#[tokio::test]
async fn a_script_in_every_field_of_a_report_is_shown_as_text() {
    both(async |world: World| {
        let (world, outbox) = with_a_board(world).await;
        let (site, group) = (Site::of(&world).await, world.group("django"));
        let member = site.browser("django", "Member A").await;
        let script = "<script>alert(1)</script>";
        let odd = [("period", ""), ("first", script), ("last", "2026-09-30"), ("goes_to", script), ("text", script)];
        let form = member.opens("/g/django/reports/new").await.form("/reports").with("title", script);
        let form = odd.iter().fold(form, |form, (name, value)| form.with(name, *value));
        let again = member.sends(&form).await;
        assert!(again.status == 422 && again.says("Write the day as year, month and day"), "{}", again.text());
        let again = member.sends(&again.form("/reports").with("first", "2026-07-01").with("goes_to", script)).await;
        assert!(again.status == 422 && again.says("The charter has no body"), "{}", again.text());
        assert!(!again.html.contains("<script>alert"), "{}", again.html);
        let kept = again.form("/reports").with("goes_to", "board").with("public", "yes").with("text", script);
        let page = member.sends_and_goes_on(&kept).await;
        let vote = called(&member, &page).await;
        let id = report(&world, group, script).await.id;
        let question = world.here.store.questions(group).await.unwrap()[0].id;
        decided(&world, &site, "2026-1", "yes").await;
        assert!(!vote.html.contains("<script>alert"), "{}", vote.html);
        let (member, stranger) = (site.browser("django", "Member A").await, site.visitor());
        for path in ["/g/django/reports", "/g/django/decisions", "/g/django/decisions/2026-1"] {
            let page = member.opens(path).await;
            assert!(page.says(script) && !page.html.contains("<script>alert"), "{path}: {}", page.text());
        }
        for path in [format!("/g/django/reports/{id}"), format!("/g/django/requests/{question}")] {
            let page = member.opens(&path).await;
            assert!(page.says(script) && !page.html.contains("<script>alert"), "{path}: {}", page.text());
        }
        for path in ["/g/django/record/reports".to_owned(), public("django", id)] {
            let page = stranger.opens(&path).await;
            assert!(page.says(script) && !page.html.contains("<script>alert"), "{path}: {}", page.text());
        }
        assert!(reported(&outbox)[0].text.contains(&format!("> {script}")), "{}", reported(&outbox)[0].text);
    })
    .await;
}

#[tokio::test]
async fn what_makes_no_report_stands_in_the_form_again_with_what_to_mend() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let form = member.opens("/g/django/reports/new").await.form("/reports");
        assert_eq!(form.value("period"), Some("2026-07-01 2026-09-30"), "the last quarter that is over");
        assert_eq!(form.value("goes_to"), Some("board"), "whom the charter names");
        let page = member.sends(&form.with("text", "Twelve posts.").with("goes_to", "")).await;
        assert!(page.status == 422 && page.says("Say in a few words what the report is called."), "{}", page.text());
        let again = page.form("/reports");
        assert_eq!(
            (again.value("text"), again.value("period")),
            (Some("Twelve posts."), Some("2026-07-01 2026-09-30"))
        );
        let page = member.sends(&again.with("title", "The third quarter")).await;
        assert!(
            page.status == 422 && page.says("Say to whom it goes, or that everybody can read it"),
            "{}",
            page.text()
        );
        let days = page.form("/reports").with("period", "").with("first", "2026-09-30").with("last", "2026-07-01");
        let page = member.sends(&days).await;
        assert!(page.status == 422 && page.says("It would end on 1 Jul 2026, before it begins"), "{}", page.text());
        let ahead = page.form("/reports").with("goes_to", "board").with("first", "2026-10-01");
        let ahead = ahead.with("last", "2026-12-31");
        let page = member.sends(&ahead).await;
        assert!(page.status == 422 && page.says("31 Dec 2026 is still to come"), "{}", page.text());
        assert!(world.here.store.reports(world.group("django")).await.unwrap().is_empty());

        writes(&member, "django", "Ours", &[]).await;
        let id = report(&world, world.group("django"), "Ours").await.id;
        let outsider = site.browser("jupyter", "Member A").await;
        for path in [
            "/g/django/reports".to_owned(),
            format!("/g/django/reports/{id}"),
            format!("/g/jupyter/reports/{id}"),
            format!("/g/jupyter/reports/new?replaces={id}"),
        ] {
            assert_eq!(outsider.opens(&path).await.status, 404, "{path}");
        }
    })
    .await;
}

//! What stays as it was while a charter changes: an open vote. And what hangs on its lines: pages and readings.

use super::scene::{DAY, edited, everybody_agrees, five_of_six, proposes, the_board_agrees};
use acts::{Declined, readings};
use stories::{Site, World, both};

#[tokio::test]
async fn m5_an_open_vote_keeps_the_rule_that_it_opened_with() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let at = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let request = member.sends_and_goes_on(&member.opens(&at).await.form("/ask").with("act", "rest_channel")).await;
        member.sends_and_goes_on(&request.form("/vote")).await;
        the_board_agrees(&world, five_of_six(), "").await;
        let rule = &world.here.store.charter(world.group("django")).await.unwrap().rules().decision["ordinary"].clone();
        assert_eq!(rule.threshold.share.to_string(), "at least 5/6", "the new rule is in force");
        for who in ["Chair", "Co-Chair", "Member A", "Member B"] {
            let browser = site.browser("django", who).await;
            let page = browser.opens("/g/django/decisions/2026-1").await;
            assert!(page.says("more than 1/2 of everybody entitled"), "{}", page.text());
            browser.sends_and_goes_on(&page.form("/ballot").with("choice", "yes")).await;
        }
        world.pass(DAY * 7).await;
        let page = site.browser("django", "Member A").await.opens("/g/django/decisions/2026-1").await;
        assert!(page.says("Passed") && page.says("4 of 6"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn m7_a_line_that_stands_for_something_is_a_task_and_leads_to_the_page_once_it_is_there() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let text = world.here.store.charter(world.group("jupyter")).await.unwrap().text().digest();
        let member = site.browser("jupyter", "Member A").await;
        let home = member.opens("/g/jupyter").await;
        assert!(home.says("Say where it is: “[link]” in line"), "{}", home.text());
        let page = member.opens("/g/jupyter/charter").await;
        let start = page.html.find("/g/jupyter/charter/lines/").unwrap();
        let at: String = page.html[start..].chars().take_while(|c| *c != '"').collect();
        let odd = member.sends(&member.opens(&at).await.form("").with("address", "javascript:alert(1)")).await;
        assert!(odd.status == 422 && odd.says("is no address of a page"), "{}", odd.text());
        for elsewhere in ["/nowhere", "/g/django/channels", "/g/jupyter/../django", "/apply/django"] {
            let refused = member.sends(&member.opens(&at).await.form("").with("address", elsewhere)).await;
            assert!(refused.status == 422 && refused.says("the path of a page of this group"), "{elsewhere}");
        }
        let form = member.opens(&at).await.form("").with("address", "/g/jupyter/channels");
        let page = member.sends_and_goes_on(&form).await;
        assert!(page.html.contains("href=\"/g/jupyter/channels\">It is here"), "{}", page.text());
        assert!(!member.opens("/g/jupyter").await.says("Say where it is: “[link]”"));
        assert_eq!(world.here.store.charter(world.group("jupyter")).await.unwrap().text().digest(), text);

        let django = site.browser("django", "Member A").await;
        assert!(django.opens("/g/django").await.says("“A form will be made available”"));
        let broken = edited(&[("the foundation’s Code", "the foundationâ€™s Code")], &[]);
        let answer = proposes(&django, broken, false).await;
        let draft = django.goes_on(answer).await;
        assert!(draft.says("looks mis-decoded; it was probably \"foundation’s\""), "{}", draft.text());
    })
    .await;
}

#[tokio::test]
async fn m7_whoever_is_no_member_links_no_line() {
    both(async |world: World| {
        let (group, outsider) = (world.group("django"), world.person("jupyter", "Member A"));
        let charter = world.here.store.charter(group).await.unwrap();
        let line =
            charter.text().clauses().iter().find(|clause| clause.text.contains("will be made available")).unwrap();
        let line = basics::Digest::of(line.text.as_bytes());
        let refused = readings::link(&world.here, group, outsider, line, "/apply/django").await;
        assert!(matches!(refused, Err(Declined::ByCharter(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn m8_a_default_that_the_group_adopts_is_a_reading_with_its_own_decision() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens("/g/django/charter").await;
        assert!(page.says("Default of Nuncio: 50%+1 is the smallest whole number"), "{}", page.text());
        let refused = {
            let clause = "M12".to_owned();
            let says = page.form("/readings/ask").value("says").unwrap().to_owned();
            let who = world.elevated("django", "Member A");
            let act = charter::act::AdoptReading { clause, says };
            readings::adopt(&world.here, world.group("django"), &who, act, "nobody").await
        };
        assert!(matches!(refused, Err(Declined::ByCharter(_))), "nobody adopts it alone");
        let request = member.sends_and_goes_on(&page.form("/readings/ask")).await;
        member.sends_and_goes_on(&request.form("/vote")).await;
        everybody_agrees(&world, &site, "/g/django/decisions/2026-1").await;
        let page = site.browser("django", "Member A").await.opens("/g/django/charter").await;
        assert!(page.says("Adopted by decision 2026-1"), "{}", page.text());
        assert!(page.says("Reading: 50%+1 is the smallest whole number"), "it hangs on its clause: {}", page.text());
    })
    .await;
}

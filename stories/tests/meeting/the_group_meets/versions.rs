//! The versions of minutes: what each changed, who did, and bringing one back.

use super::scene::{HOUR, held_with, meetings, meets_regularly, page_of};
use stories::{Site, World, both};

#[tokio::test]
async fn every_version_of_the_minutes_is_read_with_its_changes_and_brought_back_as_a_new_one() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        held_with(&world, &site, &row, &["Member A"]).await;
        let address = page_of("jupyter", &row);
        let (a, b) = (site.browser("jupyter", "Member A").await, site.browser("jupyter", "Member B").await);
        let write = async |browser: &stories::Browser<'_>, text: &str| {
            let form = browser.opens(&address).await.form("/minutes").with("minutes_text", text);
            browser.sends_and_goes_on(&form).await
        };
        write(&a, "We meet in May.\n").await;
        let page = write(&b, "We meet in June.\n").await;
        assert!(page.says("All 2 versions, and what changed"), "{}", page.text());

        let versions = a.opens(&format!("{address}/minutes")).await;
        assert!(versions.html.contains("<del>May.") && versions.html.contains("<ins>June."), "{}", versions.html);
        let (text, meta) = (versions.text(), "Tue 24 Nov 2026, 18:30 UTC");
        assert!(text.find("Version 2").unwrap() < text.find("Version 1").unwrap(), "the newest first: {text}");
        assert!(versions.says(&format!("Member B{meta}")) && versions.says(&format!("Member A{meta}")), "{text}");
        let back = versions.form("/restore");
        assert_eq!(back.value("version"), Some("1"), "the newest stands already");
        let page = a.sends_and_goes_on(&back).await;
        assert!(page.says("That version stands again"), "{}", page.text());
        assert_eq!(page.form("/minutes").value("minutes_text").map(str::trim), Some("We meet in May."));
        let versions = b.opens(&format!("{address}/minutes")).await;
        assert!(versions.says("Version 3") && versions.says("brought version 1 back"), "{}", versions.text());

        let old = versions.form("/restore");
        write(&a, "We meet in July.\n").await;
        let late = b.sends(&old).await;
        assert!(late.status == 409 && late.says("We meet in July."), "somebody was faster: {}", late.text());
        world.pass(HOUR).await;
        let other = site.browser("django", "Member A").await;
        let theirs = format!("{address}/minutes").replace("/g/jupyter", "/g/django");
        assert_eq!(other.opens(&theirs).await.status, 404, "another group's are not there");
    })
    .await;
}

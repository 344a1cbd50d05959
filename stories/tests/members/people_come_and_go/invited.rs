//! Who may invite is told once, however many wait for a link.

use super::scene::MEMBERS;
use stories::{Site, World, both};

#[tokio::test]
async fn whoever_invites_nobody_reads_why_once_and_not_beside_every_name() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let page = site.browser("django", "Member A").await.opens(MEMBERS).await;
        let why = "Some of them cannot sign in yet, and you cannot invite them. The Chair, the Co-Chair or";
        assert_eq!(page.text().matches(why).count(), 1, "{}", page.text());
        assert!(!page.offers("/invite"), "{}", page.text());
        let page = site.browser("django", "Chair").await.opens(MEMBERS).await;
        assert!(page.offers("/invite") && !page.says("you cannot invite them"), "{}", page.text());
    })
    .await;
}

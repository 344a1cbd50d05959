//! What the register says, and to whom.

use super::scene::page_of;
use stories::{Site, World, both};

#[tokio::test]
async fn the_register_says_how_each_channel_is_used_and_what_belonging_there_does_not_mean() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let page = site.browser("jupyter", "Member B").await.opens("/g/jupyter/channels").await;
        for words in ["Preferred: talk to us here", "Announcements only", "Posted by hand", "We are its editor"] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        assert!(page.says("E5b"), "the sentence about endorsement, with its line: {}", page.text());
        let page = site.browser("django", "Member B").await.opens("/g/django/channels").await;
        assert!(page.says("We answer") && !page.says("Announcements only"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn another_groups_channels_and_requests_are_not_there() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let theirs = page_of(&world, "django", "Mastodon").await;
        let stranger = site.browser("jupyter", "Member A").await;
        let nowhere = stranger.opens("/g/nobody/channels").await;
        let through_ours = theirs.replace("/g/django", "/g/jupyter");
        let id = theirs.rsplit('/').next().unwrap();
        for path in [
            theirs.clone(),
            format!("{theirs}/connect"),
            "/g/django/channels".to_owned(),
            "/g/django/requests".to_owned(),
            "/g/django/invitations".to_owned(),
            through_ours.clone(),
            format!("/g/jupyter/requests/{id}"),
        ] {
            let page = stranger.opens(&path).await;
            assert_eq!(page.status, 404, "{path}");
            assert_eq!(page.text(), nowhere.text(), "{path} tells nothing");
        }
        let form = stranger.opens("/g/jupyter/channels/new").await.form("/channels/new");
        for to in [
            format!("{theirs}/grants"),
            format!("{theirs}/moves"),
            format!("{through_ours}/ask"),
            format!("{theirs}/test"),
        ] {
            let sent = stranger.sends(&form.clone().with("act", "suspend_channel").sent_to(to.as_str())).await;
            assert_eq!(sent.status, 404, "{to}");
        }
    })
    .await;
}

//! Planned posts of another program: looked at line by line, then drafts, and nothing leaves by it.

use jiff::SignedDuration;
use store::PostRow;
use stories::{Browser, Page, Site, World, both};

const IMPORT: &str = "/g/django/posts/import";
const BUFFER: &str = "Text,Image URL,Tags,Posting Time
\"A release,
with notes\",https://pictures.example/1.png,,2026-12-04 15:00
Yesterday’s news,,,2026-11-19 15:00
No time,,,soon
,,,2026-12-05 15:00
\"A release,
with notes\",,,2026-12-04 15:00
";

async fn looks(browser: &Browser<'_>, file: &str) -> Page {
    let form = browser.opens(IMPORT).await.form("/posts/import");
    browser.sends(&form.with("do", "look").attaching("file", file.as_bytes().to_vec(), "text/csv")).await
}

async fn makes(browser: &Browser<'_>, preview: &Page) -> Page {
    browser.sends_and_goes_on(&preview.form("/posts/import").with("do", "make")).await
}

async fn drafts(world: &World) -> Vec<PostRow> {
    let group = world.group("django");
    let store = &world.here.store;
    let from = world.now();
    let due = store.posts_between(group, from, from.plus(SignedDuration::from_hours(24 * 60))).await.unwrap();
    let mut drafts = store.posts_without_day(group, 100).await.unwrap();
    let dated = due.iter().map(|(id, ..)| *id).collect::<Vec<_>>();
    drafts.extend(store.posts_by_id(group, &dated).await.unwrap());
    drafts.sort_by_key(|row| row.draft.title.clone());
    drafts
}

#[tokio::test]
async fn a_file_of_buffer_is_shown_line_by_line_and_becomes_drafts_once() {
    both(async |world: World| {
        let before = drafts(&world).await.len();
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let preview = looks(&browser, BUFFER).await;
        for words in [
            "A release, with notes",
            "Line 2",
            "Fri 4 Dec 2026, 15:00",
            "Pictures are not fetched",
            "Its draft has no time: 2026-11-19 15:00 in UTC is over",
            "“soon” is no time; write it like 2026-12-04 15:00",
            "It has no text",
            "It stands in this file a second time",
            "Make 2 drafts",
        ] {
            assert!(preview.says(words), "{words}: {}", preview.text());
        }
        assert_eq!(drafts(&world).await.len(), before, "looking keeps nothing");
        let made = makes(&browser, &preview).await;
        assert!(made.says("The drafts are made."), "{}", made.text());
        let kept = drafts(&world).await;
        assert_eq!(kept.len(), before + 2);
        let release = kept.iter().find(|row| row.draft.title == "A release,").unwrap();
        assert_eq!(release.draft.everywhere.text, "A release,\nwith notes");
        assert!(world.deliveries("django", release.id).await.is_empty(), "nothing is in the queue");

        makes(&browser, &preview).await;
        assert_eq!(drafts(&world).await.len(), before + 2, "the form that is sent twice makes nothing twice");
        let again = looks(&browser, BUFFER).await;
        assert!(again.says("Stands here already") && again.says("No line becomes a draft."), "{}", again.text());
        world.pass(SignedDuration::from_hours(24 * 20)).await;
        assert!(world.practice.published().is_empty());
    })
    .await;
}

#[tokio::test]
async fn files_of_postiz_and_mixpost_find_their_channels_by_name() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let postiz = "content,publishDate,integration,state\n\
                      <p>Hello &amp; welcome</p>,2026-12-04T14:00:00Z,mastodon,QUEUE\n\
                      <p>Out already</p>,2026-10-04T14:00:00Z,mastodon,PUBLISHED\n";
        let mixpost =
            "status;scheduled_at;accounts;content\nscheduled;2026-12-06 09:00:00;Bluesky, Myspace;Good morning\n";
        for file in [postiz, mixpost] {
            makes(&browser, &looks(&browser, file).await).await;
        }
        assert!(looks(&browser, postiz).await.says("It was published already"));
        let kept = drafts(&world).await;
        for (title, channel, at) in [
            ("Hello & welcome", "Mastodon", "2026-12-04T14:00:00.000000Z"),
            ("Good morning", "Bluesky", "2026-12-06T09:00:00.000000Z"),
        ] {
            let row = kept.iter().find(|row| row.draft.everywhere.text == title).unwrap();
            assert_eq!(row.draft.channels, [world.channel("django", channel).await]);
            assert_eq!(row.due.unwrap().to_string(), at);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_no_list_of_posts_is_refused_with_what_is_missing() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        for (file, words) in [
            ("name,office\nA person,chair\n", "No column holds the texts of posts"),
            ("Text\n", "The file has no line below its first one"),
            ("", "Choose the file first"),
        ] {
            let answer = looks(&browser, file).await;
            assert!(answer.says(words), "{words}: {}", answer.text());
        }
        let form = browser.opens(IMPORT).await.form("/posts/import");
        let latin = form.attaching("file", b"Text\nGr\xfc\xdfe\n".to_vec(), "text/csv");
        assert!(browser.sends(&latin).await.says("The file is not in UTF-8"));
        let stranger = site.browser("jupyter", "Member A").await;
        assert_eq!(stranger.opens(IMPORT).await.status, 404);
    })
    .await;
}

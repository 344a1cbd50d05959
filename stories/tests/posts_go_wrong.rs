//! What the pages of a post say to bad input: what, where, how to mend it; and nothing that was typed is lost.

use basics::PostId;
use channels::Capability::Publish;
use jiff::SignedDuration;
use networks::practice::Host;
use stories::{Browser, Form, Page, Site, World};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

async fn begun(world: &World, browser: &Browser<'_>, text: &str) -> Form {
    let form = browser.opens("/g/django/posts/new").await.form("/posts/new").with("text", text);
    let form = form.ticking("channel", world.channel("django", "Mastodon").await.to_string());
    form.ticking("goal", "1").with("day", "2026-11-20").with("time", "12:10").with("zone", "UTC")
}

fn refused_with(page: &Page, words: &str) {
    assert_eq!(page.status, 422, "{}", page.text());
    assert!(page.says(words), "{words:?} is not in: {}", page.text());
    assert!(page.html.contains("<title>Error: "), "the title says it first");
}

/// A PNG that says it is so large; only its header is there.
fn huge_png(side: u32) -> Vec<u8> {
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(1, 1).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let mut bytes = picture.into_inner();
    bytes[16..20].copy_from_slice(&side.to_be_bytes());
    bytes[20..24].copy_from_slice(&side.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// The check sum of a PNG's chunk.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn small_png() -> Vec<u8> {
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    picture.into_inner()
}

#[tokio::test]
async fn pc01_a_text_that_nobody_can_see_is_not_sent() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let browser = site.browser("django", "Member A").await;
    for nothing in ["", "  \n ", "\u{200b}\u{200d}"] {
        let form = begun(&world, &browser, nothing).await.with("do", "schedule");
        refused_with(&browser.sends(&form).await, "Write something that people can see");
    }
}

#[tokio::test]
async fn pc02_a_text_over_the_limit_names_the_channel_and_stays_in_its_field() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let browser = site.browser("django", "Member A").await;
    let long = "é".repeat(520);
    let page = browser.sends(&begun(&world, &browser, &long).await.with("do", "schedule")).await;
    refused_with(&page, "20 characters too many for Mastodon");
    assert_eq!(page.form("/edit").value("text"), Some(long.as_str()));
    assert!(page.says("20 over") && page.says("520/500"));
}

#[tokio::test]
async fn pc12_a_time_that_does_not_exist_offers_both_neighbours_and_one_that_comes_twice_is_asked_about() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let browser = site.browser("django", "Member A").await;
    let form = begun(&world, &browser, "Clocks").await.with("zone", "Europe/Copenhagen").with("do", "schedule");
    let gap = browser.sends(&form.clone().with("day", "2027-03-28").with("time", "02:30")).await;
    refused_with(&gap, "choose 2027-03-28 01:59 or 2027-03-28 03:00");
    assert_eq!(gap.form("/edit").value("time"), Some("02:30"), "what was typed stays");

    let twice = gap.form("/edit").with("day", "2027-10-31").with("do", "schedule");
    let twice = browser.sends(&twice).await;
    refused_with(&twice, "say which one is meant");
    assert!(
        twice.says("The first: Sun 31 Oct 2027, 02:30 CEST") && twice.says("The second: Sun 31 Oct 2027, 02:30 CET")
    );
    let chosen = twice.form("/edit").with("fold", "second").with("do", "schedule");
    let done = browser.sends_and_goes_on(&chosen).await;
    assert!(done.says("Sun 31 Oct 2027, 01:30 UTC"), "{}", done.text());

    let past = begun(&world, &browser, "Late").await.with("time", "11:00").with("do", "schedule");
    refused_with(&browser.sends(&past).await, "is over; choose a later time");
    let half = begun(&world, &browser, "Half").await.with("time", "").with("do", "save");
    refused_with(&browser.sends(&half).await, "Choose the time as well as the day");
}

#[tokio::test]
async fn pc16_two_editors_are_shown_both_texts_and_none_is_lost() {
    let world = World::on(None).await;
    let site = Site::of(&world).await;
    let (one, two) = (site.browser("django", "Member A").await, site.browser("django", "Member B").await);
    let first = one.sends_and_goes_on(&begun(&world, &one, "First").await.with("do", "save")).await;
    let mine = first.form("/edit");
    let theirs = two.opens(&mine.to).await.form("/edit");
    assert_eq!(two.sends(&theirs.with("text", "By Member B").with("do", "save")).await.status, 303);

    let behind = one.sends(&mine.clone().with("text", "By Member A").with("do", "save")).await;
    assert_eq!(behind.status, 409, "{}", behind.text());
    assert!(behind.says("By Member B") && behind.says("By Member A") && behind.says("Member B saved this post"));
    assert_eq!(two.opens(&mine.to).await.form("/edit").value("text"), Some("By Member B"), "nothing was overwritten");
    let kept = one.sends_and_goes_on(&behind.form("/edit")).await;
    assert_eq!(kept.form("/edit").value("text"), Some("By Member A"), "on purpose it can be");
}

#[tokio::test]
async fn pictures_that_cannot_be_published_are_refused_and_the_rest_of_the_form_is_kept() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let browser = site.browser("django", "Member A").await;
    let form = begun(&world, &browser, "With a picture").await.with("do", "save");
    for (bytes, mime, says) in [
        (b"%PDF-1.7 not a picture".to_vec(), "image/png", "PNG, JPEG, GIF and WebP"),
        (small_png(), "image/jpeg", "The file says it is image/jpeg, but it holds image/png"),
        (huge_png(14_143), "image/png", "14143 × 14143 pixels"),
    ] {
        let page = browser.sends(&form.clone().attaching("picture", bytes, mime)).await;
        refused_with(&page, says);
        assert_eq!(page.form("/edit").value("text"), Some("With a picture"));
    }

    let form = browser.sends(&form).await.leads_to.unwrap();
    let form = browser.opens(&form).await.form("/edit").with("do", "save");
    let page = browser.sends_and_goes_on(&form.attaching("picture", small_png(), "image/png")).await;
    assert!(page.says("What does this image show?") && page.says("Needed before this can go out."), "{}", page.text());
    let page = browser.sends(&page.form("/edit").with("do", "schedule")).await;
    refused_with(&page, "has no description");
    let form = page.form("/edit");
    let field = form.fields.iter().find(|(name, _)| name.starts_with("description-")).unwrap().0.clone();
    let done = browser.sends(&form.with(&field, "A black square").with("do", "schedule")).await;
    assert_eq!(done.status, 303, "{}", done.text());
    world.pass(MINUTE * 10).await;
    let sent = world.practice.published();
    assert_eq!(sent[0].pictures[0].alt, "A black square");
}

/// However many people send a picture at once, no more are opened than memory was set aside for.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_picture_waits_for_its_turn_to_be_opened() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let browser = site.browser("django", "Member A").await;
    let form = begun(&world, &browser, "With a picture").await.with("do", "save");
    let form = form.attaching("picture", small_png(), "image/png");
    let mut others = Vec::new();
    for _ in 0..2 {
        let (opening, (done, wait)) = (world.here.opening.clone(), std::sync::mpsc::channel::<()>());
        let (begun, begins) = tokio::sync::oneshot::channel();
        tokio::spawn(async move {
            opening
                .work(move || {
                    begun.send(()).unwrap();
                    wait.recv()
                })
                .await
        });
        begins.await.unwrap();
        others.push(done);
    }
    let mut upload = std::pin::pin!(browser.sends(&form));
    let early = tokio::time::timeout(std::time::Duration::from_millis(500), &mut upload).await;
    assert!(early.is_err(), "it was opened although both turns are taken");
    drop(others);
    assert_eq!(upload.await.status, 303);
}

#[tokio::test]
async fn an_invisible_character_is_refused_with_its_place_and_text_is_kept_composed() {
    let world = World::on(None).await;
    let site = Site::of(&world).await;
    let browser = site.browser("django", "Member A").await;
    let form = begun(&world, &browser, "one\ntwo\u{1b}[31m").await.with("do", "save");
    refused_with(&browser.sends(&form).await, "Line 2 holds the invisible character U+001B");
    let form = begun(&world, &browser, "cafe\u{301}\r\nbar").await.with("do", "save");
    let page = browser.sends_and_goes_on(&form).await;
    assert_eq!(page.form("/edit").value("text"), Some("caf\u{e9}\nbar"));
}

#[tokio::test]
async fn a_revoked_key_holds_the_post_and_its_page_says_where_to_connect_again() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let browser = site.browser("django", "Member A").await;
    let form = begun(&world, &browser, "Not yet").await.with("do", "schedule");
    let answer = browser.sends(&form).await;
    let account = world.practice.account(Host::Mastodon, "project", "Mastodon").account;
    world.practice.revoke(&account.id);
    world.pass(MINUTE * 10).await;
    let page = browser.goes_on(answer).await;
    assert!(page.says("Held back") && page.says("Connect the account again"), "{}", page.text());
    assert!(world.practice.published().is_empty());
}

#[tokio::test]
async fn another_time_from_the_calendar_moves_what_is_planned_and_the_judge_is_asked_again() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let (mine, other) = (site.browser("django", "Member A").await, site.browser("django", "Member C").await);
    let page = mine.sends_and_goes_on(&begun(&world, &mine, "Moves").await.with("do", "schedule")).await;
    let to = page.form("/cancel").to.replace("/cancel", "/move");
    let form = page.form("/cancel").sent_to(to).with("day", "2026-11-21").with("time", "09:00");
    let refused = other.opens(&form.to.replace("/move", "")).await.form("/cancel");
    let refused = refused.sent_to(form.to.clone()).with("day", "2026-11-21").with("time", "09:00");
    assert_eq!(other.sends(&refused).await.status, 403, "whoever may not publish there moves nothing");
    let moved = mine.sends_and_goes_on(&form).await;
    assert!(moved.says("Moved to Sat 21 Nov 2026, 09:00 UTC."), "{}", moved.text());
    world.pass(MINUTE * 10).await;
    assert!(world.practice.published().is_empty());
    world.pass(SignedDuration::from_hours(21)).await;
    assert_eq!(world.practice.published().len(), 1);
}

#[tokio::test]
async fn what_is_out_is_deleted_there_and_what_is_planned_is_taken_out() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let browser = site.browser("django", "Member A").await;
    let page = browser.sends_and_goes_on(&begun(&world, &browser, "Goes").await.with("do", "schedule")).await;
    let gone = browser.sends_and_goes_on(&page.form("/cancel")).await;
    assert!(gone.says("Taken out of the queue"), "{}", gone.text());
    world.pass(MINUTE * 5).await;
    let page = browser.sends_and_goes_on(&begun(&world, &browser, "Stays").await.with("do", "schedule")).await;
    world.pass(MINUTE * 5).await;
    assert_eq!(world.practice.published().len(), 1);
    let page = browser.opens(&page.form("/cancel").to.replace("/cancel", "")).await;
    browser.sends(&page.form("/withdraw")).await;
    world.pass(MINUTE).await;
    assert!(world.practice.published().is_empty(), "{:?}", world.practice.published());
}

#[tokio::test]
async fn a_member_of_the_other_group_finds_none_of_these_pages() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let (mine, other) = (site.browser("django", "Member A").await, site.browser("jupyter", "Member B").await);
    let answer = mine.sends(&begun(&world, &mine, "Ours").await.with("do", "schedule")).await;
    let post: PostId = answer.leads_to.unwrap().split(['/', '?']).find_map(|part| part.parse().ok()).unwrap();
    let delivery = world.deliveries("django", post).await[0].id;
    let form = other.opens("/g/jupyter/posts/new").await.form("/posts/new").with("text", "Theirs");
    for group in ["django", "jupyter"] {
        for page in ["", "/edit"] {
            let path = format!("/g/{group}/posts/{post}{page}");
            assert_eq!(other.opens(&path).await.status, 404, "{path}");
        }
        for verb in ["edit", "check", "schedule", "ask", "cancel", "move"] {
            let path = format!("/g/{group}/posts/{post}/{verb}");
            let form = form.clone().sent_to(path.clone()).with("day", "2026-11-30").with("time", "10:00");
            let form = if matches!(verb, "edit" | "check") { form } else { form.plain() };
            assert_eq!(other.sends(&form).await.status, 404, "{path}");
        }
        for verb in ["posted", "settle", "withdraw"] {
            let path = format!("/g/{group}/posts/{post}/deliveries/{delivery}/{verb}");
            assert_eq!(other.sends(&form.clone().plain().sent_to(path.clone())).await.status, 404, "{path}");
        }
    }
    assert_eq!(other.opens("/g/django/posts/new").await.status, 404);
    let visitor = site.visitor().opens(&format!("/g/django/posts/{post}")).await;
    assert_eq!(visitor.status, 303, "whoever is not signed in is asked to sign in");
}

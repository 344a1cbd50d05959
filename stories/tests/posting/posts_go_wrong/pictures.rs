//! Pictures that cannot be published, and pictures that wait for their turn.

use super::scene::{MINUTE, begun, refused_with};
use channels::Capability::Publish;
use std::fs;
use stories::{Site, World, both};

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
async fn pictures_that_cannot_be_published_are_refused_and_the_rest_of_the_form_is_kept() {
    both(async |world: World| {
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
        assert!(
            page.says("What does this image show?") && page.says("Needed before this can go out."),
            "{}",
            page.text()
        );
        let page = browser.sends(&page.form("/edit").with("do", "schedule")).await;
        refused_with(&page, "has no description");
        let form = page.form("/edit");
        let field = form.fields.iter().find(|(name, _)| name.starts_with("description-")).unwrap().0.clone();
        let done = browser.sends(&form.with(&field, "A black square").with("do", "schedule")).await;
        assert_eq!(done.status, 303, "{}", done.text());
        world.pass(MINUTE * 10).await;
        let sent = world.practice.published();
        assert_eq!(sent[0].pictures[0].alt, "A black square");
    })
    .await;
}

/// A file goes to the disk as it arrives, and no further than it may.
#[tokio::test]
async fn a_file_that_is_too_long_is_refused_with_every_word_kept_and_nothing_of_it_stays() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = begun(&world, &browser, "With a picture").await.with("do", "save");
        let mut long = small_png();
        long.resize(20 * 1024 * 1024 + 1, 0);
        let page = browser.sends(&form.attaching("picture", long, "image/png")).await;
        refused_with(&page, "The file has 21 MB, and a picture may have 20 MB");
        assert_eq!(page.form("/edit").value("text"), Some("With a picture"));
        let left = fs::read_dir(world.folder.path().join("pictures")).unwrap().count();
        assert_eq!(left, 0, "nothing of it lies in the folder");
    })
    .await;
}

/// What leaves is what was approved, also where somebody was at the folder meanwhile.
#[tokio::test]
async fn a_picture_that_was_changed_on_the_disk_does_not_leave_and_its_post_says_so() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "With a picture").on(&["Mastodon"]).await.serving(&["1"]);
        let post = post.showing_a_picture().await.due_in(MINUTE * 10).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        for file in fs::read_dir(world.folder.path().join("pictures")).unwrap() {
            let file = file.unwrap().path();
            let mut bytes = fs::read(&file).unwrap();
            *bytes.last_mut().unwrap() ^= 1;
            fs::write(&file, bytes).unwrap();
        }
        world.pass(MINUTE * 10).await;
        assert!(world.practice.published().is_empty());
        let site = Site::of(&world).await;
        let page = site.browser("django", "Member A").await.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("was changed where it is kept"), "{}", page.text());
    })
    .await;
}

/// However many people send a picture at once, no more are opened than memory was set aside for.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_picture_waits_for_its_turn_to_be_opened() {
    both(async |world: World| {
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
    })
    .await;
}

//! A secret of a network is shown nowhere.

use channels::Capability::Publish;
use jiff::SignedDuration;
use networks::practice::Host;
use stories::{Page, Site, World, both, holds};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

#[tokio::test]
async fn g6_a_secret_of_a_network_stands_on_no_page_in_no_log_and_not_in_the_database() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let mut secrets = Vec::new();
        for (host, handle) in
            [(Host::Mastodon, "project"), (Host::Bluesky, "project.example"), (Host::Mastodon, "notebooks")]
        {
            secrets.push(world.practice.account(host, handle, "").key.expose().to_owned());
        }
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon", "Bluesky"]).await;
        post.serving(&["1"]).due_in(MINUTE).kept().await;
        let mut seen = 0;
        for who in ["Chair", "Member A"] {
            let browser = site.browser("django", who).await;
            let mut open = vec!["/g/django/channels".to_owned(), "/g/django/requests".to_owned(), "/you".to_owned()];
            let mut known: std::collections::BTreeSet<String> = open.iter().cloned().collect();
            while let Some(path) = open.pop() {
                let page = browser.opens(&path).await;
                seen += 1;
                for secret in &secrets {
                    assert!(!page.html.contains(secret.as_str()), "{path} shows a secret to {who}");
                }
                for link in links(&page) {
                    if known.len() < 150 && known.insert(link.clone()) {
                        open.push(link);
                    }
                }
            }
        }
        assert!(seen > 10, "only {seen} pages were looked at");
        let log = world.log(world.group("django")).await;
        let log = format!("{log:?}");
        for (name, bytes) in files(world.folder.path()) {
            for secret in &secrets {
                assert!(!contains(&bytes, secret.as_bytes()), "{name} holds a secret in plain text");
            }
        }
        let rows = world.rows().await;
        assert!(rows.iter().any(|row| holds(row, "A release is out")), "the rows are those of the story");
        for row in rows {
            assert!(!secrets.iter().any(|secret| holds(&row, secret)), "a secret in plain text: {row}");
        }
        assert!(secrets.iter().all(|secret| !log.contains(secret.as_str())), "the log holds a secret");
    })
    .await;
}

/// Every link of a page that leads to another page here.
fn links(page: &Page) -> Vec<String> {
    let all = page.html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let here = all.filter(|link| link.starts_with('/') && !link.starts_with("/assets"));
    here.map(|link| link.split('#').next().unwrap().replace("&amp;", "&").replace("&#38;", "&")).collect()
}

fn files(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.is_file());
    files.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

fn contains(bytes: &[u8], secret: &[u8]) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret)
}

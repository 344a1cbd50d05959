//! What holds for every page, on the pages themselves: whoever follows every link from the first page on finds nothing
//! missing, no form that could be sent from elsewhere, and nothing that the content policy would not let run.

use channels::Capability::Publish;
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};
use stories::{Browser, Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// A calendar has a next month for ever: of one page, so many views are looked at.
const VIEWS: usize = 6;

/// A group with something on every page: what is out, planned, in draft, asked of the board, and to be posted by hand.
async fn lived_in(world: &World) {
    world.lives_a_little().await;
    for channel in ["LinkedIn", "Bluesky"] {
        world.give("django", "Member A", channel, &[Publish]).await;
    }
    for (text, on, wait) in [("By hand", "LinkedIn", 1), ("Planned", "Bluesky", 6000)] {
        let post = world.writes("django", "Member A", text).on(&[on]).await.serving(&["1"]);
        let post = post.due_in(MINUTE * wait).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
    }
    world.writes("django", "Member A", "A draft").on(&["Mastodon"]).await.kept().await;
    world.live_through(MINUTE * 20).await;
    let site = Site::of(world).await;
    let browser = site.browser("django", "Member A").await;
    let form = browser.opens("/g/django/posts/new").await.form("/posts/new").with("text", "Thank you, sponsors");
    let form = form.ticking("channel", world.channel("django", "Mastodon").await.to_string());
    let form = form.ticking("goal", "2").with("sponsor", "campaign").with("do", "ask");
    assert_eq!(browser.sends(&form).await.status, 303);
}

/// Where the links and pictures of a page lead within this site.
fn leads(page: &Page) -> Vec<String> {
    let addresses = [" href=\"", " src=\""].iter().flat_map(|name| page.html.split(name).skip(1));
    let local = addresses.filter_map(|rest| rest.split('"').next()).filter(|to| to.starts_with('/'));
    local.map(|to| to.split('#').next().unwrap().replace("&amp;", "&").replace("&#38;", "&")).collect()
}

/// The opening tags of one element.
fn tags<'a>(html: &'a str, element: &'a str) -> impl Iterator<Item = &'a str> {
    html.split('<').filter_map(move |rest| {
        let tag = rest.split('>').next()?;
        (tag.split([' ', '\n', '/']).next() == Some(element)).then_some(tag)
    })
}

/// The first attribute such as `onclick=` in this page.
fn event_handler(html: &str) -> Option<&str> {
    let names = html.split(" on").skip(1).filter_map(|rest| rest.split_once("=\"")).map(|(name, _)| name);
    names.into_iter().find(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()))
}

/// What every page keeps to.
fn looked_at(path: &str, page: &Page, token: &str) {
    let html = &page.html;
    for (wrong, what) in [(" style=", "a style attribute"), ("<style", "a style"), ("javascript:", "a script address")]
    {
        assert!(!html.contains(wrong), "{what} on {path}");
    }
    for script in tags(html, "script") {
        assert!(script.contains(" src=\"/assets/"), "<{script}> on {path}");
    }
    assert_eq!(event_handler(html), None, "{path}");
    for form in html.split("<form").skip(1) {
        let (head, inside) = form.split("</form>").next().unwrap().split_once('>').unwrap();
        let carries = inside.contains(&format!("name=\"token\" value=\"{token}\""));
        assert_eq!(head.contains("method=\"post\""), carries, "<form{head}> on {path}: {inside}");
    }
}

/// Opens a page, and those to which it sends on.
async fn opened(browser: &Browser<'_>, path: &str) -> Page {
    let mut page = browser.opens(path).await;
    while page.status == 303 {
        page = browser.goes_on(page).await;
    }
    page
}

/// Follows every link from the first page on; what comes back are the paths of the pages that were looked at.
async fn walks(browser: &Browser<'_>) -> BTreeSet<String> {
    let token = browser.opens("/you").await.form("/sign-out").value("token").unwrap().to_owned();
    assert!(token.len() > 20, "{token:?}");
    let (mut open, mut known) = (vec![("/".to_owned(), "nowhere".to_owned())], BTreeSet::from(["/".to_owned()]));
    let (mut views, mut pages) = (BTreeMap::<String, usize>::new(), BTreeSet::new());
    while let Some((path, from)) = open.pop() {
        let page = opened(browser, &path).await;
        assert_eq!(page.status, 200, "{path}, to which {from} leads: {}", page.text());
        if !page.html.starts_with("<!doctype html>") {
            continue;
        }
        looked_at(&path, &page, &token);
        pages.insert(path.split('?').next().unwrap().to_owned());
        for to in leads(&page) {
            let seen = views.entry(to.split('?').next().unwrap().to_owned()).or_default();
            if *seen < VIEWS && known.insert(to.clone()) {
                *seen += 1;
                open.push((to, path.clone()));
            }
        }
    }
    pages
}

#[tokio::test]
async fn whoever_follows_every_link_finds_every_page_whole() {
    both(async |world: World| {
        lived_in(&world).await;
        let site = Site::of(&world).await;
        for who in ["Member A", "Co-Chair", "Board Liaison"] {
            let pages = walks(&site.browser("django", who).await).await;
            for page in ["calendar", "requests", "members", "charter", "channels", "audit", "posts/new"] {
                assert!(pages.contains(&format!("/g/django/{page}")), "{who} does not reach {page}: {pages:?}");
            }
            assert!(pages.contains("/status") && pages.contains("/you"), "{pages:?}");
            let of = |part: &str| pages.iter().filter(|page| page.contains(part) && page.len() > 50).count();
            assert!(of("/posts/") >= 4 && of("/channels/") >= 3 && of("/requests/") >= 1, "{who}: {pages:?}");
        }
    })
    .await;
}

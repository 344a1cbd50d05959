//! Texts with gaps, from which posts are begun: the gaps are a closed list, and what is still one does not leave.

use channels::Capability::Publish;
use stories::{Browser, Page, Site, World, both};

const TEMPLATES: &str = "/g/django/templates";
const TEXT: &str = "Lumen {{version}} is out, see {{link}}. In code: {{ user.name }}";

async fn writes(browser: &Browser<'_>, text: &str, gaps: &str) -> Page {
    let form = browser.opens(TEMPLATES).await.form("/templates");
    browser.sends(&form.with("name", "Release").with("text", text).with("gaps", gaps)).await
}

#[tokio::test]
async fn a_post_begins_from_a_template_and_is_not_scheduled_while_a_gap_is_open() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let kept = browser.goes_on(writes(&browser, TEXT, "version\nlink").await).await;
        assert!(kept.says("The template is kept.") && kept.says("Release"), "{}", kept.text());
        let row = world.here.store.templates(world.group("django")).await.unwrap().remove(0);

        let new = format!("/g/django/posts/new?template={}&gap-version=6.2&gap-other=x", row.id);
        let form = browser.opens(&new).await.form("/posts/new");
        let text = form.value("text").map(str::trim).unwrap().to_owned();
        assert_eq!(text, "Lumen 6.2 is out, see {{link}}. In code: {{ user.name }}");
        let mastodon = world.channel("django", "Mastodon").await.to_string();
        let form =
            form.ticking("channel", mastodon).ticking("goal", "1").with("day", "2026-12-04").with("time", "15:00");
        let refused = browser.sends(&form.with("do", "schedule")).await;
        assert!(
            refused.says("The text for everywhere still has the gap {{link}} of its template."),
            "{}",
            refused.text()
        );
        let post = world.here.store.posts_between(
            world.group("django"),
            world.now(),
            world.now().plus(jiff::SignedDuration::from_hours(24 * 30)),
        );
        let post = post.await.unwrap().into_iter().find(|(_, title, ..)| title.starts_with("Lumen")).unwrap().0;
        let by_the_act = world.schedules("django", "Member A", post).await.unwrap_err().to_string();
        assert!(by_the_act.contains("{{link}}"), "not only the page refuses it: {by_the_act}");
        assert!(world.deliveries("django", post).await.is_empty());

        let filled = text.replace("{{link}}", "https://docs.example/6.2");
        let form = refused.form("/edit").with("text", filled).with("do", "schedule");
        let done = browser.sends_and_goes_on(&form).await;
        assert!(done.says("Scheduled for"), "braces of code are no gap: {}", done.text());
        assert_eq!(world.deliveries("django", post).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_gaps_of_a_template_are_those_in_its_list_and_no_others() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        for (text, gaps, words) in [
            ("Hello {{name}}", "", "The text has {{name}}, which is not in the list"),
            ("Hello", "name", "The text has no {{name}}"),
            ("{{a}}", "A b", "“A b” is no name of a gap"),
            ("", "", "Write the text that posts begin with"),
        ] {
            let answer = writes(&browser, text, gaps).await;
            assert!(answer.says(words), "{words}: {}", answer.text());
            assert_eq!(answer.form("/templates").value("gaps").map(str::trim), Some(gaps), "nothing typed is lost");
        }
        assert!(world.here.store.templates(world.group("django")).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_template_is_changed_taken_out_and_never_anothers() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = browser.opens(TEMPLATES).await.form("/templates");
        let form = form.with("name", "Release").with("text", "Out").with("gaps", "");
        browser.sends(&form).await;
        browser.sends(&form).await;
        let all = world.here.store.templates(world.group("django")).await.unwrap();
        assert_eq!(all.len(), 1, "a form that is sent twice makes one");
        let page = format!("{TEMPLATES}/{}", all[0].id);
        let change = browser.opens(&page).await.form(&all[0].id.to_string());
        let changed = browser.sends_and_goes_on(&change.with("text", "Out now")).await;
        assert!(changed.says("Out now"), "{}", changed.text());

        let other = site.browser("jupyter", "Member A").await;
        let theirs = page.replace("/django/", "/jupyter/");
        assert_eq!(other.opens(&theirs).await.status, 404);
        let (group, who) = (world.group("jupyter"), world.person("jupyter", "Member A"));
        assert!(acts::templates::take_out(&world.here, group, who, all[0].id).await.is_err());
        let mine = acts::templates::Typed { name: "Mine", text: "Mine", gaps: "" };
        assert!(acts::templates::write(&world.here, group, who, all[0].id, mine).await.is_err());

        let out = browser.sends_and_goes_on(&changed.form("/take-out")).await;
        assert!(out.says("It is taken out.") && out.says("There is none yet"), "{}", out.text());
        assert_eq!(browser.opens(&page).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_template_that_was_taken_out_is_not_written_anew_from_a_page_that_was_open() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (one, other) = (site.browser("django", "Member A").await, site.browser("django", "Member B").await);
        one.goes_on(writes(&one, TEXT, "version\nlink").await).await;
        let row = world.here.store.templates(world.group("django")).await.unwrap().remove(0);
        let page = other.opens(&format!("{TEMPLATES}/{}", row.id)).await;
        one.sends_and_goes_on(&one.opens(&format!("{TEMPLATES}/{}", row.id)).await.form("/take-out")).await;
        let late = page.form(&format!("/templates/{}", row.id)).with("name", "Written too late");
        assert_eq!(other.sends(&late).await.status, 404);
        let kept = world.here.store.template(world.group("django"), row.id).await.unwrap().unwrap();
        assert_eq!((kept.template.name.as_str(), kept.taken_out), ("Release", true));
    })
    .await;
}

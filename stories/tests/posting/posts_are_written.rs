//! Writing a post on the pages, from the empty form to the receipt: the button is the verdict, and nothing is lost.

use basics::{AnswerId, PostId};
use channels::Capability::{Publish, Reply};
use delivery::State;
use jiff::SignedDuration;
use networks::practice::Host;
use stories::{Browser, Form, Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The empty form, filled in with a text for these channels.
async fn writes(world: &World, browser: &Browser<'_>, group: &str, text: &str, on: &[&str]) -> Form {
    let mut form = browser.opens(&format!("/g/{group}/posts/new")).await.form("/posts/new").with("text", text);
    for name in on {
        form = form.ticking("channel", world.channel(group, name).await.to_string());
    }
    form
}

/// Due ten minutes after noon, when stories begin.
fn due(form: Form) -> Form {
    form.with("day", "2026-11-20").with("time", "12:10").with("zone", "UTC")
}

/// The post that a page's address names.
fn post_of(page: &Page) -> PostId {
    let path = page.leads_to.as_deref().unwrap_or_else(|| panic!("{}: {}", page.status, page.text()));
    path.split(['/', '?']).find_map(|part| part.parse().ok()).unwrap()
}

#[tokio::test]
async fn h1_a_member_writes_the_verdict_says_a_member_may_and_the_receipt_shows_who_sent_it() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        world.give("django", "Member A", "Bluesky", &[Publish]).await;
        let (site, text) = (Site::of(&world).await, "A release is out");
        let browser = site.browser("django", "Member A").await;
        let form = writes(&world, &browser, "django", text, &["Mastodon", "Bluesky"]).await;
        let form = due(form).ticking("goal", "1");

        let checked = browser.sends(&form.clone().with("do", "check")).await;
        assert_eq!(checked.status, 200);
        assert!(checked.says("A member may") && checked.says("D2"), "{}", checked.text());
        assert!(checked.says("16/500") && checked.says("16/300"), "each network's own counter: {}", checked.text());
        assert!(checked.html.contains("value=\"schedule\""), "the button is the verdict");

        let answer = browser.sends(&form.with("do", "schedule")).await;
        let post = post_of(&answer);
        let page = browser.goes_on(answer).await;
        assert!(page.says("Scheduled for Fri 20 Nov 2026, 12:10 UTC."), "{}", page.text());
        world.pass(MINUTE * 10).await;
        world.pass(MINUTE).await;

        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert_eq!(world.practice.published().len(), 2);
        for delivery in world.deliveries("django", post).await {
            let link = delivery.row.remote.unwrap().url.unwrap();
            assert!(page.says(&link), "{}", page.text());
        }
        assert!(page.says("sent by Member A, as member") && page.says("D2"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn h2_without_a_goal_the_button_sends_it_to_the_board_and_scheduling_is_refused_with_the_line() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = due(writes(&world, &browser, "django", "Our favourite recipes", &["Mastodon"]).await);
        let checked = browser.sends(&form.clone().with("do", "check")).await;
        assert!(checked.says("The board decides") && checked.says("Send to the board"), "{}", checked.text());

        let refused = browser.sends(&form.clone().with("do", "schedule")).await;
        assert_eq!(refused.status, 403, "{}", refused.text());
        assert!(refused.says("B2") && refused.says("It can be asked"), "{}", refused.text());
        assert!(refused.says("Back to the draft, which is saved"), "{}", refused.text());
        world.pass(MINUTE * 11).await;
        assert!(world.practice.published().is_empty());
    })
    .await;
}

#[tokio::test]
async fn h4_a_campaign_goes_out_after_the_boards_answer_and_an_edit_asks_again() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = due(writes(&world, &browser, "django", "Thank you, sponsors", &["Mastodon"]).await);
        let form = form.ticking("goal", "2").with("sponsor", "campaign").with("do", "ask");
        let answer = browser.sends(&form).await;
        let post = post_of(&answer);
        let page = browser.goes_on(answer).await;
        assert!(page.says("Waits for the answer of the board"), "{}", page.text());
        let again = browser.sends_and_goes_on(&form).await;
        assert_eq!(again.status, 200, "the same form once more asks nothing twice: {}", again.text());

        let group = world.group("django");
        let questions = world.here.store.questions(group).await.unwrap();
        assert_eq!(questions.len(), 1);
        assert!(questions[0].question.text.contains("Thank you, sponsors"));
        agrees(&world, questions[0].id).await;

        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("The board agreed") && page.offers("/schedule"), "{}", page.text());
        let edited = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let edited = edited.with("text", "Thank you, dear sponsors").with("do", "save");
        let saved = browser.sends_and_goes_on(&edited).await;
        assert!(saved.says("was for another text"), "{}", saved.text());
        assert!(saved.says("Send to the board"));
        let refused = browser.sends(&saved.form("/edit").with("do", "schedule")).await;
        assert_eq!(refused.status, 403);

        let back = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let back = browser.sends(&back.with("text", "Thank you, sponsors").with("do", "schedule")).await;
        assert_eq!(back.status, 303, "{}", back.text());
        world.pass(MINUTE * 10).await;
        assert_eq!(world.practice.published().len(), 1, "exactly the text the board answered about leaves");
    })
    .await;
}

/// The board agrees to what it was asked.
async fn agrees(world: &World, question: AnswerId) {
    let filled = acts::answers::Filled {
        yes: true,
        decided_on: "2026-11-20".into(),
        source: "https://board.example/minutes".into(),
        tally: String::new(),
    };
    let (group, liaison) = (world.group("django"), world.elevated("django", "Board Liaison"));
    acts::answers::record(&world.here, group, &liaison, question, filled).await.unwrap();
}

#[tokio::test]
async fn pc14_the_same_text_on_the_same_channel_is_noticed_while_writing_and_before_it_is_scheduled() {
    both(async |world: World| {
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = due(writes(&world, &browser, "django", "A release is out", &["Mastodon"]).await);
        let first = post_of(&browser.sends(&form.ticking("goal", "1").with("do", "schedule")).await);
        let own = browser.opens(&format!("/g/django/posts/{first}/edit")).await;
        assert!(!own.says("The same text"), "a post does not repeat itself: {}", own.text());

        let told = "The same text goes out on Mastodon: Fri 20 Nov 2026, 12:10 UTC.";
        let form = writes(&world, &browser, "django", "A release is out!", &["Mastodon", "Bluesky"]).await;
        let form = due(form).with("time", "12:40").ticking("goal", "1");
        let checked = browser.sends(&form.clone().sent_to("/g/django/posts/new/check")).await;
        assert!(checked.says(told) && !checked.says("out on Bluesky:"), "{}", checked.text());
        let saved = browser.sends_and_goes_on(&form.with("do", "save")).await;
        assert!(saved.says(told), "{}", saved.text());
        let again = saved.form("/edit").to.trim_end_matches("/edit").to_owned();
        let page = browser.opens(&again).await;
        assert!(page.says(told) && page.offers("/schedule"), "it is said where it is scheduled: {}", page.text());

        world.pass(MINUTE * 20).await;
        let page = browser.opens(&again).await;
        assert!(page.says("The same text went out on Mastodon"), "{}", page.text());
        let another_day = saved.form("/edit").with("day", "2026-11-22").with("do", "check");
        assert!(!browser.sends(&another_day).await.says("The same text"));
    })
    .await;
}

#[tokio::test]
async fn a_person_posts_by_hand_and_reports_the_address_once() {
    both(async |world: World| {
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = due(writes(&world, &browser, "django", "A release is out", &["LinkedIn"]).await);
        let post = post_of(&browser.sends(&form.ticking("goal", "1").with("do", "schedule")).await);
        world.pass(MINUTE * 10).await;

        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("Post this by hand") && page.html.contains("shareActive=true"), "{}", page.text());
        let form = page.form("/posted");
        let field = form.fields.iter().find(|(name, _)| name.starts_with("address")).unwrap().0.clone();
        for (typed, refused) in [
            ("not an address", "is not the address of a post"),
            ("https://social.example/@us/1", "is a page of social.example, but this channel is on linkedin.example"),
        ] {
            let wrong = browser.sends(&form.clone().with(&field, typed)).await;
            assert_eq!(wrong.status, 422);
            assert!(wrong.says(refused) && wrong.says("A release is out"), "on the post's page: {}", wrong.text());
            assert_eq!(wrong.form("/posted").value(&field), Some(typed), "what was typed is kept");
        }
        let form = form.with(&field, "https://linkedin.example/posts/1");
        assert_eq!(browser.sends(&form).await.status, 303);
        assert_eq!(browser.sends(&form).await.status, 303, "a second click does no harm");
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("https://linkedin.example/posts/1"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn h18_a_wrongly_pasted_address_is_corrected_by_who_may_publish_there_and_the_record_has_both() {
    both(async |world: World| {
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        let site = Site::of(&world).await;
        let (browser, other) = (site.browser("django", "Member A").await, site.browser("django", "Member C").await);
        let form = due(writes(&world, &browser, "django", "A release is out", &["LinkedIn"]).await);
        let post = post_of(&browser.sends(&form.ticking("goal", "1").with("do", "schedule")).await);
        world.pass(MINUTE * 10).await;
        let at = format!("/g/django/posts/{post}");
        let form = browser.opens(&at).await.form("/posted");
        let field = form.fields.iter().find(|(name, _)| name.starts_with("address")).unwrap().0.clone();
        let (wrong, right) = ("https://linkedin.example/posts/1", "https://linkedin.example/posts/2");
        browser.sends_and_goes_on(&form.with(&field, wrong)).await;

        assert!(!other.opens(&at).await.offers("/posted"), "who may not publish there corrects nothing");
        let page = browser.opens(&at).await;
        let correct = page.form("/posted");
        assert_eq!(correct.value(&field), Some(wrong), "{}", page.text());
        let refused = browser.sends(&correct.clone().with(&field, "https://social.example/@us/1")).await;
        assert_eq!(
            (refused.status, refused.form("/posted").value(&field)),
            (422, Some("https://social.example/@us/1"))
        );
        let page = browser.sends_and_goes_on(&correct.with(&field, right)).await;
        assert!(page.says(right) && !page.says(wrong), "{}", page.text());

        world.here.store.put_in_order().await.unwrap();
        let log = world.log(world.group("django")).await;
        let both = |kept: &&audit::Kept| {
            let entry = format!("{kept:?}");
            entry.contains("report_posted") && entry.contains(wrong) && entry.contains(right)
        };
        assert_eq!(log.iter().filter(both).count(), 1, "before and after stand in one entry");
    })
    .await;
}

#[tokio::test]
async fn k11_a_reply_is_refused_where_a_channel_only_announces_and_goes_out_on_the_preferred_one() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Bluesky", &[Reply]).await;
        world.give("jupyter", "Member A", "Mastodon", &[Reply]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("jupyter", "Member A").await;
        let asked = world.practice.comment(Host::Bluesky, "reader", "When is the next call?", None).unwrap();
        let asked = world.practice.page_of(&asked).unwrap();
        let form = due(writes(&world, &browser, "jupyter", "On Tuesday", &["Bluesky"]).await);
        let form = form.with("answers", asked).with("do", "schedule");
        let refused = browser.sends(&form).await;
        assert_eq!(refused.status, 403, "{}", refused.text());
        assert!(refused.says("E5") && refused.says("preferred channel"), "{}", refused.text());

        let asked = world.practice.comment(Host::Mastodon, "reader", "When is the next call?", None).unwrap();
        let asked = world.practice.page_of(&asked).unwrap();
        let form = due(writes(&world, &browser, "jupyter", "On Tuesday", &["Mastodon"]).await);
        let done = browser.sends(&form.with("answers", asked).with("do", "schedule")).await;
        assert_eq!(done.status, 303, "{}", done.text());
        world.pass(MINUTE * 10).await;
        let sent = world.practice.published();
        assert!(sent.iter().any(|post| post.text.contains("Tuesday") && post.reply_to.is_some()));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_plans_once() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = due(writes(&world, &browser, "django", "Once", &["Mastodon"]).await);
        let form = form.ticking("goal", "1").with("do", "schedule");
        let (first, second) = (browser.sends(&form).await, browser.sends(&form).await);
        assert_eq!(first.leads_to, second.leads_to, "{}", second.text());
        let post = post_of(&first);
        assert_eq!(world.states("django", post).await, [State::Scheduled]);
        let told = browser.goes_on(second).await;
        assert!(told.says("It was scheduled already") && told.says("nothing was planned twice"), "{}", told.text());
        world.pass(MINUTE * 10).await;
        let third = browser.sends(&form).await;
        assert_ne!(third.status, 500, "{}", third.text());
        world.pass(MINUTE * 10).await;
        assert_eq!(world.practice.published().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_script_is_answered_with_what_is_computed_and_its_autosave_keeps_the_draft() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = writes(&world, &browser, "django", "While I write", &["Mastodon"]).await;
        let fragment = browser.sends(&form.clone().sent_to("/g/django/posts/new/check")).await;
        assert_eq!(fragment.status, 200);
        assert!(
            fragment.html.contains("data-part=\"verdict\"") && !fragment.html.contains("<html"),
            "{}",
            fragment.html
        );
        assert!(fragment.says("The board decides") && fragment.says("13/500"), "{}", fragment.text());

        let kept = browser.sends(&form.clone().with("do", "autosave")).await;
        assert_eq!(kept.status, 200, "{}", kept.text());
        let kept: serde_json::Value = serde_json::from_str(&kept.html).unwrap();
        let based_on = kept["based_on"].as_str().unwrap();
        let more = form.with("text", "While I write more").with("based_on", based_on).with("do", "save");
        let page = browser.sends_and_goes_on(&more).await;
        assert_eq!(page.form("/edit").value("text"), Some("While I write more"), "one post, saved twice");
    })
    .await;
}

#[tokio::test]
async fn what_no_machine_can_find_out_is_settled_by_a_person_with_three_buttons() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = due(writes(&world, &browser, "django", "Too late?", &["Mastodon"]).await);
        let post = post_of(&browser.sends(&form.ticking("goal", "1").with("do", "schedule")).await);
        world.here.store.clock().advance(SignedDuration::from_hours(3));
        world.work().await;
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(
            page.says("Its time has passed") && page.says("Send it all the same") && page.says("Drop it"),
            "{}",
            page.text()
        );
        assert!(world.practice.published().is_empty(), "it does not leave by itself any more");
        assert_eq!(browser.sends(&page.form("/settle").with("says", "send")).await.status, 303);
        world.work().await;
        assert_eq!(world.practice.published().len(), 1);
    })
    .await;
}

//! Pages say what is so: nothing is guessed about what a form left out, nothing is told as done before it is, and a
//! refusal names what stands in this way.

use basics::PostId;
use channels::Capability::{Publish, Reply};
use jiff::SignedDuration;
use networks::practice::Host;
use stories::{Browser, Form, Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The empty form, filled in with a text for these channels, due ten minutes after noon, when stories begin.
async fn writes(world: &World, browser: &Browser<'_>, group: &str, text: &str, on: &[&str]) -> Form {
    let mut form = browser.opens(&format!("/g/{group}/posts/new")).await.form("/posts/new").with("text", text);
    for name in on {
        form = form.ticking("channel", world.channel(group, name).await.to_string());
    }
    form.with("day", "2026-11-20").with("time", "12:10").with("zone", "UTC")
}

/// The post that a page's address names.
fn post_of(page: &Page) -> PostId {
    let path = page.leads_to.as_deref().unwrap_or_else(|| panic!("{}: {}", page.status, page.text()));
    path.split(['/', '?']).find_map(|part| part.parse().ok()).unwrap()
}

/// A campaign of Member A that was put to the board, which has not answered.
async fn asked_campaign(world: &World, browser: &Browser<'_>) -> PostId {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let form = writes(world, browser, "django", "Thank you, sponsors", &["Mastodon"]).await;
    post_of(&browser.sends(&form.ticking("goal", "2").with("sponsor", "campaign").with("do", "ask")).await)
}

#[tokio::test]
async fn a_campaign_stays_one_whatever_a_form_leaves_out_or_says_twice() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let post = asked_campaign(&world, &browser).await;
        let edit = format!("/g/django/posts/{post}/edit");
        let form = browser.opens(&edit).await.form("/edit").with("do", "schedule");

        let refused = browser.sends(&form.clone().without("sponsor")).await;
        assert_eq!(refused.status, 403, "what is left out stays as it was: {}", refused.text());
        for wrong in [
            form.clone().with("sponsor", "x"),
            form.clone().with("sponsor", ""),
            form.clone().ticking("sponsor", "none"),
            form.clone().ticking("sponsor", "campaign"),
        ] {
            let page = browser.sends(&wrong).await;
            assert_eq!(page.status, 422, "{}", page.text());
            assert!(page.says("Say once whether it is about a sponsor"), "{}", page.text());
        }
        assert_eq!(browser.opens(&edit).await.form("/edit").value("sponsor"), Some("campaign"));
        assert!(world.deliveries("django", post).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn something_in_return_stays_declared_until_its_tick_is_taken_out() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = writes(&world, &browser, "django", "For a sponsor", &["Mastodon"]).await.ticking("goal", "2");
        let page = browser.sends_and_goes_on(&form.ticking("consideration", "yes").with("do", "save")).await;
        let form = page.form("/edit").with("do", "schedule");
        let refused = browser.sends(&form.clone().without("consideration")).await;
        assert_eq!(refused.status, 403, "{}", refused.text());
        let wrong = browser.sends(&form.clone().with("consideration", "perhaps")).await;
        assert_eq!(wrong.status, 422, "{}", wrong.text());
        let done = browser.sends(&form.with("consideration", "no")).await;
        assert_eq!(done.status, 303, "{}", done.text());
    })
    .await;
}

#[tokio::test]
async fn a_channel_or_goal_that_is_not_the_groups_stops_the_post_and_is_not_left_out_in_silence() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = writes(&world, &browser, "django", "A release is out", &["Mastodon"]).await;
        let form = form.ticking("goal", "1").with("do", "schedule");
        let foreign = world.channel("jupyter", "Mastodon").await.to_string();
        for channel in [foreign.as_str(), "0198a000-0000-7000-8000-000000000000", "x"] {
            let page = browser.sends(&form.clone().ticking("channel", channel)).await;
            assert_eq!(page.status, 422, "{}", page.text());
            assert!(page.says("is not in the register of this group"), "{}", page.text());
        }
        let page = browser.sends(&form.clone().ticking("goal", "99")).await;
        assert_eq!(page.status, 422, "{}", page.text());
        assert!(page.says("is not in force in this charter"), "{}", page.text());
        let done = browser.sends(&page.form("/edit").with("do", "schedule")).await;
        assert_eq!(done.status, 303, "the page that refused is mended by sending what it shows: {}", done.text());
    })
    .await;
}

#[tokio::test]
async fn a_campaign_that_is_none_any_more_has_a_line_of_its_own_in_the_record() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let post = asked_campaign(&world, &browser).await;
        let line = "as no part of a campaign, although the board was asked about one";
        assert!(!browser.opens(&format!("/g/django/posts/{post}")).await.says(line));
        let form = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let page = browser.sends_and_goes_on(&form.with("sponsor", "none").with("do", "schedule")).await;
        assert!(page.says(line), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn what_a_person_is_to_post_by_hand_is_told_as_asked_for_and_not_as_published() {
    both(async |world: World| {
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = writes(&world, &browser, "django", "A release is out", &["LinkedIn"]).await;
        let page = browser.sends_and_goes_on(&form.ticking("goal", "1").with("do", "schedule")).await;
        let words = "At Fri 20 Nov 2026, 12:10 UTC whoever may post on LinkedIn is asked to post it there by hand";
        assert!(page.says(words) && !page.says("leaves by itself"), "{}", page.text());

        world.live_through(MINUTE * 11).await;
        // One's own doing is no news on Home.
        let colleague = site.browser("django", "Member B").await;
        for (reader, path) in [(&colleague, "/g/django/"), (&browser, "/g/django/audit")] {
            let page = reader.opens(path).await;
            assert!(page.says("asked for this to be posted by hand: A release is out on LinkedIn"), "{}", page.text());
            assert!(!page.says("published A release"), "{}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_planned_is_told_as_planned_and_as_sent_only_when_it_leaves() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Mastodon", &[Reply]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("jupyter", "Member A").await;
        let asked = world.practice.comment(Host::Mastodon, "reader", "When is the next call?", None).unwrap();
        let asked = world.practice.page_of(&asked).unwrap();
        let form = writes(&world, &browser, "jupyter", "On Tuesday", &["Mastodon"]).await;
        let page = browser.sends_and_goes_on(&form.with("answers", asked).with("do", "schedule")).await;
        assert!(page.says("planned an answer: this post"), "{}", page.text());
        assert!(!page.says("sent an answer") && !page.says("answered somebody"), "{}", page.text());
        world.pass(MINUTE * 10).await;
        let home = site.browser("jupyter", "Member B").await.opens("/g/jupyter/").await;
        assert!(home.says("sent an answer: On Tuesday"), "{}", home.text());
    })
    .await;
}

#[tokio::test]
async fn a_refusal_on_a_channel_that_only_announces_names_the_preferred_channel_with_a_link() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Bluesky", &[Reply]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("jupyter", "Member A").await;
        let asked = world.practice.comment(Host::Bluesky, "reader", "When is the next call?", None).unwrap();
        let asked = world.practice.page_of(&asked).unwrap();
        let form = writes(&world, &browser, "jupyter", "On Tuesday", &["Bluesky"]).await.with("answers", asked);
        let link = format!("/g/jupyter/posts/new?channel={}", world.channel("jupyter", "Mastodon").await);
        for (wish, status) in [("check", 200), ("schedule", 403)] {
            let page = browser.sends(&form.clone().with("do", wish)).await;
            assert_eq!(page.status, status, "{}", page.text());
            assert!(page.says("use the preferred channel: Mastodon (@notebooks"), "{}", page.text());
            assert!(page.html.contains(&format!("href=\"{link}\"")), "{}", page.html);
        }
        assert!(browser.opens(&link).await.form("/posts/new").value("channel").is_some(), "it is chosen there");
    })
    .await;
}

#[tokio::test]
async fn who_records_an_answer_stands_with_its_condition_and_a_refusal_quotes_only_what_stands_in_this_way() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        asked_campaign(&world, &browser).await;
        let charter = browser.opens("/g/django/charter").await;
        for words in [
            "The Board Liaison may record what a body decided",
            "The Chair may record what a body decided (as the group reads it), while nobody is Board Liaison",
            "The Chair or the Co-Chair may record what a body decided (as the group reads it), where the question is \
             whether to",
        ] {
            assert!(charter.says(words), "{words}: {}", charter.text());
        }
        assert!(!charter.says("The Board Liaison, the Chair or the Co-Chair may record"), "{}", charter.text());

        let question = world.here.store.questions(world.group("django")).await.unwrap()[0].id;
        let at = format!("/g/django/requests/{question}");
        let (liaison, chair) = (site.browser("django", "Board Liaison").await, site.browser("django", "Chair").await);
        let form = liaison.opens(&at).await.form(&at).with("outcome", "yes").with("on", "2026-11-20");
        let form = form.with("source", "https://minutes.example/1");
        let token = chair.opens(&format!("{at}?")).await;
        assert!(token.says("The Board Liaison can.") && !token.says("Clause M12"), "{}", token.text());
        let token = chair.opens("/g/django/posts/new").await.form("/posts/new");
        let refused = chair.sends(&form.with("token", token.value("token").unwrap())).await;
        assert_eq!(refused.status, 403, "{}", refused.text());
        assert!(refused.says("The Board Liaison can.") && refused.says("Clause B0"), "{}", refused.text());
        assert!(!refused.says("Clause M12") && !refused.says("Who can: liaison"), "{}", refused.text());
    })
    .await;
}

#[tokio::test]
async fn a_source_or_tally_that_nobody_can_read_is_refused_at_its_field() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        asked_campaign(&world, &site.browser("django", "Member A").await).await;
        let question = world.here.store.questions(world.group("django")).await.unwrap()[0].id;
        let (at, liaison) = (format!("/g/django/requests/{question}"), site.browser("django", "Board Liaison").await);
        let form = liaison.opens(&at).await.form(&at).with("outcome", "yes").with("on", "2026-11-20");
        for field in ["source", "tally"] {
            let page = liaison.sends(&form.clone().with(field, "m".repeat(200_000))).await;
            assert_eq!(page.status, 422);
            let words = format!("The {field} has 200000 characters, and at most 1000 are kept");
            assert!(page.says(&words), "{words}");
        }
        let done = liaison.sends(&form.with("source", "m".repeat(1000))).await;
        assert_eq!(done.status, 303, "{}", done.text());
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_is_newer_than_the_plan_is_shown_and_the_plan_apart() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = writes(&world, &browser, "django", "The old text", &["Mastodon"]).await;
        let planned = browser.sends(&form.ticking("goal", "1").with("do", "schedule")).await;
        let at = format!("/g/django/posts/{}", post_of(&planned));
        let page = browser.goes_on(planned).await;
        assert!(!page.says("What was planned last"), "{}", page.text());
        let page = browser.sends_and_goes_on(&page.form("/cancel")).await;
        assert!(!page.says("What was planned last"), "{}", page.text());

        let form = browser.opens(&format!("{at}/edit")).await.form("/edit").with("text", "The new text");
        browser.sends(&form.with("sponsor", "thanks").with("do", "save")).await;
        let page = browser.opens(&at).await;
        let said = page.text();
        let (new, last) = (said.find("The new text English").unwrap(), said.find("What was planned last").unwrap());
        assert!(new < last && said[last..].contains("The old text"), "{said}");
        assert!(page.says("Sponsor: one unpaid thank-you") && page.says("newer than what was planned last"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_question_is_called_by_its_first_line_and_its_post_waits_for_the_board() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let post = asked_campaign(&world, &browser).await;
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("Waits for the board"), "{}", page.text());
        let home = site.browser("django", "Board Liaison").await.opens("/g/django/").await;
        assert!(home.says("Record what the board answers: May “Thank you, sponsors” go out?"), "{}", home.text());
        assert!(!home.says("To: Mastodon"), "{}", home.text());
    })
    .await;
}

#[tokio::test]
async fn whose_session_ended_comes_back_to_the_page_of_the_form() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let post = asked_campaign(&world, &browser).await;
        let stranger = site.visitor();
        let form = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit").with("text", "Typed");
        for (to, back) in [
            (format!("/g/django/posts/{post}/edit"), format!("/g/django/posts/{post}/edit")),
            (format!("/g/django/posts/{post}/cancel"), format!("/g/django/posts/{post}")),
            ("/g/django/posts/new".to_owned(), "/g/django/posts/new".to_owned()),
        ] {
            let sign_in = format!("/sign-in?to={}", back.replace('/', "%2F"));
            let words = stranger.sends(&form.clone().sent_to(&to)).await;
            assert!(words.html.contains(&sign_in), "{}", words.text());
            let button = stranger.sends(&Form::default().sent_to(to)).await;
            assert_eq!(button.leads_to.as_deref(), Some(sign_in.as_str()), "{}", button.text());
        }
    })
    .await;
}

#[tokio::test]
async fn what_may_not_go_out_is_told_in_sentences_and_by_the_names_of_offices() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = writes(&world, &browser, "django", "A release is out", &["Mastodon"]).await.ticking("goal", "1");
        let page = browser.sends(&form.with("do", "check")).await;
        assert!(page.says("It may not go out as it stands; the panel quotes the line."), "{}", page.text());
        assert!(!page.says("May not: "), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_link_of_the_demonstration_that_was_used_leads_to_its_people() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let link = acts::sign_in::offer_link(&world.here, world.person("django", "Chair")).await.unwrap();
        let (visitor, at) = (site.visitor(), format!("/sign-in/{}", link.reveal().expose()));
        let page = visitor.opens(&at).await;
        assert_eq!(visitor.sends(&page.form(&at)).await.status, 303);
        let page = site.visitor().opens(&at).await;
        assert_eq!(page.status, 410);
        assert!(page.says("The people of the demonstration"), "{}", page.text());
    })
    .await;
}

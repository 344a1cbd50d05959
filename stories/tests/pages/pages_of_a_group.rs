//! The pages of a group over HTTP: the calendar on the group's wall, the charter with what became of its lines, the log
//! with its chain, and that nobody outside the group learns that any of them is there.

use acts::founding::{self, Plan, Seat};
use basics::{GroupId, PersonId, Zone};
use channels::Capability::Publish;
use jiff::{
    SignedDuration,
    civil::{DateTime, date},
};
use publishing::{Choice, Draft, Language, Planned};
use stories::{DJANGO, Site, World, both};

/// A group of the first charter that counts its days in Berlin.
async fn in_berlin(world: &World) -> GroupId {
    let seat = |name: &'static str, offices: &[&str], statuses: &[&str]| Seat {
        person: world.person("django", name),
        known_as: name.to_owned(),
        offices: offices.iter().map(ToString::to_string).collect(),
        statuses: statuses.iter().map(ToString::to_string).collect(),
        joined: None,
    };
    let plan = Plan {
        slug: "berlin".to_owned(),
        name: "A group in Berlin".to_owned(),
        text: DJANGO.preset.text.to_owned(),
        rules: DJANGO.preset.rules.replace("zone = \"UTC\"", "zone = \"Europe/Berlin\""),
        adopted_on: date(2026, 10, 1),
        roster: vec![seat("Chair", &["chair"], &[]), seat("Board Liaison", &["liaison"], &["board"])],
        channels: Vec::new(),
        marks: (None, None),
        house: Vec::new(),
    };
    founding::found(&world.here, plan).await.unwrap().id
}

/// A draft that has its day on the wall in Berlin.
async fn draft(world: &World, group: GroupId, by: PersonId, title: &str, wall: DateTime) {
    let zone = Zone::named("Europe/Berlin").unwrap();
    let mut draft = Draft::new(Language::parse("en").unwrap());
    title.clone_into(&mut draft.title);
    draft.when = Some(Planned::new(wall, &zone, Choice::default(), world.now()).unwrap());
    acts::drafts::begin(&world.here, group, by, &draft).await.unwrap();
}

/// What stands on a day of the calendar: the source of its cell.
fn day<'a>(html: &'a str, date: &str) -> &'a str {
    let cell = html.split("<td ").find(|cell| cell.contains(&format!("data-day=\"{date}\"")));
    cell.and_then(|cell| cell.split("</td>").next()).unwrap_or_else(|| panic!("{date} is not in the calendar"))
}

#[tokio::test]
async fn a_month_in_which_the_clocks_change_shows_every_post_on_its_day_of_the_wall() {
    both(async |world: World| {
        world.came_in("django", &["Chair", "Board Liaison"]).await;
        let (group, chair) = (in_berlin(&world).await, world.person("django", "Chair"));
        // In the night to 28 March 2027, two o'clock is followed by three.
        let walls = [
            ("The last minute of the day before", date(2027, 3, 27).at(23, 59, 0, 0)),
            ("Just after midnight", date(2027, 3, 28).at(0, 1, 0, 0)),
            ("Before the hour that is not", date(2027, 3, 28).at(1, 59, 0, 0)),
            ("After the hour that is not", date(2027, 3, 28).at(3, 1, 0, 0)),
            ("Late in the short day", date(2027, 3, 28).at(23, 59, 0, 0)),
            ("In the next week", date(2027, 3, 29).at(0, 0, 0, 0)),
        ];
        for (title, wall) in walls {
            draft(&world, group, chair, title, wall).await;
        }
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Chair").await;
        let page = browser.opens("/g/berlin/calendar?from=2027-03-24").await;
        assert_eq!(page.status, 200);
        assert!(page.says("March to April 2027"), "{}", page.text());
        assert!(day(&page.html, "2027-03-27").contains("The last minute of the day before"));
        let short = day(&page.html, "2027-03-28");
        for (time, title) in
            [("00:01", "Just after midnight"), ("01:59", "Before the hour"), ("03:01", "After the hour")]
        {
            assert!(short.contains(time) && short.contains(title), "{title} in {short}");
        }
        assert!(short.contains("1 more") && short.contains("Sunday 28 March, 4 items"), "{short}");
        assert!(day(&page.html, "2027-03-29").contains("In the next week"));

        let list = browser.opens("/g/berlin/calendar?view=list&from=2027-03-28").await;
        assert!(list.says("Late in the short day") && !list.says("The last minute of the day before"));
    })
    .await;
}

#[tokio::test]
async fn a_calendar_of_one_channel_shows_what_goes_there_and_what_was_changed_a_moment_ago() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        assert!(!browser.opens("/g/django/calendar").await.says("A release is out"));

        let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(SignedDuration::from_hours(30)).kept().await;
        assert!(day(&browser.opens("/g/django/calendar").await.html, "2026-11-21").contains("ev--draft"));
        world.schedules("django", "Member A", post).await.unwrap();
        assert!(day(&browser.opens("/g/django/calendar").await.html, "2026-11-21").contains("ev--planned"));
        world.pass(SignedDuration::from_hours(30)).await;
        let browser = site.browser("django", "Member A").await;
        assert!(day(&browser.opens("/g/django/calendar").await.html, "2026-11-21").contains("ev--out"));

        let (mastodon, bluesky) = (world.channel("django", "Mastodon").await, world.channel("django", "Bluesky").await);
        assert!(browser.opens(&format!("/g/django/calendar?channel={mastodon}")).await.says("A release is out"));
        assert!(!browser.opens(&format!("/g/django/calendar?channel={bluesky}")).await.says("A release is out"));
        let theirs = world.channel("jupyter", "Mastodon").await;
        let odd = browser.opens(&format!("/g/django/calendar?channel={theirs}&from=soon")).await;
        assert!(odd.status == 200 && odd.says("All channels"));
    })
    .await;
}

#[tokio::test]
async fn the_charter_shows_its_lines_with_what_they_govern_and_how_often_they_were_used() {
    both(async |world: World| {
        world.lives_a_little().await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = browser.opens("/g/django/charter").await;
        assert_eq!(page.status, 200);
        for label in ["G1", "D1", "D2", "B3", "README-5"] {
            assert!(page.html.contains(&format!("id=\"{label}\"")), "{label} has no anchor");
        }
        let line = page.html.split("id=\"D2\"").nth(1).and_then(|rest| rest.split("</article>").next()).unwrap();
        let line = line.split("class=\"line\"").next().unwrap();
        assert!(line.contains("A member may") && line.contains("schedule a post"), "{line}");
        assert!(line.contains("used ") && line.contains("/g/django/audit?clause=D2"), "{line}");
        let reserved = page.html.split("id=\"B3\"").nth(1).unwrap().split("class=\"line\"").next().unwrap();
        assert!(reserved.contains("The board decides") && reserved.contains("Default of Nuncio:"), "{reserved}");
        assert!(page.says("A form will be made available"), "what is to be filled in is a task");
        assert!(page.says("Every image has a description."), "house rules stand apart");

        let powers = browser.opens("/g/django/charter?view=powers").await;
        assert!(powers.says("Schedule a post") && powers.says("all in order") && powers.says("ask the board"));
    })
    .await;
}

#[tokio::test]
async fn the_log_tells_who_did_what_under_which_line_and_that_it_is_whole() {
    both(async |world: World| {
        let post = world.lives_a_little().await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = browser.opens("/g/django/audit").await;
        assert!(page.says("Whole: ") && page.says("Every entry has its place in the chain."), "{}", page.text());
        assert!(page.says("Member A scheduled A release is out"), "{}", page.text());
        assert!(page.says("gave access to Member A to publish on Mastodon"), "{}", page.text());
        assert!(page.says("Member C refused schedule A release is out"), "{}", page.text());
        assert!(page.html.contains(&format!("href=\"/g/django/posts/{post}\"")));

        let refused = browser.opens("/g/django/audit?outcome=refused").await;
        assert!(refused.says("1 entry match") && refused.says("Member C") && !refused.says("gave access"));
        let (member, line) = (world.person("django", "Member A"), "D2");
        let theirs = browser.opens(&format!("/g/django/audit?who={member}&clause={line}&act=schedule_post")).await;
        assert!(theirs.says("Member A scheduled") && !theirs.says("Member C refused"));
        let tomorrow = browser.opens("/g/django/audit?since=2026-11-21").await;
        assert!(tomorrow.says("No such entry"));
        let odd = browser.opens("/g/django/audit?since=soon").await;
        assert!(odd.says("\"soon\" is not a day."), "{}", odd.text());
    })
    .await;
}

#[tokio::test]
async fn a_log_that_was_edited_in_the_database_says_not_whole() {
    both(async |world: World| {
        world.lives_a_little().await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        assert!(browser.opens("/g/django/audit").await.says("Whole: "));

        let edit =
            r#"UPDATE entry_disclosure SET text = replace(text, '"act":"schedule_post"', '"act":"schedule_pist"')"#;
        world.on_the_database(edit).await;
        world.here.store.clock().advance(SignedDuration::from_mins(1));

        let page = browser.opens("/g/django/audit").await;
        assert_eq!(page.status, 200);
        assert!(page.says("NOT WHOLE") && page.says("is not the text that was committed to"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn the_log_can_be_taken_along_and_a_spreadsheet_computes_nothing_of_it() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "=1+1").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(SignedDuration::from_mins(1)).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let csv = browser.opens("/g/django/audit.csv?act=schedule_post").await;
        let lines: Vec<&str> = csv.html.split("\r\n").filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("\"position\",\"at\",\"who\""));
        assert!(lines[1].contains("\"Member A\"") && lines[1].contains("\"D2"), "{}", lines[1]);
        for cell in csv.html.split("\",\"") {
            let start = cell.trim_start_matches('"').chars().next();
            assert!(!matches!(start, Some('=' | '+' | '-' | '@' | '\t')), "{cell}");
        }

        let json = browser.opens("/g/django/audit.json").await;
        let json: serde_json::Value = serde_json::from_str(&json.html).unwrap();
        let entries = json["entries"].as_array().unwrap();
        assert!(entries.iter().any(|entry| entry["act"] == "schedule_post" && entry["record"]["question"].is_object()));
    })
    .await;
}

#[tokio::test]
async fn home_says_what_needs_whom() {
    both(async |world: World| {
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        assert!(browser.opens("/g/django").await.says("Nothing needs you"));

        let post = world.writes("django", "Member A", "Our yearly survey").on(&["LinkedIn"]).await;
        let post = post.serving(&["1"]).due_in(SignedDuration::from_mins(5)).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        assert!(browser.opens("/g/django/").await.says("Our yearly survey"), "it goes out soon");
        world.pass(SignedDuration::from_mins(5)).await;

        let home = browser.opens("/g/django").await;
        assert!(
            home.says("One thing needs you") && home.says("Post by hand on LinkedIn: Our yearly survey"),
            "{}",
            home.text()
        );
        assert!(!home.says("Member A scheduled Our yearly survey"), "one’s own doing is no news");
        let elsewhere = browser.opens("/g/django/calendar").await;
        assert!(elsewhere.html.contains("nav__count\">1<"), "the rail says so on every page");
        let other = site.browser("django", "Member C").await.opens("/g/django").await;
        assert!(other.says("Nothing needs you") && other.says("With others, or later"), "{}", other.text());
        assert!(other.says("Member A scheduled Our yearly survey"), "{}", other.text());
    })
    .await;
}

#[tokio::test]
async fn members_are_shown_with_office_term_status_and_access() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let page = site.browser("django", "Chair").await.opens("/g/django/members").await;
        assert!(page.says("Board Liaison") && page.says("an active member of the board"), "{}", page.text());
        assert!(page.says("publish on Mastodon") && page.html.contains("<meter"));
        assert!(page.offers(&format!("/members/{}/invite", world.person("django", "Member B"))));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_not_in_the_group_finds_nothing_there_at_all() {
    both(async |world: World| {
        let post = world.lives_a_little().await;
        let channel = world.channel("django", "Mastodon").await;
        let site = Site::of(&world).await;
        let stranger = site.browser("jupyter", "Member D").await;
        let nowhere = stranger.opens("/g/nowhere/calendar").await;
        assert_eq!(nowhere.status, 404);
        let pages = [
            "",
            "/",
            "/calendar",
            "/calendar?view=list",
            "/charter",
            "/charter?view=powers",
            "/audit",
            "/audit.csv",
            "/audit.json",
            "/members",
            "/channels",
            "/requests",
            "/posts/new",
        ];
        let things = [format!("/posts/{post}"), format!("/posts/{post}/edit"), format!("/channels/{channel}")];
        for page in pages.into_iter().map(str::to_owned).chain(things) {
            let answer = stranger.opens(&format!("/g/django{page}")).await;
            assert_eq!(answer.status, 404, "/g/django{page}");
            assert_eq!(answer.text(), nowhere.text(), "/g/django{page} differs from a group that is not there");
        }
        for page in ["/calendar", "/audit", "/audit.csv", "/members", "/"] {
            let own = stranger.opens(&format!("/g/jupyter{page}")).await;
            assert_eq!(own.status, 200, "{page}");
            assert!(!own.html.contains("A release is out") && !own.html.contains("Co-Chair"), "{page}");
        }
        for of_theirs in [format!("/g/jupyter/posts/{post}"), format!("/g/jupyter/channels/{channel}")] {
            assert_eq!(stranger.opens(&of_theirs).await.status, 404, "{of_theirs}");
        }
        let visitor = site.visitor().opens("/g/django/calendar").await;
        assert!(visitor.status == 303 && visitor.leads_to.is_some_and(|to| to.starts_with("/sign-in?")));
    })
    .await;
}

#[tokio::test]
async fn a_session_that_ended_is_refused_by_the_next_request() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        assert_eq!(browser.opens("/g/django/calendar").await.status, 200);
        let person = world.person("django", "Member A");
        let why = people::Ending::SignedOut;
        world.here.store.bookkeeping().end_sessions_of(person, None, why).await.unwrap();
        let after = browser.opens("/g/django/calendar").await;
        assert!(after.status == 303 && after.leads_to.is_some_and(|to| to.starts_with("/sign-in")));

        // A term that ends by the clock alone ends the session with it, whatever was remembered before.
        let other = site.browser("django", "Member B").await;
        assert_eq!(other.opens("/g/django/calendar").await.status, 200);
        world.here.store.clock().advance(SignedDuration::from_hours(24 * 366));
        assert_ne!(other.opens("/g/django/calendar").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn the_list_of_groups_and_the_status_page_open() {
    both(async |world: World| {
        world.came_in("django", &["Chair", "Board Liaison"]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Chair").await;
        assert_eq!(browser.opens("/").await.leads_to.as_deref(), Some("/g/django"), "one group needs no list");
        in_berlin(&world).await;
        let groups = browser.opens("/").await;
        assert!(groups.status == 200 && groups.says("A group in Berlin") && groups.says("Chair until"));
        let status = browser.opens("/status").await;
        assert!(status.says("Moved away from the machine’s") && status.says("the built-in practice network"));
        assert!(status.says("SQLite") || status.says("PostgreSQL"));
    })
    .await;
}

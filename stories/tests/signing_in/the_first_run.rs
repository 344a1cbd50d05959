//! From the founder's link to the first post, by the pages alone.

use jiff::SignedDuration;
use networks::practice::Host;
use stories::{Browser, Form, Page, Site, World, both, founder_comes_in};

async fn names_it(browser: &Browser<'_>) -> Page {
    let form =
        browser.opens("/setup").await.form("/setup").with("name", "Lantern Voices").with("zone", "Europe/Berlin");
    browser.sends_and_goes_on(&form).await
}

/// The charter's step, sent twice: looked at, then confirmed.
async fn takes_the_preset(browser: &Browser<'_>, page: Page) -> Page {
    let shown = browser.sends(&page.form("/setup/charter").with("start", "django-social-media")).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    assert!(shown.text().to_lowercase().contains("ask the board"), "the table of powers: {}", shown.text());
    assert!(shown.says("50%+1 is the smallest whole number above half of the entitled members."));
    assert!(shown.says("A form will be made available"), "what was to be filled in later is flagged");
    let unconfirmed = browser.sends(&shown.form("/setup/charter")).await;
    assert_eq!(unconfirmed.status, 422, "readings are confirmed, not assumed");
    let form = unconfirmed.form("/setup/charter").with("reading-0", "yes").with("reading-1", "yes");
    browser.sends_and_goes_on(&form).await
}

#[tokio::test]
async fn a_founder_reaches_the_first_post_without_a_text_editor() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, _) = founder_comes_in(&world, &site).await;
        let page = names_it(&browser).await;
        let page = takes_the_preset(&browser, page).await;
        let rows = page.form("/setup/people").with("office-0", "chair").with("status-0", "individual_member");
        let more = browser.sends_and_goes_on(&rows.with("do", "more")).await;
        let rows = more.form("/setup/people").with("name-1", "Member, docs").with("email-1", "docs@lantern.example");
        let page = browser.sends_and_goes_on(&rows).await;

        let nowhere = browser.sends(&page.form("/setup/channel").with("name", "Mastodon")).await;
        assert_eq!(nowhere.status, 422, "a channel that is nowhere founds no group");
        assert!(nowhere.says("Choose where the channel is, or found the group without a channel."));

        let server = world.practice.address(Host::Mastodon).unwrap();
        world.practice.account(Host::Mastodon, "lantern", "Lantern");
        let channel = page.form("/setup/channel").with("network", "mastodon").with("name", "Mastodon");
        let channel = channel.with("handle", "@lantern").with("page", format!("{server}/@lantern"));
        let invitations = browser.sends_and_goes_on(&channel).await;
        assert!(invitations.says("Member, docs") && invitations.says("docs@lantern.example"));
        let links = browser.sends(&invitations.form("/invitations")).await;
        assert!(links.says("/join/nuncio_"), "a link for whoever cannot sign in yet: {}", links.text());
        assert_eq!(browser.opens("/setup").await.status, 404, "the first run is over");

        let register = browser.opens("/g/lantern-voices/channels").await;
        let at = link_to(&register, "/g/lantern-voices/channels/");
        connects(&browser, &at, &server).await;
        let form = browser.opens(&at).await.form("/grants").with("reason", "Writes for the group");
        let form = form.with("to", myself(&browser, &at).await).with("until", "");
        let given = browser.sends_and_goes_on(&form).await;
        assert!(given.says("Access is given.") && given.says("publish"), "{}", given.text());
        posts(&world, &browser, &at).await;
    })
    .await;
}

/// The charter's step with this form, looked at and then confirmed.
async fn takes(browser: &Browser<'_>, form: Form) -> Page {
    let shown = browser.sends(&form).await;
    assert_eq!(shown.status, 200, "looked at first: {}", shown.text());
    browser.sends_and_goes_on(&shown.form("/setup/charter")).await
}

/// From the people's step on: the founder alone, and no channel yet. What comes back is the group's charter page.
async fn founds_it_alone(browser: &Browser<'_>, people: Page) -> Page {
    let channel = browser.sends_and_goes_on(&people.form("/setup/people")).await;
    let founded = browser.sends_and_goes_on(&channel.form("/setup/channel").with("do", "skip")).await;
    assert!(founded.status == 200 && founded.says("Founder"), "{}", founded.text());
    assert_eq!(browser.opens("/setup").await.status, 404, "the first run is over");
    assert_eq!(browser.opens("/g/lantern-voices").await.status, 200);
    let verdict = browser.opens("/g/lantern-voices/posts/new").await;
    assert!(verdict.status == 200, "{}", verdict.text());
    browser.opens("/g/lantern-voices/charter").await
}

#[tokio::test]
async fn a_group_without_a_charter_yet_is_founded_with_what_holds_until_there_is_one() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, _) = founder_comes_in(&world, &site).await;
        let page = names_it(&browser).await;
        let people = takes(&browser, page.form("/setup/charter").with("start", "empty")).await;
        let charter = founds_it_alone(&browser, people).await;
        assert!(charter.says("The members have not adopted a charter yet and decide together."), "{}", charter.text());
        let powers = browser.opens("/g/lantern-voices/charter?view=powers").await;
        assert!(powers.says("Schedule a post") && powers.says("ask the group"), "{}", powers.text());
    })
    .await;
}

#[tokio::test]
async fn a_charter_that_was_pasted_with_or_without_rules_founds_its_group_word_for_word() {
    let text = "# Lantern Voices\n\nWe post about releases. The group decides the rest.\n";
    let own = charter::draft::of_text("Another name", text, "UTC").unwrap().rules;
    for rules in [String::new(), own] {
        both(async |world: World| {
            let site = Site::of(&world).await;
            let (browser, _) = founder_comes_in(&world, &site).await;
            let form = names_it(&browser).await.form("/setup/charter").with("start", "paste");
            // A browser sends line ends as two characters.
            let form = form.with("text", text.replace('\n', "\r\n")).with("rules", rules.replace('\n', "\r\n"));
            let people = takes(&browser, form).await;
            let charter = founds_it_alone(&browser, people).await;
            assert!(charter.says("We post about releases."), "{}", charter.text());
            let group = world.here.store.group_by_slug("lantern-voices").await.unwrap().unwrap();
            let kept = world.here.store.charter(group.id).await.unwrap();
            assert_eq!((kept.text().verbatim(), kept.name(), kept.zone()), (text, "Lantern Voices", "Europe/Berlin"));
        })
        .await;
    }
}

#[tokio::test]
async fn the_primary_source_is_marked_in_the_first_run_and_shown_in_the_register() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, _) = founder_comes_in(&world, &site).await;
        let page = names_it(&browser).await;
        let form = page.form("/setup/charter").with("start", "jupyter-media-strategy");
        let shown = browser.sends(&form).await.form("/setup/charter");
        let unconfirmed = browser.sends(&shown).await;
        let readings = unconfirmed.html.matches("name=\"reading-").count();
        let form = (0..readings).fold(shown, |form, n| form.with(&format!("reading-{n}"), "yes"));
        let people = browser.sends_and_goes_on(&form).await;
        let channel = browser.sends_and_goes_on(&people.form("/setup/people")).await.form("/setup/channel");
        let channel = channel.with("network", "assisted-other").with("name", "Blog").with("mark", "primary");
        let founded = browser.sends(&channel.with("page", "https://blog.example/")).await;
        assert_eq!(founded.status, 303, "{}", founded.text());
        let register = browser.opens("/g/lantern-voices/channels").await;
        assert!(register.says("Blog") && register.says("Primary source"), "{}", register.text());
        let at = link_to(&register, "/g/lantern-voices/channels/");
        assert!(browser.opens(&at).await.says("Primary source"));
    })
    .await;
}

/// The founder's own id, as the form of a grant lists it.
async fn myself(browser: &Browser<'_>, at: &str) -> String {
    let html = browser.opens(at).await.html;
    let before = html.split(">Founder</option>").next().unwrap();
    before.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

/// Connects the account at its server: agreed there, finished here by a button.
async fn connects(browser: &Browser<'_>, at: &str, server: &str) {
    let form = browser.opens(&format!("{at}/connect")).await.form("/connect").with("server", server);
    let leaving = browser.sends(&form).await;
    assert_eq!(leaving.status, 200, "{}", leaving.text());
    let link = leaving.html.split("href=\"").find(|rest| rest.contains("/oauth/authorize")).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let back = browser.agrees(&link, "lantern").await;
    let question = browser.opens(&back).await;
    assert!(question.says("Connect Mastodon?"), "looking at a page changes nothing: {}", question.text());
    assert!(browser.opens(at).await.says("Not connected"));
    let connected = browser.sends_and_goes_on(&question.form("/connect/mastodon")).await;
    assert!(connected.says("The account is connected."), "{}", connected.text());
    let tested = browser.sends(&connected.form("/test")).await;
    assert!(tested.says("The connection works") && tested.says("Nothing was posted"), "{}", tested.text());
}

async fn posts(world: &World, browser: &Browser<'_>, at: &str) {
    let (base, channel) = at.rsplit_once("/channels/").unwrap();
    let form = browser.opens(&format!("{base}/posts/new?channel={channel}")).await.form("/posts/new");
    let form = form.with("title", "Hello").with("text", "We are here.").with("goal", "1").with("day", "2026-11-20");
    let sent = browser.sends_and_goes_on(&form.with("time", "13:30").with("do", "schedule")).await;
    assert!(sent.status == 200, "{}", sent.text());
    world.pass(SignedDuration::from_mins(40)).await;
    let texts: Vec<_> = world.practice.published().into_iter().map(|post| post.text).collect();
    assert_eq!(texts, ["We are here."]);
}

fn link_to(page: &Page, start: &str) -> String {
    let links = page.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = links.filter(|link| link.starts_with(start)).find(|link| link.len() > start.len() + 30);
    found.unwrap_or_else(|| panic!("no link to {start}… on this page: {}", page.text())).to_owned()
}

/// Less than the document above the first charter asks.
const LAX: &str = "threshold = { gt = [1, 3], base = \"entitled\" }";

#[tokio::test]
async fn nothing_typed_is_lost_and_what_is_wrong_is_said_in_sentences() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, _) = founder_comes_in(&world, &site).await;
        let form = browser.opens("/setup").await.form("/setup").with("name", "Lantern").with("slug", "Not An Address");
        let wrong = browser.sends(&form.with("zone", "Berlin")).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("small letters, digits and hyphens") && wrong.says("Berlin"), "{}", wrong.text());
        assert_eq!(wrong.form("/setup").value("name"), Some("Lantern"));
        let taken = browser.sends(&wrong.form("/setup").with("slug", "django").with("zone", "UTC")).await;
        assert!(taken.says("taken in this installation"), "{}", taken.text());
        let page = browser.sends_and_goes_on(&taken.form("/setup").with("slug", "lantern")).await;

        let nothing = browser.sends(&page.form("/setup/charter")).await;
        assert!(nothing.says("Choose what the charter begins from."));
        let pasted = nothing.form("/setup/charter").with("start", "paste");
        let file = pasted.clone().attaching("text_file", b"# Us\n\nLa r\xe9union\n".to_vec(), "text/plain");
        let latin = browser.sends(&file).await;
        assert_eq!(latin.status, 422);
        assert!(latin.says("line 3") && latin.says("Latin-1") && latin.says("iconv"), "{}", latin.text());
        let rules =
            pasted.clone().with("text", "# Us\n\nWe post.\n").with("rules", "[charter]\nname = \"Us\"\ncolour = 3\n");
        let rules = browser.sends(&rules).await;
        assert_eq!(rules.status, 422);
        assert!(rules.says("rules.toml:"), "with file and line: {}", rules.text());
        assert_eq!(rules.form("/setup/charter").value("text"), Some("# Us\n\nWe post.\n"));

        let preset = charter::presets::DJANGO;
        let lax = preset.rules.replacen("threshold = { gt = [1, 2], base = \"entitled\" }", LAX, 2);
        let lax = lax.replacen(LAX, "threshold = { gt = [1, 2], base = \"entitled\" }", 1);
        let lax = browser.sends(&pasted.clone().with("text", preset.text).with("rules", lax)).await;
        assert_eq!(lax.status, 422);
        assert!(lax.says("laxer than README: threshold"), "{}", lax.text());

        let shown = browser
            .sends(&pasted.with("text", "# Us\n\nWe post. We vote \u{e2}\u{20ac}\u{201c} always.\n").with("rules", ""))
            .await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        assert!(shown.says("One line has no rule of its own yet"), "{}", shown.text());
        assert!(shown.says("looks mis-decoded"), "{}", shown.text());
        let back = browser.sends_and_goes_on(&shown.form("/setup/charter").with("do", "back")).await;
        assert_eq!(back.form("/setup").value("slug"), Some("lantern"));
        let again = browser.opens("/setup/charter").await;
        assert!(again.form("/setup/charter").value("text").unwrap().starts_with("# Us"), "kept over the way back");
    })
    .await;
}

#[tokio::test]
async fn offices_are_held_as_the_charter_says_and_one_person_has_one_row() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, _) = founder_comes_in(&world, &site).await;
        let page = names_it(&browser).await;
        let page = takes_the_preset(&browser, page).await;
        let both_offices = page.form("/setup/people").ticking("office-0", "chair").ticking("office-0", "co_chair");
        let refused = browser.sends(&both_offices).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says("The same person cannot be Chair and Co-Chair"), "{}", refused.text());
        let rows = page.form("/setup/people").with("do", "more");
        let more = browser.sends_and_goes_on(&rows).await;
        let twice = more.form("/setup/people").with("name-1", "Somebody").with("email-1", "FOUNDER@lantern.example");
        let refused = browser.sends(&twice).await;
        assert!(refused.says("stands here twice"), "{}", refused.text());
        let ahead = browser.opens("/setup/channel").await;
        assert_eq!(ahead.leads_to.as_deref(), Some("/setup/people"), "such a roster founds nothing");
    })
    .await;
}

#[tokio::test]
async fn only_a_founder_finds_the_first_run() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        for path in ["/setup", "/setup/charter", "/setup/people", "/setup/channel"] {
            assert_eq!(member.opens(path).await.status, 404, "{path}");
            let visitor = site.visitor().opens(path).await;
            assert!(visitor.leads_to.unwrap().starts_with("/sign-in"), "{path}");
        }
    })
    .await;
}

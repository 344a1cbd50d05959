//! The roster as a file: the first members out of one, what is taken along for a website, and what a file says otherwise.

use basics::Moment;
use membership::file::{Entry, read};
use stories::{Browser, Page, Site, World, both, founder_comes_in};

const FILE: &str = "/g/django/members/file";

/// The six people of the first charter's roster, as somebody writes them down; the founder holds the chair.
const SIX: &str = "\
name,mail,offices,also
Chair,Founder@lantern.example,chair,individual_member
Co-Chair,co-chair@lantern.example,co_chair,individual_member
Board Liaison,liaison@lantern.example,liaison,board individual_member
Member A,a@lantern.example,,individual_member
Member B,b@lantern.example,,individual_member
Member C,c@lantern.example,,individual_member
";

fn at(instant: &str) -> Moment {
    instant.parse().unwrap()
}

/// From the founder's link to the step of the people, under the first charter as it was adopted.
async fn at_the_people<'a>(world: &World, site: &Site<'a>) -> (Browser<'a>, Page) {
    let (browser, _) = founder_comes_in(world, site).await;
    let form = browser.opens("/setup").await.form("/setup").with("name", "Lantern Voices").with("zone", "UTC");
    let form = browser.sends_and_goes_on(&form).await.form("/setup/charter").with("start", "django-social-media");
    let shown = browser.sends(&form.with("adopted_on", "2024-01-11")).await;
    let form = shown.form("/setup/charter").with("reading-0", "yes").with("reading-1", "yes");
    let people = browser.sends_and_goes_on(&form).await;
    (browser, people)
}

#[tokio::test]
async fn c8_the_six_people_of_a_file_are_founding_members_by_adoption_and_no_vote_is_invented() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, people) = at_the_people(&world, &site).await;
        let form = people.form("/setup/people").attaching("roster", SIX.as_bytes().to_vec(), "text/csv");
        let rows = browser.sends_and_goes_on(&form).await;
        let form = rows.form("/setup/people");
        assert_eq!(form.value("name-5"), Some("Member C"), "looked at first: {}", rows.text());
        let channel = browser.sends_and_goes_on(&form).await;
        let founded = browser.sends_and_goes_on(&channel.form("/setup/channel").with("do", "skip")).await;
        assert!(founded.says("Member C") && founded.says("c@lantern.example"), "{}", founded.text());

        let group = world.here.store.group_by_slug("lantern-voices").await.unwrap().unwrap().id;
        let adopted = at("2024-01-11T00:00:00Z");
        let members = world.here.store.members(group).await.unwrap();
        assert_eq!(members.len(), 6);
        for member in &members {
            assert!(member.joined == adopted && member.current(world.now()), "{}", member.known_as);
            let is_liaison = member.known_as == "Board Liaison";
            // Counted from the day of adoption; each of the six months that went on since ends on its eleventh.
            let runs = (at("2026-07-11T00:00:00Z"), at("2027-01-11T00:00:00Z"));
            assert_eq!(member.term, (!is_liaison).then_some(runs), "{}", member.known_as);
        }
        assert!(world.here.store.questions(group).await.unwrap().is_empty());
        let log = world.log(group).await;
        assert!(!log.is_empty() && !format!("{log:?}").contains("vote"), "{log:?}");
        let decisions = browser.opens("/g/lantern-voices/decisions").await;
        assert!(!decisions.html.contains("/decisions/20"), "{}", decisions.text());
    })
    .await;
}

#[tokio::test]
async fn a_file_that_founds_nothing_is_refused_by_its_lines_and_the_rows_stay() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, people) = at_the_people(&world, &site).await;
        let form = people.form("/setup/people").with("name-0", "The first of us");
        for (file, says) in [
            (SIX.replace("Founder@", "other@"), "nobody here has your address, founder@lantern.example"),
            (SIX.replace("a@lantern.example", ""), "Line 5: Member A has no mail address here"),
            (SIX.replace(",co_chair,", ",chair,"), "Line 3: Chair is an office for 1, and 2 hold it in this file"),
            (SIX.replace("board ", "bored "), "the charter knows no status"),
            ("name,mail,joined\nA,founder@lantern.example,2025-01-01\n".to_owned(), "joined on another day"),
        ] {
            let refused = browser.sends(&form.clone().attaching("roster", file.into_bytes(), "text/csv")).await;
            assert_eq!(refused.status, 422);
            assert!(refused.says(says), "{says}: {}", refused.text());
            assert_eq!(refused.form("/setup/people").value("name-0"), Some("The first of us"));
        }
        let latin = form.attaching("roster", b"name\nJos\xe9\n".to_vec(), "text/csv");
        let latin = browser.sends(&latin).await;
        assert!(latin.status == 422 && latin.says("Line 2") && latin.says("iconv"), "{}", latin.text());
    })
    .await;
}

/// The roster as it is taken along.
async fn taken(browser: &Browser<'_>, query: &str) -> (String, Vec<Entry>) {
    let page = browser.opens(&format!("{FILE}/download?{query}")).await;
    assert_eq!(page.status, 200, "{}", page.html);
    let entries = read(page.html.as_bytes()).unwrap().into_iter().map(|placed| placed.entry).collect();
    (page.html, entries)
}

#[tokio::test]
async fn the_roster_is_taken_along_in_three_formats_without_addresses_unless_for_the_inside() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        assert!(chair.opens("/g/django/members").await.html.contains("/members/file\""));
        let (toml, entries) = taken(&chair, "as=toml").await;
        assert_eq!(entries.len(), 6);
        let found = entries.iter().find(|entry| entry.name == "Chair").unwrap();
        assert_eq!(found.offices, ["chair".to_owned()].into());
        let days = (found.joined, found.term_from, found.term_until, found.left);
        let day = |text: &str| Some(text.parse().unwrap());
        assert_eq!(days, (day("2026-10-01"), day("2026-10-01"), day("2027-04-01"), None));
        assert!(!toml.contains('@') && !toml.contains("individual_member"), "{toml}");
        for format in ["yaml", "csv"] {
            let (text, same) = taken(&chair, &format!("as={format}")).await;
            assert_eq!(same, entries, "{text}");
            assert!(!text.contains('@'), "{text}");
        }
        let (_, inside) = taken(&chair, "as=csv&inside=true").await;
        assert!(inside.iter().all(|entry| entry.mail.is_some()), "{inside:?}");
        let member = site.browser("django", "Member A").await;
        let (_, inside) = taken(&member, "as=csv&inside=true").await;
        let known: Vec<&str> = inside.iter().filter(|entry| entry.mail.is_some()).map(|it| it.name.as_str()).collect();
        assert_eq!(known, ["Member A"], "whoever invites nobody knows their own address");
        assert_eq!(chair.opens(&format!("{FILE}/download?as=xml")).await.status, 422);
        assert_eq!(site.browser("jupyter", "Member A").await.opens(FILE).await.status, 404, "another group's people");
    })
    .await;
}

/// What a file would change.
async fn compared(browser: &Browser<'_>, text: &str) -> Page {
    let form = browser.opens(FILE).await.form("/members/file");
    browser.sends(&form.with("text", text)).await
}

#[tokio::test]
async fn a_file_of_what_is_there_says_nothing_otherwise() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        for query in
            ["as=toml", "as=yaml", "as=csv", "as=toml&inside=true", "as=yaml&inside=true", "as=csv&inside=true"]
        {
            let (text, _) = taken(&member, query).await;
            let page = compared(&member, &text).await;
            assert!(page.status == 200 && page.says("Nothing: the group is as the file says."), "{}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_file_says_otherwise_is_shown_and_each_thing_is_judged_on_its_own() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member B").await;
        let (text, _) = taken(&member, "as=csv").await;
        let moved = text.replace("Chair,,chair,", "Chair,,,").replace("Member A,,,", "Member A,,chair,");
        let lines: Vec<&str> = moved.lines().filter(|line| !line.starts_with("Member C")).collect();
        let page = compared(&member, &format!("{}\nSomebody New,,,,,,,\n", lines.join("\n"))).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.says("Member A would be Chair."), "{}", page.text());
        assert!(page.says("Chair would not be Chair any more: the office passes"), "{}", page.text());
        assert!(page.says("Somebody New is no member.") && page.says("a file admits nobody"), "{}", page.text());
        assert!(page.says("Member C would be no member any more."), "{}", page.text());
        let members = world.here.store.members(world.group("django")).await.unwrap();
        let chair = members.iter().find(|member| member.offices.contains(&"chair".to_owned())).unwrap();
        assert_eq!(chair.known_as, "Chair", "looking at it changed nothing");

        let question = member.sends_and_goes_on(&page.form("/members/offices")).await;
        assert!(question.says("Shall Member A be Chair?"), "the charter decides: {}", question.text());
        assert_eq!(world.here.store.questions(world.group("django")).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_is_refused_by_its_lines_and_stands_in_the_form_again() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member B").await;
        for (text, says) in [
            ("name\nMember A\nMember A\n", "Line 3: Member A stands here and on line 2"),
            ("name,offices\nMember A,treasurer\n", "Line 2: the charter has no office \"treasurer\""),
            ("name,offices\nMember A,chair\nMember B,chair\n", "Line 3: Chair is an office for 1"),
            ("name,joined\nMember A,2026-13-01\n", "Line 2: \"2026-13-01\" is not a day"),
            ("name,joined\nMember A,2020-01-01\n", "days are not changed by a file"),
            ("name,deputy\nMember A,Member B\n", "the column \"deputy\" is not known"),
            (
                "[[member]]\nname = \"Member A\"\nname = \"B\"\n",
                "Line 3: the same name stands here twice. This was read as TOML",
            ),
            ("", "nobody stands in this file"),
        ] {
            let refused = compared(&member, text).await;
            assert_eq!(refused.status, 422, "{text}");
            assert!(refused.says(says), "{says}: {}", refused.text());
            assert_eq!(refused.form("/members/file").value("text"), Some(text));
        }
        let form = member.opens(FILE).await.form("/members/file");
        let large = form.clone().attaching("file", vec![b'a'; 250_000], "text/csv");
        let large = member.sends(&large).await;
        assert!(large.status == 422 && large.says("250000 bytes"), "{}", large.text());
        let larger = member.sends(&form.attaching("file", vec![b'a'; 10_000_000], "text/csv")).await;
        assert!(larger.status == 413 && larger.says("nothing was changed"), "{}: {}", larger.status, larger.text());
        assert!(world.here.store.questions(world.group("django")).await.unwrap().is_empty());
    })
    .await;
}

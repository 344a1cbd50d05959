//! The register of channels in a browser: who may do what to a channel, by the page and past it.

use channels::Capability::{Publish, Reply};
use jiff::SignedDuration;
use networks::practice::Host;
use stories::{Browser, Page, Site, World, both, holds};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

async fn page_of(world: &World, group: &str, name: &str) -> String {
    format!("/g/{group}/channels/{}", world.channel(group, name).await)
}

/// The form of a grant as an officer sees it, which somebody else may send all the same.
async fn grant_form(world: &World, site: &Site<'_>, at: &str, to: &'static str) -> stories::Form {
    let chair = site.browser("django", "Chair").await;
    let form = chair.opens(at).await.form("/grants");
    form.with("to", world.person("django", to).to_string())
        .with("capability", "publish")
        .with("reason", "Writes for us")
}

/// A form that somebody else's page showed, with the token of this browser.
async fn carried_over(browser: &Browser<'_>, form: stories::Form) -> stories::Form {
    let own = browser.opens("/g/django/channels/new").await.form("/channels/new");
    form.with("token", own.value("token").unwrap())
}

#[tokio::test]
async fn g1_a_member_sees_the_line_in_place_of_the_form_and_cannot_go_past_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens(&at).await;
        assert!(!page.offers("/grants"), "no form where the charter says no");
        assert!(page.says("D1") && page.says("The Chair, the Co-Chair or the Board Liaison can."), "{}", page.text());
        assert!(!page.says("co-chair"), "offices have names, not keys: {}", page.text());

        let form = carried_over(&member, grant_form(&world, &site, &at, "Member B").await).await;
        let refused = member.sends(&form).await;
        assert_eq!(refused.status, 403);
        assert!(refused.says("D1") && refused.says("can give other members of the group access"), "{}", refused.text());

        let officer = site.browser("django", "Co-Chair").await;
        let form = grant_form(&world, &site, &at, "Member B").await;
        let given = officer.sends_and_goes_on(&carried_over(&officer, form).await).await;
        assert!(given.says("Access is given.") && given.says("Member B"), "{}", given.text());
    })
    .await;
}

#[tokio::test]
async fn g2_whoever_is_no_member_is_given_nothing_by_a_forged_form_either() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let officer = site.browser("django", "Co-Chair").await;
        let form = officer.opens(&at).await.form("/grants").with("reason", "A contractor").with("until", "2026-12-01");
        let refused = officer.sends(&form.with("to", world.person("jupyter", "Member D").to_string())).await;
        assert_eq!(refused.status, 403, "{}", refused.text());
        assert!(refused.says("D1") && refused.says("A contractor"), "what was typed is not lost");
        assert_eq!(world.here.store.grants(world.group("django")).await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn g4_reason_and_end_are_asked_for_and_a_late_end_is_refused() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let chair = site.browser("django", "Chair").await;
        let form = grant_form(&world, &site, &at, "Member B").await;
        let form = carried_over(&chair, form).await;
        let silent = chair.sends(&form.clone().with("reason", " ")).await;
        assert_eq!(silent.status, 422);
        assert!(silent.says("Say in a few words why"), "{}", silent.text());
        assert_eq!(silent.form("/grants").value("to"), Some(world.person("django", "Member B").to_string().as_str()));
        let late = chair.sends(&form.clone().with("until", "2027-04-02")).await;
        assert_eq!(late.status, 403, "after the end of the term: {}", late.text());
        let nonsense = chair.sends(&form.clone().with("until", "soon")).await;
        assert!(nonsense.status == 422 && nonsense.says("write it as 2027-03-14"), "{}", nonsense.text());

        let given = chair.sends_and_goes_on(&form).await;
        assert!(given.says("until 1 Apr 2027"), "without a day it ends with the term: {}", given.text());
        let ended = chair.sends_and_goes_on(&given.form("/grants/end")).await;
        assert!(ended.says("Access is taken back.") && ended.says("ended 20 Nov 2026"), "{}", ended.text());
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_wish_for_access_stands_at_its_own_field() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let chair = site.browser("django", "Chair").await;
        let form = carried_over(&chair, grant_form(&world, &site, &at, "Member B").await).await;
        for (field, typed) in [
            ("reason", " "),
            ("until", "why not tomorrow"),
            ("until", "2026-11-01"),
            ("capability", "fly one day"),
            ("to", "somebody"),
        ] {
            let page = chair.sends(&form.clone().with(field, typed)).await;
            assert_eq!(page.status, 422, "{field}: {}", page.text());
            assert!(page.html.contains(&format!("<a href=\"#{field}\">")), "{field}: {typed:?}: {}", page.text());
        }
    })
    .await;
}

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

#[tokio::test]
async fn h8_the_name_of_a_new_profile_is_held_and_it_opens_when_the_boards_vote_is_recorded() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let form = chair.opens("/g/django/channels/new").await.form("/channels/new");
        assert!(form.value("how") != Some("open"), "nobody here opens it alone");
        let form = form.with("network", "mastodon").with("name", "Conference").with("handle", "@conf");
        let form = form.with("page", "https://social.example/@conf");
        let forged = chair.sends(&form.clone().with("how", "open")).await;
        assert_eq!(forged.status, 403);
        assert!(forged.says("B4"), "{}", forged.text());

        let put = chair.sends(&form.with("how", "ask")).await;
        let at = put.leads_to.clone().unwrap();
        let asked = chair.goes_on(put).await;
        assert!(asked.says("Shall Conference") && asked.says("B4") && asked.says("reserved"), "{}", asked.text());
        assert!(!asked.offers(&at), "the Chair does not record the board's answer");
        let liaison = site.browser("django", "Board Liaison").await;
        let answer = liaison.opens(&at).await.form(&at).with("outcome", "yes").with("on", "2026-11-19");
        let unconfirmed = liaison.sends_and_goes_on(&answer).await;
        assert!(unconfirmed.says("Unconfirmed"), "{}", unconfirmed.text());
        let channel = page_of(&world, "django", "Conference").await;
        assert!(!can_open(&chair.opens(&channel).await));

        let again = unconfirmed.form(&at).with("outcome", "yes").with("on", "2026-11-19");
        let confirmed = liaison.sends_and_goes_on(&again.with("source", "https://minutes.example/11")).await;
        assert!(
            confirmed.says("The board agreed") && confirmed.says("corrected by a later record"),
            "{}",
            confirmed.text()
        );
        let page = chair.opens(&channel).await;
        assert!(can_open(&page), "{}", page.text());
        let opened = chair.sends_and_goes_on(&open_form(&page)).await;
        assert!(opened.says("Done, and in the log.") && !opened.says("Reserved:"), "{}", opened.text());
    })
    .await;
}

fn open_form(page: &Page) -> stories::Form {
    page.form("/moves").with("act", "open_channel")
}
fn can_open(page: &Page) -> bool {
    page.html.contains("value=\"open_channel\"") && page.offers("/moves")
}

#[tokio::test]
async fn h9_resting_needs_the_groups_decision_and_leaving_the_boards() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens(&at).await;
        assert!(page.says("Ask to let it rest") && page.says("S3"), "{}", page.text());
        assert!(page.says("Ask to retire it") && page.says("B5"), "{}", page.text());
        for (act, clause) in [("rest_channel", "S3"), ("retire_channel", "B5")] {
            let form = page.form("/ask").with("act", act).sent_to(format!("{at}/moves"));
            let refused = member.sends(&form).await;
            assert_eq!(refused.status, 403);
            assert!(refused.says(clause), "{}", refused.text());
        }
        let asked = member.sends_and_goes_on(&page.form("/ask").with("act", "retire_channel")).await;
        assert!(asked.says("Shall we leave Mastodon for good?"), "{}", asked.text());
        let waits = member.opens(&at).await;
        assert!(waits.says("Retire it: asked, waiting for the answer"), "{}", waits.text());
        let listed = member.opens("/g/django/requests").await;
        assert!(listed.says("Shall we leave Mastodon for good?") && listed.says("The board is to answer"));
    })
    .await;
}

#[tokio::test]
async fn h9_the_groups_recorded_decision_lets_a_channel_rest_and_the_boards_is_not_needed() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let (member, chair) = (site.browser("django", "Member A").await, site.browser("django", "Chair").await);
        let put = member.sends(&member.opens(&at).await.form("/ask").with("act", "rest_channel")).await;
        let request = put.leads_to.clone().unwrap();
        let asked = member.goes_on(put).await;
        assert!(!asked.offers(&request), "a member does not record it here: {}", asked.text());
        let form = chair.opens(&at).await.form("/ask").with("act", "rest_channel").sent_to(format!("{at}/moves"));
        assert_eq!(chair.sends(&form).await.status, 403, "asked is not decided");

        let answer = chair.opens(&request).await.form(&request).with("outcome", "yes").with("on", "2026-11-20");
        let decided = chair.sends_and_goes_on(&answer.with("tally", "4 of 6")).await;
        assert!(decided.says("The group agreed"), "{}", decided.text());
        let page = chair.opens(&at).await;
        let rested = chair.sends_and_goes_on(&page.form("/moves").with("act", "rest_channel")).await;
        assert!(rested.says("Done, and in the log."), "{}", rested.text());
        let register = member.opens("/g/django/channels").await;
        assert!(register.says("Dormant: nothing is posted for now"), "{}", register.text());
    })
    .await;
}

#[tokio::test]
async fn k11_on_a_channel_that_only_announces_the_clause_stands_in_place_of_the_answer() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Bluesky", &[Reply]).await;
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&page_of(&world, "jupyter", "Bluesky").await).await;
        assert!(page.says("Announcements only") && page.says("This channel only announces."), "{}", page.text());
        assert!(page.says("E5") && page.says("the preferred channel"), "{}", page.text());
        assert!(page.html.contains(&page_of(&world, "jupyter", "Mastodon").await), "the preferred one is linked");
        assert!(!page.offers("/posts/new"), "no form to answer by");
    })
    .await;
}

#[tokio::test]
async fn k12_on_the_preferred_channel_an_answer_is_written_to_the_address_of_their_post() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Mastodon", &[Reply]).await;
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&page_of(&world, "jupyter", "Mastodon").await).await;
        assert!(page.says("Preferred: talk to us here"), "{}", page.text());
        let form = page.form("/posts/new");
        let channel = form.value("channel").unwrap().to_owned();
        let asked = world.practice.comment(Host::Mastodon, "reader", "When is the next call?", None).unwrap();
        let address = world.practice.page_of(&asked).unwrap();
        let composer = member.opens(&format!("/g/jupyter/posts/new?channel={channel}&answers={address}")).await;
        assert_eq!(composer.status, 200);
        assert_eq!(composer.form("/posts/new").value("answers"), Some(address.as_str()));
    })
    .await;
}

#[tokio::test]
async fn the_register_says_how_each_channel_is_used_and_what_belonging_there_does_not_mean() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let page = site.browser("jupyter", "Member B").await.opens("/g/jupyter/channels").await;
        for words in ["Preferred: talk to us here", "Announcements only", "Posted by hand", "We are its editor"] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        assert!(page.says("E5b"), "the sentence about endorsement, with its line: {}", page.text());
        let page = site.browser("django", "Member B").await.opens("/g/django/channels").await;
        assert!(page.says("We answer") && !page.says("Announcements only"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn another_groups_channels_and_requests_are_not_there() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let theirs = page_of(&world, "django", "Mastodon").await;
        let stranger = site.browser("jupyter", "Member A").await;
        let nowhere = stranger.opens("/g/nobody/channels").await;
        let through_ours = theirs.replace("/g/django", "/g/jupyter");
        let id = theirs.rsplit('/').next().unwrap();
        for path in [
            theirs.clone(),
            format!("{theirs}/connect"),
            "/g/django/channels".to_owned(),
            "/g/django/requests".to_owned(),
            "/g/django/invitations".to_owned(),
            through_ours.clone(),
            format!("/g/jupyter/requests/{id}"),
        ] {
            let page = stranger.opens(&path).await;
            assert_eq!(page.status, 404, "{path}");
            assert_eq!(page.text(), nowhere.text(), "{path} tells nothing");
        }
        let form = stranger.opens("/g/jupyter/channels/new").await.form("/channels/new");
        for to in [
            format!("{theirs}/grants"),
            format!("{theirs}/moves"),
            format!("{through_ours}/ask"),
            format!("{theirs}/test"),
        ] {
            let sent = stranger.sends(&form.clone().with("act", "suspend_channel").sent_to(to.as_str())).await;
            assert_eq!(sent.status, 404, "{to}");
        }
    })
    .await;
}

#[tokio::test]
async fn where_the_group_decides_about_access_the_question_is_put_and_the_answer_lets_it_be_given() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "jupyter", "Mastodon").await;
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&at).await;
        assert!(page.says("Ask the group") && page.says("R5"), "{}", page.text());
        let form = page.form("/grants").with("to", world.person("jupyter", "Member B").to_string());
        let form = form.with("capability", "publish").with("until", "2027-02-01").with("reason", "Writes for us");
        let put = member.sends(&form).await;
        let request = put.leads_to.clone().unwrap();
        let asked = member.goes_on(put).await;
        assert!(asked.says("publish on Mastodon") && asked.says("Member B"), "{}", asked.text());
        let colleague = site.browser("jupyter", "Member C").await;
        let answer = colleague.opens(&request).await.form(&request);
        let answer = answer.with("outcome", "yes").with("on", "2026-11-20").with("tally", "4 yes");
        assert!(colleague.sends_and_goes_on(&answer).await.says("The group agreed"));

        let way = asked.html.split("href=\"").find(|rest| rest.contains("capability=publish")).unwrap();
        let way = way.split(['"', '#']).next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        let form = member.opens(&way).await.form("/grants").with("until", "2027-02-01").with("reason", "Writes for us");
        assert_eq!(form.value("how"), Some("grant"), "the form knows that it is decided");
        let given = member.sends_and_goes_on(&form).await;
        assert!(given.says("Access is given.") && given.says("until 1 Feb 2027"), "{}", given.text());
    })
    .await;
}

//! Where groups really work, publishing and giving access ask for a proof of a few minutes ago: a passkey used in this
//! session, or a code where the group decided that a code is enough. Until it is given nothing happens.

#[path = "../../../crates/people/tests/people/device.rs"]
mod device;

use basics::PostId;
use channels::Capability::Publish;
use delivery::State;
use device::Device;
use jiff::SignedDuration;
use people::TotpSecret;
use stories::{Browser, Form, PROVED_BY_CODE, Page, Site, World, both, on_each};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// Longer than a proof counts.
const STALE: SignedDuration = SignedDuration::from_mins(11);

/// A device that knows the address of the stories.
fn device() -> Device {
    Device { origin: "http://localhost:4100".to_owned(), rp_id: "localhost".to_owned(), ..Device::new(7) }
}

/// A post of Member A that may leave, due in an hour.
async fn ready(world: &World) -> PostId {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await.serving(&["1"]);
    post.due_in(MINUTE * 60).kept().await
}

fn at(post: PostId) -> String {
    format!("/g/django/posts/{post}")
}

/// What an act would have changed: deliveries of the post, grants, and entries of the log.
async fn kept(world: &World, post: PostId) -> (usize, usize, usize) {
    let group = world.group("django");
    let grants = world.here.store.grants(group).await.unwrap().len();
    (world.deliveries("django", post).await.len(), grants, world.log(group).await.len())
}

/// The page that asks for a proof, to which a form led.
async fn asked(browser: &Browser<'_>, sent: Page, back: &str) -> Page {
    let to = sent.leads_to.clone().unwrap_or_default().replace("%2F", "/");
    assert!(to.starts_with(&format!("/prove?to={back}")), "{} {to}: {}", sent.status, sent.text());
    let page = browser.goes_on(sent).await;
    assert!(page.says("Is it you?"), "{}", page.text());
    page
}

/// Shows the passkey, as the script of the page does.
async fn proves(browser: &Browser<'_>, device: &mut Device, page: &Page) -> Page {
    let form = page.form("/prove");
    let question = browser.sends(&form.clone().sent_to("/prove/begin")).await;
    assert_eq!(question.status, 200, "{}", question.text());
    device.counter += 1;
    browser.sends(&form.with("credential", device.sign(&question.html))).await
}

/// Types the code that the app shows now.
async fn types(browser: &Browser<'_>, form: &Form, world: &World, secret: &TotpSecret) -> Page {
    browser.sends(&form.clone().with("code", secret.code_at(world.now()).expose())).await
}

#[tokio::test]
async fn publishing_asks_for_a_passkey_again_when_its_proof_is_stale_and_nothing_is_planned_before() {
    both(async |world: World| {
        let post = ready(&world).await;
        let site = Site::without_demonstration(&world).await;
        let mut device = device();
        let browser = site.joins_with_passkey("django", "Chair", "Member A", |question| device.enrol(question)).await;
        world.here.store.clock().advance(STALE);
        let before = kept(&world, post).await;
        let form = browser.opens(&at(post)).await.form("/schedule");
        let page = asked(&browser, browser.sends(&form).await, &at(post)).await;
        assert!(page.says("Use your passkey") && !page.says("Use the code"), "{}", page.text());
        assert_eq!(kept(&world, post).await, before, "nothing is planned, and nothing is in the log");

        let proved = proves(&browser, &mut device, &page).await;
        assert_eq!(proved.leads_to.as_deref(), Some(at(post).as_str()), "{}", proved.text());
        let form = browser.goes_on(proved).await.form("/schedule");
        let done = browser.sends_and_goes_on(&form).await;
        assert!(done.says("Scheduled for"), "{}", done.text());
        assert_eq!(world.states("django", post).await, [State::Scheduled]);
        world.pass(MINUTE * 60).await;
        assert_eq!(world.practice.published().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_came_in_with_a_password_publishes_nothing_and_a_code_is_no_way_round() {
    both(async |world: World| {
        let post = ready(&world).await;
        let site = Site::without_demonstration(&world).await;
        let (browser, secret) = site.joins("django", "Chair", "Member A").await;
        let before = kept(&world, post).await;
        let form = browser.opens(&at(post)).await.form("/schedule");
        let page = asked(&browser, browser.sends(&form).await, &at(post)).await;
        assert!(page.says("You have no passkey yet") && !page.says("Use the code"), "{}", page.text());

        world.here.store.clock().advance(MINUTE);
        let own = browser.opens("/you").await.form("/you/password/begin");
        let forged = own.sent_to("/prove").with("to", at(post));
        let proved = types(&browser, &forged, &world, &secret).await;
        assert_eq!(proved.leads_to.as_deref(), Some(at(post).as_str()), "{}", proved.text());
        let form = browser.opens(&at(post)).await.form("/schedule");
        asked(&browser, browser.sends(&form).await, &at(post)).await;

        let edit = format!("{}/edit", at(post));
        let form = browser.opens(&edit).await.form("/edit").with("title", "Typed meanwhile").with("do", "schedule");
        asked(&browser, browser.sends(&form).await, &edit).await;
        assert_eq!(browser.opens(&edit).await.form("/edit").value("title"), Some("Typed meanwhile"), "nothing is lost");
        assert_eq!(kept(&world, post).await, before, "nothing is planned, and nothing is in the log");
    })
    .await;
}

#[tokio::test]
async fn giving_access_asks_for_a_passkey_used_in_this_session_and_keeps_the_wish() {
    both(async |world: World| {
        let post = ready(&world).await;
        let site = Site::without_demonstration(&world).await;
        let mut device = device();
        let browser = site.joins_with_passkey("django", "Chair", "Co-Chair", |question| device.enrol(question)).await;
        world.here.store.clock().advance(STALE);
        let before = kept(&world, post).await;
        let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let form = browser.opens(&channel).await.form("/grants").with("reason", "Writes for us");
        let form = form.with("to", world.person("django", "Member B").to_string());
        let page = asked(&browser, browser.sends(&form).await, &channel).await;
        assert_eq!(kept(&world, post).await, before, "nobody has access by it, and nothing is in the log");

        let back = proves(&browser, &mut device, &page).await;
        let form = browser.goes_on(back).await.form("/grants");
        assert_eq!(form.value("reason"), Some("Writes for us"), "what was typed is there again");
        let given = browser.sends_and_goes_on(&form).await;
        assert!(given.says("Access is given.") && given.says("Member B"), "{}", given.text());
        assert_eq!(kept(&world, post).await, (before.0, before.1 + 1, before.2 + 1));
    })
    .await;
}

#[tokio::test]
async fn a_group_that_lowered_the_bar_takes_a_code_once_and_says_so_as_a_house_rule() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[PROVED_BY_CODE])).await;
        let post = ready(&world).await;
        let site = Site::without_demonstration(&world).await;
        let (browser, secret) = site.joins("django", "Chair", "Member A").await;
        world.here.store.clock().advance(STALE);
        let before = kept(&world, post).await;
        let form = browser.opens(&at(post)).await.form("/schedule");
        let page = asked(&browser, browser.sends(&form).await, &at(post)).await;
        assert!(page.says("House rule") && page.says("This group decided that a code is enough."), "{}", page.text());
        assert_eq!(kept(&world, post).await, before, "nothing is planned, and nothing is in the log");

        let asked_for = page.form("/prove");
        let wrong = browser.sends(&asked_for.clone().with("code", "000000")).await;
        assert!(wrong.status == 422 && wrong.says("This group decided"), "{}", wrong.text());
        let proved = types(&browser, &asked_for, &world, &secret).await;
        assert_eq!(proved.leads_to.as_deref(), Some(at(post).as_str()), "{}", proved.text());
        let again = browser.opens(&format!("/prove?to={}", at(post))).await.form("/prove");
        let again = types(&browser, &again, &world, &secret).await;
        assert_eq!(again.status, 422, "a code is used once: {}", again.text());

        let form = browser.opens(&at(post)).await.form("/schedule");
        assert!(browser.sends_and_goes_on(&form).await.says("Scheduled for"));
        assert_eq!(world.states("django", post).await, [State::Scheduled]);
        let charter = browser.opens("/g/django/charter").await;
        assert!(
            charter.says("A code from the authenticator app is enough before publishing.")
                && charter.says("House rules"),
            "{}",
            charter.text()
        );
    })
    .await;
}

#[tokio::test]
async fn a_group_lets_a_code_be_enough_by_its_recorded_decision_and_goes_back_by_another() {
    both(async |world: World| {
        let post = ready(&world).await;
        let site = Site::without_demonstration(&world).await;
        let device = device();
        let chair = site.joins_with_passkey("django", "Co-Chair", "Chair", |question| device.enrol(question)).await;
        let page = chair.opens("/g/django/charter").await;
        assert!(page.says("Ask whether a code is enough") && page.says("README-1"), "{}", page.text());
        let by_force = page.form("/charter/house/ask").sent_to("/g/django/charter/house");
        assert_eq!(chair.sends(&by_force).await.status, 403, "nobody decided it yet");

        let request = chair.sends(&page.form("/charter/house/ask")).await.leads_to.unwrap();
        let waits = chair.opens("/g/django/charter").await;
        assert!(waits.says("Let a code be enough: asked, waiting for the answer"), "{}", waits.text());
        let answer = chair.opens(&request).await.form(&request).with("outcome", "yes").with("on", "2026-11-20");
        let decided = chair.sends_and_goes_on(&answer.with("tally", "4 of 6")).await;
        assert!(decided.says("The group agreed"), "{}", decided.text());
        let set = chair.sends_and_goes_on(&chair.opens("/g/django/charter").await.form("/charter/house")).await;
        assert!(set.says("A code from the authenticator app is enough before publishing."), "{}", set.text());
        assert!(set.says("Ask to go back to passkeys"), "the decision served for this setting alone: {}", set.text());

        let (member, secret) = site.joins("django", "Chair", "Member A").await;
        world.here.store.clock().advance(STALE);
        let page =
            asked(&member, member.sends(&member.opens(&at(post)).await.form("/schedule")).await, &at(post)).await;
        assert!(page.says("This group decided that a code is enough."), "{}", page.text());
        types(&member, &page.form("/prove"), &world, &secret).await;
        assert!(member.sends_and_goes_on(&member.opens(&at(post)).await.form("/schedule")).await.says("Scheduled for"));
        let log = member.opens("/g/django/audit").await;
        assert!(log.says("set the house rule") && log.says("README-1"), "{}", log.text());
    })
    .await;
}

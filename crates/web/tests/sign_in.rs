//! Signing in over real requests: links, invitations, passwords with codes, passkeys, being asked again, and the end.

#[path = "../../people/tests/people/device.rs"]
mod device;
mod window;

use ::people::{
    Demonstration, EmailAddress, Issued, Origin, Person, PersonName, Proof, Purpose, Session, Standing, TotpSecret,
    step_up::HouseRule,
};
use acts::{
    Installation,
    accounts::KeptSessions,
    founding::{self, Plan, Seat},
    invitations, sign_in,
};
use axum::{Router, http::StatusCode};
use basics::{GroupId, Moment, PersonId};
use charter::presets::DJANGO;
use device::Device;
use egress::{AllowList, Egress};
use jiff::{SignedDuration, civil::date};
use networks::{Networks, bluesky::Directory};
use std::sync::Arc;
use store::{Clock, Config, Database, Store};
use tempfile::TempDir;
use web::App;
use window::{Came, HOME, Window};

const GOOD_PASSWORD: &str = "kettle orbit maple thirteen";
const FAILED: &str = "This did not sign you in. Check the address, the password and the code, or use your passkey.";

struct Scene {
    here: Installation,
    app: Router,
    group: GroupId,
    chair: PersonId,
    member: PersonId,
    _folder: TempDir,
}

/// An installation with a group of a chair and a member, whose term ends on 1 April 2027.
async fn scene(demonstration: bool) -> Scene {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::showing("2026-11-20T12:00:00Z".parse().unwrap());
    let database = Database::Sqlite(folder.path().join("nuncio.db"));
    let store = Store::open(Config { data: folder.path().to_owned(), database, clock }).await.unwrap();
    let egress = Egress::new(AllowList::new(Vec::new())).unwrap();
    let directory = egress.url("https://directory.example").unwrap();
    let directory = Directory { plc: directory.clone(), resolver: directory };
    let networks = Networks::new(&egress, directory, Arc::new(KeptSessions(store.clone())));
    let demonstration = demonstration.then(|| Demonstration::on("127.0.0.1:0".parse().unwrap()).unwrap());
    let here = Installation::at(&Origin::parse(HOME).unwrap(), store, networks, egress, demonstration);
    let chair = account(&here, "Chair", "chair@group.example").await;
    let member = account(&here, "Member", "member@group.example").await;
    let seat = |person, name: &str, offices: &[&str]| Seat {
        person,
        known_as: name.into(),
        offices: offices.iter().map(ToString::to_string).collect(),
        statuses: Vec::new(),
        joined: None,
    };
    let plan = Plan {
        slug: "social-media".into(),
        name: "Social Media Working Group".into(),
        text: DJANGO.text.into(),
        rules: DJANGO.rules.into(),
        adopted_on: date(2026, 10, 1),
        roster: vec![seat(chair, "Chair", &["chair"]), seat(member, "Member", &[])],
        channels: Vec::new(),
        marks: (None, None),
        house: Vec::new(),
    };
    let group = founding::found(&here, plan).await.unwrap().id;
    let app = web::routes::all(App::of(here.clone()));
    Scene { here, app, group, chair, member, _folder: folder }
}

async fn account(here: &Installation, name: &str, email: &str) -> PersonId {
    let id = PersonId::mint(here.store.now());
    let person = Person::new(id, PersonName::parse(name).unwrap(), EmailAddress::parse(email).unwrap());
    here.store.bookkeeping().create_person(&person).await.unwrap();
    id
}

impl Scene {
    fn window(&self) -> Window {
        Window::on(&self.app)
    }
    fn now(&self) -> Moment {
        self.here.store.now()
    }
    fn wait(&self, minutes: i64) {
        self.here.store.clock().advance(SignedDuration::from_mins(minutes));
    }
    async fn demo_link(&self, person: PersonId) -> String {
        let link = sign_in::offer_link(&self.here, person).await.unwrap();
        format!("/sign-in/{}", link.reveal().expose())
    }
    async fn signed_in(&self, person: PersonId) -> Window {
        let (mut window, link) = (self.window(), self.demo_link(person).await);
        window.open(&link).await;
        let came = window.post(&link, &[]).await;
        assert_eq!((came.status, came.to.as_str()), (StatusCode::SEE_OTHER, "/"));
        window
    }
    /// An invitation of a member, by the chair.
    async fn invitation(&self, person: PersonId) -> String {
        let demonstration = Demonstration::on("127.0.0.1:0".parse().unwrap()).unwrap();
        let (mut link, token) = Issued::mint(Purpose::SignInLink, self.now()).unwrap();
        let proof = Proof::DemoLink(demonstration, link.redeem(&token, self.now()).unwrap(), self.chair);
        let (session, _) = Session::begin(&proof, self.now()).unwrap();
        let signed_in = session.alive(self.now(), Standing::Belongs).unwrap();
        let who = signed_in.elevated(HouseRule::Demonstration(demonstration)).unwrap();
        let link = invitations::invite(&self.here, self.group, &who, person).await.unwrap();
        format!("/join/{}", link.reveal().expose())
    }
    /// Somebody who came in with a password and a code, and the secret in their app.
    async fn joined(&self, person: PersonId) -> (Window, TotpSecret) {
        let (mut window, link) = (self.window(), self.invitation(person).await);
        window.open(&link).await;
        let secret = secret_on(&window.post(&link, &[]).await);
        let code = secret.code_at(self.now());
        let fields = [("password", GOOD_PASSWORD), ("code", code.expose())];
        let came = window.post(&format!("{link}/password"), &fields).await;
        assert_eq!(
            (came.status, came.to.as_str()),
            (StatusCode::SEE_OTHER, "/g/social-media"),
            "{:?}",
            came.problems()
        );
        (window, secret)
    }
}

/// The secret that a page shows for an app.
fn secret_on(came: &Came) -> TotpSecret {
    let shown = came.text.split_once("secret=").map(|(_, rest)| &rest[..32]).expect("a secret on the page");
    let digits = shown.chars().map(|c| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap() as u128);
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u128, 0);
    for digit in digits {
        (held, bits) = (held << 5 | digit, bits + 5);
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).unwrap());
        }
    }
    TotpSecret::from_bytes(bytes.try_into().unwrap())
}

#[tokio::test]
async fn a_link_of_the_demonstration_signs_in_once_and_only_when_its_button_is_pressed() {
    let scene = scene(true).await;
    let link = scene.demo_link(scene.member).await;
    let mut window = scene.window();
    for _ in 0..3 {
        let came = window.open(&link).await;
        assert!(came.status == StatusCode::OK && came.text.contains("Sign in as Member"));
        assert_eq!(window.head(&link).await.status, StatusCode::OK);
    }
    let visitor = window.cookies.clone();
    let came = window.post(&link, &[]).await;
    assert_eq!(came.status, StatusCode::SEE_OTHER);
    let cookie = came.set.iter().find(|it| it.starts_with("__Host-session=")).expect("a session");
    assert!(cookie.contains("HttpOnly") && cookie.contains("Secure") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(visitor.values().all(|value| !cookie.contains(value.as_str())), "au01: nothing of before is the session's");
    assert!(window.open("/you").await.text.contains("Firefox on Linux"));

    let mut other = scene.window();
    let dead = other.open(&link).await;
    assert!(dead.status == StatusCode::GONE && dead.text.contains("works once"));
    other.open("/sign-in").await;
    assert_eq!(other.post(&link, &[]).await.status, StatusCode::GONE);
    assert_eq!(other.open("/you").await.to, "/sign-in?to=%2Fyou");
}

#[tokio::test]
async fn links_sign_nobody_in_outside_a_demonstration() {
    let scene = scene(false).await;
    let (issued, token) = Issued::mint(Purpose::SignInLink, scene.now()).unwrap();
    scene.here.store.bookkeeping().keep_sign_in_link(&issued, scene.member).await.unwrap();
    let mut window = scene.window();
    window.open("/sign-in").await;
    let came = window.post(&format!("/sign-in/{}", token.reveal().expose()), &[]).await;
    assert!(came.text.contains("Only a demonstration signs people in by link"));
    assert!(!window.cookies.contains_key("__Host-session"));
}

#[tokio::test]
async fn au07_an_invitation_is_accepted_by_a_button_with_a_password_and_a_code() {
    let scene = scene(false).await;
    let link = scene.invitation(scene.member).await;
    let mut scanner = scene.window();
    for _ in 0..5 {
        assert_eq!(scanner.head(&link).await.status, StatusCode::OK);
        assert!(scanner.open(&link).await.text.contains("Join Social Media Working Group"));
    }
    let mut window = scene.window();
    window.open(&link).await;
    let secret = secret_on(&window.post(&link, &[]).await);
    let to = format!("{link}/password");

    let wrong = window.post(&to, &[("password", GOOD_PASSWORD), ("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(secret_on(&wrong).bytes(), secret.bytes(), "the app keeps the secret that it has");
    let code = secret.code_at(scene.now());
    let short = window.post(&to, &[("password", "short"), ("code", code.expose())]).await;
    assert!(short.problems()[0].contains("needs at least 12"), "{:?}", short.problems());

    let came = window.post(&to, &[("password", GOOD_PASSWORD), ("code", code.expose())]).await;
    assert_eq!((came.status, came.to.as_str()), (StatusCode::SEE_OTHER, "/g/social-media"));
    let again = scene.window().open(&link).await;
    assert!(again.status == StatusCode::GONE && again.text.contains("works once"));
}

#[tokio::test]
async fn au02_a_password_with_a_code_signs_in_and_the_code_works_once() {
    let scene = scene(false).await;
    let (mut window, secret) = scene.joined(scene.member).await;
    window.open("/you").await;
    assert_eq!(window.post("/sign-out", &[]).await.to, "/sign-in");
    assert_eq!(window.open("/you").await.to, "/sign-in?to=%2Fyou");

    scene.wait(1);
    let code = secret.code_at(scene.now());
    let fields =
        [("to", "/you"), ("email", "Member@group.example"), ("password", GOOD_PASSWORD), ("code", code.expose())];
    window.open("/sign-in?to=/you").await;
    let came = window.post("/sign-in", &fields).await;
    assert_eq!((came.status, came.to.as_str()), (StatusCode::SEE_OTHER, "/you"), "{:?}", came.problems());

    let mut other = scene.window();
    other.open("/sign-in").await;
    let refused = other.post("/sign-in", &fields).await;
    assert_eq!((refused.status, refused.problems()), (StatusCode::UNPROCESSABLE_ENTITY, vec![FAILED.to_owned()]));
}

#[tokio::test]
async fn au08_an_invitation_is_not_for_whoever_it_was_forwarded_to() {
    let scene = scene(true).await;
    scene.joined(scene.member).await;
    let link = scene.invitation(scene.member).await;
    let mut chair = scene.signed_in(scene.chair).await;
    chair.open(&link).await;
    let refused = chair.post(&link, &[]).await;
    assert!(refused.text.contains("This invitation is for another address"));
    let mut member = scene.signed_in(scene.member).await;
    member.open(&link).await;
    assert_eq!(member.post(&link, &[]).await.to, "/g/social-media");
}

#[tokio::test]
async fn au09_an_invitation_dies_with_the_authority_of_who_sent_it() {
    let scene = scene(false).await;
    scene.here.store.clock().advance(at("2027-03-31T23:00:00Z").since(scene.now()));
    let link = scene.invitation(scene.member).await;
    let mut window = scene.window();
    assert_eq!(window.open(&link).await.status, StatusCode::OK);
    scene.wait(61);
    let dead = window.open(&link).await;
    assert!(dead.text.contains("can no longer do so"), "{}", dead.text);
    let refused = window.post(&format!("{link}/password"), &[("password", GOOD_PASSWORD), ("code", "123456")]).await;
    assert!(refused.text.contains("can no longer do so"));
}

#[tokio::test]
async fn au11_nobody_learns_from_an_answer_who_has_an_account() {
    let scene = scene(false).await;
    scene.joined(scene.member).await;
    let mut answers = Vec::new();
    for email in ["member@group.example", "chair@group.example", "nobody@elsewhere.example"] {
        let mut window = scene.window();
        window.open("/sign-in").await;
        let fields = [("email", email), ("password", "not the password at all"), ("code", "123456")];
        let wrong = window.post("/sign-in", &fields).await;
        let asked = window.post("/sign-in/begin", &[("account", email)]).await;
        let question: serde_json::Value = serde_json::from_str(&asked.text).unwrap();
        let known = question["publicKey"]["allowCredentials"].as_array().unwrap();
        let keys: Vec<_> =
            known.iter().map(|key| key.as_object().unwrap().keys().cloned().collect::<Vec<_>>()).collect();
        let finished = window.post("/sign-in", &[("account", email), ("credential", "{}")]).await;
        let said = [wrong.problems(), finished.problems()];
        answers.push((wrong.status, asked.status, keys, said, finished.status));
    }
    assert_eq!(answers[0].3[0], [FAILED]);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn guesses_have_to_wait_and_the_wait_is_said() {
    let scene = scene(false).await;
    scene.joined(scene.member).await;
    let mut window = scene.window();
    window.open("/sign-in").await;
    let wrong = [("email", "member@group.example"), ("password", "not the password at all"), ("code", "123456")];
    for _ in 0..3 {
        assert_eq!(window.post("/sign-in", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let waits = window.post("/sign-in", &wrong).await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(waits.problems()[0].contains("too many wrong tries"), "{:?}", waits.problems());
}

#[tokio::test]
async fn a_form_for_signing_in_is_this_browsers_own() {
    let scene = scene(true).await;
    let link = scene.demo_link(scene.member).await;
    let (mut mine, mut other) = (scene.window(), scene.window());
    mine.open("/sign-in").await;
    other.open("/sign-in").await;
    for token in ["", other.token.as_str()] {
        assert_eq!(mine.post_with(&link, token, &[]).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(mine.open(&link).await.status, StatusCode::OK, "the link was not used up");
}

#[tokio::test]
async fn a_founder_comes_in_with_a_passkey_and_signs_in_with_it_again() {
    let scene = scene(false).await;
    let link = invitations::invite_founder(&scene.here).await.unwrap();
    let link = format!("/join/{}", link.reveal().expose());
    let (mut window, mut device) = (scene.window(), Device::new(5));
    assert!(window.open(&link).await.text.contains("Set up a group"));
    let taken = window.post(&link, &[("name", "Founder"), ("email", "CHAIR@group.example")]).await;
    assert!(taken.problems()[0].contains("has an account here already"), "{:?}", taken.problems());
    let who = [("name", "Founder"), ("email", "founder@group.example")];
    window.post(&link, &who).await;
    let asked = window.post(&format!("{link}/passkey/begin"), &who).await;
    let answer = device.enrol(&asked.text);
    let fields = [who[0], who[1], ("label", "Phone"), ("credential", answer.as_str())];
    let came = window.post(&format!("{link}/passkey"), &fields).await;
    assert_eq!((came.status, came.to.as_str()), (StatusCode::SEE_OTHER, "/setup"), "{:?}", came.problems());
    assert!(window.open("/you").await.text.contains("Phone"));

    let mut other = scene.window();
    other.open("/sign-in").await;
    let asked = other.post("/sign-in/begin", &[("account", "founder@group.example")]).await;
    device.counter += 1;
    let answer = device.sign(&asked.text);
    let fields = [("account", "founder@group.example"), ("credential", answer.as_str())];
    let mut stolen = scene.window();
    stolen.open("/sign-in").await;
    assert_eq!(stolen.post("/sign-in", &fields).await.problems(), [FAILED], "the answer is another browser's");
    assert_eq!(other.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
    let mut again = scene.window();
    again.open("/sign-in").await;
    assert_eq!(again.post("/sign-in", &fields).await.problems(), [FAILED]);
}

#[tokio::test]
async fn being_asked_again_changes_the_cookie_and_leads_back() {
    let scene = scene(false).await;
    let (mut window, secret) = scene.joined(scene.member).await;
    scene.wait(11);
    window.open("/you").await;
    let asked = window.post("/you/password/begin", &[]).await;
    assert_eq!(asked.to, "/prove?to=%2Fyou", "a proof of eleven minutes ago is too old");
    let before = window.cookies["__Host-session"].clone();
    assert!(window.open(&asked.to).await.text.contains("Use the code"));
    let code = secret.code_at(scene.now());
    let proved = window.post("/prove", &[("to", "/you"), ("code", code.expose())]).await;
    assert_eq!((proved.status, proved.to.as_str()), (StatusCode::SEE_OTHER, "/you"), "{:?}", proved.problems());
    assert_ne!(window.cookies["__Host-session"], before, "au01");

    let mut old = scene.window();
    old.cookies.insert("__Host-session".into(), before);
    assert_eq!(old.open("/you").await.to, "/sign-in?to=%2Fyou", "the cookie from before is worth nothing");
    window.open("/you").await;
    assert_eq!(window.post("/you/password/begin", &[]).await.to, "/you");
    assert!(window.open("/you").await.text.contains("or type the secret into it"));

    scene.wait(1);
    window.open("/prove?to=//evil.example").await;
    let code = secret.code_at(scene.now());
    assert_eq!(window.post("/prove", &[("to", "//evil.example"), ("code", code.expose())]).await.to, "/");
}

#[tokio::test]
async fn a_publishing_page_offers_no_code_where_the_group_asks_for_a_passkey() {
    let scene = scene(false).await;
    let (mut window, _) = scene.joined(scene.member).await;
    let page = window.open("/prove?to=/g/social-media/posts").await;
    assert!(page.text.contains("You have no passkey yet") && !page.text.contains("Use the code"));
}

#[tokio::test]
async fn sessions_are_listed_and_ended_from_another_browser() {
    let scene = scene(true).await;
    let (mut here, mut there) = (scene.signed_in(scene.member).await, scene.signed_in(scene.member).await);
    let stranger = scene.signed_in(scene.chair).await;
    let list = here.open("/you").await.text;
    assert_eq!(list.matches(r#"name="session""#).count(), 2);
    let ids: Vec<&str> = list.split(r#"name="session" value=""#).skip(1).map(|it| &it[..36]).collect();
    let mut chair = stranger;
    chair.open("/you").await;
    let refused = chair.post("/you/sessions/end", &[("session", ids[0])]).await;
    assert!(refused.problems()[0].contains("not one of yours"), "{:?}", refused.problems());
    assert_eq!(here.post("/you/sessions/end-others", &[]).await.to, "/you");
    assert_eq!(there.open("/you").await.to, "/sign-in?to=%2Fyou&over=yes");
    assert!(there.open("/sign-in").await.text.contains("This session has ended"));
    assert_eq!(here.open("/you").await.status, StatusCode::OK);
    let came = here.post("/you/theme", &[("theme", "dark")]).await;
    assert!(came.set[0].starts_with("theme=dark"));
    assert!(here.open("/you").await.text.contains(r#"data-theme="dark""#));
}

#[tokio::test]
async fn sessions_end_at_the_second_the_term_ends() {
    let scene = scene(true).await;
    scene.here.store.clock().advance(at("2027-03-31T23:00:00Z").since(scene.now()));
    let mut window = scene.signed_in(scene.member).await;
    scene.here.store.clock().advance(at("2027-03-31T23:59:55Z").since(scene.now()));
    assert_eq!(window.open("/you").await.status, StatusCode::OK);
    scene.here.store.clock().advance(at("2027-04-01T00:00:00Z").since(scene.now()));
    assert_eq!(window.open("/you").await.to, "/sign-in?to=%2Fyou&over=yes");
    let (mut late, link) = (scene.window(), scene.demo_link(scene.member).await);
    late.open(&link).await;
    let refused = late.post(&link, &[]).await;
    assert!(refused.text.contains("Your term has ended"), "{}", refused.text);
}

#[tokio::test]
async fn a_forgotten_password_takes_a_passkey_instead_of_the_code() {
    let mut scene = scene(false).await;
    let outbox = mail::Outbox::kept();
    scene.here = scene.here.clone().with_mail(outbox.clone());
    scene.app = web::routes::all(App::of(scene.here.clone()));
    let (mut elsewhere, secret) = scene.joined(scene.member).await;
    let mut device = Device::new(5);
    elsewhere.open("/you").await;
    let asked = elsewhere.post("/you/passkeys/begin", &[]).await;
    let made = device.enrol(&asked.text);
    assert_eq!(elsewhere.post("/you/passkeys", &[("label", "Phone"), ("credential", made.as_str())]).await.to, "/you");

    let mut window = scene.window();
    window.open("/recover").await;
    assert_eq!(window.post("/recover", &[("email", "member@group.example")]).await.status, StatusCode::OK);
    while outbox.letters().is_empty() {
        tokio::task::yield_now().await;
    }
    let text = outbox.letters().remove(0).text;
    let link = text.lines().find_map(|line| line.strip_prefix(HOME)).unwrap();
    assert!(window.open(link).await.text.contains("With your passkey"));
    let (chosen, begin) = ("saddle comet walnut eleven", format!("{link}/begin"));
    let stranger = scene.window().post_with(&begin, "", &[]).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN, "a form of ours, from this browser");
    let without = window.post(link, &[("password_with_passkey", chosen)]).await;
    assert!(without.problems()[0].contains("passkeys need script"), "{:?}", without.problems());
    let asked = window.post(&begin, &[]).await;
    device.counter += 1;
    let answer = device.sign(&asked.text);
    let fields = [("password_with_passkey", chosen), ("credential", answer.as_str())];
    let set = window.post(link, &fields).await;
    assert_eq!(set.to, "/sign-in?recovered=yes", "{:?}", set.problems());
    assert_eq!(elsewhere.open("/you").await.to, "/sign-in?to=%2Fyou&over=yes", "every session ended");
    scene.wait(1);
    window.open("/sign-in").await;
    let code = secret.code_at(scene.now());
    let fields = [("email", "member@group.example"), ("password", chosen), ("code", code.expose())];
    assert_eq!(window.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_address_that_is_nowhere_is_a_page_like_any_other() {
    let scene = scene(false).await;
    let came = scene.window().open("/nowhere/at/all").await;
    assert_eq!(came.status, StatusCode::NOT_FOUND);
    assert!(came.text.contains("<h1") && came.policed, "{}", came.text);
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

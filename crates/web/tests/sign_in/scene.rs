//! An installation with a group of two, and the ways in of its people.

use crate::window::{Came, HOME, Window};
use acts::{
    Installation,
    accounts::KeptSessions,
    founding::{self, Plan, Seat},
    invitations, sign_in,
};
use axum::{Router, http::StatusCode};
use basics::{GroupId, Moment, PersonId};
use charter::presets::DJANGO;
use egress::{AllowList, Egress};
use jiff::{SignedDuration, civil::date};
use networks::{Networks, bluesky::Directory};
use people::{
    Demonstration, EmailAddress, Issued, Origin, Person, PersonName, Proof, Purpose, Session, Standing, TotpSecret,
    step_up::HouseRule,
};
use std::sync::Arc;
use store::{Clock, Config, Database, Store};
use tempfile::TempDir;
use web::App;

pub const GOOD_PASSWORD: &str = "kettle orbit maple thirteen";

pub const FAILED: &str = "This did not sign you in. Check the address, the password and the code, or use your passkey.";

pub struct Scene {
    pub here: Installation,
    pub app: Router,
    pub group: GroupId,
    pub chair: PersonId,
    pub member: PersonId,
    _folder: TempDir,
}

/// An installation with a group of a chair and a member, whose term ends on 1 April 2027.
pub async fn scene(demonstration: bool) -> Scene {
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
    pub fn window(&self) -> Window {
        Window::on(&self.app)
    }
    pub fn now(&self) -> Moment {
        self.here.store.now()
    }
    pub fn wait(&self, minutes: i64) {
        self.here.store.clock().advance(SignedDuration::from_mins(minutes));
    }
    pub async fn demo_link(&self, person: PersonId) -> String {
        let link = sign_in::offer_link(&self.here, person).await.unwrap();
        format!("/sign-in/{}", link.reveal().expose())
    }
    pub async fn signed_in(&self, person: PersonId) -> Window {
        let (mut window, link) = (self.window(), self.demo_link(person).await);
        window.open(&link).await;
        let came = window.post(&link, &[]).await;
        assert_eq!((came.status, came.to.as_str()), (StatusCode::SEE_OTHER, "/"));
        window
    }
    /// An invitation of a member, by the chair.
    pub async fn invitation(&self, person: PersonId) -> String {
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
    pub async fn joined(&self, person: PersonId) -> (Window, TotpSecret) {
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
pub fn secret_on(came: &Came) -> TotpSecret {
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

pub fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

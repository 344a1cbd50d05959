//! A vote with ten thousand voters: how long its end takes, from the judgement to the answer of its question.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

use acts::{founding, votes};
use basics::{GroupId, PersonId};
use charter::act::RestChannel;
use jiff::{SignedDuration, civil::date};
use people::{EmailAddress, Person, PersonName};
use std::time::Instant;
use stories::{DJANGO, World};

const VOTERS: usize = 10_000;
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Rows of one statement.
const AT_ONCE: usize = 500;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let world = World::on_disk().await;
    let (group, people) = founded(&world).await;
    let who = world.elevated("django", "Chair");
    let channel = world.here.store.channels(group).await.unwrap()[0].channel.id;
    let question = world.asks(group, &who, &RestChannel { channel }).await;
    let began = Instant::now();
    let decision = votes::call(&world.here, group, &who, question, "Nobody has time for it.").await.unwrap();
    println!("figure | {VOTERS} are asked whether they may vote, and a vote opens | {:.0} ms | –", ms(began));

    // Cast behind the program's back: what is measured is the close.
    for some in people.chunks(AT_ONCE) {
        let rows: Vec<String> = some.iter().map(|person| ballot(&world, decision, *person)).collect();
        let columns = "id, decision_id, person_id, resets, choice, sealed, reason, cast_at";
        world.on_the_database(&format!("INSERT INTO ballot ({columns}) VALUES {}", rows.join(", "))).await;
    }
    world.here.store.clock().advance(WEEK);
    let began = Instant::now();
    votes::close(&world.here, group, decision).await.unwrap();
    println!("figure | a vote of {VOTERS} is closed and counted | {:.0} ms | ≤ 200 ms", ms(began));
    let rows = world.here.store.decisions(group).await.unwrap();
    let counted = rows[0].closed.as_ref().and_then(|closing| closing.counted.as_ref()).unwrap();
    assert_eq!(counted.0.yes, u32::try_from(VOTERS).unwrap(), "every ballot counts");
}

fn ms(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e3
}

fn ballot(world: &World, decision: basics::DecisionId, person: PersonId) -> String {
    let blob = |id: String| format!("x'{}'", id.replace('-', ""));
    let id = blob(PersonId::mint(world.now()).to_string());
    let (decision, person) = (blob(decision.to_string()), blob(person.to_string()));
    format!("({id}, {decision}, {person}, 0, 'yes', NULL, '', {})", world.now().micros())
}

/// A group of so many that everybody else is a guest.
async fn founded(world: &World) -> (GroupId, Vec<PersonId>) {
    let mut people = Vec::new();
    for n in 0..VOTERS {
        people.push(account(world, n).await);
    }
    people[0] = world.person("django", "Chair");
    let offices = |n: usize| match n {
        0 => vec!["chair".to_owned()],
        1 => vec!["co_chair".to_owned()],
        2 => vec!["liaison".to_owned()],
        _ => Vec::new(),
    };
    let roster = people.iter().enumerate().map(|(n, person)| founding::Seat {
        person: *person,
        known_as: format!("Member {n:05}"),
        offices: offices(n),
        statuses: if n == 2 { vec!["board".to_owned()] } else { Vec::new() },
        joined: None,
    });
    let plan = founding::Plan {
        slug: "large".to_owned(),
        name: "A large group".to_owned(),
        text: DJANGO.preset.text.to_owned(),
        rules: DJANGO.preset.rules.to_owned(),
        adopted_on: date(2026, 10, 1),
        roster: roster.collect(),
        channels: vec![stories::by_hand()],
        marks: (None, None),
        house: Vec::new(),
    };
    world.came_in("django", &["Chair"]).await;
    (founding::found(&world.here, plan).await.unwrap().id, people)
}

async fn account(world: &World, n: usize) -> PersonId {
    let id = PersonId::mint(world.now());
    let mail = EmailAddress::parse(&format!("member-{n}@large.example")).unwrap();
    let person = Person::new(id, PersonName::parse(&format!("Member {n:05}")).unwrap(), mail);
    world.here.store.bookkeeping().create_person(&person).await.unwrap();
    id
}

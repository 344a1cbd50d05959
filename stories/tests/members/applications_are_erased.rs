//! What applicants wrote is kept as long as it is needed, and half a year longer.

use acts::admission;
use basics::ApplicationId;
use jiff::SignedDuration;
use people::{EmailAddress, PersonName, Purpose, Token};
use store::{ApplicationRow, Applying, Received};
use stories::{World, both};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Somebody applies, and what they wrote can be told from anything else.
async fn applies(world: &World, name: &str) -> ApplicationId {
    let said = serde_json::json!([{ "name": "why", "asks": "Why?", "answer": format!("Because {name} likes to") }]);
    let applying = Applying {
        group: world.group("django"),
        link: Token::mint(Purpose::Application).unwrap().hash(),
        name: PersonName::parse(name).unwrap(),
        email: EmailAddress::parse(&format!("{}@elsewhere.example", name.to_lowercase())).unwrap(),
        said: serde_json::from_value(said).unwrap(),
    };
    match world.here.store.bookkeeping().receive_application(&applying).await.unwrap() {
        Received::Now(id) => id,
        Received::Before { .. } => panic!("it was sent once"),
    }
}

async fn row(world: &World, id: ApplicationId) -> ApplicationRow {
    world.here.store.application(world.group("django"), id).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_an_applicant_wrote_is_erased_six_months_after_the_end_and_the_log_stays() {
    both(async |world: World| {
        let (over, open) = (applies(&world, "Robin").await, applies(&world, "Kim").await);
        let who = world.elevated("django", "Member A");
        let group = world.group("django");
        admission::explain(&world.here, group, &who, over, "We are enough for now").await.unwrap();
        let entries = world.log(group).await.len();
        let sweep = async || world.here.store.bookkeeping().sweep().await.unwrap();

        world.here.store.clock().advance(DAY * 180);
        sweep().await;
        assert_eq!(row(&world, over).await.name.as_str(), "Robin", "six calendar months are not over");
        world.here.store.clock().advance(DAY * 2);
        sweep().await;
        let erased = row(&world, over).await;
        assert_eq!((erased.name.as_str(), erased.said.len()), ("An applicant", 0));
        assert!(!erased.email.to_string().contains("robin") && erased.told.is_none());
        assert_eq!(erased.number.to_string(), "2026-1", "its number stays");
        assert_eq!(row(&world, open).await.name.as_str(), "Kim", "nothing was decided about it");
        assert!(world.log(group).await.len() >= entries, "and so does the log");
        assert_eq!(sweep().await, 0, "once");
    })
    .await;
}

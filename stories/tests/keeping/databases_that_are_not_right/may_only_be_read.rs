//! A server on which this role, or everybody, may only read. The file that may only be read is among the disks.

use super::{
    acts_are_done_or_not::{grants, kept},
    scene::{Place, each_used},
};
use channels::Capability::Publish;
use store::Database;
use stories::{World, both, rows};
use url::Url;

/// The same place, for a role of its own that may read its tables.
async fn for_a_reader(place: Place) -> (Place, String) {
    let Database::Postgres(address) = &place.database else { panic!("this is about a server") };
    let mut address = Url::parse(address).unwrap();
    let role = format!("reader_of_{}", address.path().trim_start_matches('/'));
    place.runs(&format!("DROP ROLE IF EXISTS {role}")).await;
    place.runs(&format!("CREATE ROLE {role} LOGIN PASSWORD 'reads'")).await;
    place.runs(&format!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")).await;
    address.set_username(&role).unwrap();
    address.set_password(Some("reads")).unwrap();
    (Place { database: Database::Postgres(address.into()), ..place }, role)
}

fn is_read_only(says: &str) {
    assert!(says.contains("cannot be written") && says.contains("is read-only for this user"), "{says}");
    assert!(says.contains("Nothing was changed; mend the permissions") && !says.contains("reads@"), "{says}");
}

#[tokio::test]
async fn a_role_without_the_right_to_write_is_refused_with_the_remedy() {
    each_used(async |place| {
        if place.is_a_file() {
            return;
        }
        let owner = place.database.clone();
        let (place, role) = for_a_reader(place).await;
        is_read_only(&place.refused_and_left_alone().await);
        // It could make tables, and that is all.
        stories::run(&owner, &format!("GRANT CREATE ON SCHEMA public TO {role}")).await;
        is_read_only(&place.refused_and_left_alone().await);
        assert!(place.looked_at().await.unwrap().all_groups().await.unwrap().is_empty(), "looking is reading");
        stories::run(&owner, &format!("DROP OWNED BY {role}; DROP ROLE {role}")).await;
    })
    .await;
}

#[tokio::test]
async fn a_server_that_lets_nobody_write_is_refused_with_the_remedy() {
    each_used(async |place| {
        if place.is_a_file() {
            return;
        }
        for_everybody(&place.database, "on").await;
        is_read_only(&place.refused_and_left_alone().await);
        for_everybody(&place.database, "off").await;
        place.opened().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn acts_stop_while_a_server_lets_nobody_write_and_go_on_afterwards() {
    both(async |world: World| {
        if matches!(world.database(), Database::Sqlite(_)) {
            return;
        }
        let before = (kept(&world).await, rows(world.database()).await);
        for_everybody(world.database(), "on").await;
        let says = grants(&world).await.unwrap_err().to_string();
        assert!(says.contains("the database has become read-only, so that nothing was changed"), "{says}");
        assert_eq!((kept(&world).await, rows(world.database()).await), before);
        for_everybody(world.database(), "off").await;
        grants(&world).await.unwrap();
        assert_eq!(kept(&world).await, (before.0.0 + 1, before.0.1 + 1));
    })
    .await;
}

#[tokio::test]
async fn dl32_a_machine_is_stopped_at_once_while_its_server_lets_nobody_write() {
    both(async |world: World| {
        if matches!(world.database(), Database::Sqlite(_)) {
            return;
        }
        let minute = jiff::SignedDuration::from_mins(1);
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "Stop this").on(&["Mastodon"]).await.serving(&["1"]);
        let post = post.due_in(minute).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        for_everybody(world.database(), "on").await;
        let brake = world.here.store.brake().clone();
        let pulled = tokio::task::spawn_blocking(move || brake.pull());
        tokio::time::timeout(std::time::Duration::from_secs(2), pulled).await.unwrap().unwrap().unwrap();
        for_everybody(world.database(), "off").await;
        world.pass(minute * 5).await;
        assert!(world.practice.published().is_empty(), "it was stopped before anybody could write again");
        assert!(world.here.store.brake().release().unwrap());
        world.live_through(minute * 30).await;
        assert_eq!(world.practice.published().len(), 1, "it goes on by itself");
    })
    .await;
}

/// Whoever runs the server lets everybody only read there, or write again. Who is connected has to come again.
async fn for_everybody(database: &Database, on: &str) {
    let Database::Postgres(address) = database else { panic!("this is about a server") };
    let name = address.rsplit('/').next().unwrap();
    let sql = format!(
        "BEGIN READ WRITE; ALTER DATABASE {name} SET default_transaction_read_only = {on}; COMMIT; \
         SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
    );
    stories::run(database, &sql).await;
}

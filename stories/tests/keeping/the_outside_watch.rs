//! An address of the operator's choice is called while posts leave as they should, and falls silent when they do not.

use acts::clock::{self, Watch};
use axum::{Router, extract::State, routing::get};
use egress::{AllowList, Allowed, Egress};
use jiff::SignedDuration;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use stories::{World, both};

async fn watch() -> (String, Arc<AtomicUsize>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, calls) = (format!("http://{}", listener.local_addr().unwrap()), Arc::new(AtomicUsize::new(0)));
    let count = async |State(calls): State<Arc<AtomicUsize>>| {
        calls.fetch_add(1, Ordering::SeqCst);
    };
    let routes = Router::new().route("/beat", get(count)).with_state(calls.clone());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (address, calls)
}

#[tokio::test]
async fn the_watch_is_called_while_deliveries_are_worked_on_and_not_while_nobody_knows_which_installation_is_live() {
    both(async |mut world: World| {
        let (address, calls) = watch().await;
        let mut allowed = world.practice.allowed().unwrap();
        allowed.push(Allowed::parse(&address, "the watch of a story").unwrap());
        world.here.egress = Egress::new(AllowList::new(allowed)).unwrap();
        let beat = world.here.egress.url(&format!("{address}/beat")).unwrap();
        world.here.watch = Watch::at(beat);
        clock::tick(&world.here).await.unwrap();
        assert_eq!(calls.load(Ordering::SeqCst), 0, "nothing was looked through yet");
        clock::tick(&world.here).await.unwrap();
        assert_eq!(calls.load(Ordering::SeqCst), 1);
        world.here.store.clock().advance(SignedDuration::from_mins(5));
        clock::tick(&world.here).await.unwrap();
        assert_eq!(calls.load(Ordering::SeqCst), 1, "for five minutes nobody looked");
        clock::tick(&world.here).await.unwrap();
        assert_eq!(calls.load(Ordering::SeqCst), 2);

        let watch = world.here.watch.clone();
        world.starts_again_without("lineage.json").await;
        world.here.watch = watch;
        for _ in 0..3 {
            clock::tick(&world.here).await.unwrap();
        }
        assert_eq!(calls.load(Ordering::SeqCst), 2, "nothing leaves, and somebody outside hears that");
    })
    .await;
}

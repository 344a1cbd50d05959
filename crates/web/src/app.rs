//! What every handler works with, and serving it.

use crate::{cache::Cache, guard::Gate, routes, sign_in::Strangers};
use acts::Installation;
use std::{io, net::SocketAddr, sync::Arc};
use tokio::{net::TcpListener, sync::watch};

/// The installation and what the guards know about it. Clones share everything.
#[derive(Clone)]
pub struct App {
    /// The installation.
    pub here: Installation,
    /// The guards' knowledge.
    pub gate: Gate,
    /// What pages remember between requests.
    pub cache: Arc<Cache>,
    /// How often those sent a form who are not signed in.
    pub strangers: Strangers,
}

impl App {
    /// The pages of an installation.
    pub fn of(here: Installation) -> Self {
        let origin = Arc::new(here.origin.clone());
        let strangers = Strangers::by(here.store.clock().clone());
        Self { here, gate: Gate { origin, media: None }, cache: Arc::default(), strangers }
    }
}

/// Serves the pages until `stop` becomes true; requests under way are answered first.
pub async fn serve(here: Installation, listener: TcpListener, mut stop: watch::Receiver<bool>) -> io::Result<()> {
    let routes = routes::all(App::of(here)).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, routes)
        .with_graceful_shutdown(async move {
            // An error means that whoever could say stop is gone: that is the time to stop.
            while !*stop.borrow() && stop.changed().await.is_ok() {}
        })
        .await
}

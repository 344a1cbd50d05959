//! The practice network of the demonstration: served beside it, on a port that stays the same for a data folder, since
//! accounts live at an address.

use anyhow::Context as _;
use egress::Allowed;
use networks::practice::{Host, Practice, serve};
use std::{path::Path, sync::Arc};
use tokio::net::TcpListener;

/// The practice network, being served.
pub struct Network {
    /// What it knows.
    pub practice: Arc<Practice>,
    /// The entries through which the connectors reach it.
    pub allowed: Vec<Allowed>,
    /// Its directory of names.
    pub directory: String,
    /// The page on which people see what was published.
    pub board: String,
}

/// Serves the practice network that belongs to this data folder.
pub async fn start(data: &Path) -> Result<Network, anyhow::Error> {
    let practice = Practice::open(&data.join("practice.json"))?;
    let listener = listen(&data.join("practice.port")).await?;
    let port = listener.local_addr()?.port();
    tokio::spawn({
        let practice = practice.clone();
        async move {
            if let Err(error) = serve(practice, listener).await {
                tracing::error!(%error, "the practice network stopped");
            }
        }
    });
    let allowed = wait_for(&practice).await?;
    let directory = practice.address(Host::Bluesky).context("the practice network is not served")?;
    Ok(Network { practice, allowed, directory, board: format!("http://localhost:{port}") })
}

/// The entries of the allow-list are known once it is served.
async fn wait_for(practice: &Practice) -> Result<Vec<Allowed>, anyhow::Error> {
    while practice.address(Host::Mastodon).is_none() {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    Ok(practice.allowed()?)
}

/// Listens on the remembered port, or on a free one that is remembered from now on.
async fn listen(memory: &Path) -> Result<TcpListener, anyhow::Error> {
    let known = std::fs::read_to_string(memory).ok().and_then(|text| text.trim().parse::<u16>().ok());
    let listener = TcpListener::bind(("127.0.0.1", known.unwrap_or(0))).await.with_context(|| {
        format!(
            "the practice network of this data folder lives at port {}, where another program listens; stop it, or start with a new folder: --data DIR",
            known.unwrap_or(0)
        )
    })?;
    std::fs::write(memory, listener.local_addr()?.port().to_string())?;
    Ok(listener)
}

//! `nuncio serve`: pages and clock in one process, until it is asked to stop.

use crate::{
    cli::{Place, ServeOptions},
    start::{self, Around},
};
use acts::{Installation, clock};
use anyhow::Context as _;
use std::net::SocketAddr;
use store::Clock;
use tokio::{net::TcpListener, sync::watch};

/// Serves until an interrupt. What is under way is finished first.
pub async fn run(place: &Place, options: &ServeOptions) -> Result<(), anyhow::Error> {
    let around = Around {
        public_url: options.public_url.trim_end_matches('/').to_owned(),
        allowed: options.allow.iter().map(|entry| start::allowed(entry)).collect::<Result<_, _>>()?,
        bluesky_directory: options.bluesky_directory.as_deref().map(pair).transpose()?,
        demonstration: None,
        clock: Clock::of_the_machine(),
    };
    let here = start::installation(place, around).await?;
    let listener = listen(options.listen).await?;
    println!("address: {}", here.public_url);
    println!("listening: {}", listener.local_addr()?);
    if let Some(link) = crate::commands::founders_link(&here).await? {
        println!("founder: {link}");
    }
    println!("ready: yes");
    until_stopped(here, listener).await
}

fn pair(text: &str) -> Result<(String, String), anyhow::Error> {
    let (plc, resolver) = text
        .split_once(',')
        .context("--bluesky-directory takes two addresses with a comma between them: PLC,RESOLVER")?;
    Ok((plc.trim().to_owned(), resolver.trim().to_owned()))
}

/// Listens, or says what stands in the way.
pub async fn listen(at: SocketAddr) -> Result<TcpListener, anyhow::Error> {
    TcpListener::bind(at).await.with_context(|| {
        format!("{at} cannot be listened on (is another program there?); choose another with --listen 127.0.0.1:PORT")
    })
}

/// Serves pages and runs the clock until an interrupt.
pub async fn until_stopped(here: Installation, listener: TcpListener) -> Result<(), anyhow::Error> {
    let (stop, stopped) = watch::channel(false);
    let clock = tokio::spawn(clock::run(here.clone(), stopped.clone()));
    let pages = web::serve(here, listener, stopped);
    tokio::select! {
        ended = pages => ended.context("the pages stopped")?,
        ended = interrupt() => ended?,
    }
    stop.send_replace(true);
    clock.await.context("the clock stopped")?;
    Ok(())
}

async fn interrupt() -> Result<(), anyhow::Error> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended?,
        _ = terminate.recv() => {}
    }
    Ok(())
}

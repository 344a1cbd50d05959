//! `nuncio serve`: pages and clock in one process, until it is asked to stop.

use crate::{
    alone::{alone, shares_its_database},
    cli::{Place, ServeOptions},
    start::{self, Around},
};
use acts::{Installation, clock};
use anyhow::{Context as _, anyhow, bail};
use mail::{MailServer, Outbox};
use people::TrustedProxies;
use std::{net::SocketAddr, time::Duration};
use store::Clock;
use tokio::{net::TcpListener, sync::watch, task::JoinError};

/// Serves until an interrupt. What is under way is finished first.
pub async fn run(place: &Place, options: &ServeOptions) -> Result<(), anyhow::Error> {
    let _alone = alone(place)?;
    let here = installation(place, options).await?;
    let listener = listen(options.listen).await?;
    println!("address: {}", here.public_url);
    println!("listening: {}", listener.local_addr()?);
    if let Some(link) = crate::commands::founders_link(&here).await? {
        println!("founder: {link}");
    }
    println!("ready: yes");
    until_stopped(here, listener).await
}

/// Works on the deliveries of a database that several processes share, until an interrupt, and shows no page.
///
/// # Errors
/// On a file of one process: nobody else may work on it.
pub async fn work(place: &Place, options: &ServeOptions) -> Result<(), anyhow::Error> {
    if !shares_its_database(place)? {
        bail!(
            "a worker shares its database with others, and a file is for one process alone: name a database on a server with --database, or use `nuncio serve`"
        );
    }
    let here = installation(place, options).await?;
    println!("ready: yes");
    let (stop, stopped) = watch::channel(false);
    let mut clock = tokio::spawn(clock::run(here, stopped));
    let ended = tokio::select! {
        ended = &mut clock => Err(by_itself("the clock", ended.err())),
        asked = interrupt() => asked,
    };
    stop.send_replace(true);
    if !clock.is_finished() {
        clock.await.context("the clock broke off while it stopped")?;
    }
    ended
}

/// Everything that serving and working need.
async fn installation(place: &Place, options: &ServeOptions) -> Result<Installation, anyhow::Error> {
    let around = Around {
        public_url: options.public_url.trim_end_matches('/').to_owned(),
        allowed: options.allow.iter().map(|entry| start::allowed(entry)).collect::<Result<_, _>>()?,
        bluesky_directory: options.bluesky_directory.as_deref().map(pair).transpose()?,
        demonstration: None,
        clock: Clock::of_the_machine(),
    };
    let proxies = TrustedProxies::parse(&options.trusted_proxy)?;
    let outbox = outbox(options)?;
    let here = start::installation(place, around).await?.behind(proxies);
    here.store.is_the_live_one().await?;
    let here = match options.watch.as_deref().map(str::trim).filter(|address| !address.is_empty()) {
        Some(address) => {
            let address = here.egress.url(address).context("--watch names no address that may be called")?;
            here.watched_by(clock::Watch::at(address))
        }
        None => here,
    };
    Ok(match outbox {
        Some(outbox) => here.with_mail(outbox),
        None => here,
    })
}

/// Where mail goes, where the operator named a server and a sender. What they wrote is not repeated: it holds a password.
fn outbox(options: &ServeOptions) -> Result<Option<Outbox>, anyhow::Error> {
    let named = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    match (named(&options.mail), named(&options.mail_from)) {
        (None, None) => Ok(None),
        (Some(server), Some(from)) => Ok(Some(MailServer::at(&server, &from)?.into())),
        (Some(_), None) => bail!("--mail names a server and nothing says who mail is from: add --mail-from MAILBOX"),
        (None, Some(_)) => bail!("--mail-from says who mail is from and nothing names a server: add --mail URL"),
    }
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

/// How long requests under way are waited for after an interrupt.
const PATIENCE: Duration = Duration::from_secs(20);

/// Serves pages and runs the clock until an interrupt, then waits for what is under way: a request that takes too long
/// is cut off, a delivery never is. Where one of the two ends by itself the other is stopped too, and the process ends
/// with the reason: pages without a clock would promise what nobody keeps.
pub async fn until_stopped(here: Installation, listener: TcpListener) -> Result<(), anyhow::Error> {
    let (stop, stopped) = watch::channel(false);
    let mut clock = tokio::spawn(clock::run(here.clone(), stopped.clone()));
    let mut pages = tokio::spawn(web::serve(here, listener, stopped));
    let ended = tokio::select! {
        ended = &mut clock => Err(by_itself("the clock", ended.err())),
        ended = &mut pages => Err(by_itself("the pages", ended.err())),
        asked = interrupt() => asked,
    };
    stop.send_replace(true);
    if !pages.is_finished() && tokio::time::timeout(PATIENCE, pages).await.is_err() {
        tracing::warn!("a request under way took longer than {PATIENCE:?} and was cut off");
    }
    if !clock.is_finished() {
        clock.await.context("the clock broke off while it stopped")?;
    }
    ended
}

fn by_itself(part: &str, broke: Option<JoinError>) -> anyhow::Error {
    let why = broke.map_or_else(String::new, |error| format!(" ({error})"));
    anyhow!("{part} stopped without being asked to{why}, which is a fault of this program; start it again")
}

async fn interrupt() -> Result<(), anyhow::Error> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended?,
        _ = terminate.recv() => {}
    }
    Ok(())
}

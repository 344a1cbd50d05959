//! Opening an installation: its store, its guarded way out, its networks.

use crate::cli::Place;
use acts::{Installation, accounts::KeptSessions};
use anyhow::Context as _;
use egress::{AllowList, Allowed, Egress};
use networks::{Networks, bluesky::Directory};
use people::{Demonstration, Origin};
use proofs::Solver;
use std::sync::Arc;
use store::{Clock, Config, Database, Store, Used};

/// How an installation is reached and what it may reach.
pub struct Around {
    /// The address people open.
    pub public_url: String,
    /// Servers that may be reached although the guard would refuse them.
    pub allowed: Vec<Allowed>,
    /// The directory of Bluesky accounts, where it is not the public one.
    pub bluesky_directory: Option<(String, String)>,
    /// Proof that this is a demonstration, if it is one.
    pub demonstration: Option<Demonstration>,
    /// The clock to go by.
    pub clock: Clock,
}

/// The store alone, for commands that reach nothing outside.
pub async fn store(place: &Place, clock: Clock) -> Result<Store, anyhow::Error> {
    let database = Database::parse(place.database.as_deref(), &place.data)?;
    Ok(Store::open(Config { data: place.data.clone(), database, clock }).await?)
}

/// The store of an installation that is there, only to look at it: nothing is made or changed.
pub async fn store_to_look_at(place: &Place) -> Result<Store, anyhow::Error> {
    let database = Database::parse(place.database.as_deref(), &place.data)?;
    let clock = Clock::of_the_machine();
    Ok(Store::look(Config { data: place.data.clone(), database, clock }).await?)
}

/// The whole installation.
pub async fn installation(place: &Place, around: Around) -> Result<Installation, anyhow::Error> {
    let store = store(place, around.clock).await?;
    store.is_used(if around.demonstration.is_some() { Used::ToTry } else { Used::ForReal }).await?;
    let egress = Egress::new(AllowList::new(around.allowed))?;
    let directory = match &around.bluesky_directory {
        Some((plc, resolver)) => Directory { plc: egress.url(plc)?, resolver: egress.url(resolver)? },
        None => Directory::public(&egress)?,
    };
    let networks = Networks::new(&egress, directory, Arc::new(KeptSessions(store.clone())));
    let origin = Origin::parse(&around.public_url)?;
    let here = Installation::at(&origin, store, networks, egress, around.demonstration);
    Ok(here.asking(Solver::named(place.solver.as_deref())))
}

/// `ORIGIN=REASON` as an entry of the allow-list.
pub fn allowed(entry: &str) -> Result<Allowed, anyhow::Error> {
    let (origin, reason) = entry.split_once('=').with_context(|| {
        format!("{entry:?} does not say why; write ORIGIN=REASON, such as http://127.0.0.1:3000=test bench")
    })?;
    Ok(Allowed::parse(origin.trim(), reason.trim())?)
}

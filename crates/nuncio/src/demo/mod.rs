//! `nuncio demo`: two invented groups, sample people, and networks to practise on. It listens on this machine only,
//! reaches nothing but its own practice network, and signs people in by the links it prints.

mod amending;
mod applicant;
mod campaign;
mod council;
mod groups;
mod history;
mod meeting;
mod people;
mod practice;
mod report;
mod voting;

use crate::{
    alone::alone,
    cli::Place,
    serve,
    start::{self, Around},
};
use ::people::{Demonstration, Issued, Purpose};
use acts::Installation;
use basics::Moment;
use jiff::SignedDuration;
use meeting::Meeting;
use std::net::SocketAddr;
use store::Clock;
use voting::Voting;

/// How long before now the sample groups' history begins.
const HISTORY: SignedDuration = SignedDuration::from_hours(5 * 24);

/// Starts the demonstration and serves it until an interrupt.
pub async fn run(place: &Place, listen: SocketAddr) -> Result<(), anyhow::Error> {
    let demonstration = Demonstration::on(listen)?;
    let listener = serve::listen(listen).await?;
    store::make_folder(&place.data)?;
    let _alone = alone(place)?;
    let network = practice::start(&place.data).await?;
    let around = Around {
        public_url: format!("http://localhost:{}", listener.local_addr()?.port()),
        allowed: network.allowed.clone(),
        bluesky_directory: Some((network.directory.clone(), network.directory.clone())),
        demonstration: Some(demonstration),
        clock: Clock::of_the_machine(),
    };
    let here = start::installation(place, around).await?;
    if here.store.all_groups().await?.is_empty() {
        make_up(place, &here, &network, demonstration).await?;
    }
    // A clock that was moved on goes on from there when the demonstration is started again: time that went by stays gone.
    here.store.clock().runs_on();
    announce(&here, &network).await?;
    serve::until_stopped(here, listener).await
}

/// Founds both groups and lets them live for some days, on a clock that began some days ago and runs up to now.
async fn make_up(
    place: &Place,
    served: &Installation,
    network: &practice::Network,
    demonstration: Demonstration,
) -> Result<(), anyhow::Error> {
    let now = served.store.now();
    let around = Around {
        public_url: served.public_url.clone(),
        allowed: network.allowed.clone(),
        bluesky_directory: Some((network.directory.clone(), network.directory.clone())),
        demonstration: Some(demonstration),
        clock: Clock::showing(Moment::from_micros(now.micros() - micros(HISTORY))),
    };
    let past = start::installation(place, around).await?;
    let team = people::create(&past).await?;
    for group in [groups::SOCIAL, groups::MEDIA] {
        let founded = groups::found(&past, &group, &team, now).await?;
        history::live(&past, &founded, &group, &team, network, demonstration, now).await?;
        let voting = Voting { here: &past, group: &founded, team: &team, demonstration };
        voting.in_the_past().await?;
        Meeting { here: &past, group: &founded, team: &team, demonstration }.planned().await?;
    }
    let begun = past.store.now();
    history::pass_time(&past, meeting::during(begun)).await?;
    past.store.clock().advance(meeting::during(begun).since(past.store.now()));
    for group in past.store.all_groups().await? {
        Meeting { here: &past, group: &group, team: &team, demonstration }.held().await?;
    }
    for group in past.store.all_groups().await? {
        applicant::applies(&past, &group).await?;
    }
    history::pass_time(&past, now).await?;
    for group in past.store.all_groups().await? {
        Meeting { here: &past, group: &group, team: &team, demonstration }.ahead().await?;
        Voting { here: &past, group: &group, team: &team, demonstration }.now().await?;
        amending::propose(&past, &group, &team).await?;
        council::is_asked(&past, &group, &team, demonstration).await?;
        campaign::write(&past, &group, &team).await?;
        report::write(&past, &group, &team).await?;
    }
    served.store.clock().not_before(past.store.now());
    Ok(())
}

fn micros(span: SignedDuration) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}

/// Prints the addresses, and a fresh sign-in link for every sample person: one `key: value` a line.
async fn announce(here: &Installation, network: &practice::Network) -> Result<(), anyhow::Error> {
    println!("address: {}", here.public_url);
    println!("practice network: {}", network.board);
    println!("people and clock: {}/demonstration", here.public_url);
    for person in people::ALL.iter().chain(people::SEATED) {
        let Some(known) = people::find(here, person).await? else { continue };
        let (link, token) = Issued::mint(Purpose::SignInLink, here.store.now())?;
        here.store.bookkeeping().keep_sign_in_link(&link, known.id).await?;
        println!("{}: {}/sign-in/{}", person.key, here.public_url, token.reveal().expose());
    }
    println!("ready: yes");
    Ok(())
}

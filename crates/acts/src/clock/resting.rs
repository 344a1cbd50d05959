//! Until when a delivery that is due waits all the same: its network asked its channel to wait, posts of the channel that are
//! late leave at some distance, or the server of its account does not answer and is left alone for a while.

use crate::{Installation, accounts};
use basics::Moment;
use delivery::{Breaker, Class, Happened};
use jiff::SignedDuration;
use networks::trouble::Kind;
use store::{ChannelRow, DeliveryRow, Op, ServerTrouble};

/// What the clock tells a delivery, unless it has to rest instead. Only what would be sent rests.
pub(super) async fn unless_it_rests(
    here: &Installation,
    row: &DeliveryRow,
    channel: &ChannelRow,
    happened: Happened,
) -> Result<Happened, anyhow::Error> {
    let Happened::Claim = happened else { return Ok(happened) };
    store::may_die("K1", Some(row.row.class()));
    let told = here.store.bookkeeping().rests_until(row.channel).await?;
    let until = match told.max(keeps_its_distance(here, row, channel).await?) {
        Some(until) => Some(until),
        None => server_rests_until(here, row, channel).await?,
    };
    Ok(until.map_or(happened, |until| Happened::Rest { until }))
}

/// After an outage posts do not leave in one burst: each that is late waits until the one before it is some time gone. The
/// parts of a thread are one post.
async fn keeps_its_distance(
    here: &Installation,
    row: &DeliveryRow,
    channel: &ChannelRow,
) -> Result<Option<Moment>, anyhow::Error> {
    let now = here.store.now();
    let is_a_post = matches!(row.op, Op::Create | Op::Reply | Op::Correct) && row.part == 0;
    if !is_a_post || !row.row.is_overdue(now) {
        return Ok(None);
    }
    let Ok((_, known)) = accounts::network_of(here, channel) else { return Ok(None) };
    let apart = SignedDuration::from_secs(known.apart.into());
    let last = here.store.bookkeeping().left_last(row.channel).await?;
    Ok(last.map(|last| last.plus(apart)).filter(|until| *until > now))
}

/// Until when the server of its account is left alone. Once that is over, whoever comes first asks it one question, and only
/// where it answers does anything leave.
async fn server_rests_until(
    here: &Installation,
    row: &DeliveryRow,
    channel: &ChannelRow,
) -> Result<Option<Moment>, anyhow::Error> {
    let Some(server) = server(row, channel) else { return Ok(None) };
    let (trouble, now) = (here.store.server(server).await?, here.store.now());
    if !trouble.breaker.is_asked_first(now) {
        return Ok(trouble.breaker.rests_until(now));
    }
    let asked = trouble.breaker.asked(now);
    if !here.store.bookkeeping().keep_server(&trouble, &asked, &trouble.says).await? {
        // Somebody else asks it.
        return Ok(here.store.server(server).await?.breaker.rests_until(now));
    }
    let trouble = here.store.server(server).await?;
    match is_there(here, channel).await {
        Ok(()) => {
            here.store.bookkeeping().server_answers(&trouble).await?;
            Ok(None)
        }
        Err(says) => {
            let failed = trouble.breaker.still_failing(row.channel, chance()?, here.store.now());
            here.store.bookkeeping().keep_server(&trouble, &failed, &says).await?;
            Ok(failed.rests_until(here.store.now()))
        }
    }
}

/// Whether a server gives any answer, even one that its account will not like.
async fn is_there(here: &Installation, channel: &ChannelRow) -> Result<(), String> {
    let Ok((network, _)) = accounts::network_of(here, channel) else { return Ok(()) };
    let Ok(account) = accounts::open(here, channel).await else { return Ok(()) };
    match network.probe(&account, here.store.now()).await {
        Err(trouble) if is_no_answer(trouble.kind) => Err(trouble.says),
        _ => Ok(()),
    }
}

/// Whether a channel's server is left alone now, so that it is not read either: that is no answer about a post.
pub(super) async fn is_left_alone(
    here: &Installation,
    row: &DeliveryRow,
    channel: &ChannelRow,
) -> Result<bool, anyhow::Error> {
    let Some(server) = server(row, channel) else { return Ok(false) };
    Ok(here.store.server(server).await?.breaker.rests_until(here.store.now()).is_some())
}

/// What a call came to: none, or a kind of trouble with its sentence.
pub(super) async fn learned(
    here: &Installation,
    row: &DeliveryRow,
    channel: &ChannelRow,
    trouble: Option<(Kind, &str)>,
) -> Result<(), anyhow::Error> {
    let Some(server) = server(row, channel) else { return Ok(()) };
    let known = here.store.server(server).await?;
    match trouble {
        Some((kind, says)) if is_no_answer(kind) => failed(here, row, &known, says).await,
        _ => here.store.bookkeeping().server_answers(&known).await,
    }
}

async fn failed(
    here: &Installation,
    row: &DeliveryRow,
    known: &ServerTrouble,
    says: &str,
) -> Result<(), anyhow::Error> {
    let breaker: Breaker = known.breaker.failed(row.channel, chance()?, here.store.now());
    if breaker.is_open() && !known.breaker.is_open() {
        tracing::warn!(server = known.server, says, "a server does not answer several channels and is left alone");
    }
    // Whoever was first has noted the same.
    here.store.bookkeeping().keep_server(known, &breaker, says).await.map(drop)
}

/// The server of what a machine posts.
fn server<'c>(row: &DeliveryRow, channel: &'c ChannelRow) -> Option<&'c str> {
    channel.base_url.as_deref().filter(|_| row.row.class() != Class::Assisted)
}

fn is_no_answer(kind: Kind) -> bool {
    matches!(kind, Kind::Transient | Kind::Ambiguous)
}

fn chance() -> Result<u64, anyhow::Error> {
    Ok(u64::from_be_bytes(accounts::random()?))
}

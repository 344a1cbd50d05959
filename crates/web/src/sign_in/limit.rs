//! How often one block of addresses may send the forms that need no account: each writes a row, a ceremony or a letter,
//! or costs a hash. What is guessed wrongly is counted besides, in the store (`people::limits`).
//!
//! Counted in the memory of this process, by the clock of the store: a restart forgets it.

use super::{Asked, Caller};
use crate::{App, errors};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{
    Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware, nanos::Nanos, state::keyed::HashMapStateStore,
};
use people::{AddressBlock, origin::only_reads};
use std::{num::NonZeroU32, sync::Arc};
use store::Clock;

/// Forms that a block may send at once, when it sent none for a while. Behind one address may stand a whole office.
const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(119);
/// After those, so many in a minute.
const IN_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);
/// So many blocks are remembered before those are forgotten that may send everything again.
const REMEMBERED: usize = 10_000;

/// The forms that strangers sent lately. Clones share it.
#[derive(Clone)]
pub struct Strangers(Arc<RateLimiter<AddressBlock, HashMapStateStore<AddressBlock>, Ticks, NoOpMiddleware<Nanos>>>);

impl Strangers {
    /// Nobody sent anything yet.
    pub fn by(clock: Clock) -> Self {
        let quota = Quota::per_minute(IN_A_MINUTE).allow_burst(AT_ONCE);
        Self(Arc::new(RateLimiter::new(quota, HashMapStateStore::default(), Ticks(clock))))
    }
    /// Notes one more form of this block; where that is one too many, how many seconds to wait.
    pub fn note(&self, block: &AddressBlock) -> Result<(), u64> {
        if self.0.len() > REMEMBERED {
            self.0.retain_recent();
        }
        self.0.check_key(block).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.0.clock().now());
            wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
        })
    }
}

/// The store's clock, as the limiter reads it.
#[derive(Clone)]
struct Ticks(Clock);

impl governor::clock::Clock for Ticks {
    type Instant = Nanos;
    fn now(&self) -> Nanos {
        Nanos::from(u64::try_from(self.0.now().micros()).unwrap_or(0).saturating_mul(1000))
    }
}

/// Lets through what only reads, and the forms of whoever sent few.
pub async fn limit(State(app): State<App>, caller: Caller, request: Request, next: Next) -> Response {
    if only_reads(request.method().as_str()) {
        return next.run(request).await;
    }
    match app.strangers.note(caller.block()) {
        Ok(()) => next.run(request).await,
        Err(seconds) => too_often(&caller, seconds, for_script(&request)),
    }
}

fn for_script(request: &Request) -> bool {
    request.headers().get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
}

fn too_often(caller: &Caller, seconds: u64, for_script: bool) -> Response {
    let wait = if seconds == 1 { "1 second".to_owned() } else { format!("{seconds} seconds") };
    let words = format!(
        "More forms came from your address in a short time than this installation takes, so this one was not read and \
         nothing was changed. Wait {wait}, then send it again."
    );
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut response = if for_script {
        Asked(Err((status, words))).into_response()
    } else {
        errors::trouble(status, caller.stranger(), &words, &caller.request)
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    fn block(address: &str) -> AddressBlock {
        AddressBlock::of(address.parse().unwrap())
    }

    #[test]
    fn a_block_that_sent_too_much_waits_and_no_other_does() {
        let clock = Clock::showing("2026-11-20T12:00:00Z".parse().unwrap());
        let strangers = Strangers::by(clock.clone());
        let (one, other) = (block("192.0.2.1"), block("192.0.2.2"));
        let sent = (0..200).filter(|_| strangers.note(&one).is_ok()).count();
        // The machine's clock goes on while this runs, so that one more may have become possible.
        assert!((120..130).contains(&sent), "{sent}");
        assert!(matches!(strangers.note(&one), Err(1 | 2)));
        assert_eq!(strangers.note(&other), Ok(()));
        clock.advance(SignedDuration::from_secs(2));
        assert_eq!(strangers.note(&one), Ok(()));
    }
}

//! How often somebody may guess. Failures are counted per account and per block of addresses; waits grow with them.
//!
//! Nobody can lock another person out: a passkey cannot be guessed, so its way stays open whatever was tried elsewhere.

use basics::Moment;
use jiff::SignedDuration;
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// Failures count for so long.
pub const WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// Tries per account that are evaluated in an hour, over all ways that can be guessed.
pub const PER_ACCOUNT: usize = 10;
/// Tries per block of addresses that are evaluated in an hour, over all accounts.
pub const PER_BLOCK: usize = 60;
/// Failures after which the next try waits, and how many seconds after the last failure.
const WAITS: [(usize, i64); 6] = [(9, 900), (8, 600), (7, 300), (6, 120), (5, 30), (3, 5)];

/// A way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    /// A passkey: nothing in it can be guessed.
    Passkey,
    /// A password, a code, or both.
    PasswordOrCode,
    /// Asking for a recovery link.
    Recovery,
    /// A link with a token.
    Link,
}

/// The addresses that count as one: an IPv4 address, or the /64 that one household or server is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AddressBlock(IpAddr);

impl AddressBlock {
    /// The block of the address that a request came from: [`crate::TrustedProxies::client`] says which that is.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(IpAddr::V4(address)),
            IpAddr::V6(address) => Self(IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))),
        }
    }
    /// The block of a connection without an address, such as one over a local socket.
    pub fn local() -> Self {
        Self(IpAddr::V4(Ipv4Addr::LOCALHOST))
    }
}
impl fmt::Display for AddressBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(address) => write!(f, "{address}"),
            IpAddr::V6(address) => write!(f, "{address}/64"),
        }
    }
}

/// The failures of the last hour, of one account or of one block. Kept by the store, one row each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failures(Vec<Moment>);

impl Failures {
    /// The failures that the store found, in any order.
    pub fn new(mut at: Vec<Moment>) -> Self {
        at.sort_unstable();
        Self(at)
    }
    /// Notes one more, and forgets those that no longer count.
    pub fn note(&mut self, at: Moment) {
        self.0.retain(|earlier| counts(*earlier, at));
        self.0.push(at);
    }
    /// How many count at this moment.
    pub fn count(&self, at: Moment) -> usize {
        self.0.iter().filter(|earlier| counts(**earlier, at)).count()
    }
    /// The first moment at which fewer than `most` count, if that is still to come.
    fn below(&self, most: usize, at: Moment) -> Option<Moment> {
        let mut counting = self.0.iter().rev().filter(|earlier| counts(**earlier, at));
        counting.nth(most.saturating_sub(1)).map(|oldest| oldest.plus(WINDOW))
    }
    /// The end of the wait after the last failure, if that is still to come.
    fn rested(&self, at: Moment) -> Option<Moment> {
        let failures = self.count(at);
        let (_, seconds) = WAITS.into_iter().find(|(from, _)| failures >= *from)?;
        let until = self.0.last()?.plus(SignedDuration::from_secs(seconds));
        (until > at).then_some(until)
    }
}

fn counts(earlier: Moment, at: Moment) -> bool {
    at.since(earlier) < WINDOW
}

/// The try is not evaluated now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// When it would be.
    pub until: Moment,
    /// How long that is.
    pub seconds: u64,
}
impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.seconds.div_ceil(60);
        let wait = match (self.seconds, minutes) {
            (1, _) => "1 second".to_owned(),
            (seconds @ 0..=90, _) => format!("{seconds} seconds"),
            (_, minutes) => format!("{minutes} minutes"),
        };
        write!(f, "There were too many wrong tries. Wait {wait}, or use your passkey, which works at any time.")
    }
}
impl std::error::Error for Wait {}

/// Whether a try is evaluated now. Ask before any secret is compared, and note a failure before answering it, in one
/// transaction, so that tries at the same instant count one after the other.
pub fn may_try(way: Try, account: &Failures, block: &Failures, at: Moment) -> Result<(), Wait> {
    if way == Try::Passkey {
        return Ok(());
    }
    let waits = [account.below(PER_ACCOUNT, at), account.rested(at), block.below(PER_BLOCK, at)];
    match waits.into_iter().flatten().max() {
        None => Ok(()),
        Some(until) => Err(Wait { until, seconds: seconds_until(until, at) }),
    }
}

fn seconds_until(until: Moment, at: Moment) -> u64 {
    u64::try_from(until.since(at).as_millis()).unwrap_or(0).div_ceil(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(address: &str) -> AddressBlock {
        AddressBlock::of(address.parse().unwrap())
    }

    #[test]
    fn a_block_is_one_ipv4_address_or_one_ipv6_network() {
        assert_eq!(block("2001:db8:1:2::1"), block("2001:db8:1:2:ffff::9"));
        assert_ne!(block("2001:db8:1:2::1"), block("2001:db8:1:3::1"));
        assert_eq!(block("::ffff:192.0.2.1"), block("192.0.2.1"));
        assert_ne!(block("192.0.2.1"), block("192.0.2.2"));
        assert_eq!(block("2001:db8:1:2::1").to_string(), "2001:db8:1:2::/64");
    }

    #[test]
    fn the_wait_is_said_in_words() {
        let at: Moment = "2026-11-20T12:00:00Z".parse().unwrap();
        assert!(Wait { until: at, seconds: 30 }.to_string().contains("Wait 30 seconds, or use your passkey"));
        assert!(Wait { until: at, seconds: 301 }.to_string().contains("Wait 6 minutes"));
    }
}

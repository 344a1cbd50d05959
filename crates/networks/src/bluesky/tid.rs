//! Record keys that sort by time (TID), and the idempotency material made of one.

use crate::ClientRef;
use basics::Moment;

const ALPHABET: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";

/// The key for this microsecond and clock id (ten bits of it count).
pub fn tid(micros: i64, clock: u16) -> String {
    let micros = u64::try_from(micros).unwrap_or(0) & ((1 << 53) - 1);
    let bits = (micros << 10) | u64::from(clock & 0x3ff);
    // Five bits always find one of the 32 letters.
    (0..13).rev().map(|place| char::from(ALPHABET[((bits >> (place * 5)) & 31) as usize])).collect()
}

/// What a post needs to be the same record at every attempt: its key, and the time it says it was made at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intended {
    /// The record key.
    pub rkey: String,
    /// The time in the record.
    pub created_at: String,
}

impl Intended {
    /// Made once, at the first attempt: feeds sort by this time.
    pub fn new(now: Moment, random: [u8; 16]) -> Self {
        let clock = u16::from_be_bytes([random[0], random[1]]);
        Self { rkey: tid(now.micros(), clock), created_at: format!("{:.3}", now.timestamp()) }
    }
    /// The material as it is stored.
    pub fn to_client_ref(&self) -> ClientRef {
        ClientRef::new(format!("{} {}", self.rkey, self.created_at))
    }
    /// The material as it was stored, or `None` when another connector made it.
    pub fn of(client_ref: &ClientRef) -> Option<Self> {
        let (rkey, created_at) = client_ref.as_str().split_once(' ')?;
        Some(Self { rkey: rkey.to_owned(), created_at: created_at.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_recipe_hold() {
        assert_eq!(tid(0, 0), "2222222222222");
        assert_eq!(tid(1_770_000_000_000_000, 0), "3mdtsyo3c2222");
        assert_eq!(tid(1_770_000_000_000_000, 1023), "3mdtsyo3c22zz");
    }

    #[test]
    fn material_reads_back_as_it_was_stored() {
        let made = Intended::new("2026-11-20T15:00:00.123456Z".parse().unwrap(), [7; 16]);
        assert_eq!(made.created_at, "2026-11-20T15:00:00.123Z");
        assert_eq!(Intended::of(&made.to_client_ref()), Some(made));
    }
}

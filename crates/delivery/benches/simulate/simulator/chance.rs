//! Dice that fall the same way for the same seed, and how often things go wrong.

use jiff::SignedDuration;

/// How often things go wrong, in one out of so many.
#[derive(Clone, Copy)]
pub struct Weather {
    /// A worker dies before or after a commit.
    pub crash: u64,
    /// A worker sleeps, and goes on with what it knew.
    pub sleep: u64,
    /// A call ends without a definite answer.
    pub fault: u64,
    /// An account cannot be read properly.
    pub bad_reads: u64,
    /// People do something of their own accord.
    pub whim: u64,
}

impl Weather {
    /// What a year brings.
    pub const FAIR: Self = Self { crash: 60, sleep: 120, fault: 8, bad_reads: 40, whim: 12 };
    /// Everything breaks all the time.
    pub const STORM: Self = Self { crash: 12, sleep: 12, fault: 2, bad_reads: 6, whim: 3 };
}

/// xorshift64*: fast, and good enough for dice.
pub struct Chance(u64);

impl Chance {
    /// Dice for this seed; neighbouring seeds have nothing in common.
    pub fn new(seed: u64) -> Self {
        let mixed = (seed ^ 0x5DEE_CE66_D1CE_4E5B).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut dice = Self((mixed ^ (mixed >> 29)) | 1);
        dice.below(2);
        dice.below(2);
        dice
    }
    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }
    /// True once in so many.
    pub fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
    /// Between no time and this many seconds, to the millisecond.
    pub fn within(&mut self, seconds: u64) -> SignedDuration {
        SignedDuration::from_millis(i64::try_from(self.below(seconds * 1_000 + 1)).unwrap_or(0))
    }
}

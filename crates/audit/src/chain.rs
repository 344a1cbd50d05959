//! The chain: each link holds the one before it, so that nothing can be taken out or put in between.

use basics::Digest;

/// What the first link of every log holds on to: 32 zero bytes.
pub const START: [u8; 32] = [0; 32];

/// An entry's place in its group's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chained {
    /// From 1, without gaps.
    pub position: u64,
    /// The link at this position.
    pub link: Digest,
}

/// The link after `previous`: `H(0x01 ‖ position ‖ previous ‖ leaf)`.
pub fn link(previous: Digest, position: u64, leaf: Digest) -> Chained {
    let link = Digest::of_parts([&[0x01][..], &position.to_be_bytes(), previous.bytes(), leaf.bytes()]);
    Chained { position, link }
}

//! An account for which a person agrees on the network's own page: X, on the stand-in that its contract is tested with.
//! Its keys last two hours and are good for one renewal, and every post costs money.

mod coming_back;
mod paying;
mod renewing;
mod scene;
#[path = "../../../../crates/networks/tests/contract/x/signing_in.rs"]
mod signing_in;
#[path = "../../../../crates/networks/tests/contract/x/standin.rs"]
#[expect(dead_code, reason = "the contract asks more of it than these stories do")]
mod standin;
mod withdrawing;

use serde_json::Value;

/// What the schemas of the stand-in have against a call is looked at where its contract is tested.
fn refuses(_: &str, _: &Value) -> Option<String> {
    None
}

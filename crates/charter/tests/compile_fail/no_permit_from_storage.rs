use charter::{Permit, Refusal, act::PublishPost};

fn stored(text: &str) -> Permit<PublishPost> {
    serde_json::from_str(text).unwrap()
}

fn refused(text: &str) -> Refusal {
    serde_json::from_str(text).unwrap()
}

fn main() {}

use charter::{Permit, act::CancelPost, judge::Question};

fn forge(act: CancelPost, question: Question) -> Permit<CancelPost> {
    Permit { act, question, by: Vec::new() }
}

fn main() {}

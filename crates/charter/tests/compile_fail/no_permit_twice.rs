use charter::{Permit, act::PublishPost};

fn twice(permit: Permit<PublishPost>) {
    permit.spend();
    permit.spend();
}

fn copied(permit: &Permit<PublishPost>) -> Permit<PublishPost> {
    permit.clone()
}

fn main() {}

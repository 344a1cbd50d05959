use charter::Permit;
use charter::act::{PublishPost, Reply};

fn publish(_: Permit<PublishPost>) {}

fn with_a_reply(permit: Permit<Reply>) {
    publish(permit);
}

fn main() {}

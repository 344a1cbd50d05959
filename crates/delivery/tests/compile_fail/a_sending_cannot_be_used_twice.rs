use delivery::Sending;

fn commit(_: Sending) {}

fn send_twice(sending: Sending) {
    commit(sending);
    commit(sending);
}

fn main() {}

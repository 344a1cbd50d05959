use delivery::Sending;

fn keep_for_later(sending: &Sending) -> Sending {
    sending.clone()
}

fn main() {}

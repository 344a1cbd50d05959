use delivery::{Absent, Event, Row};

fn send_again(row: &Row) -> Event {
    Event::Again(Absent { delivery: row.id, seq: row.seq })
}

fn main() {}

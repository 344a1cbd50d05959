use delivery::{Row, Sending};

fn sneak(row: &Row) -> Sending {
    Sending { delivery: row.id, fence: row.fence }
}

fn main() {}

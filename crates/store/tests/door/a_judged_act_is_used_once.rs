use basics::PersonId;
use charter::act::EndAccess;
use store::Judged;

async fn twice(judged: Judged<EndAccess>, by: PersonId) {
    let _ = judged.keep(by, "once").await;
    let _ = judged.keep(by, "twice").await;
}

async fn a_copy(judged: &Judged<EndAccess>) -> Judged<EndAccess> {
    judged.clone()
}

fn main() {}

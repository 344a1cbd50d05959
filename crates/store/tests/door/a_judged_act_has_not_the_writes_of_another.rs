use basics::PersonId;
use charter::act::EndAccess;
use store::{Judged, PlannedDelivery};

async fn schedule_with_leave_to_take_access_back(judged: Judged<EndAccess>, plan: Vec<PlannedDelivery>, by: PersonId) {
    let _ = judged.keep(plan, by).await;
}

fn main() {}

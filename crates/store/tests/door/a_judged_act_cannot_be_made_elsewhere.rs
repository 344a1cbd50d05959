use charter::{Permit, act::EndAccess};
use store::{Judged, Store};

fn judge_it_ourselves(permit: Permit<EndAccess>, store: &Store) -> Judged<EndAccess> {
    Judged::of(permit, todo!(), store, todo!())
}

fn main() {}

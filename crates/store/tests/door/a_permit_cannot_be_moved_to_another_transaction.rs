use charter::{Permit, act::EndAccess};
use store::Judged;

fn take_the_permit_out(judged: Judged<EndAccess>) -> Permit<EndAccess> {
    judged.permit
}

fn put_it_into_another(one: Judged<EndAccess>, mut other: Judged<EndAccess>) {
    other.tx = one.tx;
}

fn main() {}

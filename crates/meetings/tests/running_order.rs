//! The running order of an agenda, over generated ones.

use basics::Moment;
use jiff::SignedDuration;
use meetings::{LONGEST_ITEM, Meeting, RunningOrder};
use proptest::prelude::*;

fn meeting(minutes: u32) -> Meeting {
    Meeting { starts: "2026-12-01T18:00:00Z".parse().unwrap(), minutes, is_cancelled: false }
}

fn at(minutes: i64) -> Moment {
    meeting(0).starts.plus(SignedDuration::from_mins(minutes))
}

#[test]
fn each_thing_begins_when_the_one_before_is_done() {
    let order = RunningOrder::of(&meeting(30), &[Some(10), None, Some(25)]);
    let slots: Vec<_> = order.slots.iter().map(|slot| slot.map(|slot| (slot.from, slot.until))).collect();
    assert_eq!(slots, [Some((at(0), at(10))), None, Some((at(10), at(35)))]);
    assert_eq!((order.planned, order.over, order.ends()), (35, 5, Some(at(35))));
    assert_eq!(
        [order.now(at(-1)), order.now(at(0)), order.now(at(10)), order.now(at(35))],
        [None, Some(0), Some(2), None]
    );
    assert_eq!(RunningOrder::of(&meeting(30), &[None]).ends(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]
    #[test]
    fn the_order_has_no_gap_and_no_overlap(minutes in prop::collection::vec(prop::option::of(0..=LONGEST_ITEM), 0..40), lasts in 1..1440_u32) {
        let order = RunningOrder::of(&meeting(lasts), &minutes);
        prop_assert_eq!(order.slots.len(), minutes.len());
        let mut done = meeting(lasts).starts;
        for slot in order.slots.iter().flatten() {
            prop_assert_eq!(slot.from, done);
            prop_assert!(slot.until >= slot.from);
            done = slot.until;
        }
        prop_assert_eq!(order.planned, minutes.iter().flatten().sum::<u32>());
        prop_assert_eq!(order.over > 0, order.planned > lasts);
    }
}

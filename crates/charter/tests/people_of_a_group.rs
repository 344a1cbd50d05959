//! Who may do something about the people of a group, at the judge: removal, offices, outside statuses, holidays.

mod common;

use common::{django, facts, jupyter, verdict, words};

#[test]
fn nobody_answers_a_removal_for_its_subject() {
    for charter in django() {
        let reply = facts("reply_to_removal", &["member", "chair"]);
        assert_eq!(verdict(charter, "reply_to_removal", reply.clone()), "may not (M15)");
        assert_eq!(verdict(charter, "reply_to_removal", reply.with("oneself", true)), "may as member (M15)");
    }
    for charter in jupyter() {
        let reply = facts("reply_to_removal", &["member"]);
        assert_eq!(verdict(charter, "reply_to_removal", reply.clone()), "may not (C1)");
        assert_eq!(verdict(charter, "reply_to_removal", reply.with("oneself", true)), "may as member (C1)");
    }
}

#[test]
fn e2_nobody_is_removed_without_the_vote_of_the_group() {
    for charter in django() {
        for offices in [&["member"][..], &["member", "chair"], &["liaison"]] {
            let remove = facts("remove_member", offices);
            assert_eq!(verdict(charter, "remove_member", remove.clone()), "ask group (M15)");
            let voted = remove.with("answered", words(&["remove_member"]));
            let carried = verdict(charter, "remove_member", voted);
            assert!(carried.starts_with("may as") && carried.ends_with("(M15)"), "{carried}");
        }
    }
}

#[test]
fn f5_only_the_board_fills_the_liaisons_seat() {
    for charter in django() {
        let fill = |office: &str| facts("fill_office", &["member", "chair"]).with("office", office);
        assert_eq!(verdict(charter, "fill_office", fill("liaison")), "ask board (M3)");
        assert_eq!(verdict(charter, "fill_office", fill("co_chair")), "ask group (README-4)");
        let voted = fill("liaison").with("answered", words(&["elect_officer"]));
        assert_eq!(verdict(charter, "fill_office", voted), "ask board (M3)", "a vote of the group fills it not");
    }
}

#[test]
fn nobody_gives_up_the_office_of_somebody_else() {
    for charter in django() {
        let down = facts("step_down", &["member", "chair"]);
        assert_eq!(verdict(charter, "step_down", down.clone()), "may not (M14)");
        assert_eq!(verdict(charter, "step_down", down.with("oneself", true)), "may as member (M14)");
    }
}

#[test]
fn who_is_what_outside_is_recorded_by_the_officers() {
    for charter in django() {
        assert_eq!(verdict(charter, "record_status", facts("record_status", &["member"])), "may not (M3)");
        let chair = facts("record_status", &["member", "chair"]);
        assert_eq!(verdict(charter, "record_status", chair), "may as chair (M3)");
    }
    for charter in jupyter() {
        assert_eq!(verdict(charter, "record_status", facts("record_status", &["member"])), "may as member (C1)");
    }
}

#[test]
fn whoever_is_no_member_carries_out_no_status() {
    for charter in django() {
        assert_eq!(verdict(charter, "follow_status", facts("follow_status", &[])), "may not (M3)");
        assert_eq!(verdict(charter, "follow_status", facts("follow_status", &["member"])), "may as member (M3)");
    }
}

#[test]
fn whoever_is_no_member_moves_no_post_with_the_clocks() {
    for (charters, clause) in [(django(), "D2"), (jupyter(), "V1")] {
        for charter in charters {
            let by = |offices: &[&str]| verdict(charter, "follow_clocks", facts("follow_clocks", offices));
            assert_eq!(
                (by(&[]), by(&["member"])),
                (format!("may not ({clause})"), format!("may as member ({clause})"))
            );
        }
    }
}

#[test]
fn d12_a_holiday_is_set_by_the_chair() {
    for charter in django() {
        assert_eq!(verdict(charter, "set_holiday", facts("set_holiday", &["member"])), "may not (M13)");
        let chair = facts("set_holiday", &["member", "chair"]);
        assert_eq!(verdict(charter, "set_holiday", chair), "may as chair (M13)");
    }
}

//! The acceptance scenarios of the charter without offices, whose social channels only announce, at the judge.

mod common;

use common::{facts, jupyter, short, verdict, words};

const CONVERSATION: [&str; 5] = ["reply", "quote", "like", "follow", "message"];

#[test]
fn k11_nobody_is_answered_where_a_channel_only_announces() {
    for charter in jupyter() {
        for act in CONVERSATION {
            let answer = facts(act, &["member"]).with("channel_mode", "broadcast");
            let opinion = charter.weigh(act, &[answer]);
            assert_eq!(short(&opinion), "may not (E5)", "{act}");
            let cited = &opinion.cites()[0];
            assert_eq!((cited.line, cited.instead.as_deref()), (16, Some("use the preferred channel")));
            assert!(cited.quote.contains("preferred channel") && cited.quote.contains("two-way"), "{}", cited.quote);
            let sentence = charter::sentences::verdict(charter, &opinion);
            assert_eq!(sentence, "May not: use the preferred channel.");
        }
    }
}

#[test]
fn k11_own_and_sister_accounts_may_be_carried_further() {
    for charter in jupyter() {
        let repost = facts("repost", &["member"]).with("channel_mode", "broadcast");
        assert_eq!(verdict(charter, "repost", repost.clone()), "may not (E5)");
        for subject in ["own", "sister"] {
            assert_eq!(verdict(charter, "repost", repost.clone().with("subject", subject)), "may as member (V1)");
        }
    }
}

#[test]
fn k11_a_channel_of_ours_only_announces_unless_it_is_preferred() {
    for charter in jupyter() {
        let channels = &charter.rules().channels;
        assert!(channels.is_broadcast("ours", true, &[]));
        assert!(!channels.is_broadcast("ours", true, &["preferred"]), "K12");
        assert!(!channels.is_broadcast("ours", false, &["primary"]), "the blog is no social channel");
        assert!(!channels.is_broadcast("community", true, &[]), "the group only takes part there");
        assert!(channels.one_preferred);
    }
}

#[test]
fn k12_the_preferred_channel_is_for_conversation() {
    for charter in jupyter() {
        let reply = facts("reply", &["member"]).with("channel_marks", words(&["preferred"]));
        assert_eq!(verdict(charter, "reply", reply), "may as member (V1 E7)");
        for act in ["quote", "like", "follow", "repost"] {
            let act_there = facts(act, &["member"]).with("channel_marks", words(&["preferred"]));
            assert_eq!(verdict(charter, act, act_there), "may as member (V1)", "{act}");
        }
    }
}

#[test]
fn k11_hiding_and_blocking_are_no_conversation() {
    for charter in jupyter() {
        let hide = facts("hide_comment", &["member"]).with("channel_mode", "broadcast");
        assert_eq!(verdict(charter, "hide_comment", hide), "may as member (R3)");
    }
}

#[test]
fn k17_the_group_opens_channels_by_its_own_decision() {
    for charter in jupyter() {
        for act in ["open_channel", "retire_channel", "rest_channel"] {
            assert_eq!(verdict(charter, act, facts(act, &["member"])), "ask group (R4)");
            let decided = facts(act, &["member"]).with("answered", words(&[act]));
            assert_eq!(verdict(charter, act, decided), "may as member (R4)");
        }
    }
}

#[test]
fn the_group_moves_the_preferred_mark_together() {
    for charter in jupyter() {
        let prefer = facts("prefer_channel", &["member"]);
        assert_eq!(verdict(charter, "prefer_channel", prefer.clone()), "ask group (E6)");
        let decided = prefer.with("answered", words(&["prefer_channel"]));
        assert_eq!(verdict(charter, "prefer_channel", decided), "may as member (E6)");
    }
}

#[test]
fn access_is_the_groups_to_give_and_a_member_hands_it_out() {
    for charter in jupyter() {
        let grant = facts("grant_access", &["member"]);
        assert_eq!(verdict(charter, "grant_access", grant.clone()), "ask group (R5)");
        let decided = grant.with("answered", words(&["grant_access"]));
        assert_eq!(verdict(charter, "grant_access", decided), "may as member (R5)");
        let end = facts("end_access", &["member"]);
        assert_eq!(verdict(charter, "end_access", end.clone()), "ask group (R5)");
        assert_eq!(verdict(charter, "end_access", end.with("oneself", true)), "may as member (R5)");
    }
}

#[test]
fn k1_content_by_third_parties_waits_for_an_editor() {
    for charter in jupyter() {
        let theirs = facts("schedule_post", &["member"]).with("third_party", true);
        assert_eq!(verdict(charter, "schedule_post", theirs.clone()), "may not (E2)");
        assert_eq!(verdict(charter, "schedule_post", theirs.with("benefit_accepted", true)), "may as member (V1)");
    }
}

#[test]
fn k3_another_language_waits_for_a_vetter() {
    for charter in jupyter() {
        let spanish = facts("publish_post", &["member"]).with("language", "other");
        assert_eq!(verdict(charter, "publish_post", spanish.clone()), "may not (E3)");
        assert_eq!(verdict(charter, "publish_post", spanish.with("vetted", true)), "may as member (V1)");
    }
}

#[test]
fn a_member_records_what_the_group_decided() {
    for charter in jupyter() {
        let record = facts("record_answer", &["member"]);
        assert_eq!(verdict(charter, "record_answer", record), "may as member (GUIDE-13)");
        assert_eq!(verdict(charter, "record_answer", facts("record_answer", &[])), "may not (GUIDE-13)");
    }
}

#[test]
fn its_charter_is_the_executive_councils_to_change() {
    for charter in jupyter() {
        for act in ["amend_charter", "dissolve_group"] {
            assert_eq!(verdict(charter, act, facts(act, &["member"])), "ask executive_council (GROUPS-1)");
        }
        let opinion = charter.weigh("amend_charter", &[facts("amend_charter", &["member"])]);
        assert_eq!(charter::sentences::verdict(charter, &opinion), "The executive council decides this.");
    }
}

//! The acceptance scenarios of the charter with a board and three offices, at the judge.

mod common;

use charter::act::{GrantAccess, PublishPost, SchedulePost};
use charter::{Actor, Charter, Verdict, judge, judge::Question, sentences};
use common::{django, facts, jupyter, short, verdict, words};

const OFFICES: [&[&str]; 4] = [&["member"], &["member", "chair"], &["member", "co_chair"], &["liaison"]];

#[test]
fn h1_a_member_posts_under_a_goal_without_the_board() {
    for charter in django() {
        for act in ["schedule_post", "publish_post"] {
            assert_eq!(verdict(charter, act, facts(act, &["member"])), "may as member (D2)");
            let several = facts(act, &["member"]).with("goals", words(&["1", "4"]));
            assert_eq!(verdict(charter, act, several), "may as member (D2)");
        }
    }
}

#[test]
fn h2_content_outside_the_goals_waits_for_the_board() {
    for charter in django() {
        let none = facts("publish_post", &["member"]).with("goals", words(&[]));
        assert_eq!(verdict(charter, "publish_post", none.clone()), "ask board (B2)");
        let answered = none.with("answered", words(&["content_outside_goals"]));
        assert_eq!(verdict(charter, "publish_post", answered), "may as member (D2)");
    }
}

#[test]
fn h2_a_goal_that_is_not_in_force_is_no_goal() {
    for charter in django() {
        let old = facts("schedule_post", &["member"]).with("goals", words(&["9"]));
        assert_eq!(verdict(charter, "schedule_post", old), "ask board (B2)");
    }
}

#[test]
fn h4_a_sponsor_campaign_waits_for_the_board_whoever_asks() {
    for charter in django() {
        for act in ["schedule_post", "publish_post"] {
            for offices in OFFICES {
                let campaign = facts(act, offices).with("sponsor", "campaign");
                assert_eq!(verdict(charter, act, campaign.clone()), "ask board (B3)");
                let other = campaign.clone().with("answered", words(&["content_outside_goals"]));
                assert_eq!(verdict(charter, act, other), "ask board (B3)", "an answer about another matter");
                let answered = campaign.with("answered", words(&["sponsor_campaign"]));
                assert!(verdict(charter, act, answered).starts_with("may as"));
            }
        }
    }
}

#[test]
fn h5_one_thank_you_passes_and_anything_given_in_return_does_not() {
    for charter in django() {
        let thanks = facts("schedule_post", &["member"]).with("sponsor", "thanks").with("goals", words(&["2"]));
        assert_eq!(verdict(charter, "schedule_post", thanks.clone()), "may as member (D2)");
        assert_eq!(verdict(charter, "schedule_post", thanks.with("consideration", true)), "ask board (B3)");
    }
}

#[test]
fn h8_a_new_channel_waits_for_the_board_and_a_name_may_be_held() {
    for charter in django() {
        for offices in OFFICES {
            assert_eq!(verdict(charter, "open_channel", facts("open_channel", offices)), "ask board (B4)");
        }
        let answered = facts("open_channel", &["member"]).with("answered", words(&["open_channel"]));
        assert_eq!(verdict(charter, "open_channel", answered), "may as member (B4)");
        let name = facts("reserve_channel", &["member"]).with("channel_state", "proposed");
        assert_eq!(verdict(charter, "reserve_channel", name), "may as member (B4)");
        let post = facts("publish_post", &["member"]).with("channel_state", "reserved");
        assert_eq!(verdict(charter, "publish_post", post), "may not (S2)", "nothing is posted there");
    }
}

#[test]
fn h9_resting_a_channel_needs_the_group_and_retiring_it_the_board() {
    for charter in django() {
        for act in ["rest_channel", "resume_channel"] {
            assert_eq!(verdict(charter, act, facts(act, &["member", "chair"])), "ask group (S3)");
            let decided = facts(act, &["member"]).with("answered", words(&["rest_channel"]));
            assert_eq!(verdict(charter, act, decided), "may as member (S3)");
        }
        for act in ["retire_channel", "rename_channel", "delete_channel"] {
            assert_eq!(verdict(charter, act, facts(act, &["member", "chair"])), "ask board (B5)");
            let wrong = facts(act, &["member"]).with("answered", words(&["rest_channel"]));
            assert_eq!(verdict(charter, act, wrong), "ask board (B5)");
            let decided = facts(act, &["member"]).with("answered", words(&["retire_channel"]));
            assert_eq!(verdict(charter, act, decided), "may as member (B5)");
        }
    }
}

#[test]
fn whoever_is_no_member_says_nothing_about_where_a_body_is_written_to() {
    let ask = |offices| facts("address_body", offices);
    for charter in django() {
        assert_eq!(verdict(charter, "address_body", ask(&["member", "chair"])), "may as chair (B0)");
        assert_eq!(verdict(charter, "address_body", ask(&["member"])), "may not (B0)");
    }
    for charter in jupyter() {
        assert_eq!(verdict(charter, "address_body", ask(&["member"])), "may as member (GUIDE-15)");
        assert_eq!(verdict(charter, "address_body", ask(&[])), "may not (GUIDE-15)");
    }
}

#[test]
fn o3_the_whole_group_or_the_board_ends_a_group_and_nobody_alone() {
    let ask = |offices| facts("dissolve_group", offices);
    for charter in django() {
        let short = verdict(charter, "dissolve_group", ask(&["member", "chair"]));
        assert_eq!(short, "ask board or group (README-6 README-8)");
        let told = sentences::verdict(charter, &charter.weigh("dissolve_group", &[ask(&["member"])]));
        assert_eq!(told, "The board or the group decides this.", "the answer of either is enough");
        for answer in ["dissolve_group", "close_group"] {
            let answered = ask(&["member"]).with("answered", words(&[answer]));
            assert!(verdict(charter, "dissolve_group", answered).starts_with("may as member"), "{answer}");
        }
    }
    for charter in jupyter() {
        assert_eq!(verdict(charter, "dissolve_group", ask(&["member"])), "ask executive_council (GROUPS-1)");
        let answered = ask(&["member"]).with("answered", words(&["dissolve_group"]));
        assert_eq!(verdict(charter, "dissolve_group", answered), "may as member (GROUPS-1)");
    }
}

#[test]
fn whoever_is_no_member_ticks_no_errand() {
    for charter in django() {
        assert_eq!(verdict(charter, "tick_errand", facts("tick_errand", &["member"])), "may not (C3)");
        assert_eq!(verdict(charter, "tick_errand", facts("tick_errand", &["member", "chair"])), "may as chair (C3)");
    }
    for charter in jupyter() {
        assert_eq!(verdict(charter, "tick_errand", facts("tick_errand", &[])), "may not (C1)");
    }
}

#[test]
fn any_member_freezes_and_whoever_is_none_does_not() {
    for (charter, clause) in django().iter().map(|it| (it, "D2")).chain(jupyter().iter().map(|it| (it, "R4"))) {
        for act in ["freeze", "thaw"] {
            assert_eq!(verdict(charter, act, facts(act, &["member"])), format!("may as member ({clause})"));
            assert_eq!(verdict(charter, act, facts(act, &[])), format!("may not ({clause})"));
        }
    }
}

#[test]
fn whoever_is_no_member_says_nothing_about_the_chat() {
    for charter in django() {
        assert_eq!(verdict(charter, "tell_chat", facts("tell_chat", &["member"])), "may not (C3)");
        assert_eq!(verdict(charter, "tell_chat", facts("tell_chat", &["member", "chair"])), "may as chair (C3)");
    }
    for charter in jupyter() {
        assert_eq!(verdict(charter, "tell_chat", facts("tell_chat", &[])), "may not (C1)");
    }
}

#[test]
fn a_rule_of_the_house_is_set_by_the_group() {
    let both = django().iter().map(|charter| (charter, "README-1"));
    for (charter, clause) in both.chain(jupyter().iter().map(|charter| (charter, "C1"))) {
        let ask = facts("set_house_rule", &["member"]);
        assert_eq!(verdict(charter, "set_house_rule", ask.clone()), format!("ask group ({clause})"));
        let decided = ask.with("answered", words(&["set_house_rule"]));
        assert_eq!(verdict(charter, "set_house_rule", decided), format!("may as member ({clause})"));
        let outsider = facts("set_house_rule", &[]).with("answered", words(&["set_house_rule"]));
        assert_eq!(verdict(charter, "set_house_rule", outsider), format!("may not ({clause})"));
    }
}

#[test]
fn h13_a_repost_serves_a_goal_and_a_like_needs_none() {
    for charter in django() {
        assert_eq!(verdict(charter, "repost", facts("repost", &["member"])), "may as member (D3)");
        let without = facts("repost", &["member"]).with("goals", words(&[]));
        assert_eq!(verdict(charter, "repost", without), "ask board (B2)");
        assert_eq!(verdict(charter, "like", facts("like", &["member"])), "may as member (D3)");
    }
}

#[test]
fn h18_the_liaison_records_what_the_board_decided() {
    for charter in django() {
        let record = |offices: &[&str]| facts("record_answer", offices);
        assert_eq!(verdict(charter, "record_answer", record(&["liaison"])), "may as liaison (B0)");
        assert_eq!(verdict(charter, "record_answer", record(&["member"])), "may not (B0 M12)");
        assert_eq!(verdict(charter, "record_answer", record(&["member", "chair"])), "may not (B0 M12)");
        let vacant = record(&["member", "chair"]).with("vacant", words(&["liaison"]));
        assert_eq!(verdict(charter, "record_answer", vacant), "may as chair (B0)");
        let both = record(&["member", "co_chair"]).with("vacant", words(&["chair", "liaison"]));
        assert_eq!(verdict(charter, "record_answer", both), "may as co_chair (B0)", "the deputy acts for the chair");
    }
}

#[test]
fn h9_what_the_group_decided_its_officers_record() {
    for charter in django() {
        let record = |offices: &[&str], matter: &str| facts("record_answer", offices).with("matter", matter);
        assert_eq!(
            verdict(charter, "record_answer", record(&["member", "chair"], "rest_channel")),
            "may as chair (M12)"
        );
        let board = record(&["member", "chair"], "sponsor_campaign");
        assert_eq!(
            verdict(charter, "record_answer", board),
            "may not (B0 M12)",
            "the board's word is not theirs to record"
        );
        assert_eq!(verdict(charter, "record_answer", record(&["member"], "rest_channel")), "may not (B0 M12)");
    }
}

#[test]
fn h18_an_unconfirmed_answer_unlocks_nothing() {
    for charter in django() {
        // What is unconfirmed is not among the matters answered; the charter asks for evidence.
        let rule = charter.rules().answers.as_ref().expect("the charter says what an answer needs");
        assert!(rule.evidence && rule.serve_months == Some(6));
        let unconfirmed = facts("schedule_post", &["member"]).with("sponsor", "campaign").with("answered", words(&[]));
        assert_eq!(verdict(charter, "schedule_post", unconfirmed), "ask board (B3)");
    }
}

#[test]
fn h20_paid_promotion_is_refused_and_the_board_can_be_asked() {
    for charter in django() {
        for offices in OFFICES {
            assert_eq!(verdict(charter, "boost_post", facts("boost_post", offices)), "ask board (U1)");
        }
    }
}

#[test]
fn g1_a_member_cannot_grant_access() {
    for charter in django() {
        let opinion = charter.weigh("grant_access", &[facts("grant_access", &["member"])]);
        assert_eq!(short(&opinion), "may not (D1)");
        assert_eq!(opinion.cites()[0].who_can, ["chair", "co_chair", "liaison"]);
        assert_eq!(charter::sentences::verdict(charter, &opinion), "May not: Chair, Co-Chair or Board Liaison can.");
        for (offices, office) in OFFICES.iter().zip(["", "chair", "co_chair", "liaison"]).skip(1) {
            let granted = verdict(charter, "grant_access", facts("grant_access", offices));
            assert_eq!(granted, format!("may as {office} (D1)"));
        }
    }
}

#[test]
fn g2_access_goes_to_group_members_only() {
    for charter in django() {
        for grantee in ["outsider", "alumni"] {
            let contractor = facts("grant_access", &["member", "co_chair"]).with("grantee", grantee);
            assert_eq!(verdict(charter, "grant_access", contractor), "may not (D1)");
        }
    }
}

#[test]
fn g4_access_does_not_outlast_the_term() {
    for charter in django() {
        let late = facts("grant_access", &["member", "chair"]).with("grant_end", "after_term");
        assert_eq!(verdict(charter, "grant_access", late), "may not (M13)");
    }
}

#[test]
fn ac01_granting_to_oneself_needs_another_office_unless_there_is_none() {
    for charter in django() {
        let mine = facts("grant_access", &["member", "chair"]).with("grantee_self", true);
        assert_eq!(verdict(charter, "grant_access", mine.clone()), "may as chair (D1)", "nobody else could");
        assert_eq!(verdict(charter, "grant_access", mine.with("other_granter", true)), "may not (D1)");
    }
}

#[test]
fn c7_a_member_without_a_grant_does_nothing_on_a_channel() {
    for charter in django() {
        for act in ["schedule_post", "publish_post", "report_posted", "withdraw_post", "settle_delivery", "reply"] {
            let without = facts(act, &["member"]).with("grant", words(&[]));
            assert_eq!(verdict(charter, act, without), "may not (D1)", "{act}");
        }
        let wrong = facts("reply", &["member"]).with("grant", words(&["publish"]));
        assert_eq!(verdict(charter, "reply", wrong), "may not (D1)", "to publish is not to reply");
    }
}

#[test]
fn f1_the_liaisons_power_ends_with_the_board_seat() {
    for charter in django() {
        let seat = facts("grant_access", &["liaison"]);
        assert_eq!(verdict(charter, "grant_access", seat.clone()), "may as liaison (D1)");
        let ended = seat.with("status", words(&[]));
        assert_eq!(verdict(charter, "grant_access", ended.clone()), "may not (M3 D1)");
        let also_chair = facts("grant_access", &["liaison", "chair", "member"]).with("status", words(&[]));
        assert_eq!(verdict(charter, "grant_access", also_chair), "may as chair (D1)", "each office counts by itself");
        let post = facts("publish_post", &["liaison"]).with("status", words(&[]));
        assert_eq!(verdict(charter, "publish_post", post), "may not (M3 D2)", "a member's rights ended too");
    }
}

#[test]
fn any_office_stops_a_channel_at_once() {
    for charter in django() {
        for offices in &OFFICES[1..] {
            let verdict = verdict(charter, "suspend_channel", facts("suspend_channel", offices));
            assert!(verdict.starts_with("may as"), "{verdict}");
        }
        assert_eq!(verdict(charter, "suspend_channel", facts("suspend_channel", &["member"])), "may not (D1)");
    }
}

#[test]
fn an_account_that_is_not_ours_yet_is_opened_before_it_is_connected() {
    for charter in django() {
        let ours = facts("connect_channel", &["member", "chair"]);
        assert_eq!(verdict(charter, "connect_channel", ours.clone()), "may as chair (D1)");
        let new = ours.with("channel_state", "proposed");
        assert_eq!(verdict(charter, "connect_channel", new), "may not (B4)");
    }
}

#[test]
fn what_others_hold_is_taken_back_by_those_who_gave_it() {
    for charter in django() {
        let end = |offices: &[&str]| facts("end_access", offices);
        assert_eq!(verdict(charter, "end_access", end(&["member"])), "may not (D1)");
        assert_eq!(verdict(charter, "end_access", end(&["member"]).with("oneself", true)), "may as member (D1)");
        assert_eq!(verdict(charter, "end_access", end(&["member", "co_chair"])), "may as co_chair (D1)");
    }
}

#[test]
fn only_people_on_the_roster_are_invited_to_sign_in() {
    for charter in django() {
        assert_eq!(verdict(charter, "invite_member", facts("invite_member", &["member"])), "may not (M4)");
        let invite = facts("invite_member", &["member", "co_chair"]);
        assert_eq!(verdict(charter, "invite_member", invite.clone()), "may as co_chair (M4)");
        assert_eq!(verdict(charter, "invite_member", invite.with("grantee", "outsider")), "may not (M4)");
    }
}

#[test]
fn an_act_that_no_line_names_goes_where_the_charter_says() {
    for charter in django() {
        let prefer = facts("prefer_channel", &["member", "chair"]);
        assert_eq!(verdict(charter, "prefer_channel", prefer.clone()), "ask board (README-5)");
        let answered = prefer.with("answered", words(&["prefer_channel"]));
        assert_eq!(verdict(charter, "prefer_channel", answered), "may as member (README-5)");
        let change = facts("amend_charter", &["member", "chair"]);
        assert_eq!(verdict(charter, "amend_charter", change), "ask board (README-5)");
    }
}

#[test]
fn every_clause_in_the_way_is_named_and_every_channel_is_judged() {
    for charter in django() {
        let broken = facts("publish_post", &["member"]).with("sponsor", "campaign").with("goals", words(&[]));
        let broken = broken.with("grant", words(&[]));
        assert_eq!(verdict(charter, "publish_post", broken), "may not (D1 B2 B3)");
        let fine = facts("schedule_post", &["member"]);
        let resting = fine.clone().with("channel_state", "dormant");
        assert_eq!(short(&charter.weigh("schedule_post", &[fine, resting])), "may not (S2)");
    }
}

#[test]
fn o4_a_recorded_question_gets_the_same_answer_again() {
    let at: basics::Moment = "2026-11-20T15:00:00Z".parse().unwrap();
    let actor = Actor::Person(basics::PersonId::mint(at));
    for charter in django() {
        for cases in [
            vec![facts("publish_post", &["member"])],
            vec![facts("publish_post", &["member"]).with("sponsor", "campaign")],
            vec![facts("publish_post", &["member"]).with("grant", words(&[])).with("goals", words(&[]))],
        ] {
            let act = PublishPost { delivery: basics::DeliveryId::mint(at), content: basics::Digest::of(b"text") };
            let spent = match judge(charter, actor, act, cases, at) {
                Verdict::May(permit) => permit.spend(),
                Verdict::AskGroup(refusal) | Verdict::AskBody(refusal) | Verdict::MayNot(refusal) => refusal.spend(),
            };
            let stored = serde_json::to_string(&(spent.question(), spent.opinion())).unwrap();
            let (question, answer): (Question, charter::Opinion) = serde_json::from_str(&stored).unwrap();
            let again = Charter::load_over("again", charter.rules_source(), charter.text().verbatim().as_bytes());
            let again = again.unwrap();
            assert_eq!(again.version(), question.charter);
            assert_eq!(again.weigh(&question.act, &question.cases), answer);
        }
    }
}

#[test]
fn a_permit_names_who_what_and_why() {
    let at: basics::Moment = "2026-11-20T15:00:00Z".parse().unwrap();
    let (who, group) = (Actor::Person(basics::PersonId::mint(at)), &django()[0]);
    let act = SchedulePost { post: basics::PostId::mint(at), content: basics::Digest::of(b"text"), channels: vec![] };
    let permit = judge(group, who, act.clone(), vec![facts("schedule_post", &["member"])], at).permit().unwrap();
    assert_eq!((permit.act(), permit.office()), (&act, Some("member")));
    assert_eq!((permit.question().actor, permit.question().charter, permit.question().at), (who, group.version(), at));
    assert_eq!(permit.by()[0].label, "D2");
    assert!(group.text().verbatim().contains("Members can post"));

    let nothing = judge(group, who, act, vec![], at).permit().unwrap_err();
    let alarm = nothing.grounds().because[0].alarm().unwrap().to_owned();
    assert!(alarm.contains("nothing was gathered"), "{alarm}");
}

#[test]
fn a_refusal_to_grant_quotes_the_line_and_names_who_can() {
    let at: basics::Moment = "2026-11-20T15:00:00Z".parse().unwrap();
    for charter in django() {
        let (grant, channel) = (basics::GrantId::mint(at), basics::ChannelId::mint(at));
        let (to, actor) = (basics::PersonId::mint(at), Actor::Person(basics::PersonId::mint(at)));
        let act = GrantAccess { grant, channel, to, capability: "publish".to_owned(), until: at };
        let refusal = judge(charter, actor, act, vec![facts("grant_access", &["member"])], at).permit().unwrap_err();
        let cited = &refusal.grounds().because[0];
        assert!(cited.quote.contains("Chair") && cited.quote.contains("access"), "{}", cited.quote);
        assert_eq!((cited.line, cited.label.as_str()), (17, "D1"));
        let sentence = charter::sentences::refusal(refusal.grounds());
        assert!(sentence.starts_with("May not: chair, co chair or liaison can. “"), "{sentence}");
    }
}

//! What of a charter this version of the product does: the one table of mechanisms, each with the test that shows it.
//!
//! It speaks of acts and of sections of a rules file, never of one charter's clauses: what a clause amounts to follows
//! from the rules that cite it.

/// What the product does about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mechanism {
    /// It refuses what the rule does not allow; the test shows a refusal.
    Enforced { test: &'static str },
    /// A page or a command serves it.
    Supported { by: &'static str, test: &'static str },
    /// It is bound, and what it needs is not built.
    Promised { missing: &'static str },
}

const fn enforced(test: &'static str) -> Mechanism {
    Mechanism::Enforced { test }
}
const fn supported(by: &'static str, test: &'static str) -> Mechanism {
    Mechanism::Supported { by, test }
}
const fn promised(missing: &'static str) -> Mechanism {
    Mechanism::Promised { missing }
}

/// The acts that the judge answers for today, each with a test in which it is refused.
const ACTS: &[(&str, &str)] = &[
    ("schedule_post", "h4_a_sponsor_campaign_waits_for_the_board_whoever_asks"),
    ("publish_post", "h2_content_outside_the_goals_waits_for_the_board"),
    ("cancel_post", "whoever_holds_no_office_may_do_nothing"),
    ("follow_clocks", "whoever_is_no_member_moves_no_post_with_the_clocks"),
    ("withdraw_post", "c7_a_member_without_a_grant_does_nothing_on_a_channel"),
    ("report_posted", "c7_a_member_without_a_grant_does_nothing_on_a_channel"),
    ("settle_delivery", "c7_a_member_without_a_grant_does_nothing_on_a_channel"),
    ("reply", "k11_nobody_is_answered_where_a_channel_only_announces"),
    ("grant_access", "g1_a_member_cannot_grant_access"),
    ("end_access", "what_others_hold_is_taken_back_by_those_who_gave_it"),
    ("open_channel", "h8_a_new_channel_waits_for_the_board_and_a_name_may_be_held"),
    ("reserve_channel", "whoever_holds_no_office_may_do_nothing"),
    ("connect_channel", "an_account_that_is_not_ours_yet_is_opened_before_it_is_connected"),
    ("rest_channel", "h9_resting_a_channel_needs_the_group_and_retiring_it_the_board"),
    ("resume_channel", "h9_resting_a_channel_needs_the_group_and_retiring_it_the_board"),
    ("suspend_channel", "any_office_stops_a_channel_at_once"),
    ("retire_channel", "h9_resting_a_channel_needs_the_group_and_retiring_it_the_board"),
    ("freeze", "any_member_freezes_and_whoever_is_none_does_not"),
    ("thaw", "any_member_freezes_and_whoever_is_none_does_not"),
    ("prefer_channel", "the_group_moves_the_preferred_mark_together"),
    ("ask_body", "whoever_holds_no_office_may_do_nothing"),
    ("record_answer", "h18_the_liaison_records_what_the_board_decided"),
    ("address_body", "whoever_is_no_member_says_nothing_about_where_a_body_is_written_to"),
    ("invite_member", "only_people_on_the_roster_are_invited_to_sign_in"),
    ("set_house_rule", "a_rule_of_the_house_is_set_by_the_group"),
    ("call_vote", "whoever_is_no_member_has_no_part_in_a_vote"),
    ("second_vote", "j3_whoever_calls_a_vote_does_not_second_it"),
    ("cast_ballot", "whoever_is_no_member_has_no_part_in_a_vote"),
    ("update_vote", "a_text_is_changed_by_its_sponsor_and_only_where_the_charter_lets_the_vote_begin_anew"),
    ("extend_vote", "j10_a_vote_runs_longer_for_a_reason_and_not_without"),
    ("withdraw_vote", "only_its_sponsor_takes_a_vote_back"),
    ("take_over_vote", "what_its_sponsor_took_back_another_member_takes_over_from_the_start"),
    ("declare_conflict", "whoever_stays_out_of_a_matter_has_no_ballot_in_it_and_says_why"),
    ("declare_consensus", "j12_an_objection_makes_a_vote_of_a_consensus_and_it_is_not_declared_again"),
    ("override_decision", "j17_what_the_parent_body_sets_aside_stops_and_stays_to_be_read"),
    ("close_vote", "a_vote_is_not_closed_before_its_time"),
    ("record_presence", "a_vote_is_shorter_once_everybody_recorded_their_own_presence_and_voted"),
    ("give_casting_vote", "a_tie_is_decided_by_the_office_that_the_rule_names_and_by_nobody_else"),
    (
        "answer_objection",
        "an_objection_needs_its_reason_is_answered_by_the_sponsor_and_stands_until_its_voter_consents",
    ),
    ("renew_term", "d8_nobody_opts_in_for_a_colleague"),
    ("leave_group", "e1_nobody_leaves_for_somebody_else"),
    ("end_term", "whoever_is_no_member_ends_no_term"),
    ("attest_evidence", "c3_only_a_member_attests_what_an_applicant_shows"),
    ("admit_member", "a13_nobody_is_admitted_without_the_vote_of_the_group"),
    ("accept_admission", "nobody_accepts_the_admission_of_somebody_else"),
    ("lapse_admission", "nobody_lets_an_admission_lapse_before_its_day"),
    ("explain_rejection", "only_a_member_tells_an_applicant_why"),
    ("reply_to_removal", "nobody_answers_a_removal_for_its_subject"),
    ("remove_member", "e2_nobody_is_removed_without_the_vote_of_the_group"),
    ("fill_office", "f5_only_the_board_fills_the_liaisons_seat"),
    ("hand_over_office", "b6_an_office_is_handed_over_only_where_the_charter_leaves_it_to_its_holder"),
    ("step_down", "nobody_gives_up_the_office_of_somebody_else"),
    ("record_status", "who_is_what_outside_is_recorded_by_the_officers"),
    ("follow_status", "whoever_is_no_member_carries_out_no_status"),
    ("set_holiday", "d12_a_holiday_is_set_by_the_chair"),
    ("plan_meeting", "whoever_is_no_member_has_no_part_in_a_meeting"),
    ("move_meeting", "whoever_is_no_member_has_no_part_in_a_meeting"),
    ("cancel_meeting", "whoever_is_no_member_has_no_part_in_a_meeting"),
    ("end_series", "a_series_is_ended_by_whoever_planned_it_and_taken_up_again_by_any_member"),
    ("resume_series", "whoever_is_no_member_has_no_part_in_a_meeting"),
    ("attend_meeting", "nobody_answers_or_is_marked_present_by_somebody_else"),
    ("correct_attendance", "whoever_is_no_member_has_no_part_in_a_meeting"),
    ("write_minutes", "whoever_is_no_member_has_no_part_in_a_meeting"),
    ("approve_minutes", "whoever_is_no_member_has_no_part_in_a_meeting"),
    ("publish_minutes", "whoever_is_no_member_has_no_part_in_a_meeting"),
    ("amend_charter", "m4_a_change_of_the_budget_called_minor_is_substantive_and_blocked"),
    ("amend_goals", "m1_goals_that_the_group_agreed_on_change_nothing_before_the_boards_day"),
    ("adopt_reading", "m8_a_default_that_the_group_adopts_is_a_reading_with_its_own_decision"),
    ("publish_report", "nobody_publishes_a_report_alone_and_no_other_text_than_was_agreed_to"),
    ("link_clause", "m7_whoever_is_no_member_links_no_line"),
    ("dissolve_group", "o3_the_whole_group_or_the_board_ends_a_group_and_nobody_alone"),
    ("tick_errand", "whoever_is_no_member_ticks_no_errand"),
    ("tell_chat", "whoever_is_no_member_says_nothing_about_the_chat"),
    ("record_seat", "nobody_records_a_seat_of_their_own"),
    ("invite_to_seat", "whoever_is_no_member_invites_nobody_to_a_seat"),
    ("cast_seat_ballot", "whoever_has_no_seat_casts_no_ballot_of_a_body"),
    ("boost_post", "h20_paid_promotion_is_refused_and_the_board_can_be_asked"),
];

/// Sections of a rules file, the most particular first.
const SECTIONS: &[(&str, Mechanism)] = &[
    ("goals", enforced("h2_a_goal_that_is_not_in_force_is_no_goal")),
    ("answers", enforced("h18_an_unconfirmed_answer_unlocks_nothing")),
    ("channels.broadcast", enforced("k11_nobody_is_answered_where_a_channel_only_announces")),
    ("channels.disclaimer_clause", promised("the sentence on the public list of channels (step 6)")),
    ("channels", supported("the channels page", "h9_resting_and_retiring_are_different_acts")),
    ("term", enforced("d7_nobody_opts_in_before_the_window_opens")),
    ("membership.size", supported("the members page", "o1_one_person_in_two_offices_is_told_with_a_day_count")),
    ("membership.suspension", enforced("e11_whoever_is_disqualified_has_no_access_at_once_and_stays_a_member")),
    (
        "membership.application",
        enforced("c1_an_application_without_addresses_of_profiles_is_not_taken_and_nothing_typed_is_lost"),
    ),
    ("membership.eligibility", enforced("c2_whoever_is_not_eligible_is_told_how_to_become_so_and_no_vote_opens")),
    ("membership.admission", enforced("a16_an_application_is_talked_about_for_three_days_before_a_vote_opens")),
    ("membership.probation", promised("powers that a new member does not have yet (step 2)")),
    (
        "membership",
        supported(
            "the page of applications",
            "c7_four_of_six_admit_an_applicant_who_comes_in_with_a_term_and_no_access",
        ),
    ),
    ("exit.removal", enforced("e7_a_removal_needs_a_ground_and_waits_for_the_reply")),
    ("exit", supported("the members page", "e1_whoever_leaves_is_gone_at_once_without_a_vote")),
    ("decision", enforced("j3_whoever_calls_a_vote_does_not_second_it")),
    ("consensus", enforced("j12_an_objection_makes_a_vote_of_a_consensus_and_it_is_not_declared_again")),
    ("recusal", enforced("whoever_stays_out_of_a_matter_has_no_ballot_in_it_and_says_why")),
    (
        "participation",
        supported(
            "the page of decisions",
            "j14_six_of_nine_votes_meet_the_duty_and_five_bring_a_private_request_on_31_december_and_nothing_else",
        ),
    ),
    (
        "record",
        supported("the public record", "j21_the_public_reads_rule_dates_count_and_who_voted_how_by_role_or_by_name"),
    ),
    (
        "meetings.attendance",
        supported("a private task of the convener", "l8_a_flag_is_the_conveners_alone_and_has_three_answers"),
    ),
    ("meetings.workspace", promised("documents written together (step 4)")),
    ("meetings", supported("the meetings page", "a_series_is_planned_in_the_charters_rhythm_and_goes_on_by_itself")),
    ("reporting", promised("reports drafted from the records (step 6)")),
    (
        "editorial.third_party",
        supported("the composer", "the_composer_asks_whose_words_they_are_where_the_charter_speaks_of_it"),
    ),
    ("editorial.language", supported("the composer", "k3_another_language_does_not_leave_before_it_was_vetted")),
    ("editorial.amplify", promised("a warning when a post does not link to the primary channel (step 4)")),
    ("editorial", promised("the editorial desk (step 4)")),
    ("moderation", promised("cases and measures (step 5)")),
    ("budget", promised("money that is asked for and spent (step 3)")),
    ("override", enforced("j17_what_the_parent_body_sets_aside_stops_and_stays_to_be_read")),
    ("amendment", enforced("m4_a_change_of_the_budget_called_minor_is_substantive_and_blocked")),
    (
        "dissolution",
        supported("the page of the group's end", "o3_a_group_ends_when_every_member_says_yes_and_is_an_archive"),
    ),
    ("incorporated", enforced("a_rule_laxer_than_its_minimum_is_a_problem")),
    ("bodies", supported("the requests page", "h18_the_liaison_records_what_the_board_decided")),
    ("charter", enforced("an_act_that_no_line_names_goes_where_the_charter_says")),
];

/// The test in which an act is refused, if the judge's answer about it can be had today.
pub(crate) fn of_act(name: &str) -> Option<&'static str> {
    ACTS.iter().find(|(act, _)| *act == name).map(|(_, test)| *test)
}

/// What is done about a section of a rules file, by the path of the table that cites.
pub(crate) fn of_section(path: &str) -> Option<Mechanism> {
    let within = |section: &str| path == section || path.starts_with(&format!("{section}."));
    SECTIONS.iter().find(|(section, _)| within(section)).map(|(_, mechanism)| *mechanism)
}

/// What is done about an office: the condition of one that ends with an outside status is enforced, the others are
/// held by people.
pub(crate) fn of_office(conditional: bool) -> Mechanism {
    if conditional {
        return enforced("f1_the_liaisons_power_ends_with_the_board_seat");
    }
    supported("the members page", "c8_the_people_of_a_charter_are_members_from_the_day_of_its_adoption")
}

/// Every test that the table names.
pub(crate) fn tests() -> Vec<&'static str> {
    let sections = SECTIONS.iter().map(|(_, mechanism)| *mechanism).chain([of_office(true), of_office(false)]);
    let named = sections.filter_map(|mechanism| match mechanism {
        Mechanism::Enforced { test } | Mechanism::Supported { test, .. } => Some(test),
        Mechanism::Promised { .. } => None,
    });
    ACTS.iter().map(|(_, test)| *test).chain(named).collect()
}

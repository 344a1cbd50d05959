//! The acts by name, each with the facts it is judged by: those that are built, then those that later steps bring.

use serde::Serialize;

/// Whether an act can be done in this version of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It has a type in [`crate::act`].
    Built,
    /// A later step of the road map brings it; a charter can already speak of it.
    Later(u8),
}

/// One act.
#[derive(Clone, Copy, Debug)]
pub struct ActEntry {
    /// Its name in rules files, tables and the log.
    pub name: &'static str,
    /// What doing it is, as the end of "to …".
    pub says: &'static str,
    /// Whether it is built.
    pub stage: Stage,
    pub(super) facts: &'static [&'static [&'static str]],
}

const fn built(name: &'static str, says: &'static str, facts: &'static [&'static [&'static str]]) -> ActEntry {
    ActEntry { name, says, stage: Stage::Built, facts }
}
const fn later(
    step: u8,
    name: &'static str,
    says: &'static str,
    facts: &'static [&'static [&'static str]],
) -> ActEntry {
    ActEntry { name, says, stage: Stage::Later(step), facts }
}

/// The channel that the act happens on, and what the person holds there.
const CHANNEL: &[&str] = &["grant", "channel_mode", "channel_kind", "channel_marks", "channel_state"];
/// What is said.
const CONTENT: &[&str] =
    &["goals", "sponsor", "consideration", "third_party", "benefit_accepted", "language", "vetted"];
/// What somebody else said, that the act is about.
const OTHERS: &[&str] = &["subject"];
const ENGAGEMENT: &[&str] = &["goals", "sponsor", "consideration"];
const GRANT: &[&str] = &["grantee", "grantee_self", "other_granter", "grant_end", "would_administer_all"];
const MINE: &[&str] = &["oneself"];
const MATTER: &[&str] = &["matter"];
const MEASURE: &[&str] = &["ground"];
const OFFICE: &[&str] = &["office"];
const CHANGE: &[&str] = &["change"];

/// Every act, the built ones in the order of [`crate::act`].
pub const ACTS: &[ActEntry] = &[
    built("found_group", "adopt a charter", &[]),
    built("schedule_post", "schedule a post", &[CHANNEL, CONTENT]),
    built("publish_post", "let a post leave", &[CHANNEL, CONTENT]),
    built("cancel_post", "take a planned post out of the queue", &[MINE]),
    built("follow_clocks", "move a post with the clocks of its zone", &[]),
    built("withdraw_post", "delete a published post", &[CHANNEL, MINE]),
    built("report_posted", "report a post made by hand", &[CHANNEL, CONTENT]),
    built("settle_delivery", "say what became of a delivery", &[CHANNEL]),
    built("reply", "reply to somebody", &[CHANNEL, CONTENT, OTHERS]),
    built("grant_access", "grant access to a channel", &[GRANT]),
    built("end_access", "end somebody's access to a channel", &[MINE]),
    built("open_channel", "open a channel", &[&["channel_kind", "channel_state"]]),
    built("reserve_channel", "hold a name on a network", &[&["channel_kind", "channel_state"]]),
    built("connect_channel", "connect an account", &[CHANNEL]),
    built("rest_channel", "stop posting on a channel", &[CHANNEL]),
    built("resume_channel", "post on a channel again", &[CHANNEL]),
    built("suspend_channel", "stop everything on a channel at once", &[CHANNEL]),
    built("retire_channel", "retire a channel", &[CHANNEL]),
    built("freeze", "keep everything from leaving", &[]),
    built("thaw", "let things leave again", &[]),
    built("prefer_channel", "make a channel the preferred one", &[CHANNEL]),
    built("ask_body", "ask the body that decides", &[MATTER]),
    built("record_answer", "record what a body decided", &[MATTER, MINE]),
    built("address_body", "say where a body is written to", &[]),
    built("invite_member", "invite somebody on the roster to sign in", &[&["grantee"]]),
    built("set_house_rule", "set a rule of the house", &[]),
    built("call_vote", "call a vote", &[MATTER]),
    built("second_vote", "second a vote", &[]),
    built("cast_ballot", "cast a ballot", &[]),
    built("update_vote", "change what is voted on", &[]),
    built("extend_vote", "give a vote more time", &[]),
    built("withdraw_vote", "take a vote back", &[]),
    built("take_over_vote", "take over a vote that was taken back", &[]),
    built("declare_conflict", "stay out of a vote", &[]),
    built("declare_consensus", "declare consensus", &[MATTER]),
    built("override_decision", "set a decision aside", &[]),
    built("close_vote", "close a vote that is over", &[]),
    built("record_presence", "say that one is present, or took part", &[]),
    built("give_casting_vote", "decide a tie", &[]),
    built("answer_objection", "answer an objection", &[]),
    built("renew_term", "opt in to another term", &[MINE]),
    built("leave_group", "leave the group", &[MINE]),
    built("end_term", "end a term that is over", &[]),
    built("attest_evidence", "attest what an applicant shows", &[]),
    built("admit_member", "admit a member", &[]),
    built("accept_admission", "accept one's admission", &[MINE]),
    built("lapse_admission", "let an admission lapse", &[]),
    built("explain_rejection", "tell an applicant why", &[]),
    built("reply_to_removal", "answer a proposal to remove one", &[MINE]),
    built("remove_member", "remove a member", &[MINE]),
    built("fill_office", "put somebody in an office", &[OFFICE]),
    built("hand_over_office", "hand one's office over", &[OFFICE, MINE]),
    built("step_down", "give up an office", &[MINE]),
    built("record_status", "record what somebody is outside the group", &[]),
    built("follow_status", "carry out what hangs on an outside status", &[]),
    built("set_holiday", "set days on which nobody has to answer", &[]),
    built("plan_meeting", "plan a meeting", &[]),
    built("move_meeting", "move a meeting", &[]),
    built("cancel_meeting", "call a meeting off", &[]),
    built("end_series", "end a series of meetings", &[MINE]),
    built("resume_series", "take an ended series up again", &[]),
    built("attend_meeting", "say whether one comes to a meeting, or was there", &[MINE]),
    built("correct_attendance", "correct who was at a meeting", &[]),
    built("write_minutes", "write agenda, minutes and action items", &[]),
    built("approve_minutes", "approve the minutes of the last meeting", &[]),
    built("publish_minutes", "publish approved minutes", &[]),
    built("amend_charter", "change the charter", &[CHANGE]),
    built("amend_goals", "change the goals", &[]),
    built("adopt_reading", "adopt a reading of a clause", &[]),
    built("publish_report", "publish a report", &[]),
    built("link_clause", "link a line of the charter to its page", &[]),
    built("dissolve_group", "end the group", &[&["sunset"]]),
    built("tick_errand", "say that an errand is done", &[]),
    built("tell_chat", "say where the group's chat is told", &[]),
    built("record_seat", "record who has a seat on a body", &[MINE]),
    built("invite_to_seat", "invite somebody with a seat on a body to sign in", &[]),
    built("cast_seat_ballot", "cast a ballot from a seat on a body", &[]),
    later(2, "carry_out", "carry out a matter of this charter's own", &[MATTER]),
    later(3, "boost_post", "pay for promotion", &[CHANNEL, CONTENT]),
    later(3, "rename_channel", "rename a channel", &[CHANNEL]),
    later(3, "delete_channel", "delete an account", &[CHANNEL]),
    later(4, "flag_post", "flag a planned post", &[MINE]),
    later(4, "settle_flag", "decide about a flagged post", &[MINE]),
    later(4, "accept_submission", "accept what somebody submitted", &[CONTENT]),
    later(4, "vet_text", "vet a text in another language", &[MINE]),
    later(5, "like", "like a post", &[CHANNEL, OTHERS]),
    later(5, "repost", "repost", &[CHANNEL, ENGAGEMENT, OTHERS]),
    later(5, "quote", "quote a post", &[CHANNEL, CONTENT, OTHERS]),
    later(5, "follow", "follow an account", &[CHANNEL, OTHERS]),
    later(5, "message", "write to somebody in private", &[CHANNEL, OTHERS]),
    later(5, "hide_comment", "hide a comment", &[CHANNEL, MEASURE]),
    later(5, "block_account", "block an account", &[CHANNEL, MEASURE]),
    later(6, "pause_automation", "pause an automation", &[]),
    later(6, "resume_automation", "let an automation go on", &[]),
    later(6, "mend_automation", "mend an automation", &[]),
    later(6, "send_report", "send a report", &[]),
];

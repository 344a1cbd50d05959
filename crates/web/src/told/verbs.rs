//! The acts as verbs: what was done, and what somebody wanted to do. What leaves is judged twice under one name, when it
//! is planned and at its minute, and is told by what the entry says had become of it by then.

/// An act as a verb that its object can follow.
pub(super) struct Verb<'a> {
    /// `scheduled`.
    pub done: &'a str,
    /// `schedule`.
    pub wanted: &'a str,
}

/// The verb of an act that came this far. An act that has none here is told by what its name says.
pub(super) fn of(act: &str, stage: Stage) -> Verb<'_> {
    let wanted = named(act).wanted;
    let done = match (act, stage) {
        ("publish_post", Stage::ByHand) => "asked for this to be posted by hand:",
        ("publish_post", Stage::Leaving) => "sent",
        ("publish_post" | "reply", Stage::Correcting) => "asked to correct",
        ("reply", Stage::ByHand) => "asked for this answer to be posted by hand:",
        ("reply", Stage::Leaving) => "sent an answer:",
        ("withdraw_post", Stage::ByHand) => "asked for this to be deleted by hand:",
        ("withdraw_post", Stage::Leaving) => "sent the deletion of",
        _ => named(act).done,
    };
    Verb { done, wanted }
}

fn named(act: &str) -> Verb<'_> {
    let found = VERBS.iter().find(|(name, ..)| *name == act);
    found.map_or(Verb { done: act, wanted: act }, |(_, done, wanted)| Verb { done, wanted })
}

/// How far something that leaves had come when its entry was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It was planned, or it is nothing that leaves.
    Planned,
    /// What is out is to be corrected.
    Correcting,
    /// A person was asked to do it.
    ByHand,
    /// It was on its way; what came of it stands with the post.
    Leaving,
}

impl Stage {
    /// What the changes of an entry say.
    pub(super) fn of(changes: &[audit::Change]) -> Self {
        if changes.iter().any(|change| change.what == "correction in the queue") {
            return Self::Correcting;
        }
        let delivery = changes.iter().find(|change| change.what == audit::Change::STATE_OF_DELIVERY);
        match delivery.and_then(|change| change.after.as_ref()).and_then(serde_json::Value::as_str) {
            Some("asked") => Self::ByHand,
            Some(_) => Self::Leaving,
            None => Self::Planned,
        }
    }
}

const VERBS: &[(&str, &str, &str)] = &[
    ("found_group", "adopted the charter of", "adopt the charter of"),
    ("schedule_post", "scheduled", "schedule"),
    ("publish_post", "let out", "let out"),
    ("cancel_post", "took out of the queue:", "take out of the queue:"),
    ("follow_clocks", "moved with the clocks of its zone:", "move with the clocks of its zone:"),
    ("withdraw_post", "asked to delete", "delete"),
    ("report_posted", "posted by hand:", "report as posted by hand:"),
    ("settle_delivery", "found out what became of", "say what became of"),
    ("reply", "planned an answer:", "answer somebody:"),
    ("grant_access", "gave access to", "give access to"),
    ("end_access", "took back the access of", "take back access to"),
    ("open_channel", "opened", "open"),
    ("reserve_channel", "reserved the name of", "reserve the name of"),
    ("connect_channel", "connected", "connect"),
    ("rest_channel", "stopped posting on", "stop posting on"),
    ("resume_channel", "took up posting on", "take up posting on"),
    ("suspend_channel", "stopped everything on", "stop everything on"),
    ("retire_channel", "retired", "retire"),
    ("prefer_channel", "made preferred:", "make preferred:"),
    ("ask_body", "put a question about", "put a question about"),
    ("record_answer", "recorded the answer to", "record the answer to"),
    ("address_body", "said where to write to", "say where to write to"),
    ("invite_member", "invited", "invite"),
    ("call_vote", "called a vote on", "call a vote on"),
    ("second_vote", "seconded", "second"),
    ("cast_ballot", "cast a ballot in", "cast a ballot in"),
    ("cast_seat_ballot", "cast a ballot in", "cast a ballot in"),
    ("record_seat", "recorded the seat of", "record the seat of"),
    ("invite_to_seat", "invited, for a seat,", "invite, for a seat,"),
    ("update_vote", "changed the text of", "change the text of"),
    ("extend_vote", "gave more time to", "give more time to"),
    ("withdraw_vote", "took back", "take back"),
    ("take_over_vote", "took over", "take over"),
    ("declare_conflict", "stays out of", "stay out of"),
    ("declare_consensus", "declared consensus on", "declare consensus on"),
    ("override_decision", "set aside", "set aside"),
    ("close_vote", "closed", "close"),
    ("record_presence", "was present at", "say that one is present at"),
    ("give_casting_vote", "gave the casting vote in", "give the casting vote in"),
    ("answer_objection", "answered an objection in", "answer an objection in"),
    ("renew_term", "renewed", "renew"),
    ("leave_group", "gave up", "give up"),
    ("end_term", "ended", "end"),
    ("attest_evidence", "attested what the charter asks of", "attest what the charter asks of"),
    ("admit_member", "admitted", "admit"),
    ("accept_admission", "accepted", "accept"),
    ("lapse_admission", "let lapse, since nobody accepted it in time:", "let lapse"),
    ("explain_rejection", "told the reason to", "tell the reason to"),
    ("reply_to_removal", "answered", "answer"),
    ("remove_member", "removed", "remove"),
    ("fill_office", "put somebody in the office", "put somebody in the office"),
    ("hand_over_office", "handed over the office", "hand over the office"),
    ("step_down", "gave up", "give up"),
    ("record_status", "recorded", "record"),
    ("follow_status", "acted on a change in", "act on a change in"),
    ("set_holiday", "set a holiday for", "set a holiday for"),
    ("plan_meeting", "planned", "plan"),
    ("move_meeting", "moved", "move"),
    ("cancel_meeting", "called off", "call off"),
    ("end_series", "ended the series of", "end the series of"),
    ("resume_series", "took up again the series of", "take up again the series of"),
    ("attend_meeting", "answered for themself about", "answer for somebody else about"),
    ("correct_attendance", "corrected who was at", "correct who was at"),
    ("write_minutes", "wrote in the papers of", "write in the papers of"),
    ("approve_minutes", "approved the minutes of", "approve the minutes of"),
    ("publish_minutes", "published the minutes of", "publish the minutes of"),
    ("amend_charter", "adopted", "adopt"),
    ("amend_goals", "adopted", "adopt"),
    ("adopt_reading", "adopted", "adopt"),
    ("publish_report", "published", "publish"),
    ("link_clause", "linked", "link"),
    ("dissolve_group", "ended", "end"),
    ("tick_errand", "did an errand:", "tick an errand:"),
    ("freeze", "froze everything that was to leave:", "freeze everything that is to leave:"),
    ("thaw", "said that things may leave again:", "say that things may leave again:"),
    ("tell_chat", "said where to tell", "say where to tell"),
    ("set_house_rule", "set the house rule", "set the house rule"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_that_is_built_has_its_verb() {
        for act in charter::act::built() {
            assert!(VERBS.iter().any(|(name, ..)| *name == act), "{act}");
        }
    }
}

//! The acts as verbs: what was done, and what somebody wanted to do.

/// An act as a verb that its object can follow.
pub(super) struct Verb<'a> {
    /// `scheduled`.
    pub done: &'a str,
    /// `schedule`.
    pub wanted: &'a str,
}

/// The verb of an act. An act that has none here is told by what its name says.
pub(super) fn of(act: &str) -> Verb<'_> {
    let found = VERBS.iter().find(|(name, ..)| *name == act);
    found.map_or(Verb { done: act, wanted: act }, |(_, done, wanted)| Verb { done, wanted })
}

const VERBS: &[(&str, &str, &str)] = &[
    ("found_group", "adopted the charter of", "adopt the charter of"),
    ("schedule_post", "scheduled", "schedule"),
    ("publish_post", "published", "publish"),
    ("cancel_post", "took out of the queue:", "take out of the queue:"),
    ("withdraw_post", "asked to delete", "delete"),
    ("report_posted", "posted by hand:", "report as posted by hand:"),
    ("settle_delivery", "found out what became of", "say what became of"),
    ("reply", "answered somebody:", "answer somebody:"),
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
    ("invite_member", "invited", "invite"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_that_is_built_has_its_verb() {
        for act in charter::act::BUILT {
            assert!(VERBS.iter().any(|(name, ..)| name == act), "{act}");
        }
    }
}

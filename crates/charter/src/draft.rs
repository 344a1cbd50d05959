//! A first rules file for a text that nobody has read into rules yet: everything in it is a default of the product.
//!
//! It loads, so that a group can begin; `charter check` then lists every clause that still waits for its rule.

use crate::CharterText;
use crate::text::{ClauseKind, NotUtf8, SPLITTER};
use std::fmt::Write as _;

/// A charter to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// The rules.
    pub rules: String,
}

/// What members may do until the charter's lines are read, and what the group decides.
const DEFAULTS: &str = r#"
[offices.member]
name = "Member"

[[power]]
who = ["member"]
may = ["schedule_post", "publish_post", "cancel_post", "follow_clocks", "withdraw_post", "report_posted", "settle_delivery", "reply"]
clause = "L1"
status = "product_default"

[[power]]
who = ["member"]
may = ["ask_body", "record_answer", "link_clause", "invite_member", "reserve_channel", "connect_channel", "suspend_channel", "freeze", "thaw"]
clause = "L1"
status = "product_default"

[[power]]
who = ["member"]
may = ["call_vote", "second_vote", "cast_ballot", "update_vote", "extend_vote", "withdraw_vote", "take_over_vote", "declare_conflict", "close_vote"]
clause = "L1"
status = "product_default"

[[power]]
who = ["member"]
may = ["renew_term", "accept_admission", "lapse_admission", "leave_group", "end_term", "step_down", "follow_status", "reply_to_removal"]
clause = "L1"
status = "product_default"

[[limit]]
acts = ["renew_term", "accept_admission", "leave_group"]
only_when = { oneself = true }
clause = "L1"
status = "product_default"

[[reserved]]
matter = "question"
by = "group"
rule = "ordinary"
clause = "L1"
status = "product_default"

[decision.ordinary]
threshold = { gt = [1, 2], base = "entitled" }
options = ["yes", "no", "abstain"]
proposed_by = ["member"]
voting_period = "P7D"
clause = "L1"
status = "product_default"

[[limit]]
acts = ["schedule_post", "publish_post", "withdraw_post", "report_posted", "settle_delivery"]
only_when = { grant = ["publish"] }
instead = "ask the group for access to the channel"
clause = "L1"
status = "product_default"

[[limit]]
acts = ["reply"]
only_when = { grant = ["reply"] }
instead = "ask the group for access to the channel"
clause = "L1"
status = "product_default"

[[limit]]
acts = ["schedule_post", "publish_post", "reply"]
only_when = { channel_state = "active" }
instead = "choose a channel that is active"
clause = "L1"
status = "product_default"

[[limit]]
acts = ["connect_channel"]
only_when = { channel_state = ["reserved", "active", "dormant", "suspended", "retired"] }
instead = "ask the group to open it"
clause = "L1"
status = "product_default"

[[limit]]
acts = ["invite_member"]
only_when = { grantee = ["member", "admitted"] }
instead = "decide on them first"
clause = "L1"
status = "product_default"

[answers]
evidence = true
clause = "L1"
status = "product_default"
"#;

/// Rules for a text that was pasted: members post, the group decides the rest, every clause has a label.
pub fn of_text(name: &str, text: &str, zone: &str) -> Result<Draft, NotUtf8> {
    let parsed = CharterText::parse(text.as_bytes())?;
    let has_sentences = parsed.clauses().iter().any(|clause| clause.kind == ClauseKind::Sentence);
    if !has_sentences {
        return of_text(name, &format!("{}\n\n{BEGINNING}\n", text.trim_end()), zone);
    }
    Ok(Draft { rules: rules(name, &parsed, zone), text: text.to_owned() })
}

/// What stands in a charter that says nothing yet.
const BEGINNING: &str = "The members have not adopted a charter yet and decide together.";

/// A charter for a group that has none yet.
pub fn empty(name: &str, zone: &str) -> Draft {
    let heading = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = format!("# {heading}\n\n{BEGINNING}\n");
    let rules = CharterText::parse(text.as_bytes()).map(|parsed| rules(name, &parsed, zone)).unwrap_or_default();
    Draft { text, rules }
}

fn rules(name: &str, text: &CharterText, zone: &str) -> String {
    let quoted = |word: &str| toml::Value::from(word).to_string();
    let (digest, shape) = (text.digest(), text.shape());
    let mut rules = format!(
        "# Defaults of the product, until each line of the charter is read into a rule.\n\n[charter]\nname = {}\n\
         text = \"charter.md\"\nsha256 = \"{digest}\"\nsplitter = {SPLITTER}\nshape = [{shape}]\nzone = {}\n\
         unnamed = {{ goes_to = \"group\", clause = \"L1\", status = \"product_default\" }}\n{DEFAULTS}\n[clauses]\n",
        quoted(name),
        quoted(zone),
    );
    let sentences = text.clauses().iter().filter(|clause| clause.kind == ClauseKind::Sentence);
    for (n, clause) in sentences.enumerate() {
        // Writing into a String cannot fail.
        let _ = writeln!(rules, "L{} = \"{}\"", n + 1, clause.place);
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Charter, check::check, presets};

    fn loads(draft: &Draft) -> Charter {
        Charter::load("rules.toml", &draft.rules, draft.text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
    }

    #[test]
    fn a_group_without_a_charter_can_begin() {
        let charter = loads(&empty("The \"Lantern\"\nVoices", "Europe/Berlin"));
        assert_eq!(charter.name(), "The \"Lantern\"\nVoices");
        assert!(check(&charter, None).passes());
        let facts = crate::explain::explain(&charter, "schedule_post", &["member".to_owned()], &[]).unwrap();
        assert_eq!(facts.sentence, "A member may do this.");
        let open = crate::explain::explain(&charter, "open_channel", &["member".to_owned()], &[]).unwrap();
        assert_eq!(open.sentence, "The group decides this.");
        assert!(charter.rule_for("question").is_some(), "members can put questions of their own to it");
    }

    #[test]
    fn a_pasted_text_loads_and_the_check_lists_what_still_waits_for_a_rule() {
        for preset in presets::ALL {
            let charter = loads(&of_text("A group", preset.text, "UTC").unwrap());
            let report = check(&charter, None);
            assert!(report.counts.unbound > 10 && !report.passes());
            assert!(report.lines.iter().filter(|line| line.place.contains('.')).all(|line| line.label.is_some()));
        }
        loads(&of_text("A group", "# Only a heading", "UTC").unwrap());
        loads(&of_text("A group", "", "UTC").unwrap());
    }
}

//! What must be so, in words: the conditions of powers and limits as they end "only where …".

use crate::rules::{Want, When};
use crate::{Charter, sentences};

/// All conditions of a rule, joined: `the receiver is a member and the access ends with their term`.
pub fn all(charter: &Charter, when: &When) -> String {
    let each: Vec<String> = when.iter().map(|(fact, want)| one(charter, fact, want)).collect();
    sentences::listed(&each, "and")
}

/// One condition: a fact, and what it must be.
pub fn one(charter: &Charter, fact: &str, want: &Want) -> String {
    match want {
        Want::Flag(flag) => flagged(fact, *flag),
        Want::Word(word) => worded(charter, fact, std::slice::from_ref(word)),
        Want::OneOf(words) => worded(charter, fact, words),
    }
}

fn flagged(fact: &str, flag: bool) -> String {
    let (yes, no) = match fact {
        "consideration" => ("something is given in return", "nothing is given in return"),
        "grantee_self" => ("the giver is the receiver too", "the giver is not the receiver"),
        "other_granter" => ("somebody else could give it", "nobody else could give it"),
        "would_administer_all" => {
            ("the receiver would administer every channel", "the receiver would not administer every channel")
        }
        "third_party" => ("the words are a third party's", "the words are the group's own"),
        "benefit_accepted" => {
            ("an editor has accepted what it is good for", "no editor has accepted what it is good for")
        }
        "vetted" => ("somebody who may has vetted this text", "nobody has vetted this text"),
        "oneself" => ("it is one's own", "it is not one's own"),
        "sunset" => ("the day has come on which the charter ends the group", "the day of the group's end has not come"),
        _ => return unknown(fact, &flag.to_string()),
    };
    (if flag { yes } else { no }).to_owned()
}

fn worded(charter: &Charter, fact: &str, words: &[String]) -> String {
    let each = |say: &dyn Fn(&str) -> String| {
        let said: Vec<String> = words.iter().map(|word| say(word)).collect();
        sentences::listed(&said, "or")
    };
    let plain = || each(&|word| word.replace('_', " "));
    match fact {
        "goals" if words.iter().any(|word| word == "in_force") => "the post serves a goal in force".to_owned(),
        "goals" => format!("the post serves goal {}", plain()),
        "grant" => format!("their own access lets them {}", plain()),
        "office" => format!("the office is {}", each(&|office| charter.office_name(office))),
        "vacant" => format!("nobody is {}", each(&|office| charter.office_name(office))),
        "matter" => format!("the question is whether to {}", each(&|name| sentences::matter(None, name))),
        "answered" => format!("it was answered whether to {}", each(&|name| sentences::matter(None, name))),
        "channel_state" => format!("the channel is {}", each(&state)),
        "status" => format!("the person is {}", plain()),
        _ => each(&|word| in_words(fact, word).map_or_else(|| unknown(fact, word), str::to_owned)),
    }
}

/// The words of a fact that can only have a few.
fn in_words(fact: &str, word: &str) -> Option<&'static str> {
    Some(match (fact, word) {
        ("sponsor", "none") => "it is about no sponsor",
        ("sponsor", "thanks") => "it is one thank-you to a sponsor",
        ("sponsor", "campaign") => "it is part of a sponsor's campaign",
        ("channel_mode", "two_way") => "the channel answers people",
        ("channel_mode", "broadcast") => "the channel only announces",
        ("channel_kind", "ours") => "the channel is the group's own",
        ("channel_kind", "community") => "the channel is the community's",
        ("channel_marks", "primary") => "the channel is the primary source",
        ("channel_marks", "preferred") => "the channel is the preferred one",
        ("subject", "own") => "it is about a post or account of our own",
        ("subject", "sister") => "it is about a post or account of a sister project",
        ("subject", "others") => "it is about a post or account of others",
        ("change", "substantive") => "it is a change of substance",
        ("change", "minor") => "it is a minor change",
        ("grantee", "member") => "the receiver is a member",
        ("grantee", "admitted") => "the receiver was admitted and has not accepted yet",
        ("grantee", "alumni") => "the receiver was a member",
        ("grantee", "outsider") => "the receiver is somebody outside",
        ("grant_end", "within_term") => "the access ends with the receiver's term at the latest",
        ("grant_end", "after_term") => "the access outlasts the receiver's term",
        ("ground", "below_standard") => "the comment is below the standard",
        ("ground", "gross") => "the violation is gross",
        ("ground", "repeated") => "the violation is repeated",
        ("language", "default") => "the text is in the group's own language",
        ("language", "other") => "the text is in another language",
        _ => return None,
    })
}

/// A state of a channel, as it follows "the channel is".
fn state(word: &str) -> String {
    match word {
        "proposed" => "only proposed",
        "reserved" => "a name that is held",
        "active" => "in use",
        "dormant" => "at rest",
        "suspended" => "stopped",
        other => other,
    }
    .to_owned()
}

/// A fact that was added without its words; a test keeps this from being read.
fn unknown(fact: &str, word: &str) -> String {
    format!("{} is {}", fact.replace('_', " "), word.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presets;
    use crate::vocabulary::{FACTS, Kind};

    #[test]
    fn every_fact_that_a_rule_can_name_has_its_words() {
        let charter = presets::DJANGO.charter().unwrap();
        for fact in FACTS {
            let wanted: Vec<Want> = match fact.kind {
                Kind::Flag => vec![Want::Flag(true), Want::Flag(false)],
                Kind::Word(words) | Kind::Words(words) => {
                    words.iter().map(|word| Want::Word((*word).to_owned())).collect()
                }
                Kind::Name | Kind::Names => vec![Want::Word("chair".to_owned())],
            };
            for want in wanted {
                let told = one(&charter, fact.name, &want);
                assert_ne!(told, unknown(fact.name, &want.to_string()), "{} has no words", fact.name);
            }
        }
    }
}

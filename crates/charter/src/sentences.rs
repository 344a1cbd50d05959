//! Every sentence that a verdict is told in, for pages and the command line alike.

use crate::{Charter, Cited, Grounds, Opinion, Status, Way, conditions, rules::Reserved, vocabulary};

/// A verdict in two or three words, for a heading: "A member may", "The board decides", "May not".
pub fn headline(charter: &Charter, opinion: &Opinion) -> String {
    let sentence = verdict(charter, opinion);
    match opinion {
        Opinion::May { .. } => sentence.trim_end_matches(" do this.").to_owned(),
        Opinion::No(grounds) if grounds.way == Way::MayNot => "May not".to_owned(),
        Opinion::No(_) => sentence.trim_end_matches(" this.").to_owned(),
    }
}

/// A verdict as a sentence: "A member may do this.", "The board decides this.", "May not: Chair or Co-Chair can."
pub fn verdict(charter: &Charter, opinion: &Opinion) -> String {
    match opinion {
        Opinion::May { by } => {
            let office = by.iter().find_map(|cited| cited.office.as_deref());
            let who = office.map_or_else(|| "anybody".to_owned(), |office| charter.a_holder(office));
            format!("{} may do this.", capital(&who))
        }
        Opinion::No(grounds) => Names { charter: Some(charter) }.refused(grounds),
    }
}

/// A refusal as a sentence, where the charter itself is not at hand: offices and bodies by their keys.
pub fn refusal(grounds: &Grounds) -> String {
    let lines: Vec<String> = grounds.because.iter().filter(|cited| cited.alarm().is_none()).map(quotation).collect();
    let sentence = Names { charter: None }.refused(grounds);
    if lines.is_empty() { sentence } else { format!("{sentence} {}", lines.join(" ")) }
}

/// A verdict with every clause it rests on, each quoted: what a terminal prints.
pub fn explained(charter: &Charter, opinion: &Opinion) -> String {
    let lines = opinion.cites().iter().map(|cited| format!("\n  {}", quotation(cited)));
    format!("{}{}", verdict(charter, opinion), lines.collect::<String>())
}

/// A clause as it is quoted: its label, its words, and how the rule follows from it where the words alone do not say.
pub fn quotation(cited: &Cited) -> String {
    if let Some(sentence) = cited.alarm() {
        return format!("Alarm: {sentence}.");
    }
    let how = match cited.status {
        Status::Explicit => String::new(),
        Status::Incorporated => format!(", {}", cited.heading),
        Status::Interpretation => "; the charter has no line for this, and the group reads it from this one".to_owned(),
        Status::ProductDefault => {
            "; the charter has no line for this, and Nuncio has a default beside this one".to_owned()
        }
    };
    format!("“{}” ({}{how})", crate::text::spoken(&cited.quote), cited.label)
}

/// How a rule follows from its clause, as a word to show beside it.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Explicit => "Clause",
        Status::Incorporated => "Incorporated",
        Status::Interpretation => "Reading",
        Status::ProductDefault => "Default",
    }
}

/// Names of offices and bodies as people say them.
struct Names<'a> {
    charter: Option<&'a Charter>,
}

impl Names<'_> {
    fn office(&self, key: &str) -> String {
        self.charter.map_or_else(|| key.replace('_', " "), |charter| charter.office_name(key))
    }
    fn body(&self, key: &str) -> String {
        self.charter.map_or_else(|| format!("the {}", key.replace('_', " ")), |charter| charter.the_body(key))
    }

    fn refused(&self, grounds: &Grounds) -> String {
        match &grounds.way {
            Way::AskGroup => "The group decides this.".to_owned(),
            Way::AskBody(bodies) => {
                let names: Vec<String> = bodies.iter().map(|body| self.body(body)).collect();
                format!(
                    "{} {} this.",
                    capital(&listed(&names, "and")),
                    if names.len() > 1 { "decide" } else { "decides" }
                )
            }
            Way::AskEither(bodies) => {
                let names: Vec<String> = bodies.iter().map(|body| self.body(body)).collect();
                format!("{} decides this.", capital(&listed(&names, "or")))
            }
            Way::MayNot => self.may_not(grounds),
        }
    }

    fn may_not(&self, grounds: &Grounds) -> String {
        if let Some(alarm) = grounds.because.iter().find_map(Cited::alarm) {
            return format!("May not: this cannot be judged now, because {alarm}. Tell whoever runs Nuncio.");
        }
        let mut parts: Vec<String> = Vec::new();
        let mut add = |part: String| (!parts.contains(&part)).then(|| parts.push(part));
        for cited in &grounds.because {
            if !cited.who_can.is_empty() {
                let who: Vec<String> = cited.who_can.iter().map(|office| self.office(office)).collect();
                add(format!("{} can", listed(&who, "or")));
            }
            if let Some(instead) = &cited.instead {
                add(instead.clone());
            }
            if let Some(body) = &cited.goes_to {
                add(format!("{} decides a part of it", self.body(body)));
            }
        }
        if parts.is_empty() {
            "May not, as things stand.".to_owned()
        } else {
            format!("May not: {}.", parts.join("; "))
        }
    }
}

/// A matter as people say it, as the end of "whether to …": an act by its words, a matter of this charter by the one act
/// that it holds back, and else by the name that the rules file gives it.
pub fn matter(charter: Option<&Charter>, name: &str) -> String {
    let of_an_act = |act: &str| vocabulary::act(act).map(|act| act.says.to_owned());
    let held_back = |charter: &Charter| {
        let reserved = charter.rules().reserved.iter().find(|reserved| reserved.matter == name)?;
        Some(format!("{}{}", of_an_act(reserved.only_act()?)?, narrowed(charter, reserved)))
    };
    let known = OF_EVERY_CHARTER.iter().find(|(known, _)| *known == name).map(|(_, words)| (*words).to_owned());
    let words = known.or_else(|| of_an_act(name)).or_else(|| charter.and_then(held_back));
    words.unwrap_or_else(|| name.replace('_', " "))
}

/// Matters that are no acts, and that a group has whatever its charter calls its own.
const OF_EVERY_CHARTER: &[(&str, &str)] = &[
    ("question", "answer a question of the group’s own"),
    ("call_in", "call a matter in"),
    (crate::ADVICE, "advise on a draft of the charter"),
];

/// What narrows an act to this matter: ` (Chair or Co-Chair)`, ` (a minor change)`.
fn narrowed(charter: &Charter, reserved: &Reserved) -> String {
    let when = conditions::all(charter, &reserved.when);
    let when = when.trim_start_matches("the office is ").trim_start_matches("it is ");
    if when.is_empty() { String::new() } else { format!(" ({when})") }
}

/// Bodies as people say them: "the board and the group", or "the board or the group" where the answer of either is enough.
pub fn bodies(charter: &Charter, keys: &[String], last: &str) -> String {
    listed(&keys.iter().map(|body| charter.the_body(body)).collect::<Vec<_>>(), last)
}

/// "a, b or c".
pub fn listed(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// The same words with a capital in front.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

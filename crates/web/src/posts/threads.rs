//! How a post goes on, as a thread or with a comment of its own on itself: the fields that ask for the parts and for how long
//! after the one before each leaves, and what is meant by them.

use super::{
    compose::More,
    meaning::{LONGEST, readable},
    typed::Beyond,
};
use crate::parts::{Choice, Field, Kind, Pick, Problems};
use basics::text::is_blank;
use publishing::{Draft, Part};

/// The most parts that a thread has beside its first.
const MOST_PARTS: usize = 24;
/// How long after the part before it a part can leave, in minutes, and how that is said.
const AFTER: [(u32, &str); 8] = [
    (0, "As soon as the part before it is there"),
    (5, "5 minutes later"),
    (15, "15 minutes later"),
    (30, "30 minutes later"),
    (60, "1 hour later"),
    (180, "3 hours later"),
    (1440, "1 day later"),
    (10080, "7 days later"),
];

/// The parts after the first. A part that is emptied is taken out, with its pictures.
pub fn take(typed: &Beyond, draft: &mut Draft, problems: &mut Problems) {
    let before = std::mem::take(&mut draft.thread);
    for (number, text) in &typed.thread {
        let known = number.checked_sub(2).and_then(|at| before.get(at));
        let pictures = known.map(|part| part.pictures.clone()).unwrap_or_default();
        match readable(text, &format!("part-{number}"), LONGEST, problems) {
            Some(text) if is_blank(&text) => {}
            Some(text) => {
                let after_minutes = after(typed, *number, known, problems);
                draft.thread.push(Part { text, pictures, after_minutes });
            }
            None => draft.thread.extend(known.cloned()),
        }
    }
    if draft.thread.len() > MOST_PARTS {
        let most = MOST_PARTS + 1;
        problems
            .add("part-2", format!("A thread has at most {most} parts here: make it shorter, or write an article."));
        draft.thread.truncate(MOST_PARTS);
    }
}

/// How long a part waits, out of the list. A form without the field leaves it as it was.
fn after(typed: &Beyond, number: usize, known: Option<&Part>, problems: &mut Problems) -> u32 {
    let kept = known.map_or(0, |part| part.after_minutes);
    let Some(said) = typed.after.get(&number) else { return kept };
    match said.parse() {
        Ok(minutes) if minutes == kept || AFTER.iter().any(|(known, _)| *known == minutes) => minutes,
        _ => {
            problems.add(&format!("after-{number}"), "Choose one of the list: what was sent is none of it.");
            kept
        }
    }
}

/// One empty part more than there are, so that a thread grows without a script.
pub fn fields(typed: &Beyond, problems: &Problems) -> More {
    let next = typed.thread.keys().last().map_or(2, |last| last + 1);
    let texts = typed.thread.iter().map(|(number, text)| (*number, text.as_str())).chain([(next, "")]);
    let texts: Vec<(usize, &str)> = texts.take(MOST_PARTS).collect();
    let field = |(number, text): &(usize, &str)| {
        let (name, label) = (format!("part-{number}"), format!("Part {number}"));
        let field = Field::new(&name, &label).kind(Kind::Lines(4)).value(*text).optional();
        field.marked(problems)
    };
    let fields: Vec<Field> = texts.iter().map(field).collect();
    let picks: Vec<Pick> = texts.iter().map(|(number, _)| waiting(typed, *number, problems)).collect();
    let wrong = fields.iter().any(|field| field.error.is_some()) || picks.iter().any(|pick| pick.error.is_some());
    More {
        name: "thread".to_owned(),
        icon: "list",
        summary: "Go on as a thread, or comment on it".to_owned(),
        hint: "Each part answers the one before it, and never leaves before that one is there. A channel with its own text \
               gets that alone."
            .to_owned(),
        open: wrong || typed.thread.values().any(|text| !is_blank(text)),
        fields,
        picks,
        ..More::default()
    }
}

fn waiting(typed: &Beyond, number: usize, problems: &Problems) -> Pick {
    let chosen = typed.after.get(&number).and_then(|said| said.parse().ok()).unwrap_or(0);
    let mut of: Vec<Choice> = AFTER
        .iter()
        .map(|(minutes, words)| Choice::new(&minutes.to_string(), *words).chosen(*minutes == chosen))
        .collect();
    if of.iter().all(|choice| !choice.chosen) {
        of.push(Choice::new(&chosen.to_string(), format!("{chosen} minutes later")).chosen(true));
    }
    let name = format!("after-{number}");
    Pick { label: format!("Part {number} leaves"), of, error: problems.at(&name), name, ..Pick::default() }
}

/// When the parts of a draft leave, where one waits: a line for each.
pub fn told(draft: &Draft) -> Vec<String> {
    let waits = |(number, part): (usize, &Part)| {
        let words = AFTER.iter().find(|(minutes, _)| *minutes == part.after_minutes);
        let words =
            words.map_or_else(|| format!("{} minutes later", part.after_minutes), |(_, words)| (*words).to_owned());
        (part.after_minutes > 0).then(|| format!("Part {number}: {words}"))
    };
    (2..).zip(&draft.thread).filter_map(waits).collect()
}

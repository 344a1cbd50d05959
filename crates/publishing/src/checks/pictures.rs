//! Whether every picture is described, and taken by every network it goes to.

use super::{Check, Destination, Level, about};
use crate::{Alt, Content, Draft, Picture, Unit};

/// A picture without a description does not leave, whatever the network would take. It has one where every channel it goes
/// to has its own.
pub(super) fn described(draft: &Draft, destinations: &[Destination]) -> Vec<Check> {
    let everywhere = &draft.everywhere;
    if everywhere.pictures.is_empty() {
        return Vec::new();
    }
    let leaves = destinations.iter().map(|destination| draft.for_channel(destination.channel));
    let leaves: Vec<Content> = if destinations.is_empty() { vec![everywhere.clone()] } else { leaves.collect() };
    let is_missing = |number: usize| {
        leaves.iter().any(|content| content.pictures.get(number - 1).is_some_and(|picture| picture.alt.is_missing()))
    };
    let missing: Vec<_> = numbered(everywhere).filter(|(number, _)| is_missing(*number)).map(missing).collect();
    if missing.is_empty() { vec![all_described(everywhere)] } else { missing }
}

fn missing((number, _): (usize, &Picture)) -> Check {
    Check {
        level: Level::ToFix,
        key: format!("alt-{number}"),
        what: format!("{} has no description.", ordinal(number)),
        remedy: "Say what it shows, or say that it is decorative.".to_owned(),
        about: None,
    }
}

fn all_described(everywhere: &Content) -> Check {
    let what = if everywhere.pictures.iter().any(|picture| picture.alt == Alt::Decorative) {
        "Every picture is described, or said to be decorative."
    } else {
        "Every picture is described."
    };
    Check { level: Level::Fine, key: "alt".to_owned(), what: what.to_owned(), remedy: String::new(), about: None }
}

/// What one network does not take.
pub(super) fn per_network(destination: &Destination, content: &Content) -> Vec<Check> {
    let mut checks: Vec<_> = too_many(destination, content).into_iter().collect();
    checks.extend(numbered(content).flat_map(|(number, picture)| of_picture(destination, number, picture)));
    checks
}

fn too_many(destination: &Destination, content: &Content) -> Option<Check> {
    let most = destination.picture_rule.max_items;
    (content.pictures.len() > most as usize).then(|| {
        let what = format!("{} takes {most} pictures, and this post has {}.", destination.name, content.pictures.len());
        about(destination, Level::ToFix, "pictures", what, "Take some out.".to_owned())
    })
}

fn of_picture(destination: &Destination, number: usize, picture: &Picture) -> Vec<Check> {
    let (rule, name, which) = (&destination.picture_rule, &destination.name, ordinal(number));
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    let fix = |what: String, remedy: &str| {
        about(destination, Level::ToFix, &format!("picture-{number}"), what, remedy.to_owned())
    };
    let mut checks = Vec::new();
    if !rule.takes(&picture.mime) {
        let what = format!("{name} does not take pictures of the type {} ({which}).", picture.mime);
        checks.push(fix(what, "Save it as PNG or JPEG and add it again."));
    }
    if picture.bytes > rule.max_bytes {
        let (has, most) = (megabytes(picture.bytes), megabytes(rule.max_bytes));
        checks.push(fix(format!("{which} has {has} MB; {name} takes {most} MB."), "Make it smaller and add it again."));
    }
    if rule.max_pixels.is_some_and(|most| pixels > most) {
        let what = format!("{which} has more pixels than {name} takes.");
        checks.push(fix(what, "Make it smaller and add it again."));
    }
    if let (Alt::Described(text), Some(most)) = (&picture.alt, rule.max_alt) {
        let over = Unit::CodePoints.measure(text).saturating_sub(most);
        if over > 0 {
            let over = Unit::CodePoints.many(over);
            checks.push(fix(
                format!("The description of {} is {over} too long for {name}.", lower(&which)),
                "Shorten it; what does not fit can stand in the text.",
            ));
        }
    }
    checks
}

fn numbered(content: &Content) -> impl Iterator<Item = (usize, &Picture)> {
    content.pictures.iter().enumerate().map(|(index, picture)| (index + 1, picture))
}

fn ordinal(number: usize) -> String {
    match number {
        1 => "The first picture".to_owned(),
        2 => "The second picture".to_owned(),
        3 => "The third picture".to_owned(),
        4 => "The fourth picture".to_owned(),
        _ => format!("Picture {number}"),
    }
}

fn lower(sentence: &str) -> String {
    sentence.replacen("The", "the", 1).replacen("Picture", "picture", 1)
}

/// Millions of bytes with one digit, rounded up so that a file over a limit never reads as one at it.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

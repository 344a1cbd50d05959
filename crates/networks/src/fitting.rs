//! Whether a content fits a network, by its capability data alone. Every connector asks here, so that a limit means the
//! same everywhere.

use crate::{Capabilities, Violation, Visibility};
use basics::text::{graphemes, is_blank};
use publishing::{Content, Picture, Whoever, count};

/// Everything that stands in the way, in the order in which a person would mend it. `answers`: whether it is an answer,
/// which may leave without a picture everywhere.
pub fn violations(content: &Content, answers: bool, capabilities: &Capabilities) -> Vec<Violation> {
    let mut wrong = Vec::new();
    if is_blank(&content.text) && content.pictures.is_empty() {
        wrong.push(Violation::Empty);
    }
    let count = count(&capabilities.text, content);
    if !count.fits() {
        wrong.push(Violation::TooLong { counted: count.used, limit: count.limit });
    }
    let most = capabilities.pictures.max_items;
    if content.pictures.len() > most as usize {
        wrong.push(Violation::TooManyPictures { there: content.pictures.len(), most });
    }
    let numbered = content.pictures.iter().enumerate();
    wrong.extend(numbered.flat_map(|(at, picture)| picture_violations(at + 1, picture, capabilities)));
    if capabilities.needs_picture && content.pictures.is_empty() && !answers {
        wrong.push(Violation::NeedsPicture);
    }
    wrong.extend(headline(content, capabilities));
    wrong.extend(poll(content, capabilities));
    wrong.extend(audience(content, capabilities));
    if content.quotes.is_some() && !capabilities.takes.quotes {
        wrong.push(Violation::NotTaken { what: "quoted posts" });
    }
    wrong
}

fn headline(content: &Content, capabilities: &Capabilities) -> Option<Violation> {
    let rule = capabilities.takes.headline?;
    let length = u32::try_from(graphemes(content.headline.as_deref().unwrap_or_default().trim())).unwrap_or(u32::MAX);
    let says = match length {
        0 if rule.needed => "this channel needs a line above the text: write one".to_owned(),
        0 => return None,
        _ if length < rule.min => {
            format!("the line above the text has {length} characters, and {} are the fewest there", rule.min)
        }
        _ if length > rule.max => {
            format!("the line above the text has {length} characters, and {} are the most there", rule.max)
        }
        _ => return None,
    };
    Some(Violation::NotLikeThis(says))
}

fn poll(content: &Content, capabilities: &Capabilities) -> Vec<Violation> {
    let Some(poll) = &content.poll else { return vec![] };
    let Some(rule) = &capabilities.takes.poll else { return vec![Violation::NotTaken { what: "polls" }] };
    let mut wrong: Vec<String> = poll.wrong().into_iter().chain(poll.beyond(rule)).collect();
    if !content.pictures.is_empty() && !capabilities.takes.poll_with_pictures {
        wrong.push("a poll there has no pictures beside it: take the pictures out".to_owned());
    }
    wrong.into_iter().map(Violation::NotLikeThis).collect()
}

/// Whoever is to be kept out is kept out, or the post does not leave.
fn audience(content: &Content, capabilities: &Capabilities) -> Vec<Violation> {
    let mut wrong = Vec::new();
    let (takes, gates) = (&capabilities.takes, content.gates);
    if content.visibility != Visibility::Public && !capabilities.visibilities.contains(&content.visibility) {
        wrong.push(Violation::NotTaken { what: "posts that are not for everybody" });
    }
    let cannot = |by: &[Whoever], who: Whoever| who != Whoever::Everybody && !by.contains(&who);
    if cannot(&takes.answers_by, gates.answers) {
        let who = gates.answers.words();
        wrong.push(Violation::NotLikeThis(format!(
            "this network cannot let {who} answer and nobody else: leave it open, or leave this channel out"
        )));
    }
    if cannot(&takes.quotes_by, gates.quotes) {
        let who = gates.quotes.words();
        wrong.push(Violation::NotLikeThis(format!(
            "this network cannot let {who} quote and nobody else: leave it open, or leave this channel out"
        )));
    }
    wrong
}

fn picture_violations(number: usize, picture: &Picture, capabilities: &Capabilities) -> Vec<Violation> {
    let (rule, mut wrong) = (&capabilities.pictures, Vec::new());
    let counted = u32::try_from(picture.alt.sent().chars().count()).unwrap_or(u32::MAX);
    if picture.alt.is_missing() {
        wrong.push(Violation::NotDescribed { number });
    }
    if let Some(limit) = rule.max_alt.filter(|limit| counted > *limit) {
        wrong.push(Violation::DescriptionTooLong { number, counted, limit });
    }
    let refused = |why: String| Violation::PictureRefused { number, why };
    if !rule.takes(&picture.mime) {
        wrong.push(refused(format!("it takes no {}", picture.mime)));
    }
    if picture.bytes > rule.max_bytes {
        wrong.push(refused(format!("it has {} bytes, and {} are the most", picture.bytes, rule.max_bytes)));
    }
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    if let Some(most) = rule.max_pixels.filter(|most| pixels > *most) {
        wrong.push(refused(format!("it has {pixels} pixels, and {most} are the most")));
    }
    wrong
}

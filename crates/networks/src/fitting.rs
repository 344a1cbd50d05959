//! Whether a content fits a network, by its capability data alone. Every connector asks here, so that a limit means the
//! same everywhere.

use crate::{Capabilities, RenderedPicture, Violation};
use basics::text::is_blank;
use publishing::{Content, Picture, count};

/// Everything that stands in the way, in the order in which a person would mend it.
pub fn violations(content: &Content, capabilities: &Capabilities) -> Vec<Violation> {
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

/// The pictures as they leave.
pub fn pictures(content: &Content) -> Vec<RenderedPicture> {
    let rendered = |picture: &Picture| RenderedPicture {
        digest: picture.digest,
        mime: picture.mime.clone(),
        alt: picture.alt.sent().to_owned(),
        width: picture.width,
        height: picture.height,
    };
    content.pictures.iter().map(rendered).collect()
}

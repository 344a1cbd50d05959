//! What the links of a post carry by choice: the fields of the composer that ask for it, what is meant by them, and how it is
//! told.

use super::{compose::More, typed::LinkMarks};
use crate::parts::{Choice, Choices, Field, Problems};
use publishing::{Draft, LinkTags};

const FIELDS: [(&str, &str, &str); 3] = [
    ("utm_source", "Source", "From where readers come, such as fediverse."),
    ("utm_medium", "Medium", "By what, such as social."),
    ("utm_campaign", "Campaign", "For what, such as release-6.2."),
];

/// Takes over what these fields mean. What makes no sense is a problem at its field, and the draft keeps what it had.
pub fn take(typed: &LinkMarks, draft: &mut Draft, problems: &mut Problems) {
    if !typed.ticked {
        draft.link_tags = None;
        return;
    }
    let values = FIELDS.map(|(name, ..)| match LinkTags::value(typed.value(name)) {
        Ok(value) => Some(value),
        Err(wrong) => {
            problems.add(name, wrong.to_string());
            None
        }
    });
    if let [Some(source), Some(medium), Some(campaign)] = values {
        draft.link_tags = Some(LinkTags { source, medium, campaign });
    }
}

/// The fields, folded while nothing stands in them.
pub fn fields(typed: &LinkMarks, problems: &Problems) -> More {
    let field = |(name, label, hint): (&str, &str, &str)| {
        Field::new(name, label).value(typed.value(name)).hint(hint).optional().marked(problems)
    };
    More {
        name: "links".to_owned(),
        icon: "link",
        summary: "Mark its links, to count readers".to_owned(),
        hint: "Added to every link as it leaves, which the preview shows; what a link carries already stays. Readers can see \
               it, and it tells a site from where they come."
            .to_owned(),
        open: typed.ticked,
        fields: FIELDS.into_iter().map(field).collect(),
        choices: vec![Choices {
            name: "mark_links".to_owned(),
            several: true,
            of: vec![Choice::new("yes", "Mark every link of this post").chosen(typed.ticked)],
            ..Choices::default()
        }],
        ..More::default()
    }
}

/// What the links of a draft carry, in words.
pub fn told(draft: &Draft) -> Option<String> {
    let tags = draft.link_tags.as_ref()?;
    Some(format!("Its links carry: {} / {} / {}", tags.source, tags.medium, tags.campaign))
}

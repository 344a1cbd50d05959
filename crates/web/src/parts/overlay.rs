//! What floats, and what stands where there is nothing.

use super::written_by_its_template;
use crate::filters;
use askama::Template;

/// What just happened, with a way to take it back where there is one.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="toast" role="status"><span>{{ words }}</span>{% if let Some((label, href)) = link %}<a href="{{ href }}">{{ label }}</a>{% endif %}</div>"#,
    ext = "html"
)]
pub struct Toast {
    /// `Scheduled for Fri 4 Dec, 15:00 UTC.`
    pub words: String,
    /// Words and address of what can be done about it.
    pub link: Option<(String, String)>,
}

impl Toast {
    /// A sentence alone.
    pub fn of(words: impl Into<String>) -> Self {
        Self { words: words.into(), link: None }
    }
}

/// A calm sentence where a list is empty.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="empty">{{ icon|icon }}<h3>{{ title }}</h3><p>{{ words }}</p>{% if let Some((label, href)) = link %}<a class="btn" href="{{ href }}">{{ label }}</a>{% endif %}</div>"#,
    ext = "html"
)]
pub struct Empty {
    /// The icon's name.
    pub icon: &'static str,
    /// `Nothing needs you.`
    pub title: String,
    /// What comes next.
    pub words: String,
    /// Words and address of what can be done.
    pub link: Option<(String, String)>,
}

written_by_its_template!(Toast, Empty);

//! The frame of the samples.

use askama::Template;
use web::{
    frame::{Frame, Group, Me, Notice, Place, Plain, Theme},
    parts::Face,
};

pub const BASE: &str = "/g/sample";

pub fn frame(theme: Theme, here: Place) -> Frame {
    Frame {
        theme,
        here,
        group: Group { name: "Lumen Social Media Working Group".into(), base: BASE.into() },
        more_groups: true,
        me: Me { name: "Chair".into(), term: "until 14 Mar 2027".into(), face: Face::of("Chair") },
        waiting: 4,
        unanswered: 1,
        token: "sample-token".into(),
        toast: None,
        notices: vec![Notice::Demonstration],
    }
}

pub fn plain(theme: Theme) -> Plain {
    Plain { theme, signed_in: true, token: "sample-token".into(), toast: None }
}

pub fn page(template: &impl Template) -> String {
    template.render().unwrap_or_else(|error| error.to_string())
}

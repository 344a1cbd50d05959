//! What is typed about a picture: what it shows, for everybody and for single channels, what of it leaves, and what stays in
//! view.

use basics::{ChannelId, MediaId};
use publishing::{Alt, Draft, Picture};
use std::collections::BTreeMap;

/// A picture and the words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The picture, as it was uploaded.
    pub media: MediaId,
    /// What it shows.
    pub words: String,
    /// Whether it is only decoration.
    pub decorative: bool,
    /// What single channels say in place of that.
    pub own: BTreeMap<ChannelId, String>,
    /// What of it leaves.
    pub cutting: Cutting,
}

/// What of a picture leaves, and the point that stays in view, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cutting {
    /// The word of a shape, or [`WHOLE`]. None where the form did not ask.
    pub shape: Option<String>,
    /// Pixels from the left.
    pub left: String,
    /// Pixels from above.
    pub top: String,
    /// Pixels across.
    pub wide: String,
    /// Pixels down.
    pub high: String,
    /// The point, in hundredths from the left.
    pub across: String,
    /// The point, in hundredths from above.
    pub down: String,
}

/// What a form says of a picture that leaves as it is.
pub const WHOLE: &str = "whole";

/// The picture that a field is about, with the channel, if it is about one channel alone.
pub type About = (MediaId, Option<ChannelId>);

impl Described {
    /// A picture about which nothing else is said.
    pub fn new(media: MediaId, words: String) -> Self {
        Self { media, words, decorative: false, own: BTreeMap::new(), cutting: Cutting::default() }
    }

    /// As a draft fills the fields.
    pub fn of(picture: &Picture, draft: &Draft) -> Self {
        let media = picture.original();
        let own = draft.descriptions.iter();
        Self {
            decorative: picture.alt == Alt::Decorative,
            own: own.filter_map(|(channel, of)| Some((*channel, of.get(&media)?.clone()))).collect(),
            cutting: Cutting::of(picture),
            ..Self::new(media, picture.alt.sent().to_owned())
        }
    }

    /// What the name of a field is about, where it is about a picture.
    pub fn field(name: &str) -> Option<(&str, About)> {
        let (what, about) = name.split_once('-')?;
        let known = ["description", "decorative", "shape", "left", "top", "wide", "high", "across", "down"];
        let (picture, channel) = match about.split_once('.') {
            Some((picture, channel)) => (picture, Some(channel.parse().ok()?)),
            None => (about, None),
        };
        known.contains(&what).then_some((what, (picture.parse().ok()?, channel)))
    }

    /// Takes a field about this picture over.
    pub fn sent(&mut self, what: &str, channel: Option<ChannelId>, value: String) {
        let place = match (what, channel) {
            ("description", Some(channel)) => self.own.entry(channel).or_default(),
            ("description", None) => &mut self.words,
            ("decorative", _) => return self.decorative = true,
            ("shape", _) => self.cutting.shape.insert(String::new()),
            ("left", _) => &mut self.cutting.left,
            ("top", _) => &mut self.cutting.top,
            ("wide", _) => &mut self.cutting.wide,
            ("high", _) => &mut self.cutting.high,
            ("across", _) => &mut self.cutting.across,
            ("down", _) => &mut self.cutting.down,
            _ => return,
        };
        *place = value;
    }

    /// The same words as fields of a form. The description stands first: with it the picture is part of the form.
    pub fn fields(&self) -> Vec<(String, String)> {
        let media = self.media;
        let mut fields = vec![(format!("description-{media}"), self.words.clone())];
        fields.extend(self.decorative.then(|| (format!("decorative-{media}"), "yes".to_owned())));
        fields
            .extend(self.own.iter().map(|(channel, words)| (format!("description-{media}.{channel}"), words.clone())));
        let cutting = &self.cutting;
        if let Some(shape) = &cutting.shape {
            let lines = [
                ("shape", shape),
                ("left", &cutting.left),
                ("top", &cutting.top),
                ("wide", &cutting.wide),
                ("high", &cutting.high),
                ("across", &cutting.across),
                ("down", &cutting.down),
            ];
            fields.extend(lines.map(|(what, value)| (format!("{what}-{media}"), value.clone())));
        }
        fields
    }
}

impl Cutting {
    fn of(picture: &Picture) -> Self {
        let area = picture.cut.as_ref().map(|cut| cut.area);
        let pixels =
            |number: fn(publishing::Area) -> u32| area.map(|area| number(area).to_string()).unwrap_or_default();
        let point = picture.point();
        Self {
            shape: Some(picture.cut.as_ref().map_or(WHOLE, |cut| cut.shape.word()).to_owned()),
            left: pixels(|area| area.left),
            top: pixels(|area| area.top),
            wide: pixels(|area| area.width),
            high: pixels(|area| area.height),
            across: point.map(|point| point.across.to_string()).unwrap_or_default(),
            down: point.map(|point| point.down.to_string()).unwrap_or_default(),
        }
    }
}

//! What is cut out of a picture, and the point of it that stays in view: sums over pixels, that open no picture.

use crate::Focus;
use basics::{Digest, MediaId};
use serde::{Deserialize, Serialize};

/// A part of a picture that leaves in its place. The picture itself is kept as it was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// The picture that it was cut out of.
    pub of: MediaId,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its pixels across.
    pub width: u32,
    /// Its pixels down.
    pub height: u32,
    /// The shape that was asked for.
    pub shape: Shape,
    /// What was cut out.
    pub area: Area,
}

/// The shape that a picture is cut to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// As wide as high.
    Square,
    /// Four to five, as phones show it.
    Portrait,
    /// Sixteen to nine, as films are.
    Wide,
    /// Exactly these pixels.
    Own,
}

impl Shape {
    /// Every one, in the order in which a form offers them.
    pub const ALL: [Self; 4] = [Self::Square, Self::Portrait, Self::Wide, Self::Own];

    /// The word in a form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Square => "square",
            Self::Portrait => "portrait",
            Self::Wide => "wide",
            Self::Own => "own",
        }
    }
    /// The shape of a word; none for a word that is not one.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.word() == word)
    }
    /// The largest part of a picture that has this shape and lies about a point, or about the middle. None for a shape whose
    /// pixels somebody chooses.
    pub fn about(self, point: Option<Point>, (width, height): (u32, u32)) -> Option<Area> {
        let (across, down) = match self {
            Self::Square => (1, 1),
            Self::Portrait => (4, 5),
            Self::Wide => (16, 9),
            Self::Own => return None,
        };
        let wide = pixels(u64::from(height) * across / down).clamp(1, width);
        let high = pixels(u64::from(width) * down / across).clamp(1, height);
        let (x, y) = point.unwrap_or(Point::MIDDLE).on((width, height));
        let left = x.saturating_sub(wide / 2).min(width - wide);
        let top = y.saturating_sub(high / 2).min(height - high);
        Some(Area { left, top, width: wide, height: high })
    }
}

/// A part of a picture, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Area {
    /// From the left.
    pub left: u32,
    /// From above.
    pub top: u32,
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

impl Area {
    /// All of a picture.
    pub fn whole((width, height): (u32, u32)) -> Self {
        Self { left: 0, top: 0, width, height }
    }
    /// Whether a picture of this size has all of it, and any.
    pub fn lies_in(self, (width, height): (u32, u32)) -> bool {
        let ends =
            |from: u32, length: u32, most: u32| length > 0 && u64::from(from) + u64::from(length) <= u64::from(most);
        ends(self.left, self.width, width) && ends(self.top, self.height, height)
    }
    /// Whether a point of a picture of this size lies in it.
    pub fn has(self, point: Point, size: (u32, u32)) -> bool {
        let (x, y) = point.on(size);
        let within = |at: u32, from: u32, length: u32| (from..=from.saturating_add(length)).contains(&at);
        within(x, self.left, self.width) && within(y, self.top, self.height)
    }
}

/// A point of a picture as somebody writes it down: in hundredths from the left and from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    /// From the left, 0 to 100.
    pub across: u8,
    /// From above, 0 to 100.
    pub down: u8,
}

impl Point {
    /// The middle.
    pub const MIDDLE: Self = Self { across: 50, down: 50 };

    /// The point that a form sent; none outside of the picture.
    pub fn new(across: u8, down: u8) -> Option<Self> {
        (across <= 100 && down <= 100).then_some(Self { across, down })
    }
    /// In pixels.
    fn on(self, (width, height): (u32, u32)) -> (u32, u32) {
        let at = |hundredths: u8, length: u32| pixels(u64::from(hundredths) * u64::from(length) / 100);
        (at(self.across, width), at(self.down, height))
    }
    /// As the part that leaves is told about it.
    pub fn focus(self, area: Area, (width, height): (u32, u32)) -> Focus {
        let x = thousandths(self.across, width, area.left, area.width);
        let y = thousandths(self.down, height, area.top, area.height);
        Focus::new(x, -y)
    }
    /// Where the point of a part lies on the whole.
    pub fn of(focus: Focus, area: Area, (width, height): (u32, u32)) -> Self {
        let across = hundredths(focus.x, width, area.left, area.width);
        Self { across, down: hundredths(-focus.y, height, area.top, area.height) }
    }
}

/// From hundredths of a whole side to thousandths of half a part of it, from its middle.
fn thousandths(hundredths: u8, side: u32, from: u32, length: u32) -> i16 {
    let along = i64::from(hundredths) * i64::from(side) - i64::from(from) * 100;
    let length = i64::from(length.max(1));
    let thousandths = (along * 20 + length / 2).div_euclid(length) - 1000;
    i16::try_from(thousandths.clamp(-1000, 1000)).unwrap_or_default()
}

/// The way back. A hundredth of the whole is never less than a thousandth of a part, so that it comes back exactly.
fn hundredths(thousandths: i16, side: u32, from: u32, length: u32) -> u8 {
    let along = (i64::from(thousandths) + 1000) * i64::from(length) + i64::from(from) * 2000;
    let side = i64::from(side.max(1)) * 20;
    u8::try_from(((along + side / 2) / side).clamp(0, 100)).unwrap_or_default()
}

/// No side of a picture is longer than a number of pixels can say.
fn pixels(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_shape_takes_as_much_as_it_can_about_the_point() {
        let at = |left, top, width, height| Some(Area { left, top, width, height });
        let size = (1600, 1000);
        assert_eq!(Shape::Square.about(None, size), at(300, 0, 1000, 1000));
        assert_eq!(Shape::Square.about(Point::new(0, 50), size), at(0, 0, 1000, 1000));
        assert_eq!(Shape::Square.about(Point::new(100, 0), size), at(600, 0, 1000, 1000));
        assert_eq!(Shape::Wide.about(None, size), at(0, 50, 1600, 900));
        assert_eq!(Shape::Portrait.about(Point::new(60, 50), size), at(560, 0, 800, 1000));
        assert_eq!(Shape::Wide.about(None, (1, 1)), at(0, 0, 1, 1));
        assert_eq!(Shape::Own.about(None, size), None);
    }

    #[test]
    fn a_part_lies_in_its_picture_and_is_not_nothing() {
        let lies = |left, top, width, height| Area { left, top, width, height }.lies_in((10, 5));
        assert!(lies(0, 0, 10, 5) && lies(9, 4, 1, 1));
        assert!(!lies(0, 0, 0, 5) && !lies(1, 0, 10, 5) && !lies(u32::MAX, 0, 1, 1));
    }

    proptest! {
        #[test]
        fn the_point_that_was_written_down_comes_back(
            across in 0_u8..=100, down in 0_u8..=100, width in 1_u32..12_000, height in 1_u32..12_000, at in 0_usize..3
        ) {
            let (size, point) = ((width, height), Point { across, down });
            let area = Shape::ALL[at].about(Some(point), size).unwrap();
            prop_assert!(area.lies_in(size) && area.has(point, size));
            let whole = Area::whole(size);
            prop_assert_eq!(Point::of(point.focus(whole, size), whole, size), point);
            let there = Point::of(point.focus(area, size), area, size);
            let again = Point::of(there.focus(area, size), area, size);
            prop_assert_eq!(there, again, "what is saved twice is the same");
        }
    }
}

//! What of a picture leaves, and what stays in view: what the fields mean, and the cut that is made of it. What makes no
//! sense is a problem at its field, and the picture stays as it was.

use super::{
    desk::Desk,
    typed::{Cutting, Described, WHOLE},
    uploads::picture_of,
};
use crate::{
    failed::Failed,
    parts::{Choice, Field, Kind, Pick, Problems},
};
use acts::{Declined, drafts};
use publishing::{Alt, Area, Cut, Picture, Point, Shape};

/// What the fields ask for.
struct Asked {
    cut: Option<(Shape, Area)>,
    point: Option<Point>,
}

/// The picture as its fields want it. `whole` is the one that was uploaded, `known` the one that the draft has.
pub async fn cut(
    desk: &Desk<'_>,
    typed: &Described,
    whole: Picture,
    known: Option<&Picture>,
    problems: &mut Problems,
) -> Result<Picture, Failed> {
    let alt = whole.alt.clone();
    let as_it_was = || Picture { alt: alt.clone(), ..known.cloned().unwrap_or_else(|| whole.clone()) };
    let size = (whole.width, whole.height);
    if typed.cutting.shape.is_none() {
        return Ok(as_it_was());
    }
    let Some(asked) = asked(typed, size, problems) else { return Ok(as_it_was()) };
    let Some((shape, area)) = asked.cut else {
        return Ok(Picture { focus: asked.point.map(|point| point.focus(Area::whole(size), size)), ..whole });
    };
    let focus = asked.point.map(|point| point.focus(area, size));
    let same = |picture: &&Picture| picture.cut.as_ref().is_some_and(|cut| (cut.shape, cut.area) == (shape, area));
    if let Some(known) = known.filter(same) {
        return Ok(Picture { alt, focus, ..known.clone() });
    }
    match drafts::cut(&desk.app.here, desk.group(), desk.who(), whole.media, area).await {
        Ok(row) => {
            let cut = Cut { of: whole.media, digest: whole.digest, width: size.0, height: size.1, shape, area };
            Ok(Picture { focus, cut: Some(cut), ..picture_of(row, alt) })
        }
        Err(Declined::ByRule(wrong)) => {
            problems.add(&format!("shape-{}", typed.media), wrong);
            Ok(as_it_was())
        }
        Err(other) => Err(desk.insider.failed(other)),
    }
}

/// What the fields mean; none where something of it makes no sense.
fn asked(typed: &Described, size: (u32, u32), problems: &mut Problems) -> Option<Asked> {
    let cutting = &typed.cutting;
    let name = |what: &str| format!("{what}-{}", typed.media);
    let point = point(cutting, &name, problems).ok()?;
    let word = cutting.shape.as_deref().unwrap_or(WHOLE);
    if word == WHOLE {
        return Some(Asked { cut: None, point });
    }
    let Some(shape) = Shape::of(word) else {
        problems.add(&name("shape"), "Choose one of the list: what was sent is none of it.");
        return None;
    };
    let area = match shape.about(point, size) {
        Some(area) => area,
        None => own(cutting, &name, size, problems)?,
    };
    if point.is_some_and(|point| !area.has(point, size)) {
        problems.add(&name("across"), "This point is not on the part that is cut out: choose another, or clear it.");
        return None;
    }
    let cut = (area != Area::whole(size)).then_some((shape, area));
    Some(Asked { cut, point })
}

/// The pixels that somebody chose.
fn own(cutting: &Cutting, name: &impl Fn(&str) -> String, size: (u32, u32), problems: &mut Problems) -> Option<Area> {
    let mut pixels = |what: &str, typed: &str| {
        let number = typed.trim().parse().ok();
        if number.is_none() {
            problems.add(&name(what), "Write a number of pixels, such as 400.");
        }
        number
    };
    let (left, top) = (pixels("left", &cutting.left), pixels("top", &cutting.top));
    let (width, height) = (pixels("wide", &cutting.wide), pixels("high", &cutting.high));
    let area = Area { left: left?, top: top?, width: width?, height: height? };
    if !area.lies_in(size) {
        let (width, height) = size;
        let words = format!("The picture is {width} × {height} pixels, and this is not within them: choose less.");
        problems.add(&name("wide"), words);
        return None;
    }
    Some(area)
}

/// What was typed makes no sense, which stands at its field.
struct Told;

/// The point, where one was chosen.
fn point(cutting: &Cutting, name: &impl Fn(&str) -> String, problems: &mut Problems) -> Result<Option<Point>, Told> {
    let typed = [("across", cutting.across.trim()), ("down", cutting.down.trim())];
    if typed.iter().all(|(_, typed)| typed.is_empty()) {
        return Ok(None);
    }
    let number = |(_, typed): &(&str, &str)| typed.parse().ok().filter(|number: &u8| *number <= 100);
    for (what, _) in typed.iter().filter(|one| number(one).is_none()) {
        problems.add(&name(what), "Write a number from 0 to 100, or clear both.");
    }
    let [across, down] = typed.map(|one| number(&one));
    Ok(Point::new(across.ok_or(Told)?, down.ok_or(Told)?))
}

/// What is said about a picture: words, or that it needs none. Both at once make no sense, and it stays as it was.
pub fn described(typed: &Described, known: Option<&Picture>, problems: &mut Problems) -> Alt {
    if typed.decorative && !typed.words.trim().is_empty() {
        let words = "It is described here and said to be decorative: clear the description, or the tick.";
        problems.add(&format!("description-{}", typed.media), words);
        return known.map(|picture| picture.alt.clone()).unwrap_or_default();
    }
    Alt::from_form(&typed.words, typed.decorative)
}

/// The shapes to choose from.
pub fn shapes(typed: &Described, problems: &Problems) -> Pick {
    let name = format!("shape-{}", typed.media);
    let chosen = typed.cutting.shape.as_deref().unwrap_or(WHOLE);
    let whole = Choice::new(WHOLE, "As it is").chosen(chosen == WHOLE);
    let of = Shape::ALL.map(|shape| Choice::new(shape.word(), words(shape)).chosen(chosen == shape.word()));
    Pick {
        error: problems.at(&name),
        name,
        label: "What of it leaves".to_owned(),
        hint: "The picture itself is kept whole.".to_owned(),
        of: [whole].into_iter().chain(of).collect(),
    }
}

fn words(shape: Shape) -> &'static str {
    match shape {
        Shape::Square => "A square, 1:1",
        Shape::Portrait => "Upright, 4:5",
        Shape::Wide => "Wide, 16:9",
        Shape::Own => "These pixels",
    }
}

/// The point that stays in view.
pub fn points(typed: &Described, problems: &Problems) -> Vec<Field> {
    let fields = [
        ("across", "From the left, 0 to 100", &typed.cutting.across),
        ("down", "From above, 0 to 100", &typed.cutting.down),
    ];
    fields.map(|(what, label, value)| number(typed, what, label, value, problems)).to_vec()
}

/// The pixels of a part that somebody chooses.
pub fn pixels(typed: &Described, problems: &Problems) -> Vec<Field> {
    let cutting = &typed.cutting;
    let fields = [
        ("left", "From the left", &cutting.left),
        ("top", "From above", &cutting.top),
        ("wide", "Across", &cutting.wide),
        ("high", "Down", &cutting.high),
    ];
    fields.map(|(what, label, value)| number(typed, what, label, value, problems)).to_vec()
}

fn number(typed: &Described, what: &str, label: &str, value: &str, problems: &Problems) -> Field {
    let field = Field::new(&format!("{what}-{}", typed.media), label).kind(Kind::Number).value(value).optional();
    field.marked(problems)
}

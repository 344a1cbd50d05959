//! The secret of a second factor as it is shown once: a picture to scan, the text to type, the address to open.

use super::written_by_its_template;
use askama::Template;
use qrcode::{Color, QrCode};
use std::fmt::Write as _;

/// Squares of white around the picture, without which cameras do not find it (ISO/IEC 18004).
const QUIET: usize = 4;

/// A secret on its way into an app that shows codes.
#[derive(Template)]
#[template(path = "parts/app_secret.html")]
pub struct AppSecret {
    picture: Option<Picture>,
    typed: String,
    uri: String,
}

/// A QR code as one drawing, in squares; black on white in either theme, because cameras expect it so.
struct Picture {
    side: usize,
    dark: String,
}

impl AppSecret {
    /// The secret as text in groups, and as an `otpauth:` address.
    pub fn new(typed: &str, uri: &str) -> Self {
        Self { picture: picture_of(uri), typed: typed.to_owned(), uri: uri.to_owned() }
    }
}

/// None of an address that is too long for a picture: text and link are there still.
fn picture_of(uri: &str) -> Option<Picture> {
    let code = QrCode::new(uri).ok()?;
    let colours = code.to_colors();
    let mut dark = String::new();
    for (y, row) in colours.chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, wide) = (x + QUIET, y + QUIET, run.len());
                write!(dark, "M{left} {top}h{wide}v1h-{wide}z").ok()?;
            }
            x += run.len();
        }
    }
    Some(Picture { side: code.width() + 2 * QUIET, dark })
}

written_by_its_template!(AppSecret);

#[cfg(test)]
mod tests {
    use super::*;

    const URI: &str = "otpauth://totp/Nuncio%20at%20voice.example:member%40group.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Nuncio&algorithm=SHA1&digits=6&period=30";

    /// The squares that a drawing makes dark.
    fn squares(drawing: &str, side: usize) -> Vec<bool> {
        let mut dark = vec![false; side * side];
        for run in drawing.split('M').skip(1) {
            let (at, rest) = run.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let wide: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            dark[y * side + x..y * side + x + wide].fill(true);
        }
        dark
    }

    #[test]
    fn the_picture_is_the_code_of_the_address_with_white_around_it() {
        let picture = picture_of(URI).unwrap();
        let code = QrCode::new(URI).unwrap();
        assert_eq!(picture.side, code.width() + 8);
        let dark = squares(&picture.dark, picture.side);
        for y in 0..picture.side {
            for x in 0..picture.side {
                let inside = |at: usize| (QUIET..QUIET + code.width()).contains(&at);
                let expected = inside(x) && inside(y) && code[(x - QUIET, y - QUIET)] == Color::Dark;
                assert_eq!(dark[y * picture.side + x], expected, "{x} {y}");
            }
        }
    }

    #[test]
    fn the_picture_has_words_and_no_style_of_its_own() {
        let html = AppSecret::new("JBSW Y3DP", URI).to_string();
        assert!(html.contains(r#"role="img" aria-label="QR code of the secret that stands below""#), "{html}");
        assert!(html.contains(r##"<path fill="#fff" d="M0 0h"##), "white under it, in the dark theme too: {html}");
        assert!(!html.contains("style"), "a policy without inline style shows it: {html}");
        assert!(html.contains("JBSW Y3DP") && html.contains("Open it in an app"));
    }

    #[test]
    fn an_address_too_long_for_a_picture_is_there_as_text_still() {
        let html = AppSecret::new("JBSW Y3DP", &"x".repeat(5000)).to_string();
        assert!(!html.contains("<svg") && html.contains("JBSW Y3DP"));
    }
}

//! Stylesheet, scripts, typefaces and icons, inside the binary.
//!
//! Each folder has the digest of its content in its name, so that a browser may keep a file for a year and still
//! gets the new one the moment it changes. Scripts import each other by relative path inside their folder.

use axum::{
    Router,
    body::Bytes,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use basics::Digest;
use std::sync::LazyLock;

/// How long a browser may keep a file whose name has the digest of its content: a year.
const FOR_A_YEAR: &str = "public, max-age=31536000, immutable";

/// The stylesheet in the order of its layers.
const STYLES: &str = concat!(
    include_str!("../assets/css/layers.css"),
    include_str!("../assets/css/reset.css"),
    include_str!("../assets/css/tokens.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/layout.css"),
    include_str!("../assets/css/parts/press.css"),
    include_str!("../assets/css/parts/show.css"),
    include_str!("../assets/css/parts/law.css"),
    include_str!("../assets/css/parts/ask.css"),
    include_str!("../assets/css/parts/float.css"),
    include_str!("../assets/css/screens/home.css"),
    include_str!("../assets/css/screens/compose.css"),
    include_str!("../assets/css/screens/calendar.css"),
    include_str!("../assets/css/screens/post.css"),
    include_str!("../assets/css/screens/charter.css"),
    include_str!("../assets/css/screens/audit.css"),
    include_str!("../assets/css/screens/decision.css"),
    include_str!("../assets/css/screens/plain.css"),
    include_str!("../assets/css/utilities.css"),
    include_str!("../assets/css/print.css"),
);

macro_rules! files {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        vec![$(File { name: $name, bytes: Bytes::from_static(include_bytes!(concat!("../assets/", $folder, "/", $name))) }),+]
    };
}

static FONTS: LazyLock<Folder> = LazyLock::new(|| {
    Folder::of(
        "fonts",
        files!("fonts":
            "atkinson-hyperlegible-next-latin-wght-normal.woff2",
            "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
            "newsreader-latin-wght-normal.woff2",
            "newsreader-latin-ext-wght-normal.woff2",
            "newsreader-latin-wght-italic.woff2",
            "LICENSE-atkinson",
            "LICENSE-newsreader",
        ),
    )
});
static ICONS: LazyLock<Folder> = LazyLock::new(|| {
    Folder::of("icons", files!("icons": "sprite.svg", "favicon.svg", "LICENSE-lucide", "LICENSE-simple-icons"))
});
static SCRIPTS: LazyLock<Folder> = LazyLock::new(|| {
    Folder::of(
        "js",
        files!("js": "nuncio.js", "check.js", "count.js", "draft.js", "grid.js", "keys.js", "passkey.js", "time.js"),
    )
});
static CSS: LazyLock<Folder> = LazyLock::new(|| {
    let text = STYLES.replace("FONTS/", &format!("../{}/", FONTS.path));
    Folder::of("css", vec![File { name: "nuncio.css", bytes: Bytes::from(text) }])
});
static SPRITE: LazyLock<String> = LazyLock::new(|| ICONS.url("sprite.svg"));

struct File {
    name: &'static str,
    bytes: Bytes,
}

struct Folder {
    /// `js-1f3a9c0b`: the name with the digest of all its files.
    path: String,
    files: Vec<File>,
}

impl Folder {
    fn of(name: &str, files: Vec<File>) -> Self {
        let digest = Digest::of_parts(files.iter().map(|file| file.bytes.as_ref()));
        Self { path: format!("{name}-{}", digest.short()), files }
    }
    fn url(&self, file: &str) -> String {
        format!("/assets/{}/{file}", self.path)
    }
    fn find(&self, name: &str) -> Option<Bytes> {
        self.files.iter().find(|file| file.name == name).map(|file| file.bytes.clone())
    }
}

/// The address of the stylesheet.
pub fn stylesheet() -> String {
    CSS.url("nuncio.css")
}

/// The address of the script that starts the others.
pub fn script() -> String {
    SCRIPTS.url("nuncio.js")
}

/// The address of the picture in a browser's tab.
pub fn favicon() -> String {
    ICONS.url("favicon.svg")
}

/// The address of the sprite that holds all icons; an icon is its fragment.
pub fn sprite() -> &'static str {
    &SPRITE
}

/// The address of the typeface that the first line of every page is set in, to be fetched early.
pub fn first_font() -> String {
    FONTS.url("atkinson-hyperlegible-next-latin-wght-normal.woff2")
}

/// `GET /assets/{folder}/{file}`.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{folder}/{file}", get(serve))
}

async fn serve(Path((folder, file)): Path<(String, String)>) -> Response {
    let found = [&*CSS, &*SCRIPTS, &*ICONS, &*FONTS].into_iter().find(|known| known.path == folder);
    match found.and_then(|folder| folder.find(&file)) {
        Some(bytes) => {
            ([(header::CONTENT_TYPE, content_type(&file)), (header::CACHE_CONTROL, FOR_A_YEAR)], bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_that_the_stylesheet_names_is_served() {
        let css = CSS.find("nuncio.css").unwrap();
        let css = std::str::from_utf8(&css).unwrap();
        assert!(!css.contains("FONTS/"));
        let named: Vec<&str> = css.split("url(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(named.len(), 5);
        for url in named {
            let (folder, file) = url.trim_start_matches("../").split_once('/').unwrap();
            assert_eq!(folder, FONTS.path);
            assert!(FONTS.find(file).is_some(), "{file}");
        }
    }

    #[test]
    fn the_scripts_stay_within_25_kilobytes() {
        let size: usize = SCRIPTS.files.iter().map(|file| file.bytes.len()).sum();
        assert!(size <= 25 * 1024, "{size} bytes");
    }

    #[test]
    fn no_script_writes_a_style_or_html_of_its_own() {
        for file in &SCRIPTS.files {
            let text = std::str::from_utf8(&file.bytes).unwrap();
            for forbidden in [".style.", "setAttribute(\"style\"", "eval(", "innerHTML", "document.write"] {
                assert!(!text.contains(forbidden), "{} in {}", forbidden, file.name);
            }
        }
    }
}

//! What the tests of this crate share: both charters in each text there is, and facts that are in order.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use charter::{Charter, Facts, Opinion, Value, Way, presets, presets::Preset, vocabulary};
use std::path::PathBuf;
use std::sync::LazyLock;

/// The charter under the preset's rules: over its own text, and over the verbatim one where that is at hand.
fn texts(preset: Preset) -> Vec<Charter> {
    let verbatim = root().join(format!("../shared/charters/{}.md", preset.key));
    let mut charters = vec![preset.charter().unwrap_or_else(|problems| panic!("{problems}"))];
    match std::fs::read(&verbatim) {
        Ok(text) => charters
            .push(Charter::load_over(preset.key, preset.rules, &text).unwrap_or_else(|problems| panic!("{problems}"))),
        Err(_) => eprintln!("not tested over the verbatim text: there is no ../shared/charters/{}.md", preset.key),
    }
    charters
}

/// The charter with a board, a chair, a co-chair and a liaison.
pub fn django() -> &'static [Charter] {
    static CHARTERS: LazyLock<Vec<Charter>> = LazyLock::new(|| texts(presets::DJANGO));
    &CHARTERS
}

/// The charter without offices.
pub fn jupyter() -> &'static [Charter] {
    static CHARTERS: LazyLock<Vec<Charter>> = LazyLock::new(|| texts(presets::JUPYTER));
    &CHARTERS
}

/// The root of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A set of words.
pub fn words(words: &[&str]) -> Value {
    words.iter().copied().collect()
}

/// The facts of an act done by somebody in these offices, when nothing is out of the ordinary.
pub fn facts(act: &str, offices: &[&str]) -> Facts {
    let facts = Facts::of(offices.iter().copied());
    let facts = vocabulary::facts_of(act).fold(facts, |facts, fact| facts.with(fact.name, fact.ordinary()));
    let facts = if offices.contains(&"liaison") { facts.with("status", words(&["board"])) } else { facts };
    if facts.get("goals").is_some() { facts.with("goals", words(&["1"])) } else { facts }
}

/// A verdict in short: `may as member (D2)`, `ask board (B2)`, `may not (D1 D2)`.
pub fn short(opinion: &Opinion) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for cited in opinion.cites() {
        if !labels.contains(&cited.label.as_str()) {
            labels.push(&cited.label);
        }
    }
    let labels = labels.join(" ");
    match opinion {
        Opinion::May { by } => {
            format!("may as {} ({labels})", by.iter().find_map(|cited| cited.office.as_deref()).unwrap_or("?"))
        }
        Opinion::No(grounds) => match &grounds.way {
            Way::AskGroup => format!("ask group ({labels})"),
            Way::AskBody(bodies) => format!("ask {} ({labels})", bodies.join(" and ")),
            Way::AskEither(bodies) => format!("ask {} ({labels})", bodies.join(" or ")),
            Way::MayNot => format!("may not ({labels})"),
        },
    }
}

/// The short verdict about these facts.
pub fn verdict(charter: &Charter, act: &str, facts: Facts) -> String {
    short(&charter.weigh(act, &[facts]))
}

/// Compares with a golden file, or writes it when `NUNCIO_BLESS` is set.
pub fn golden(path: &PathBuf, found: &str) {
    if std::env::var_os("NUNCIO_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, found).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    let first = expected.lines().zip(found.lines()).find(|(expected, found)| expected != found);
    assert!(
        expected == found,
        "{} differs; `cargo xtask bless` writes it anew. First difference: {first:?}",
        path.display()
    );
}

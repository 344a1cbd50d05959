//! The table of networks and what they take, as it stands in the documents: made from what the connectors say about
//! themselves, and compared with the page. `NUNCIO_BLESS=1` writes it anew.

use basics::Moment;
use egress::{AllowList, Egress};
use networks::{Capabilities, Forgetful, Network, Networks, Tried, WarningSupport, bluesky::Directory};
use publishing::Unit;
use std::{env, fs, path::PathBuf, sync::Arc};

const BEGIN: &str = "<!-- made by crates/networks/tests/table.rs -->\n";
const END: &str = "<!-- end -->\n";

fn networks() -> Networks {
    let egress = Egress::new(AllowList::default()).unwrap();
    Networks::new(&egress, Directory::public(&egress).unwrap(), Arc::new(Forgetful(|| Moment::from_micros(0))))
}

fn table() -> String {
    let head = [
        "Network",
        "Create / reply / delete",
        "Text",
        "Pictures",
        "Headline",
        "Warning",
        "Language",
        "Poll",
        "Quote",
        "Thread",
        "Gates",
        "Edit",
        "Tried",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec(), vec!["---".to_owned(); head.len()]];
    rows.extend(networks().all().map(row));
    let lines: Vec<String> = rows.iter().map(|cells| format!("| {} |", cells.join(" | "))).collect();
    lines.join("\n") + "\n"
}

fn row(network: &dyn Network) -> Vec<String> {
    let can = network.usual(Moment::from_micros(0));
    let handling = &can.handling;
    let classes = [handling.create, handling.reply, handling.delete].map(|one| one.class.word());
    let takes = &can.takes;
    let gates = [("answer", &takes.answers_by), ("quote", &takes.quotes_by)];
    let gates: Vec<&str> = gates.into_iter().filter(|(_, by)| !by.is_empty()).map(|(name, _)| name).collect();
    vec![
        network.name().title().to_owned(),
        classes.join(" / "),
        text(&can),
        pictures(&can),
        match takes.headline {
            Some(rule) if rule.needed => format!("{}–{}", rule.min.max(1), rule.max),
            Some(rule) => format!("up to {}", rule.max),
            None => "–".to_owned(),
        },
        if can.warning == WarningSupport::Line { "a line" } else { "opens the text" }.to_owned(),
        yes(can.language),
        takes.poll.map_or_else(|| "–".to_owned(), |rule| format!("{} answers", rule.max_answers)),
        yes(takes.quotes),
        yes(takes.threads),
        if gates.is_empty() { "–".to_owned() } else { gates.join(", ") },
        yes(takes.edits),
        if network.tried() == Tried::OnStandIn { "on a stand-in" } else { "yes" }.to_owned(),
    ]
}

fn yes(yes: bool) -> String {
    if yes { "yes" } else { "–" }.to_owned()
}

fn text(can: &Capabilities) -> String {
    if !can.text.is_limited() {
        return "no limit told".to_owned();
    }
    let unit = match can.text.unit {
        Unit::Graphemes => "characters",
        Unit::CodePoints => "code points",
        Unit::Utf16 => "UTF-16 units",
        Unit::Bytes => "bytes",
        Unit::XWeighted => "weighted",
    };
    format!("{} {unit}", can.text.max)
}

fn pictures(can: &Capabilities) -> String {
    let rule = &can.pictures;
    match (rule.max_items, rule.max_alt) {
        (0, _) => "–".to_owned(),
        (u32::MAX, _) => "any number, described".to_owned(),
        (most, Some(alt)) => format!("{most}, descriptions up to {alt}"),
        (most, None) => format!("{most}, described"),
    }
}

#[test]
fn the_page_of_networks_says_what_the_connectors_say() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/networks.md");
    let text = fs::read_to_string(&page).unwrap();
    let (before, rest) = text.split_once(BEGIN).expect("the page marks where the table begins");
    let (_, after) = rest.split_once(END).expect("and where it ends");
    let fresh = format!("{before}{BEGIN}{}{END}{after}", table());
    if env::var_os("NUNCIO_BLESS").is_some() {
        fs::write(&page, &fresh).unwrap();
    }
    assert!(
        fresh == text || env::var_os("NUNCIO_BLESS").is_some(),
        "docs/networks.md is not what the connectors say; run with NUNCIO_BLESS=1"
    );
}

#[test]
fn nothing_that_a_network_does_not_name_leaves_there_in_silence() {
    use networks::Refers;
    use publishing::{Content, Gates, Poll, Visibility, Whoever};
    let plain = Content {
        headline: Some("A headline that is long enough".into()),
        ..Content::of("A text that every network takes, long enough.", "en".parse().unwrap())
    };
    let poll = Poll {
        answers: vec!["Yes".into(), "No".into()],
        open_for_minutes: 1_440,
        several: false,
        counts_hidden: false,
    };
    for network in networks().all() {
        let can = network.usual(Moment::from_micros(0));
        let leaves = |content: &Content| network.render(content, Refers::default(), &can).is_ok();
        let name = network.name();
        assert!(can.needs_picture || leaves(&plain), "{name}: {:?}", network.render(&plain, Refers::default(), &can));
        let asking = Content { poll: Some(poll.clone()), ..plain.clone() };
        assert!(can.takes.poll.is_some() || !leaves(&asking), "{name} leaves a poll out");
        let gated = |gates| Content { gates, ..plain.clone() };
        let answers = gated(Gates { answers: Whoever::Nobody, quotes: Whoever::Everybody });
        assert!(can.takes.answers_by.contains(&Whoever::Nobody) || !leaves(&answers), "{name} lets everybody answer");
        let quotes = gated(Gates { answers: Whoever::Everybody, quotes: Whoever::Nobody });
        assert!(can.takes.quotes_by.contains(&Whoever::Nobody) || !leaves(&quotes), "{name} lets everybody quote");
        let hidden = Content { visibility: Visibility::Followers, ..plain.clone() };
        assert!(can.visibilities.contains(&Visibility::Followers) || !leaves(&hidden), "{name} shows it to everybody");
        let quoting = Content { quotes: Some("https://social.example/@a/1".parse().unwrap()), ..plain.clone() };
        assert!(can.takes.quotes || !leaves(&quoting), "{name} leaves a quote out");
    }
}

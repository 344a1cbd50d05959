//! A record as the network shows it, in the words of this program, and how it differs from what left.

use super::{address::AtUri, publish, wire};
use crate::{Account, Carries, Parent, Rendered, Seen, SeenQuote, ThreadRoot};
use delivery::Remote;
use publishing::Whoever;
use serde_json::Value;

/// A post of ours.
pub fn seen(account: &Account, at: &AtUri, record: &wire::Record) -> Seen {
    let value = &record.value;
    let author = AtUri::parse(&record.uri).map_or_else(|| at.authority.clone(), |uri| uri.authority);
    Seen {
        remote: publish::remote(account, at),
        author,
        text: text(&value["text"]),
        warning: None,
        language: value["langs"][0].as_str().map(str::to_owned),
        visibility: None,
        pictures: images(value).iter().map(|image| text(&image["alt"])).collect(),
        reply_to: value["reply"]["parent"]["uri"].as_str().map(str::to_owned),
        made_at: value["createdAt"].as_str().and_then(|at| at.parse().ok()),
        carries: Carries { quoted: quoted(value), ..Carries::default() },
    }
}

/// A post that can be answered. `who` is how its author is known.
pub fn parent(account: &Account, at: &AtUri, who: &str, record: &wire::Record) -> Parent {
    let root = &record.value["reply"]["root"];
    let root = root["uri"].as_str().zip(root["cid"].as_str());
    let ours = at.authority == account.identity.id;
    Parent {
        remote: Remote { id: at.to_string(), url: Some(at.page(account, who)) },
        author: if ours { String::new() } else { format!("@{who}") },
        text: text(&record.value["text"]),
        version: record.cid.clone(),
        root: root.map(|(id, version)| ThreadRoot { id: id.to_owned(), version: version.to_owned() }),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The pictures of a post: as images or as a gallery, alone or beside a quote.
fn images(value: &Value) -> &[Value] {
    let (embed, beside) = (&value["embed"], &value["embed"]["media"]);
    let lists = [&embed["images"], &embed["items"], &beside["images"], &beside["items"]];
    lists.into_iter().find_map(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The post it quotes: alone, or beside pictures.
fn quoted(value: &Value) -> SeenQuote {
    let named = &value["embed"]["record"];
    let uri = named["uri"].as_str().or_else(|| named["record"]["uri"].as_str());
    uri.map_or(SeenQuote::Nothing, |uri| SeenQuote::Post(uri.to_owned()))
}

/// What differs. Records come back exactly as they were put.
pub fn differences(rendered: &Rendered, seen: &Seen) -> Vec<String> {
    let parent = rendered.parent.as_ref().map(|parent| parent.remote.id.as_str());
    let quoted = rendered.quoted.as_ref().map(|quoted| quoted.remote.id.as_str());
    let same = [
        ("the text", rendered.text == seen.text),
        ("the language", seen.language.as_deref() == Some(rendered.language.as_str())),
        (
            "the pictures and their descriptions",
            rendered.pictures.iter().map(|left| left.alt.as_str()).eq(seen.pictures.iter().map(String::as_str)),
        ),
        ("what it answers", parent == seen.reply_to.as_deref()),
        ("what it quotes", seen.carries.quoted.is_of(quoted)),
        // The first post of a thread says who may answer all of it. Closing what left open is somebody's act, not damage.
        ("who may answer", parent.is_some() || stands(rendered.gates.answers, seen.carries.answers_by)),
        ("who may quote", stands(rendered.gates.quotes, seen.carries.quotes_by)),
    ];
    same.iter().filter(|(_, same)| !same).map(|(what, _)| format!("{what}: not what left")).collect()
}

/// Whether whoever was kept out is kept out still.
fn stands(left: Whoever, there: Option<Whoever>) -> bool {
    left == Whoever::Everybody || there == Some(left)
}

//! What a real server refuses about a record.

use crate::{
    bluesky::{
        address::{AtUri, POSTS},
        gates,
    },
    practice::world::World,
};
use basics::{Moment, text::graphemes};
use serde_json::Value;

const LARGEST_PICTURE: u64 = 2_000_000;
const LARGEST_THUMB: u64 = 1_000_000;

/// A name of the protocol for what is wrong, and a sentence.
type Fault = (&'static str, &'static str);

/// What a real server would refuse about a record of this collection.
pub(super) fn fault_of(world: &World, collection: &str, record: &Value) -> Option<Fault> {
    match collection {
        POSTS => in_post(world, record),
        gates::ANSWERS => in_gate(record, "allow", 5),
        gates::QUOTES => in_gate(record, "embeddingRules", 5),
        _ => Some(invalid("Not a collection that the practice network knows")),
    }
}

fn invalid(says: &'static str) -> Fault {
    ("InvalidRequest", says)
}

/// What is wrong with a record that says who may do something with a post.
fn in_gate(record: &Value, rules: &str, most: usize) -> Option<Fault> {
    if record["post"].as_str().and_then(AtUri::parse).is_none() {
        return Some(invalid("Record/post must be a valid at-uri"));
    }
    if !is_moment(&record["createdAt"]) {
        return Some(invalid("Record/createdAt must be a valid datetime"));
    }
    match &record[rules] {
        Value::Array(rules) if rules.len() > most => Some(invalid("Record has more rules than it may have")),
        Value::Array(rules) if rules.iter().any(|rule| !rule["$type"].is_string()) => {
            Some(invalid("Record has a rule without the property \"$type\""))
        }
        Value::Null | Value::Array(_) => None,
        _ => Some(invalid("Record must have its rules as an array")),
    }
}

fn is_moment(value: &Value) -> bool {
    value.as_str().is_some_and(|at| at.parse::<Moment>().is_ok())
}

fn in_post(world: &World, record: &Value) -> Option<Fault> {
    let Some(text) = record["text"].as_str() else { return Some(invalid("Record must have the property \"text\"")) };
    if graphemes(text) > 300 {
        return Some(invalid("Record/text must not be longer than 300 graphemes"));
    }
    if text.len() > 3000 {
        return Some(invalid("Record/text must not be longer than 3000 bytes"));
    }
    if !is_moment(&record["createdAt"]) {
        return Some(invalid("Record/createdAt must be a valid datetime"));
    }
    if record["langs"].as_array().is_some_and(|langs| langs.len() > 3) {
        return Some(invalid("Record/langs must not have more than 3 elements"));
    }
    if facets(record).iter().any(|facet| !within(facet, text)) {
        return Some(invalid("Record/facets must lie within the text"));
    }
    let embed = &record["embed"];
    match embed["$type"].as_str() {
        None if embed.is_null() => None,
        Some("app.bsky.embed.images" | "app.bsky.embed.gallery") => in_pictures(world, embed),
        Some("app.bsky.embed.external") => in_card(world, &embed["external"]),
        Some("app.bsky.embed.record") => in_quote(&embed["record"]),
        Some("app.bsky.embed.recordWithMedia") => {
            in_quote(&embed["record"]["record"]).or_else(|| in_pictures(world, &embed["media"]))
        }
        _ => Some(invalid("Record/embed must be one that the practice network knows")),
    }
}

fn in_pictures(world: &World, embed: &Value) -> Option<Fault> {
    let gallery = embed["$type"] == "app.bsky.embed.gallery";
    let list = if gallery { &embed["items"] } else { &embed["images"] };
    let Some(images) = list.as_array() else { return Some(invalid("Record/embed must have its pictures as an array")) };
    if images.len() > if gallery { 20 } else { 4 } {
        return Some(invalid("Record/embed must not have more pictures than 4, or than 20 in a gallery"));
    }
    if images.iter().any(|image| !image["alt"].is_string()) {
        return Some(invalid("Record/embed/images must have the property \"alt\""));
    }
    let sized = |image: &&Value| ["width", "height"].iter().all(|side| image["aspectRatio"][side].as_u64() > Some(0));
    if gallery && !images.iter().all(|image| sized(&image)) {
        return Some(invalid("Record/embed/items must have the property \"aspectRatio\""));
    }
    if gallery && images.iter().any(|image| image["$type"] != "app.bsky.embed.gallery#image") {
        return Some(invalid("Record/embed/items must have the property \"$type\""));
    }
    images.iter().find_map(|image| blob_fault(world, &image["image"], LARGEST_PICTURE))
}

fn in_card(world: &World, card: &Value) -> Option<Fault> {
    if !["uri", "title", "description"].iter().all(|name| card[name].is_string()) {
        return Some(invalid("Record/embed/external must have the properties \"uri\", \"title\" and \"description\""));
    }
    if card["thumb"].is_null() { None } else { blob_fault(world, &card["thumb"], LARGEST_THUMB) }
}

/// A quote names a post and its version.
fn in_quote(named: &Value) -> Option<Fault> {
    if named["uri"].as_str().and_then(AtUri::parse).is_none() {
        return Some(invalid("Record/embed/record must have the property \"uri\""));
    }
    if named["cid"].is_string() { None } else { Some(invalid("Record/embed/record must have the property \"cid\"")) }
}

fn blob_fault(world: &World, blob: &Value, largest: u64) -> Option<Fault> {
    let upload = blob["ref"]["$link"].as_str().and_then(|id| world.uploads.get(id));
    match upload {
        None => Some(("BlobNotFound", "Could not find blob")),
        Some(upload) if upload.file.length > largest => Some(("BlobTooLarge", "This file is too large")),
        Some(upload) if !upload.mime.starts_with("image/") => Some(("InvalidMimeType", "Wrong type of file")),
        Some(_) => None,
    }
}

fn within(facet: &Value, text: &str) -> bool {
    let place = |name: &str| facet["index"][name].as_u64().and_then(|at| usize::try_from(at).ok());
    place("byteStart").zip(place("byteEnd")).is_some_and(|(start, end)| start < end && text.get(start..end).is_some())
}

/// The pictures of a post, alone or beside a quote.
pub(super) fn images(record: &Value) -> &[Value] {
    let embed = if record["embed"]["media"].is_null() { &record["embed"] } else { &record["embed"]["media"] };
    let list = if embed["items"].is_null() { &embed["images"] } else { &embed["items"] };
    list.as_array().map_or(&[], Vec::as_slice)
}
/// The address and version of the post that it quotes.
pub(super) fn quoted(record: &Value) -> Option<&Value> {
    let named = &record["embed"]["record"];
    [named, &named["record"]].into_iter().find(|named| named["uri"].is_string())
}
fn facets(record: &Value) -> &[Value] {
    record["facets"].as_array().map_or(&[], Vec::as_slice)
}

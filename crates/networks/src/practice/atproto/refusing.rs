//! What a real server refuses about a record.

use crate::practice::world::World;
use basics::{Moment, text::graphemes};
use serde_json::Value;

const LARGEST_PICTURE: usize = 2_000_000;

/// What a real server would refuse about a post.
pub(super) fn fault_of(world: &World, record: &Value) -> Option<(&'static str, &'static str)> {
    let invalid = |says| Some(("InvalidRequest", says));
    let Some(text) = record["text"].as_str() else { return invalid("Record must have the property \"text\"") };
    if graphemes(text) > 300 {
        return invalid("Record/text must not be longer than 300 graphemes");
    }
    if text.len() > 3000 {
        return invalid("Record/text must not be longer than 3000 bytes");
    }
    if record["createdAt"].as_str().and_then(|at| at.parse::<Moment>().ok()).is_none() {
        return invalid("Record/createdAt must be a valid datetime");
    }
    if record["langs"].as_array().is_some_and(|langs| langs.len() > 3) {
        return invalid("Record/langs must not have more than 3 elements");
    }
    let images = images(record);
    if images.len() > 4 {
        return invalid("Record/embed/images must not have more than 4 elements");
    }
    if images.iter().any(|image| !image["alt"].is_string()) {
        return invalid("Record/embed/images must have the property \"alt\"");
    }
    if facets(record).iter().any(|facet| !within(facet, text)) {
        return invalid("Record/facets must lie within the text");
    }
    images.iter().find_map(|image| blob_fault(world, image))
}

fn blob_fault(world: &World, image: &Value) -> Option<(&'static str, &'static str)> {
    let upload = image["image"]["ref"]["$link"].as_str().and_then(|id| world.uploads.get(id));
    match upload {
        None => Some(("BlobNotFound", "Could not find blob")),
        Some(upload) if upload.bytes.len() > LARGEST_PICTURE => Some(("BlobTooLarge", "This file is too large")),
        Some(upload) if !upload.mime.starts_with("image/") => Some(("InvalidMimeType", "Wrong type of file")),
        Some(_) => None,
    }
}

fn within(facet: &Value, text: &str) -> bool {
    let place = |name: &str| facet["index"][name].as_u64().and_then(|at| usize::try_from(at).ok());
    place("byteStart").zip(place("byteEnd")).is_some_and(|(start, end)| start < end && text.get(start..end).is_some())
}

pub(super) fn images(record: &Value) -> &[Value] {
    record["embed"]["images"].as_array().map_or(&[], Vec::as_slice)
}
fn facets(record: &Value) -> &[Value] {
    record["facets"].as_array().map_or(&[], Vec::as_slice)
}

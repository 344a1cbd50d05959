//! The record of a post. The same input makes the same record, byte for byte, so that putting it twice is putting it once.

use super::{card::Card, tid::Intended};
use crate::{Parent, Prepared, Rendered};
use publishing::{Facet, FacetKind};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The most pictures that every client shows; more are a gallery.
const MOST_IMAGES: usize = 4;

/// What the network gave while we prepared.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Material {
    /// The references of the uploaded pictures, in order.
    pub blobs: Vec<Value>,
    /// The DIDs of the people who are mentioned, by handle. Whoever is not in it was not found.
    pub people: BTreeMap<String, String>,
    /// The card of the page that it links to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
}

impl Material {
    /// The material that was stored with a prepared post.
    pub fn of(prepared: &Prepared) -> Self {
        // Material of another form was not made by this connector; nothing of it can be used.
        serde_json::from_value(prepared.material.clone()).unwrap_or_default()
    }
}

/// The record of this post.
pub fn record(rendered: &Rendered, material: &Material, intended: &Intended) -> Value {
    let mut record = json!({
        "$type": "app.bsky.feed.post",
        "text": rendered.text,
        "createdAt": intended.created_at,
        "langs": [rendered.language],
    });
    let facets: Vec<Value> = rendered.facets.iter().filter_map(|facet| told(facet, material)).collect();
    if !facets.is_empty() {
        record["facets"] = json!(facets);
    }
    if let Some(embed) = embed(rendered, material) {
        record["embed"] = embed;
    }
    if let Some(label) = rendered.warning.as_deref().and_then(label) {
        record["labels"] = json!({ "$type": "com.atproto.label.defs#selfLabels", "values": [{ "val": label }] });
    }
    if let Some(parent) = &rendered.parent {
        record["reply"] = reply(parent);
    }
    record
}

fn told(facet: &Facet, material: &Material) -> Option<Value> {
    let feature = match &facet.kind {
        FacetKind::Link { uri } => json!({ "$type": "app.bsky.richtext.facet#link", "uri": uri }),
        FacetKind::Hashtag { tag } => json!({ "$type": "app.bsky.richtext.facet#tag", "tag": tag }),
        FacetKind::Mention { .. } => {
            let did = material.people.get(&handle(facet)?)?;
            json!({ "$type": "app.bsky.richtext.facet#mention", "did": did })
        }
    };
    let index = json!({ "byteStart": facet.bytes.start, "byteEnd": facet.bytes.end });
    Some(json!({ "index": index, "features": [feature] }))
}

/// The handle a mention names: a name with a domain and no host after it.
pub fn handle(facet: &Facet) -> Option<String> {
    match &facet.kind {
        FacetKind::Mention { name, host: None } if name.contains('.') => Some(name.to_ascii_lowercase()),
        _ => None,
    }
}

/// What is shown below the text: pictures or a card, a quoted post, or pictures with one.
fn embed(rendered: &Rendered, material: &Material) -> Option<Value> {
    let pictures = (!rendered.pictures.is_empty()).then(|| pictures(rendered, material));
    let quote = rendered.quoted.as_ref().map(quote);
    match (quote, pictures) {
        (Some(quote), Some(media)) => {
            Some(json!({ "$type": "app.bsky.embed.recordWithMedia", "record": quote, "media": media }))
        }
        (quote, pictures) => quote.or(pictures).or_else(|| material.card.as_ref().map(Card::embed)),
    }
}

fn quote(quoted: &Parent) -> Value {
    let named = json!({ "uri": quoted.remote.id, "cid": quoted.version });
    json!({ "$type": "app.bsky.embed.record", "record": named })
}

fn pictures(rendered: &Rendered, material: &Material) -> Value {
    let gallery = rendered.pictures.len() > MOST_IMAGES;
    let image = |(picture, blob): (&crate::RenderedPicture, &Value)| {
        let mut image = json!({
            "alt": picture.alt,
            "image": blob,
            "aspectRatio": { "width": picture.width.max(1), "height": picture.height.max(1) },
        });
        if gallery {
            image["$type"] = json!("app.bsky.embed.gallery#image");
        }
        image
    };
    let all: Vec<Value> = rendered.pictures.iter().zip(&material.blobs).map(image).collect();
    if gallery {
        json!({ "$type": "app.bsky.embed.gallery", "items": all })
    } else {
        json!({ "$type": "app.bsky.embed.images", "images": all })
    }
}

/// The label readers' clients act on, where a warning is one of those they know.
fn label(warning: &str) -> Option<&'static str> {
    match warning.trim().to_lowercase().as_str() {
        "nudity" => Some("nudity"),
        "sexual" | "suggestive" => Some("sexual"),
        "porn" | "adult" => Some("porn"),
        "graphic" | "graphic media" | "violence" | "gore" => Some("graphic-media"),
        _ => None,
    }
}

fn reply(parent: &Parent) -> Value {
    let own = (parent.remote.id.as_str(), parent.version.as_deref().unwrap_or_default());
    let (root, version) = parent.root.as_ref().map_or(own, |root| (root.id.as_str(), root.version.as_str()));
    json!({ "root": { "uri": root, "cid": version }, "parent": { "uri": own.0, "cid": own.1 } })
}

//! How a post will look on each of its channels: what its network renders of it, or, where something stands in the way, the
//! words as they are, with what does not fit.

use super::{
    beyond::audience_told,
    compose::{Part, Preview, PreviewPicture},
    desk::{Desk, network},
    found::Found,
};
use crate::when;
use acts::{accounts, naming};
use networks::{Rendered, RenderedPicture};
use publishing::{Content, Destination, Draft, Named, Picture, count, fitting};

/// As many as the page has room for.
const MOST: usize = 8;

/// One for each channel that it goes to.
pub fn previews(desk: &Desk<'_>, found: &Found, draft: &Draft) -> Vec<Preview> {
    found.destinations.iter().take(MOST).filter_map(|destination| preview(desk, destination, draft)).collect()
}

fn preview(desk: &Desk<'_>, destination: &Destination, draft: &Draft) -> Option<Preview> {
    let row = desk.channel(destination.channel)?;
    let contents = draft.parts_for(destination.channel);
    let rendered = accounts::rendered(&desk.app.here, row, draft);
    let mut parts = contents.iter().zip(rendered).map(|(content, rendered)| match rendered {
        Some(rendered) => leaves(desk, destination, content, &rendered),
        None => as_written(desk, destination, content),
    });
    let first = parts.next()?;
    let more = parts.collect();
    let named = naming::meant(draft, destination.channel).map(|(_, named)| led_to(named));
    Some(Preview {
        network: network(row),
        name: row.channel.name.clone(),
        handle: row.channel.handle.clone(),
        when: draft.when.as_ref().map_or_else(|| "no day yet".to_owned(), |at| when::full(at.at, desk.zone())),
        first,
        more,
        named: named.collect(),
        beyond: contents.first().map(audience_told).unwrap_or_default(),
    })
}

/// Exactly what leaves.
fn leaves(desk: &Desk<'_>, destination: &Destination, content: &Content, rendered: &Rendered) -> Part {
    Part {
        headline: rendered.headline.clone(),
        warning: rendered.warning.clone(),
        text: rendered.text.clone(),
        over: String::new(),
        counted: counted(destination, content),
        pictures: rendered.pictures.iter().map(|picture| shown(desk, content, picture)).collect(),
        poll: rendered.poll.as_ref().map(|poll| poll.answers.clone()).unwrap_or_default(),
        quotes: content.quotes.as_ref().map(ToString::to_string),
        card: rendered.card().map(str::to_owned),
        as_written: false,
    }
}

/// What was written, up to where it fits: something stands in the way, and the checks name it.
fn as_written(desk: &Desk<'_>, destination: &Destination, content: &Content) -> Part {
    let content = destination.opened(content);
    let (text, over) = content.text.split_at(fitting(&destination.text_rule, &content));
    let picture = |picture: &Picture| PreviewPicture {
        src: at(desk, picture),
        alt: picture.alt.sent().to_owned(),
        described: !picture.alt.is_missing(),
        focus: None,
    };
    Part {
        headline: content.headline.clone(),
        warning: content.warning.clone(),
        text: text.to_owned(),
        over: over.to_owned(),
        counted: counted(destination, &content),
        pictures: content.pictures.iter().map(picture).collect(),
        poll: content.poll.as_ref().map(|poll| poll.answers.clone()).unwrap_or_default(),
        quotes: content.quotes.as_ref().map(ToString::to_string),
        card: None,
        as_written: true,
    }
}

/// A picture that leaves, and where it is seen here. A description that is empty by now was left out by choice.
fn shown(desk: &Desk<'_>, content: &Content, picture: &RenderedPicture) -> PreviewPicture {
    let kept = content.pictures.iter().find(|kept| kept.digest == picture.digest);
    PreviewPicture {
        src: kept.map(|kept| at(desk, kept)).unwrap_or_default(),
        alt: picture.alt.clone(),
        described: true,
        focus: picture.focus.and(kept).and_then(publishing::Picture::point).map(|point| (point.across, point.down)),
    }
}

fn counted(destination: &Destination, content: &Content) -> String {
    if !destination.text_rule.is_limited() {
        return String::new();
    }
    let counted = count(&destination.text_rule, content);
    format!("{} of {}", counted.used, counted.limit)
}

/// A mention, and whom it led to when it was looked up: handles go over to other people.
fn led_to(named: &Named) -> String {
    match (&named.handle, &named.account) {
        (None, _) => format!("{} is a name here: the book has no handle of theirs for this network.", named.said),
        (Some(_), None) => format!("{} was not looked up: nobody knows whom it leads to.", named.said),
        (Some(_), Some(account)) => format!("{} leads to the account {account}.", named.said),
    }
}

/// Where a picture of the group is seen.
pub fn at(desk: &Desk<'_>, picture: &Picture) -> String {
    format!("{}/media/{}", desk.base(), picture.media)
}

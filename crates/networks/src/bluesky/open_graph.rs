//! What a page says about itself in its head, for the card that stands for it. It reads text; it makes nothing safe to show
//! as HTML, and nobody does: the network takes plain text.

use std::collections::BTreeMap;

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// What it is called.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// The address of its picture, as the page writes it.
    pub picture: Option<String>,
}

/// Reads the head of a page. What the page says for previews goes before what it says for search engines and browsers.
pub fn read(html: &str) -> Head {
    let (mut said, mut rest) = (BTreeMap::new(), html);
    while let Some((tag, after)) = next_tag(rest) {
        rest = match tag.name.as_str() {
            "body" | "/head" => break,
            "!--" => after.split_once("-->").map_or("", |(_, after)| after),
            "script" | "style" => past_the_end_of(&tag.name, after),
            "title" => {
                let text = &after[..after.find('<').unwrap_or(after.len())];
                said.entry("title".to_owned()).or_insert_with(|| plain(text));
                after
            }
            "meta" => {
                let name = tag.attributes.get("property").or(tag.attributes.get("name"));
                if let Some((name, content)) = name.zip(tag.attributes.get("content")) {
                    said.entry(name.to_ascii_lowercase()).or_insert_with(|| plain(content));
                }
                after
            }
            _ => after,
        };
    }
    let first = |names: &[&str]| names.iter().find_map(|name| said.get(*name).filter(|text| !text.is_empty()).cloned());
    Head {
        title: first(&["og:title", "twitter:title", "title"]),
        description: first(&["og:description", "twitter:description", "description"]),
        picture: first(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image"]),
    }
}

/// The longest name of a character, so that a page of nothing but `&` is read in one go.
const LONGEST_ENTITY: usize = 12;

struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
}

/// The next tag, and what stands behind it.
fn next_tag(html: &str) -> Option<(Tag, &str)> {
    let inside = &html[html.find('<')? + 1..];
    if let Some(comment) = inside.strip_prefix("!--") {
        return Some((Tag { name: "!--".to_owned(), attributes: BTreeMap::new() }, comment));
    }
    let end = inside.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(inside.len());
    let (name, mut rest) = inside.split_at(end);
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            break;
        }
        let (attribute, value, after) = next_attribute(rest);
        attributes.entry(attribute).or_insert(value);
        rest = after;
    }
    let name = name.trim_end_matches('/').to_ascii_lowercase();
    Some((Tag { name, attributes }, rest.strip_prefix('>').unwrap_or(rest)))
}

/// The next attribute with its value, and what stands behind it.
fn next_attribute(text: &str) -> (String, String, &str) {
    // The first letter belongs to the name whatever it is, so that every attribute is longer than nothing.
    let first = text.chars().next().map_or(0, char::len_utf8);
    let more = text[first..].find(|c: char| c.is_whitespace() || c == '=' || c == '>');
    let (name, rest) = text.split_at(more.map_or(text.len(), |more| first + more));
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
        return (name, String::new(), rest);
    };
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, rest) = match quote {
        Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
        None => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
    };
    (name, value.to_owned(), rest)
}

fn past_the_end_of<'a>(name: &str, html: &'a str) -> &'a str {
    let end = format!("</{name}");
    let at =
        (0..html.len()).find(|at| html.get(*at..at + end.len()).is_some_and(|part| part.eq_ignore_ascii_case(&end)));
    at.map_or("", |at| &html[at..])
}

/// The text as a reader sees it: entities as their characters, white space as one space, and no character that can turn
/// the direction of what follows it.
fn plain(text: &str) -> String {
    let shown = entities(text);
    let kept = |c: &char| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let words: String = shown.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(kept).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn entities(text: &str) -> String {
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('&') {
        shown.push_str(before);
        let end = after.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        let meant = end.and_then(|end| Some((meant(&after[..end])?, &after[end + 1..])));
        if let Some((c, after)) = meant {
            shown.push(c);
            rest = after;
        } else {
            shown.push('&');
            rest = after;
        }
    }
    shown.push_str(rest);
    shown
}

fn meant(entity: &str) -> Option<char> {
    let number = |digits: &str, radix| char::from_u32(u32::from_str_radix(digits, radix).ok()?);
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        _ => match entity.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            decimal => number(decimal, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_says_for_previews_goes_first() {
        let head = read(
            "<!doctype html><html><head><title>Release | Project</title>
             <meta name=description content='For search engines'>
             <META Property=\"og:title\" content=\"Release&nbsp;6.1 &amp; more\" />
             <meta content='It&#39;s here &#x2014; at last' property='og:description'/>
             <meta property=og:image content=/card.png></head><body><meta property='og:title' content='Not this'>",
        );
        assert_eq!(head.title.as_deref(), Some("Release 6.1 & more"));
        assert_eq!(head.description.as_deref(), Some("It's here — at last"));
        assert_eq!(head.picture.as_deref(), Some("/card.png"));
    }

    #[test]
    fn a_page_that_says_little_says_what_it_has() {
        let head = read("<title>\n A\n page </title>");
        assert_eq!(head, Head { title: Some("A page".to_owned()), ..Head::default() });
        assert_eq!(read("plain text, no page"), Head::default());
    }

    #[test]
    fn what_only_looks_like_a_tag_is_passed_over() {
        let head = read(
            "<!-- <title>Old</title> --><script>if (a < b) { '<title>No</title>' }</script><STYLE>x</STYLE><title>Yes</title>",
        );
        assert_eq!(head.title.as_deref(), Some("Yes"));
    }

    #[test]
    fn a_page_that_is_made_to_be_slow_is_not() {
        let started = std::time::Instant::now();
        for piece in ["&", "<", "<meta content='", "<script>", "<title>", "<a b=", "<!--"] {
            read(&format!("<meta name=description content='{}'>", piece.repeat(1_000_000 / piece.len())));
            read(&piece.repeat(1_000_000 / piece.len()));
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
    }

    #[test]
    fn nothing_that_is_cut_off_or_crooked_brings_it_down() {
        let page =
            "<head><meta property=\"og:title\" content='é\u{202e}x'><meta content=\"<title>T<b>&#xffffffff;&bogus;&";
        for end in (0..=page.len()).filter(|end| page.is_char_boundary(*end)) {
            read(&page[..end]);
        }
        assert_eq!(read(page).title.as_deref(), Some("éx"));
        for odd in ["<", "<>", "< >", "</", "<!--", "<meta =>", "<meta ='", "<meta \"", "<title", "&", "<script>"] {
            read(odd);
        }
    }
}

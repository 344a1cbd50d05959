//! The file of a post: front matter that says title, date and language, the text as Markdown, and its pictures.

use super::{key::Key, place};
use crate::{Rendered, RenderedPicture, intended::Intended};
use comrak::{Arena, Options, nodes::NodeValue, parse_document};

/// A file taken apart again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The title.
    pub title: String,
    /// The language.
    pub language: Option<String>,
    /// The text.
    pub text: String,
    /// The description of each picture.
    pub pictures: Vec<String>,
}

/// The file of this post. The same post gives the same bytes in every attempt.
pub fn written(key: &Key, rendered: &Rendered, intended: &Intended) -> String {
    let title = rendered.headline.as_deref().unwrap_or_default();
    let front = [
        format!("title: {}", quoted(title)),
        format!("date: {}", intended.at().timestamp().strftime("%Y-%m-%dT%H:%M:%SZ")),
        format!("lang: {}", quoted(&rendered.language)),
    ];
    let many = (!rendered.pictures.is_empty()).then(|| format!("pictures: {}", rendered.pictures.len()));
    let front: Vec<String> = front.into_iter().chain(many).collect();
    let pictures: String = rendered.pictures.iter().map(|picture| shown(key, picture)).collect();
    format!("---\n{}\n---\n\n{}\n{pictures}", front.join("\n"), rendered.text.trim_end())
}

/// A picture in a paragraph of its own.
fn shown(key: &Key, picture: &RenderedPicture) -> String {
    let source = format!("{}/{}", key.shown.trim_end_matches('/'), place::picture(picture));
    format!("\n![{}]({source})\n", escaped(&picture.alt))
}

/// Reads a file that [`written`] made; what is not in it stays empty.
pub fn read(file: &str) -> Read {
    let Some((front, body)) = file.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
        return Read { text: file.trim().to_owned(), ..Read::default() };
    };
    let field = |name: &str| front.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let text_field = |name: &str| field(name).and_then(|value| serde_json::from_str::<String>(value).ok());
    let many: usize = field("pictures").and_then(|many| many.parse().ok()).unwrap_or(0);
    let mut paragraphs: Vec<&str> = body.trim().split("\n\n").collect();
    let from = paragraphs.len().saturating_sub(many);
    let pictures = paragraphs.split_off(from).into_iter().map(description).collect();
    Read {
        title: text_field("title").unwrap_or_default(),
        language: text_field("lang"),
        text: paragraphs.join("\n\n"),
        pictures,
    }
}

/// A text as YAML and JSON both read it.
fn quoted(text: &str) -> String {
    // A text can always be written.
    serde_json::to_string(text).unwrap_or_default()
}

/// A description in which nothing is markup, on one line.
fn escaped(alt: &str) -> String {
    let line = alt.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect()
}

fn description(paragraph: &str) -> String {
    let inner = paragraph.strip_prefix("![").and_then(|rest| rest.rsplit_once("](")).map_or("", |(alt, _)| alt);
    let (mut text, mut meant) = (String::new(), false);
    for c in inner.chars() {
        if c == '\\' && !meant {
            meant = true;
        } else {
            text.push(c);
            meant = false;
        }
    }
    text
}

/// What a program that makes sites would not show but obey, or leave out: HTML, and the braces of its own commands.
pub fn obeyed(text: &str) -> Option<&'static str> {
    if ["{{", "{%", "{#", "{:"].iter().any(|braces| text.contains(braces)) {
        return Some("the site would take the double braces in the text for a command: write them in another way");
    }
    let arena = Arena::new();
    let document = parse_document(&arena, text, &Options::default());
    let is_html = |value: &NodeValue| matches!(value, NodeValue::HtmlInline(_) | NodeValue::HtmlBlock(_));
    let holds_html = document.descendants().any(|node| is_html(&node.data().value));
    holds_html.then_some("the site would take a part of the text for HTML: write \\< where a < is meant to be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_site_would_obey_is_found_and_what_it_shows_is_not() {
        for text in
            ["a <b>bold</b> word", "<script>x</script>", "use {{ site.title }}", "{% raw %}", "{{< youtube x >}}"]
        {
            assert!(obeyed(text).is_some(), "{text}");
        }
        for text in ["1 < 2", "a `<b>` tag", "write \\<b\\>", "<https://project.example>", "f(x) = {x}", "## Heading"] {
            assert_eq!(obeyed(text), None, "{text}");
        }
    }

    #[test]
    fn a_description_is_read_as_it_was_written() {
        for alt in ["A [dot], \\ *grey* & `small`!", "](x)", ""] {
            assert_eq!(description(&format!("![{}](/images/a.png)", escaped(alt))), alt);
        }
    }
}

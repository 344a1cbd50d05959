//! A text as the HTML of an article, and back. The text is read as Markdown; HTML in it is shown as it was typed, never
//! run, and an address with a scheme that a browser would run leads nowhere.

use comrak::{Options, markdown_to_html};

/// A picture as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Where its bytes are.
    pub source: String,
    /// Its description; empty for decoration.
    pub alt: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// An article as it stands on the page, taken apart again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its language, where it says one.
    pub language: Option<String>,
    /// The HTML of its text.
    pub text: String,
    /// The description of each picture.
    pub pictures: Vec<String>,
}

const FIGURE: &str = "<figure class=\"wp-block-image\">";

/// The HTML of a text.
pub fn html(text: &str) -> String {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.render.hardbreaks = true;
    options.render.escape = true;
    // What stands in square brackets may be a command to the blog or to one of its plugins.
    markdown_to_html(text, &options).replace('[', "&#091;")
}

/// A whole article: the text and its pictures after it, in the language that they are written in.
pub fn article(text: &str, language: &str, figures: &[Figure]) -> String {
    let pictures: String = figures.iter().map(shown).collect();
    format!("<div lang=\"{}\">\n{}{pictures}</div>\n", escaped(language), html(text))
}

fn shown(figure: &Figure) -> String {
    let Figure { source, alt, width, height } = figure;
    let (source, alt) = (escaped(source), escaped(alt));
    format!("{FIGURE}<img src=\"{source}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\" /></figure>\n")
}

/// Takes an article apart that [`article`] put together.
pub fn read(html: &str) -> Article {
    let language = html.trim_start().strip_prefix("<div lang=\"").and_then(|rest| rest.split('"').next());
    let inner = match language {
        Some(_) => {
            let rest = html.split_once('>').map_or("", |(_, rest)| rest).trim();
            rest.strip_suffix("</div>").unwrap_or(rest)
        }
        None => html,
    };
    let mut parts = inner.split(FIGURE);
    let text = parts.next().unwrap_or_default().trim().to_owned();
    let alt = |figure: &str| {
        let alt = figure.split_once(" alt=\"").and_then(|(_, rest)| rest.split('"').next());
        unescaped(alt.unwrap_or_default())
    };
    Article { language: language.map(str::to_owned), text, pictures: parts.map(alt).collect() }
}

/// A text that is no markup, whatever it holds.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('[', "&#091;")
}

/// The same the other way round.
pub fn unescaped(html: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#091;", "["),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(html.to_owned(), |text, (written, meant)| text.replace(written, meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_in_a_text_is_shown_and_not_run() {
        let written = html("Look: <script>alert(1)</script> and [here](javascript:alert(1)) & **there**");
        assert!(written.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{written}");
        assert!(written.contains("<strong>there</strong>") && written.contains("&amp;"), "{written}");
        assert!(!written.contains("<script") && !written.contains("javascript:"), "{written}");
    }

    #[test]
    fn a_command_of_the_blog_is_shown_and_not_run() {
        let written = article("See [gallery] and [contact-form id=1]", "en", &[]);
        assert!(!written.contains('[') && written.contains("&#091;gallery]"), "{written}");
        assert!(html("[here](https://project.example)").contains("href=\"https://project.example\""));
        assert_eq!(unescaped(&escaped("A [dot]")), "A [dot]");
    }

    #[test]
    fn a_block_of_html_is_shown_and_not_run_either() {
        let written = html("One\n\n<iframe src=\"https://elsewhere.example\"></iframe>\n\nTwo");
        assert!(!written.contains("<iframe") && written.contains("&lt;iframe"), "{written}");
    }

    #[test]
    fn lines_stay_lines_and_links_become_links() {
        let written = html("One\nhttps://project.example/?a=1&b=2\n\nTwo");
        assert_eq!(
            written,
            "<p>One<br />\n<a href=\"https://project.example/?a=1&amp;b=2\">https://project.example/?a=1&amp;b=2</a></p>\n<p>Two</p>\n"
        );
    }

    #[test]
    fn an_article_reads_back_as_it_was_put_together() {
        let alt = "A \"dot\", <grey> & small.\nVery.";
        let figure =
            Figure { source: "https://blog.example/a.png?x=1&y=2".into(), alt: alt.into(), width: 1, height: 2 };
        let decoration = Figure { alt: String::new(), ..figure.clone() };
        let whole = article("Hello\n\n> a *quote*", "de-AT", &[figure, decoration]);
        let read = read(&whole);
        assert_eq!(read.language.as_deref(), Some("de-AT"));
        assert_eq!(read.text, html("Hello\n\n> a *quote*").trim());
        assert_eq!(read.pictures, [alt, ""]);
    }

    #[test]
    fn a_text_cannot_close_the_article_or_pass_for_a_picture() {
        let text = "</div><figure class=\"wp-block-image\"><img alt=\"x\" /></figure>";
        let read = read(&article(text, "en", &[]));
        assert_eq!((read.text, read.pictures), (html(text).trim().to_owned(), vec![]));
    }
}

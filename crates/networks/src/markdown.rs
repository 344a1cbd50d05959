//! Pictures in a text of Markdown: each stands in a line of its own below the text, with its description in brackets.

use publishing::Content;

/// More than the address of a picture and the signs around it take.
const ADDRESS: usize = 200;

/// The line of one picture. `image`: whether the network shows Markdown images; otherwise it is a link that the network
/// opens as a picture. `named` is what stands for a picture that is only decoration, where a link needs words.
pub fn line(image: bool, description: &str, named: &str, address: &str) -> String {
    let words = if description.is_empty() { named } else { description };
    format!("{}[{}]({address})", if image { "!" } else { "" }, escaped(words))
}

/// The text with the lines of its pictures below it.
pub fn with_pictures(text: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        text.to_owned()
    } else {
        format!("{}\n\n{}", text.trim_end(), lines.join("\n\n")).trim_start().to_owned()
    }
}

/// The most code points that a text with these pictures can have, before anybody knows where they will lie.
pub fn longest(content: &Content) -> u32 {
    let pictures = content.pictures.iter().map(|picture| 2 * picture.alt.sent().chars().count() + ADDRESS);
    u32::try_from(content.text.chars().count() + pictures.sum::<usize>()).unwrap_or(u32::MAX)
}

/// A text that was written like this, taken apart again: the text, and the description of each picture. Pictures are the
/// lines at the end that lead to an address beginning with `uploads`.
pub fn taken_apart(written: &str, named: &str, uploads: &str) -> (String, Vec<String>) {
    let mut lines: Vec<&str> = written.lines().collect();
    let mut descriptions = Vec::new();
    while let Some(last) = lines.last() {
        if last.trim().is_empty() {
            lines.pop();
            continue;
        }
        let Some(words) = picture(last, uploads) else { break };
        descriptions.insert(0, if words == named { String::new() } else { words });
        lines.pop();
    }
    (lines.join("\n"), descriptions)
}

fn picture(line: &str, uploads: &str) -> Option<String> {
    let inside = line.trim().trim_start_matches('!').strip_prefix('[')?;
    let (words, address) = inside.rsplit_once("](")?;
    (address.starts_with(uploads) && address.ends_with(')')).then(|| plain(words))
}

/// A description in one line, with nothing in it that would end it early.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '[' | ']' | '\\' | '|') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

fn plain(words: &str) -> String {
    let (mut text, mut quoted) = (String::with_capacity(words.len()), false);
    for c in words.chars() {
        quoted = c == '\\' && !quoted;
        if !quoted {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_together_comes_apart_again() {
        let told = ["A [grey] dot | small\\", "Another – “grey” dot.", ""];
        for (image, address) in [(true, "upload://a1.png"), (false, "/user_uploads/1/a1.png")] {
            let uploads = if image { "upload://" } else { "/user_uploads/" };
            let named = if image { "" } else { "picture" };
            let lines: Vec<String> = told.iter().map(|words| line(image, words, named, address)).collect();
            let written = with_pictures("One.\n\nTwo [a](https://a.example).", &lines);
            let (text, descriptions) = taken_apart(&written, named, uploads);
            assert_eq!(
                (text.as_str(), descriptions),
                ("One.\n\nTwo [a](https://a.example).", told.map(str::to_owned).to_vec())
            );
        }
        assert_eq!(taken_apart("Only text", "", "upload://"), ("Only text".to_owned(), vec![]));
    }
}

//! Plain text for the wire: lines short enough for every mail program, which those that know how put together again
//! (RFC 3676, `format=flowed`).

/// The longest line, in characters, without the space that says it goes on. Longer words stay whole.
const WIDTH: usize = 72;

/// The text in lines that flow. The end of every line of the text stays one.
pub fn flowed(text: &str) -> String {
    let mut flowed: String = text.trim_end().lines().flat_map(|line| [wrapped(line), "\n".to_owned()]).collect();
    if flowed.is_empty() {
        flowed.push('\n');
    }
    flowed
}

/// One line of the text. All but its last piece end with the space at which they were parted, which says that it goes on.
fn wrapped(line: &str) -> String {
    let mut pieces = vec![String::new()];
    for word in line.trim_end().split_inclusive(' ') {
        match pieces.last_mut() {
            Some(piece) if piece.is_empty() || characters(piece) + characters(word.trim_end()) <= WIDTH => {
                piece.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
    }
    let stuffed: Vec<String> = pieces.iter().map(|piece| stuffed(piece)).collect();
    stuffed.join("\n")
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

/// What a mail program would take for a quotation, or a mailbox for the beginning of a letter, gets a space in front.
fn stuffed(piece: &str) -> String {
    let special = piece.starts_with([' ', '>']) || piece.starts_with("From ") || piece == "From";
    if special { format!(" {piece}") } else { piece.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a mail program that knows the format puts it together.
    fn read(flowed: &str) -> String {
        let mut text = String::new();
        for line in flowed.lines() {
            let line = line.strip_prefix(' ').unwrap_or(line);
            text.push_str(line);
            if !line.ends_with(' ') {
                text.push('\n');
            }
        }
        text.trim_end().to_owned()
    }

    #[test]
    fn long_lines_are_wrapped_and_read_back_as_they_were() {
        let text = format!("{}\n\n> no quote\nFrom here on\n  indented\nend", "word and ".repeat(40).trim_end());
        let wire = flowed(&text);
        assert!(wire.lines().all(|line| line.chars().count() <= WIDTH + 2), "{wire}");
        assert_eq!(read(&wire), text);
        assert!(!wire.lines().any(|line| line.starts_with("From ") || line.starts_with('>')), "{wire}");
    }

    #[test]
    fn a_long_address_stays_whole() {
        let address = format!("https://project.example/{}", "x".repeat(120));
        assert!(flowed(&format!("Read it at {address} today")).lines().any(|line| line.trim_end() == address));
    }

    #[test]
    fn nothing_is_an_empty_line() {
        assert_eq!(flowed(""), "\n");
    }
}

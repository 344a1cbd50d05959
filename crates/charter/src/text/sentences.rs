//! Where one sentence ends and the next begins.

/// One word of a paragraph or item, with the line it stands on.
pub(super) type Word<'a> = (usize, &'a str);

/// Ends of words that look like the end of a sentence and are none.
const ABBREVIATIONS: &[&str] = &["e.g.", "i.e.", "vs.", "cf.", "Dr.", "Mr.", "Mrs.", "Ms.", "No.", "St."];

/// The sentences, each with the line of its first word and its words joined by single spaces.
pub(super) fn sentences(words: &[Word]) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (n, (line, word)) in words.iter().enumerate() {
        match found.last_mut().filter(|_| open) {
            Some((_, sentence)) => {
                sentence.push(' ');
                sentence.push_str(word);
            }
            None => found.push((*line, (*word).to_owned())),
        }
        open = !(ends_a_sentence(word) && words.get(n + 1).is_none_or(|(_, next)| begins_a_sentence(next)));
    }
    found
}

fn ends_a_sentence(word: &str) -> bool {
    let bare = word.trim_end_matches(['"', '”', '’', '\'', ')', ']', '*', '_', '»']);
    let initial = bare.strip_suffix('.').is_some_and(|letter| letter.chars().count() == 1 && letter != ".");
    bare.ends_with(['.', '!', '?']) && !initial && !ABBREVIATIONS.contains(&word.trim_start_matches(['(', '[']))
}

fn begins_a_sentence(word: &str) -> bool {
    let bare = word.trim_start_matches(['"', '“', '‘', '\'', '(', '[', '*', '_', '«']);
    bare.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let words: Vec<Word> = text.split_whitespace().map(|word| (1, word)).collect();
        sentences(&words).into_iter().map(|(_, sentence)| sentence).collect()
    }

    #[test]
    fn a_full_stop_before_a_capital_ends_a_sentence() {
        assert_eq!(split("We post. We answer."), ["We post.", "We answer."]);
        assert_eq!(split("Two kinds (blog, forum, etc.). The list"), ["Two kinds (blog, forum, etc.).", "The list"]);
    }

    #[test]
    fn an_abbreviation_or_an_address_does_not() {
        assert_eq!(split("Channels (e.g. The blog) and No. 7 of Dr. Who").len(), 1);
        assert_eq!(split("See example.org for more").len(), 1);
    }
}

//! Links that stand in a clause as Markdown: on a page their words are read, and the address is followed.

/// A link in a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub words: String,
    /// Where it leads.
    pub address: String,
}

/// A clause as it is read aloud: each link as its words. What only looks like one stays as it is written.
pub fn spoken(clause: &str) -> String {
    pieces(clause).into_iter().map(|piece| piece.map_or_else(str::to_owned, |link| link.words)).collect()
}

/// A clause as a letter of plain text shows it: each link as its words, with its address behind them.
pub fn written(clause: &str) -> String {
    let link = |link: Link| format!("{} ({})", link.words, link.address);
    pieces(clause).into_iter().map(|piece| piece.map_or_else(str::to_owned, link)).collect()
}

/// The links of a clause, in order.
pub fn links(clause: &str) -> Vec<Link> {
    pieces(clause).into_iter().filter_map(Piece::link).collect()
}

enum Piece<'a> {
    Words(&'a str),
    Link(Link),
}

impl<'a> Piece<'a> {
    fn map_or_else(self, words: impl FnOnce(&'a str) -> String, link: impl FnOnce(Link) -> String) -> String {
        match self {
            Self::Words(plain) => words(plain),
            Self::Link(found) => link(found),
        }
    }
    fn link(self) -> Option<Link> {
        match self {
            Self::Words(_) => None,
            Self::Link(link) => Some(link),
        }
    }
}

fn pieces(clause: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (Vec::new(), clause);
    while let Some((before, link, after)) = first(rest) {
        pieces.push(Piece::Words(before));
        pieces.push(Piece::Link(link));
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    pieces
}

/// The first link, with what stands before and after it.
fn first(text: &str) -> Option<(&str, Link, &str)> {
    let middle = text.find("](")?;
    let start = text.get(..middle)?.rfind('[')?;
    let end = middle + text.get(middle..)?.find(')')?;
    let link = Link { words: text.get(start + 1..middle)?.to_owned(), address: text.get(middle + 2..end)?.to_owned() };
    Some((text.get(..start)?, link, text.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_as_its_words_and_its_address_is_kept() {
        let clause = "Decided by the [Guide](https://project.example/guide), see [link], or [both](/here).";
        assert_eq!(spoken(clause), "Decided by the Guide, see [link], or both.");
        assert_eq!(
            written(clause),
            "Decided by the Guide (https://project.example/guide), see [link], or both (/here)."
        );
        let found = links(clause);
        assert_eq!(
            found.iter().map(|link| link.address.as_str()).collect::<Vec<_>>(),
            ["https://project.example/guide", "/here"]
        );
        for text in ["", "](", "a](b", "[a](b", "x [y] (z)", "[](", "]([)"] {
            assert_eq!(spoken(text), text, "what is no link stays");
            assert_eq!(written(text), text, "what is no link stays");
        }
    }
}

//! How the votes fell in a body that decides elsewhere, read from what somebody wrote: `5 yes, 1 no, 1 abstained`,
//! `5 of 7`, `3 of 7, needs 3`, `5:2`. Words that say no numbers are left as they are.

/// How the votes fell, as far as the words say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// For it.
    pub yes: u32,
    /// Against it.
    pub no: Option<u32>,
    /// Of how many.
    pub of: Option<u32>,
    /// How many had to be for it.
    pub needs: Option<u32>,
}

/// Why a tally does not go with the answer beside it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// More were for it than there were.
    #[error("{yes} of {of} cannot be: write how many were for it, and of how many")]
    MoreThanThereWere {
        /// For it.
        yes: u32,
        /// Of how many.
        of: u32,
    },
    /// The answer is yes, and the tally says no.
    #[error(
        "by this tally it was not agreed to. Correct the tally or the answer; where fewer were enough, write how many, such as “{0}, needs 2”"
    )]
    NotAgreed(String),
    /// The answer is no, and the tally says yes.
    #[error(
        "by this tally it was agreed to. Correct the tally or the answer; where more were needed, write how many, such as “{0}, needs 9”"
    )]
    Agreed(String),
}

impl Count {
    /// Reads a tally; nothing where it says no numbers in one of these ways.
    pub fn read(words: &str) -> Option<Self> {
        let lower = words.to_lowercase();
        let words: Vec<&str> =
            lower.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let number = |at: usize| words.get(at).and_then(|word| word.parse::<u32>().ok());
        // The number before one of these words: `5 yes`, `5 in favour`.
        let before = |named: &[&str]| {
            words.iter().position(|word| named.contains(word)).and_then(|at| number(at.checked_sub(1)?))
        };
        let after = |named: &str| words.iter().position(|word| *word == named).and_then(|at| number(at + 1));
        let needs = after("needs").or_else(|| after("needed"));
        let in_favour = words.windows(2).position(|pair| pair == ["in", "favour"] || pair == ["in", "favor"]);
        let yes = before(&["yes", "for", "yeas", "ayes", "aye"]).or_else(|| number(in_favour?.checked_sub(1)?));
        let no = before(&["no", "against", "nays", "noes"]);
        let of = || words.get(1).filter(|word| **word == "of").and_then(|_| number(2));
        match (yes, no, of()) {
            (None, None, None) => Self::as_a_score(&lower, needs),
            (None, None, Some(of)) => number(0).map(|yes| Self { yes, no: None, of: Some(of), needs }),
            (yes, no, _) => Some(Self { yes: yes.unwrap_or_default(), no, of: None, needs })
                .filter(|_| yes.is_some() || no.is_some()),
        }
    }

    /// `5:2`, `5-2`, `5 to 2`: nothing but two numbers, so that no date is taken for one.
    fn as_a_score(words: &str, needs: Option<u32>) -> Option<Self> {
        let score = words.split(',').next().unwrap_or_default();
        let (yes, no) = [":", "-", "–", " to "].iter().find_map(|between| score.split_once(between))?;
        Some(Self { yes: yes.trim().parse().ok()?, no: Some(no.trim().parse().ok()?), of: None, needs })
    }

    /// Whether it was agreed to by what the tally says: by as many as it needed, or else by more than were against it, or
    /// by more than half. Nothing where the numbers leave that open.
    pub fn agreed(self) -> Option<bool> {
        match self {
            Self { yes: 0, .. } => Some(false),
            Self { yes, needs: Some(needs), .. } => Some(yes >= needs),
            Self { yes, no: Some(no), .. } => Some(yes > no),
            Self { yes, of: Some(of), .. } => Some(u64::from(yes) * 2 > u64::from(of)),
            _ => None,
        }
    }

    /// Whether these words go with this answer. What cannot be read goes with any.
    ///
    /// # Errors
    /// When they say the other thing, or more yes than there were people.
    pub fn goes_with(words: &str, is_yes: bool) -> Result<(), Contradiction> {
        let Some(count) = Self::read(words) else { return Ok(()) };
        if let Some(of) = count.of.filter(|of| count.yes > *of) {
            return Err(Contradiction::MoreThanThereWere { yes: count.yes, of });
        }
        let written = words.split(", needs").next().unwrap_or_default().trim().to_owned();
        match count.agreed() {
            Some(false) if is_yes => Err(Contradiction::NotAgreed(written)),
            Some(true) if !is_yes => Err(Contradiction::Agreed(written)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tally_is_read_in_the_ways_in_which_people_write_one() {
        let read = |words: &str| Count::read(words).map(|count| (count.yes, count.no, count.of, count.needs));
        assert_eq!(read("5 yes, 1 no, 1 abstained"), Some((5, Some(1), None, None)));
        assert_eq!(read("5 in favour, 2 against"), Some((5, Some(2), None, None)));
        assert_eq!(read("6 yes"), Some((6, None, None, None)));
        assert_eq!(read("5 of 7"), Some((5, None, Some(7), None)));
        assert_eq!(read("3 of 7, needs 3"), Some((3, None, Some(7), Some(3))));
        assert_eq!(read("5:2"), Some((5, Some(2), None, None)));
        assert_eq!(read("5-2"), Some((5, Some(2), None, None)));
        assert_eq!(read("0 yes, 4 no"), Some((0, Some(4), None, None)));
        for words in ["", "unanimous", "see the minutes of 2026-11-20", "by mail, item 3"] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn a_tally_that_says_the_other_thing_is_refused_and_says_how_to_mend_it() {
        for (words, is_yes) in [
            ("2 yes, 5 no", true),
            ("3:3", true),
            ("2 of 7", true),
            ("0 yes", true),
            ("4 of 7, needs 5", true),
            ("5 yes, 2 no", false),
            ("5 of 7", false),
            ("3 of 7, needs 3", false),
        ] {
            assert!(Count::goes_with(words, is_yes).is_err(), "{words} {is_yes}");
            assert!(Count::goes_with(words, !is_yes).is_ok(), "{words} {is_yes}");
        }
        assert_eq!(Count::goes_with("9 of 7", true), Err(Contradiction::MoreThanThereWere { yes: 9, of: 7 }));
        let mended = Count::goes_with("5 of 7", false).unwrap_err().to_string();
        assert!(mended.contains("5 of 7, needs 9"), "{mended}");
    }

    proptest! {
        #[test]
        fn a_tally_goes_with_one_answer_or_with_both_and_never_with_none(yes in 0_u32..50, no in 0_u32..50, needs in 0_u32..50, of in 0_u32..50) {
            for words in [format!("{yes} yes, {no} no"), format!("{yes}:{no}"), format!("{yes} yes"), format!("{yes} yes, {no} no, needs {needs}")] {
                prop_assert!(Count::goes_with(&words, true).is_ok() || Count::goes_with(&words, false).is_ok(), "{}", words);
            }
            let words = format!("{yes} of {of}");
            prop_assert_eq!(Count::goes_with(&words, true).is_ok(), yes > 0 && yes <= of && yes * 2 > of);
        }

        #[test]
        fn no_words_make_the_reading_fail(words in ".{0,60}") {
            if Count::read(&words).is_none() {
                prop_assert!(Count::goes_with(&words, true).is_ok() && Count::goes_with(&words, false).is_ok(), "{}", words);
            }
        }
    }
}

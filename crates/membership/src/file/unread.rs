//! Why a file could not be read, in words for whoever wrote it: in which form it was read, what was expected there, what to do.

use super::Format;

/// What a reader of files says, put so that a person can mend it. What it says in no known way stands there as it is.
pub(super) fn in_words(format: Format, said: &str) -> String {
    let (form, pattern) = pattern(format);
    format!("{}. This was read as {form}, in which a roster is {pattern}; mend this line", expected(said))
}

fn pattern(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Toml => ("TOML", "a “[[member]]” for each person, and below it “name = \"…\"”"),
        Format::Yaml => ("YAML", "a list “member:” with “- name: …” for each person"),
        Format::Csv => ("CSV", "a first row with names of columns, “name” among them, and a row for each person"),
    }
}

fn expected(said: &str) -> String {
    let named = |after: &str| {
        let (_, rest) = said.split_once(after)?;
        Some(rest.trim_start().split(['`', '"', '\'', ' ', ',']).find(|word| !word.is_empty())?.to_owned())
    };
    let lower = said.to_lowercase();
    if let Some(name) = named("missing field") {
        return format!("“{name}” is missing here");
    }
    if let Some(name) = named("unknown field") {
        return format!("“{name}” is nothing that a roster says; it has {}", super::formats::COLUMNS.join(", "));
    }
    if lower.contains("duplicate") {
        return "the same name stands here twice".to_owned();
    }
    let wanted = [("sequence", "a list"), ("mapping", "names with values"), ("map", "names with values")];
    let wanted = wanted.into_iter().chain([("struct", "names with values"), ("string", "a text")]);
    let after = lower.rsplit_once("expected").map_or("", |(_, after)| after);
    match wanted.into_iter().find(|(word, _)| after.contains(word)) {
        Some((_, wanted)) => format!("{wanted} should stand here"),
        None => "this line is not written as it has to be".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_of_files_says_is_put_into_words() {
        for (said, words) in [
            ("expected mapping start at line 1, column 1", "names with values should stand here"),
            ("missing field `name`", "“name” is missing here"),
            ("unknown field `boss`, expected one of `name`, `mail`", "“boss” is nothing that a roster says"),
            ("duplicate key", "the same name stands here twice"),
            ("invalid type: string \"chair\", expected a sequence", "a list should stand here"),
            ("key with no value, expected `=`", "this line is not written as it has to be"),
        ] {
            assert!(expected(said).starts_with(words), "{said}: {}", expected(said));
        }
    }
}

//! What a post can carry beyond text, warning and pictures: the fields that ask for it, and what is meant by them. What a
//! network does not take is told by the checks, channel by channel.

use super::{
    compose::More,
    lateness, link_tags,
    meaning::{LONGEST, LONGEST_LINE, readable},
    threads,
    typed::{Beyond, Typed},
};
use crate::parts::{Choice, Choices, Field, Kind, Pick, Problems};
use basics::text::is_blank;
use publishing::{Content, Draft, Poll, ReplyTo, Visibility, Whoever};

/// For how long a poll can be open, in minutes, and how that is said.
const OPEN_FOR: [(&str, &str); 8] = [
    ("5", "5 minutes"),
    ("30", "30 minutes"),
    ("60", "1 hour"),
    ("360", "6 hours"),
    ("1440", "1 day"),
    ("4320", "3 days"),
    ("10080", "7 days"),
    ("20160", "14 days"),
];
/// Who can see a post, in words.
const SEEN_BY: [(Visibility, &str); 4] = [
    (Visibility::Public, "Everybody"),
    (Visibility::Unlisted, "Everybody who finds it; it is not shown around"),
    (Visibility::Followers, "Followers only"),
    (Visibility::Mentioned, "Only whom it mentions"),
];
/// What a new poll is open for.
const USUAL: &str = "1440";

impl Typed {
    /// Takes over what these fields mean. What makes no sense is a problem at its field, and the draft keeps what it had.
    pub fn take_beyond(&self, draft: &mut Draft, problems: &mut Problems) {
        let typed = &self.beyond;
        if !typed.was_asked {
            return;
        }
        threads::take(typed, draft, problems);
        if let Some(headline) = readable(&typed.headline, "headline", LONGEST_LINE, problems) {
            let headline = headline.trim().to_owned();
            draft.everywhere.headline = Some(headline).filter(|headline| !is_blank(headline));
        }
        poll(typed, draft, problems);
        quoted(typed, draft, problems);
        for_whom(typed, draft, problems);
        link_tags::take(&typed.links, draft, problems);
    }
}

fn poll(typed: &Beyond, draft: &mut Draft, problems: &mut Problems) {
    let Some(lines) = readable(&typed.poll, "poll", LONGEST, problems) else { return };
    let answers: Vec<String> =
        lines.lines().map(|line| line.trim().to_owned()).filter(|line| !is_blank(line)).collect();
    if answers.is_empty() {
        draft.everywhere.poll = None;
        return;
    }
    let open_for = if typed.open_for.trim().is_empty() { USUAL } else { typed.open_for.trim() };
    let Ok(open_for_minutes) = open_for.parse() else {
        return problems
            .add("poll_open", "Choose for how long the poll is open: what was sent is no number of minutes.");
    };
    let poll = Poll { answers, open_for_minutes, several: typed.several, counts_hidden: typed.hidden };
    if let Some(wrong) = poll.wrong() {
        problems.add("poll", format!("It cannot be asked like this: {wrong}."));
    }
    draft.everywhere.poll = Some(poll);
}

fn quoted(typed: &Beyond, draft: &mut Draft, problems: &mut Problems) {
    if typed.quotes.trim().is_empty() {
        draft.everywhere.quotes = None;
        return;
    }
    match ReplyTo::parse(&typed.quotes) {
        Ok(quoted) => draft.everywhere.quotes = Some(quoted.url),
        Err(wrong) => problems.add("quotes", wrong.to_string()),
    }
}

fn for_whom(typed: &Beyond, draft: &mut Draft, problems: &mut Problems) {
    let content = &mut draft.everywhere;
    chosen(&typed.visibility, Visibility::of_word, &mut content.visibility, "visibility", problems);
    chosen(&typed.may_answer, Whoever::of_word, &mut content.gates.answers, "may_answer", problems);
    chosen(&typed.may_quote, Whoever::of_word, &mut content.gates.quotes, "may_quote", problems);
}

/// One of a list. A form without the field leaves it as it was.
fn chosen<T>(word: &str, known: fn(&str) -> Option<T>, kept: &mut T, field: &str, problems: &mut Problems) {
    match known(word) {
        Some(meant) => *kept = meant,
        None if word.is_empty() => {}
        None => problems.add(field, "Choose one of the list: what was sent is none of it."),
    }
}

/// The fields, in groups that stay folded while nothing stands in them.
pub fn fields(typed: &Beyond, problems: &Problems) -> Vec<More> {
    vec![
        threads::fields(typed, problems),
        asks(typed, problems),
        further(typed, problems),
        link_tags::fields(&typed.links, problems),
        lateness::fields(&typed.late, problems),
    ]
}

fn asks(typed: &Beyond, problems: &Problems) -> More {
    let answers = Field::new("poll", "What people can choose").kind(Kind::Lines(4)).value(typed.poll.clone());
    let chosen = if typed.open_for.is_empty() { USUAL } else { typed.open_for.as_str() };
    let mut of: Vec<Choice> =
        OPEN_FOR.iter().map(|(value, words)| Choice::new(value, *words).chosen(*value == chosen)).collect();
    if of.iter().all(|choice| !choice.chosen) {
        of.push(Choice::new(chosen, format!("{chosen} minutes")).chosen(true));
    }
    let open_for = Pick {
        name: "poll_open".to_owned(),
        label: "It is open for".to_owned(),
        of,
        error: problems.at("poll_open"),
        ..Pick::default()
    };
    let tick = |name: &str, words: &str, chosen: bool| Choices {
        name: name.to_owned(),
        several: true,
        of: vec![Choice::new("yes", words).chosen(chosen)],
        ..Choices::default()
    };
    More {
        name: "asks".to_owned(),
        icon: "vote",
        summary: "Ask readers".to_owned(),
        hint: "The question stands in the text. One answer to a line.".to_owned(),
        open: !is_blank(&typed.poll) || problems.at("poll").is_some(),
        fields: vec![answers.optional().marked(problems)],
        picks: vec![open_for],
        choices: vec![
            tick("poll_several", "Somebody may choose several", typed.several),
            tick("poll_hidden", "Nobody sees the counts before it is over", typed.hidden),
        ],
    }
}

fn further(typed: &Beyond, problems: &Problems) -> More {
    let headline = Field::new("headline", "Headline").value(typed.headline.clone()).optional();
    let headline = headline.hint("Above the text, on channels that have such a line: a blog, a forum, a letter.");
    let quotes = Field::new("quotes", "Address of the post that this quotes").kind(Kind::Url);
    let quotes = quotes.value(typed.quotes.clone()).optional().hint("Shown within this one, where the network can.");
    let seen_by = SEEN_BY.map(|(level, words)| (level.word(), words));
    let whoever = Whoever::ALL.map(|whoever| (whoever.word(), capital(whoever.words())));
    let may = whoever.each_ref().map(|(word, words)| (*word, words.as_str()));
    More {
        name: "further".to_owned(),
        icon: "eye",
        summary: "Headline, quote, and who may see and answer it".to_owned(),
        open: *typed != usual(typed)
            || ["headline", "quotes", "visibility", "may_answer", "may_quote"]
                .iter()
                .any(|name| problems.at(name).is_some()),
        fields: vec![headline.marked(problems), quotes.marked(problems)],
        picks: vec![
            pick("visibility", "Who can see it", &seen_by, &typed.visibility, problems),
            pick("may_answer", "Who may answer", &may, &typed.may_answer, problems),
            pick("may_quote", "Who may quote it", &may, &typed.may_quote, problems),
        ],
        ..More::default()
    }
}

/// These fields as they are while nobody says anything else.
fn usual(typed: &Beyond) -> Beyond {
    let said = |word: &str, usual: &str| if word.is_empty() { String::new() } else { usual.to_owned() };
    Beyond {
        visibility: said(&typed.visibility, Visibility::Public.word()),
        may_answer: said(&typed.may_answer, Whoever::Everybody.word()),
        may_quote: said(&typed.may_quote, Whoever::Everybody.word()),
        thread: typed.thread.clone(),
        after: typed.after.clone(),
        poll: typed.poll.clone(),
        open_for: typed.open_for.clone(),
        several: typed.several,
        hidden: typed.hidden,
        was_asked: typed.was_asked,
        links: typed.links.clone(),
        late: typed.late.clone(),
        ..Beyond::default()
    }
}

fn pick(name: &str, label: &str, of: &[(&str, &str)], chosen: &str, problems: &Problems) -> Pick {
    Pick {
        name: name.to_owned(),
        label: label.to_owned(),
        of: of.iter().map(|(value, words)| Choice::new(value, *words).chosen(*value == chosen)).collect(),
        error: problems.at(name),
        ..Pick::default()
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a draft carries beyond text and pictures, in words: a line for each.
pub fn told(draft: &Draft) -> Vec<String> {
    let content = &draft.everywhere;
    let mut lines = Vec::new();
    lines.extend(content.headline.as_ref().map(|headline| format!("Headline: {headline}")));
    lines.extend(content.quotes.as_ref().map(|quoted| format!("Quotes: {quoted}")));
    lines.extend(content.poll.as_ref().map(poll_in_words));
    lines.extend(audience(content));
    lines.extend(threads::told(draft));
    lines.extend(link_tags::told(draft));
    lines.extend(lateness::told(draft));
    lines
}

/// What a preview says of a content beside what it shows: how its poll goes, and who can see, answer and quote it.
pub fn audience_told(content: &Content) -> Vec<String> {
    content.poll.as_ref().map(poll_terms).into_iter().chain(audience(content)).collect()
}

fn audience(content: &Content) -> Vec<String> {
    let mut lines = Vec::new();
    if content.visibility != Visibility::Public {
        let words = SEEN_BY.iter().find(|(level, _)| *level == content.visibility).map_or("", |(_, words)| words);
        lines.push(format!("Who can see it: {words}"));
    }
    if !content.gates.are_open() {
        let (answers, quotes) = (content.gates.answers.words(), content.gates.quotes.words());
        lines.push(format!("May answer: {answers}; may quote: {quotes}"));
    }
    lines
}

fn poll_in_words(poll: &Poll) -> String {
    format!("{}: {}", poll_terms(poll), poll.answers.join(" / "))
}

fn poll_terms(poll: &Poll) -> String {
    let several = if poll.several { ", several may be chosen" } else { "" };
    let hidden = if poll.counts_hidden { ", counts hidden until the end" } else { "" };
    let minutes = poll.open_for_minutes;
    let open = OPEN_FOR.iter().find(|(value, _)| *value == minutes.to_string());
    let open = open.map_or_else(|| format!("{minutes} minutes"), |(_, words)| (*words).to_owned());
    format!("Poll, open for {open}{several}{hidden}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use publishing::{Language, Part};

    fn draft() -> Draft {
        Draft::new(Language::parse("en").unwrap())
    }

    fn taken(beyond: Beyond, problems: &mut Problems) -> Draft {
        let (mut draft, typed) = (draft(), Typed { beyond, ..Typed::default() });
        typed.take_beyond(&mut draft, problems);
        draft
    }

    #[test]
    fn what_a_draft_carries_is_filled_in_and_read_back_as_it_was() {
        let mut full = draft();
        full.thread = vec![Part { after_minutes: 30, ..Part::of("Two") }, Part::of("Three")];
        full.everywhere.headline = Some("A release".into());
        full.everywhere.poll = Some(Poll {
            answers: vec!["Yes".into(), "No".into()],
            open_for_minutes: 60,
            several: true,
            counts_hidden: false,
        });
        full.everywhere.quotes = Some("https://social.example/@a/1".parse().unwrap());
        full.everywhere.visibility = Visibility::Unlisted;
        full.everywhere.gates.answers = Whoever::Followers;
        full.link_tags = Some(publishing::LinkTags { source: "a".into(), medium: "b".into(), campaign: "c".into() });
        let mut beyond = Beyond::default();
        Beyond::of(&full).fields().iter().for_each(|(name, value)| beyond.sent(name, value));
        assert_eq!(beyond, Beyond::of(&full));
        let mut problems = Problems::default();
        assert_eq!(taken(beyond, &mut problems), full);
        assert!(problems.is_empty());
    }

    #[test]
    fn empty_parts_are_none_and_nonsense_is_said_at_its_field() {
        let mut problems = Problems::default();
        let beyond = Beyond {
            was_asked: true,
            thread: [(2, "Two".into()), (3, " \n".into()), (4, "Three".into())].into(),
            poll: "Only this".into(),
            quotes: "not an address".into(),
            visibility: "nobody I know".into(),
            ..Beyond::default()
        };
        let draft = taken(beyond, &mut problems);
        let texts: Vec<&str> = draft.thread.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts, ["Two", "Three"]);
        for field in ["poll", "quotes", "visibility"] {
            assert!(problems.at(field).is_some(), "{field}");
        }
    }
}

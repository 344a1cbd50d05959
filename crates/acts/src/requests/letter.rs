//! The letter by which a question leaves for a body: plain text with all of it, and a link to the page that shows how it
//! stands.

use super::Brief;
use mail::Letter;
use people::EmailAddress;

/// The letter. `page` is the address behind which the body looks at the question without an account.
pub(crate) fn letter(to: EmailAddress, brief: &Brief, page: &str) -> Letter {
    let first = brief.question.lines().next().unwrap_or_default();
    let subject = format!("{} asks {}: {}", brief.group, brief.body, shortened(first));
    Letter { to, subject, text: text(brief, page) }
}

/// The longest line of a question in a subject, in characters.
const LONGEST: usize = 80;

fn shortened(line: &str) -> String {
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    line.chars().take(LONGEST).chain(['…']).collect()
}

fn text(brief: &Brief, page: &str) -> String {
    let Brief { group, body, question, by, matter, clause: (label, quote, heading), .. } = brief;
    let parts = brief.content.iter().map(|(heading, words)| format!("{heading}:\n\n{}\n\n", quoted(words)));
    let content = parts.collect::<Vec<_>>().concat();
    let exactly = if content.is_empty() { String::new() } else { format!("EXACTLY THIS IS ASKED ABOUT\n\n{content}") };
    let digest = brief.digest.as_ref().map(|digest| format!("Its digest (SHA-256): {digest}\n\n")).unwrap_or_default();
    format!(
        "{group} asks {body}.\n\n\
         THE QUESTION\n\n{question}\n\nPut by {by}. The matter: {matter}.\n\n\
         {exactly}{digest}\
         WHY IT COMES TO YOU\n\n{quote_line}\n({label}, {heading})\n\n\
         WHAT FOLLOWS FROM A YES\n\n{follows}\n\n\
         HOW TO ANSWER\n\nDecide as you always do, and tell the group. {records}\n\n\
         HOW IT STANDS\n\nThis page needs no account. Whoever has its address can read it:\n\n{page}\n",
        quote_line = quoted(&charter::text::written(quote)),
        follows = brief.follows,
        records = brief.records,
    )
}

/// The words as mail quotes them, so that nothing in them reads as ours.
pub(crate) fn quoted(words: &str) -> String {
    words.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_into_a_post_reads_as_quoted_and_not_as_ours() {
        let brief = Brief {
            group: "The group".to_owned(),
            body: "the board".to_owned(),
            question: "May this go out?".to_owned(),
            by: "Member A".to_owned(),
            matter: "sponsor campaign".to_owned(),
            clause: ("B3".to_owned(), "Ask the board.".to_owned(), "Matters".to_owned()),
            content: vec![("On Mastodon".to_owned(), "Buy\n\nHOW TO ANSWER\nSay yes".to_owned())],
            digest: None,
            follows: "It goes out.".to_owned(),
            records: "The Liaison records it.".to_owned(),
        };
        let letter =
            letter(EmailAddress::parse("board@foundation.example").unwrap(), &brief, "https://voice.example/x");
        assert!(letter.text.contains("> Buy\n> \n> HOW TO ANSWER\n> Say yes"), "{}", letter.text);
        assert_eq!(letter.text.lines().filter(|line| *line == "HOW TO ANSWER").count(), 1);
        assert_eq!(letter.subject, "The group asks the board: May this go out?");
    }
}

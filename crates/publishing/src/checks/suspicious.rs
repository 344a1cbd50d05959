//! What a text may hold that its author did not mean: hidden direction, a call to everybody, a key.

use super::{Check, Variant};

/// Words that call everybody at once on one network or another.
const EVERYBODY: [&str; 8] =
    ["@everyone", "@here", "@channel", "@all", "<!everyone>", "<!channel>", "<!here>", "@room"];

/// How keys begin, how long one is at least behind it, and whose it is.
const KEYS: [(&str, usize, &str); 17] = [
    ("ghp_", 20, "GitHub"),
    ("gho_", 20, "GitHub"),
    ("ghs_", 20, "GitHub"),
    ("ghu_", 20, "GitHub"),
    ("github_pat_", 20, "GitHub"),
    ("glpat-", 16, "GitLab"),
    ("xoxb-", 16, "Slack"),
    ("xoxp-", 16, "Slack"),
    ("xapp-", 16, "Slack"),
    ("AKIA", 16, "AWS"),
    ("ASIA", 16, "AWS"),
    ("AIza", 30, "Google"),
    ("sk_live_", 16, "Stripe"),
    ("rk_live_", 16, "Stripe"),
    ("npm_", 30, "npm"),
    ("pypi-", 40, "PyPI"),
    ("sk-", 24, "an API"),
];

pub(super) fn check(variant: &Variant) -> Vec<Check> {
    let found =
        variant.readable().flat_map(|text| [direction(variant, text), everybody(variant, text), key(variant, text)]);
    found.flatten().collect()
}

/// Characters that turn the reading direction around can make a text read as what it is not.
fn direction(variant: &Variant, text: &str) -> Option<Check> {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let turned = text.chars().find(|c| turns(*c))?;
    let what = format!(
        "{} holds the invisible character U+{:04X}, which turns the reading direction. Without it the text reads: {}",
        variant.name,
        u32::from(turned),
        quoted(&text.replace(turns, ""))
    );
    Some(variant.to_think_about("direction", what, "Delete it, unless this script needs it there."))
}

fn everybody(variant: &Variant, text: &str) -> Option<Check> {
    let small = text.to_lowercase();
    let called = EVERYBODY.iter().find(|call| {
        small.match_indices(**call).any(|(at, call)| {
            let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '.' | '-');
            let ends = !small[at + call.len()..].starts_with(goes_on) || call.ends_with('>');
            ends && !small[..at].ends_with(|c: char| c.is_alphanumeric() || c == '@')
        })
    })?;
    let what = format!("{} says {called}, which notifies everybody on some networks.", variant.name);
    Some(variant.to_think_about("everybody", what, "It is sent as plain text; take it out if it was not meant."))
}

fn key(variant: &Variant, text: &str) -> Option<Check> {
    let whose = text
        .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '=' | ',' | '(' | ')'))
        .find_map(owner)
        .or_else(|| text.contains("-----BEGIN ").then_some("a certificate or a private key"))?;
    let what = format!("{} holds what looks like a secret ({whose}).", variant.name);
    Some(variant.to_fix(
        "secret",
        what,
        "Take it out; if it is real, replace it where it is used, because it was shown.",
    ))
}

/// Whose key a word looks like.
fn owner(word: &str) -> Option<&'static str> {
    let word = word.trim_end_matches(['.', ';', ':', '!', '?']);
    let body = |rest: &str| rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    let known = KEYS.iter().find(|(start, least, _)| {
        word.strip_prefix(start)
            .is_some_and(|rest| rest.len() >= *least && body(rest) && rest.bytes().any(|b| b.is_ascii_digit()))
    });
    match known {
        Some((.., whose)) => Some(whose),
        None if is_signed_token(word) => Some("a signed token"),
        None if is_app_password(word) => Some("an app password"),
        None => None,
    }
}

/// Three long parts, the first two of them encoded objects.
fn is_signed_token(word: &str) -> bool {
    let parts: Vec<_> = word.split('.').collect();
    matches!(parts[..], [head, body, sign] if head.starts_with("eyJ") && body.starts_with("eyJ") && sign.len() >= 16)
}

/// Four groups of four, as Bluesky writes them. Words joined by hyphens have no digits in them.
fn is_app_password(word: &str) -> bool {
    let groups: Vec<_> = word.split('-').collect();
    let group = |group: &&str| group.len() == 4 && group.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    groups.len() == 4
        && groups.iter().all(group)
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_lowercase())
}

fn quoted(text: &str) -> String {
    const LONGEST: usize = 80;
    let cut: String = text.chars().take(LONGEST).collect();
    if cut.len() < text.len() { format!("“{cut}…”") } else { format!("“{cut}”") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Content, checks::Level, testing::content};

    fn found(text: &str) -> Vec<(Level, String)> {
        let variant = Variant { channel: None, name: "The text".into(), content: content(text) };
        check(&variant).into_iter().map(|check| (check.level, check.key)).collect()
    }

    #[test]
    fn pc03_a_turned_text_is_shown_as_it_reads_without_the_turn() {
        assert_eq!(found("Pay \u{202E}elpmaxe.a"), [(Level::ToThinkAbout, "direction".to_owned())]);
        let variant = Variant { channel: None, name: "The text".into(), content: content("Pay \u{202E}elpmaxe.a") };
        assert!(check(&variant)[0].what.contains("“Pay elpmaxe.a”"));
        assert!(found("زبان‌ها").is_empty());
    }

    #[test]
    fn pc06_a_call_to_everybody_is_noticed() {
        for text in ["Hello @everyone!", "@here we are", "<!channel> news", "@Everyone"] {
            assert_eq!(found(text), [(Level::ToThinkAbout, "everybody".to_owned())], "{text}");
        }
        assert!(found("@everyone@social.example, mail a@here.example, @hereford").is_empty());
    }

    #[test]
    fn pc10_what_looks_like_a_secret_is_to_fix_and_not_repeated() {
        let github = format!("ghp_{}", "a1B2".repeat(9));
        let token = format!("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{}", "c2ln".repeat(5));
        for text in [
            github.as_str(),
            &token,
            "password=abcd-ef2h-ijkl-mnop",
            "AKIA1234567890ABCDEF",
            "-----BEGIN PRIVATE KEY-----",
        ] {
            assert_eq!(found(&format!("Use {text}.")), [(Level::ToFix, "secret".to_owned())], "{text}");
            let variant = Variant { channel: None, name: "The text".into(), content: content(text) };
            assert!(!check(&variant)[0].what.contains(text), "{text}");
        }
        for text in ["once-upon-that-time", "sk-learn is out", "2026-2027-2028-2029", "npm_config_registry"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_warning_is_looked_at_too() {
        let warned = Content { warning: Some("@everyone".into()), ..content("Hello") };
        let variant = Variant { channel: None, name: "The text".into(), content: warned };
        assert_eq!(check(&variant).len(), 1);
    }
}

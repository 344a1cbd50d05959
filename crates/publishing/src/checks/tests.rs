//! A draft, its channels, and what its writer is told.

use super::*;
use crate::{Alt, Choice, KnownHandle, Licence, OwnText, Part, plan, testing::*};
use basics::{Digest, Zone};

fn destination(name: &str, text_rule: TextRule, picture_rule: PictureRule) -> Destination {
    Destination {
        channel: channel(),
        name: name.to_owned(),
        text_rule,
        picture_rule,
        shows_warning: name == "Mastodon",
        refuses: Vec::new(),
        amplifies: false,
        recent: Vec::new(),
    }
}
fn mastodon() -> Destination {
    destination("Mastodon", TextRule::MASTODON, PictureRule::mastodon())
}
fn bluesky() -> Destination {
    destination("Bluesky", TextRule::BLUESKY, PictureRule::bluesky())
}
fn around() -> Around {
    Around {
        asks_goals: true,
        primary_hosts: Vec::new(),
        now: now(),
        zone: Zone::utc(),
        credits: Vec::new(),
        people: Vec::new(),
    }
}
fn of<'a>(checks: &'a [Check], key: &str) -> Vec<&'a Check> {
    checks.iter().filter(|check| check.key == key).collect()
}

#[test]
fn a_post_in_order_gets_only_good_news() {
    let mut draft = draft("Django 6.1 is out: https://django.example/weblog/61/");
    draft.goals.insert("G1".into());
    draft.everywhere.pictures = vec![picture()];
    draft.when = Some(plan("2026-12-04T15:00", &Zone::utc(), Choice::Only, now()).unwrap());
    let checks = check(&draft, &[mastodon(), bluesky()], &around());
    assert!(checks.iter().all(|check| check.level == Level::Fine), "{checks:#?}");
    let keys: Vec<_> = checks.iter().map(|check| check.key.as_str()).collect();
    assert_eq!(keys, ["goals", "alt", "length"]);
}

#[test]
fn pc01_a_text_that_cannot_be_seen_is_to_fix() {
    for text in ["", " \n ", "\u{200b}\u{200d}\u{feff}"] {
        let checks = check(&draft(text), &[mastodon()], &around());
        assert_eq!(of(&checks, "blank")[0].level, Level::ToFix, "{text:?}");
        assert!(of(&checks, "length").is_empty());
        assert!(stands_in_the_way(&checks));
    }
}

#[test]
fn pc02_a_text_too_long_for_one_network_names_it_and_the_number() {
    let bluesky = bluesky();
    let checks = check(&draft(&"a".repeat(320)), &[mastodon(), bluesky.clone()], &around());
    let [found] = of(&checks, "length")[..] else { panic!("{checks:#?}") };
    assert_eq!((found.level, found.about), (Level::ToFix, Some(bluesky.channel)));
    assert_eq!(found.what, "20 characters too many for Bluesky.");
    assert_eq!(found.remedy, "Give Bluesky its own text, or shorten this one.");
}

#[test]
fn own_words_are_checked_instead_of_everybodys() {
    let (mastodon, bluesky) = (mastodon(), bluesky());
    let mut draft = draft(&"a".repeat(320));
    draft.own.insert(bluesky.channel, OwnText { text: "Short @everyone".into(), warning: None });
    let checks = check(&draft, &[mastodon, bluesky.clone()], &around());
    assert_eq!(of(&checks, "length")[0].level, Level::Fine);
    assert_eq!(of(&checks, "everybody")[0].about, Some(bluesky.channel));
}

#[test]
fn pc11_a_picture_without_a_description_is_to_fix() {
    let mut draft = draft("Two pictures");
    draft.everywhere.pictures = vec![picture(), Picture { alt: Alt::Missing, ..picture() }];
    let checks = check(&draft, &[mastodon()], &around());
    assert_eq!(of(&checks, "alt-2")[0].what, "The second picture has no description.");
    draft.everywhere.pictures[1].alt = Alt::Decorative;
    assert!(!stands_in_the_way(&check(&draft, &[mastodon()], &around())));
}

use crate::Picture;

#[test]
fn pictures_that_a_network_does_not_take_are_to_fix_there() {
    let bluesky = bluesky();
    let mut draft = draft("Pictures");
    let heavy = Picture { bytes: 2_000_001, ..picture() };
    let wordy = Picture { alt: Alt::Described("a".repeat(2001)), ..picture() };
    let tiff = Picture { mime: "image/tiff".into(), ..picture() };
    draft.everywhere.pictures = vec![heavy, wordy, tiff, picture(), picture()];
    let checks = check(&draft, std::slice::from_ref(&bluesky), &around());
    let what: Vec<_> =
        checks.iter().filter(|check| check.level == Level::ToFix).map(|check| check.what.as_str()).collect();
    assert_eq!(
        what,
        [
            "Bluesky takes 4 pictures, and this post has 5.",
            "The first picture has 2.1 MB; Bluesky takes 2 MB.",
            "The description of the second picture is 1 character too long for Bluesky.",
            "Bluesky does not take pictures of the type image/tiff (The third picture).",
        ]
    );
}

#[test]
fn a_post_without_a_goal_is_told_so_only_where_the_charter_has_goals() {
    let checks = check(&draft("Hello"), &[mastodon()], &around());
    assert_eq!(of(&checks, "goals")[0].level, Level::ToThinkAbout);
    let elsewhere = Around { asks_goals: false, ..around() };
    assert!(of(&check(&draft("Hello"), &[mastodon()], &elsewhere), "goals").is_empty());
}

#[test]
fn a_channel_that_amplifies_the_blog_is_asked_for_a_link_to_it() {
    let amplifying = Destination { amplifies: true, ..mastodon() };
    let around = Around { primary_hosts: vec!["blog.project.example".into()], ..around() };
    let told = |draft: &Draft| of(&check(draft, std::slice::from_ref(&amplifying), &around), "amplify").len();
    assert_eq!(told(&draft("News")), 1);
    assert_eq!(told(&draft("News: https://elsewhere.example/")), 1);
    assert_eq!(told(&draft("News: https://blog.project.example/1")), 0);
    assert!(of(&check(&draft("News"), &[mastodon()], &around), "amplify").is_empty(), "the preferred channel");
}

#[test]
fn pc14_the_same_text_within_a_day_is_noticed() {
    let draft = draft("Hello, world");
    let minutes = |minutes| now().plus(SignedDuration::from_mins(minutes));
    let told = |text: &str, at| {
        let recent = vec![Recent { text: text.to_owned(), at }];
        let checks = check(&draft, &[Destination { recent, ..mastodon() }], &around());
        of(&checks, "twice").first().map(|found| found.what.clone())
    };
    let later = told("Hello, world", minutes(24 * 60 - 1));
    assert_eq!(later.as_deref(), Some("The same text goes out on Mastodon: Sat 21 Nov 2026, 11:59 UTC."));
    let before = told("hello  WORLD!", minutes(-60));
    assert_eq!(before.as_deref(), Some("The same text went out on Mastodon: Fri 20 Nov 2026, 11:00 UTC."));
    assert_eq!(told("Hello, world", minutes(24 * 60)), None);
    assert_eq!(told("Hello, worlds", now()), None);
}

#[test]
fn texts_without_a_word_are_the_same_only_when_they_are_the_same() {
    let told = |mine: &str, theirs: &str| {
        let recent = vec![Recent { text: theirs.to_owned(), at: now() }];
        !of(&check(&draft(mine), &[Destination { recent, ..mastodon() }], &around()), "twice").is_empty()
    };
    assert!(told("🎉", "🎉 ") && !told("🎉", "🚀") && !told(" ", " "));
}

#[test]
fn pc30_a_warning_that_would_be_lost_is_noticed() {
    let mut draft = draft("Hello");
    draft.everywhere.warning = Some("release".into());
    let bluesky = bluesky();
    let checks = check(&draft, &[mastodon(), bluesky.clone()], &around());
    let [found] = of(&checks, "warning")[..] else { panic!("{checks:#?}") };
    assert_eq!((found.level, found.about), (Level::ToThinkAbout, Some(bluesky.channel)));
}

#[test]
fn a_warning_counts_where_it_opens_the_text() {
    let mut draft = draft(&"a".repeat(290));
    let fits = check(&draft, &[mastodon(), bluesky()], &around());
    assert_eq!(of(&fits, "length")[0].level, Level::Fine);
    draft.everywhere.warning = Some("release".into());
    let checks = check(&draft, &[mastodon(), bluesky()], &around());
    let [found] = of(&checks, "length")[..] else { panic!("{checks:#?}") };
    assert!(found.what.starts_with("1 character too many"), "[release] and an empty line: {}", found.what);
}

#[test]
fn pc12_a_time_that_passed_while_writing_is_to_fix() {
    let mut draft = draft("Hello");
    let planned = plan("2026-11-20T12:30", &Zone::utc(), Choice::Only, now()).unwrap();
    draft.when = Some(planned.clone());
    assert!(of(&check(&draft, &[mastodon()], &around()), "when").is_empty());
    let later = Around { now: planned.at, ..around() };
    assert_eq!(of(&check(&draft, &[mastodon()], &later), "when")[0].level, Level::ToFix);
}

#[test]
fn what_is_to_fix_stands_first() {
    let checks = check(&draft("@everyone http://localhost/"), &[mastodon()], &around());
    let levels: Vec<_> = checks.iter().map(|check| check.level).collect();
    assert!(levels.is_sorted() && levels[0] == Level::ToFix, "{checks:#?}");
}

#[test]
fn a_post_for_no_channel_is_told_so() {
    assert_eq!(of(&check(&draft("Hello"), &[], &around()), "channels")[0].level, Level::ToFix);
}

#[test]
fn a_picture_whose_licence_names_somebody_is_thought_about_until_they_are_named() {
    let mut draft = draft("A release is out");
    draft.everywhere.pictures = vec![picture()];
    let digest = draft.everywhere.pictures[0].digest;
    let due = CreditDue { digest, licence: Licence::CcBy, credit: "A Photographer".into() };
    let around = Around { credits: vec![due], ..around() };
    let says = |draft: &Draft| check(draft, &[], &around).iter().any(|check| check.key == "credit-1");
    assert!(says(&draft));
    let mut in_text = draft.clone();
    in_text.everywhere.text.push_str(" (picture: a photographer)");
    let mut in_description = draft.clone();
    in_description.everywhere.pictures[0].alt = Alt::Described("A stand. By A Photographer.".into());
    let mut in_a_part = draft.clone();
    in_a_part.thread =
        vec![Part { text: "Picture: A Photographer, CC BY 4.0".into(), pictures: Vec::new(), after_minutes: 0 }];
    assert!(!says(&in_text) && !says(&in_description) && !says(&in_a_part));
    draft.everywhere.pictures[0].digest = Digest::of(b"another");
    assert!(!says(&draft), "a picture that asks for nothing");
}

#[test]
fn a_word_that_stands_for_nobody_and_somebody_who_is_not_to_be_mentioned_are_mended_first() {
    let handle = KnownHandle { handle: "maria@social.example".into(), account: None };
    let maria = KnownPerson {
        name: "Maria".into(),
        word: "maria".into(),
        unwanted: None,
        handles: [("mastodon".to_owned(), handle)].into(),
    };
    let says = |text: &str, maria: &KnownPerson| {
        let around = Around { people: vec![maria.clone()], ..around() };
        let checks = check(&draft(text), &[mastodon()], &around);
        of(&checks, "naming").first().map(|check| (check.level, check.what.clone()))
    };
    assert_eq!(says("Thanks, @{maria} and @maria@social.example", &maria), None);
    let (level, what) = says("Thanks, @{marai}", &maria).unwrap();
    assert!(level == Level::ToFix && what.contains("“@{marai}”"), "{what}");
    let maria = KnownPerson { unwanted: Some("she asked for it".into()), ..maria };
    for text in ["Thanks, @{maria}", "Thanks, @Maria@social.example"] {
        let (level, what) = says(text, &maria).unwrap();
        assert!(
            level == Level::ToFix && what.contains("Maria, who is not to be mentioned: she asked for it"),
            "{what}"
        );
    }
    assert_eq!(says("Thanks, Maria", &maria), None, "a name is no mention");
}

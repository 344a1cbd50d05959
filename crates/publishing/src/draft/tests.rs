//! What a draft says on each channel, and what voids an approval of it.

use super::*;
use crate::testing::{channel, draft, picture};
use basics::Digest;

#[test]
fn a_channel_publishes_its_own_words_where_it_has_some() {
    let (mastodon, bluesky) = (channel(), channel());
    let mut draft = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
    draft.own.insert(bluesky, OwnText { text: "Short".into(), warning: Some("news".into()) });
    assert_eq!(draft.for_channel(mastodon).text, "For everybody");
    assert_eq!(draft.for_channel(bluesky).text, "Short");
    assert_eq!(draft.for_channel(bluesky).warning.as_deref(), Some("news"));
}

#[test]
fn a_thread_goes_out_part_by_part_and_not_where_a_channel_has_its_own_words() {
    let (mastodon, linkedin) = (channel(), channel());
    let mut draft = Draft { channels: vec![mastodon, linkedin], ..draft("One") };
    draft.own.insert(linkedin, OwnText { text: "All of it".into(), warning: None });
    let alone = draft.digest();
    draft.thread = vec![Part::of("Two"), Part::of("Three")];
    draft.everywhere.poll =
        Some(crate::Poll { answers: vec![], open_for_minutes: 5, several: false, counts_hidden: false });
    let parts: Vec<(String, bool)> =
        draft.parts_for(mastodon).into_iter().map(|part| (part.text, part.poll.is_some())).collect();
    assert_eq!(parts, [("One".into(), true), ("Two".into(), false), ("Three".into(), false)]);
    assert_eq!(draft.parts_for(linkedin).len(), 1);
    let (approved, mut edited) = (draft.digest(), draft.clone());
    edited.thread[1].text.push('!');
    assert!(approved != alone && approved != edited.digest());
    edited.thread.swap(0, 1);
    assert_ne!(approved, edited.digest());
}

#[test]
fn a_channel_describes_a_picture_in_its_own_words_and_an_approval_rests_on_them() {
    let (mastodon, bluesky) = (channel(), channel());
    let mut draft = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
    draft.everywhere.pictures = vec![picture()];
    let (approved, media) = (draft.digest(), draft.everywhere.pictures[0].original());
    draft.descriptions.insert(bluesky, [(media, "Short.".to_owned())].into());
    assert_eq!(draft.for_channel(bluesky).pictures[0].alt.sent(), "Short.");
    assert_eq!(draft.for_channel(mastodon), draft.everywhere);
    assert_ne!(draft.digest(), approved);
}

#[test]
fn pc05_a_person_is_called_as_each_channel_calls_them_and_an_approval_rests_on_whom_that_means() {
    let (mastodon, linkedin) = (channel(), channel());
    let mut draft = Draft { channels: vec![mastodon, linkedin], ..draft("Thanks, @{maria}") };
    draft.thread = vec![Part { text: "@{maria} again".into(), pictures: vec![], after_minutes: 0 }];
    assert_eq!(draft.words().into_iter().collect::<Vec<_>>(), ["maria"]);
    let named = |said: &str, account: Option<&str>| {
        let handle = account.map(|_| said.trim_start_matches('@').to_owned());
        [("maria".to_owned(), Named { said: said.into(), handle, account: account.map(str::to_owned) })].into()
    };
    draft.people = [(mastodon, named("@maria@social.example", Some("7"))), (linkedin, named("Maria", None))].into();
    assert_eq!(draft.for_channel(mastodon).text, "Thanks, @maria@social.example");
    assert_eq!(draft.parts_for(mastodon)[1].text, "@maria@social.example again");
    assert_eq!(draft.for_channel(linkedin).text, "Thanks, Maria");
    let approved = draft.digest();
    draft.people.insert(mastodon, named("@maria@social.example", Some("8")));
    assert_ne!(draft.digest(), approved, "the same handle leads to somebody else");
}

#[test]
fn h2_any_edit_to_what_goes_out_voids_an_approval() {
    let (mastodon, bluesky) = (channel(), channel());
    let approved = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
    let edits: [&dyn Fn(&mut Draft); 4] = [
        &|it| it.everywhere.text.push('!'),
        &|it| drop(it.own.insert(mastodon, OwnText { text: "Own".into(), warning: None })),
        &|it| it.channels.push(channel()),
        &|it| it.answers = Some(ReplyTo::parse("https://social.example/@a/1").unwrap()),
    ];
    for (number, edit) in edits.iter().enumerate() {
        let mut edited = approved.clone();
        edit(&mut edited);
        assert!(edited.digest() != approved.digest() && !edited.was_planned_as(approved.digest()), "edit {number}");
    }
}

#[test]
fn h2_any_other_declaration_voids_an_approval() {
    let outside = |from: &str, good: &str| Some(ThirdParty { affiliation: from.into(), benefit: good.into() });
    let approved = Draft { third_party: outside("A sponsor", "A talk"), ..draft("Thank you, sponsors") };
    let edits: [&dyn Fn(&mut Draft); 7] = [
        &|it| it.campaign = Some(CampaignId::mint(Moment::from_micros(0))),
        &|it| it.goals = ["2".to_owned()].into(),
        &|it| it.sponsor = Sponsor::Campaign,
        &|it| it.consideration = true,
        &|it| it.third_party = None,
        &|it| it.third_party = outside("Another sponsor", "A talk"),
        &|it| it.third_party = outside("A sponsor", "A stand"),
    ];
    for (number, edit) in edits.iter().enumerate() {
        let mut edited = approved.clone();
        edit(&mut edited);
        assert_ne!(edited.digest(), approved.digest(), "edit {number}");
    }
}

#[test]
fn each_part_waits_after_the_one_before_it() {
    let late = |text: &str, minutes| Part { after_minutes: minutes, ..Part::of(text) };
    let thread = Draft { thread: vec![late("Two", 30), Part::of("Three"), late("Four", 60)], ..draft("One") };
    let minutes: Vec<i64> = (0..4).map(|part| thread.waits_for(part).as_mins()).collect();
    assert_eq!(minutes, [0, 30, 30, 90]);
    let stored = serde_json::to_string(&thread).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&stored).unwrap(), thread);
}

#[test]
fn h2_what_its_links_carry_is_part_of_what_leaves() {
    let mastodon = channel();
    let approved = Draft { channels: vec![mastodon], ..draft("Read https://docs.example/a") };
    let tags = LinkTags { source: "a".into(), medium: "b".into(), campaign: "c".into() };
    let marked = Draft { link_tags: Some(tags), ..approved.clone() };
    assert_ne!(marked.digest(), approved.digest());
    let tagged = "Read https://docs.example/a?utm_source=a&utm_medium=b&utm_campaign=c";
    assert_eq!(marked.for_channel(mastodon).text, tagged);
    let mut own = marked.clone();
    own.own.insert(mastodon, OwnText { text: "See https://docs.example/a?utm_source=x".into(), warning: None });
    own.thread = vec![Part::of("https://docs.example/b")];
    assert_eq!(own.for_channel(mastodon).text, "See https://docs.example/a?utm_source=x&utm_medium=b&utm_campaign=c");
    assert!(own.parts_for(channel())[1].text.ends_with("/b?utm_source=a&utm_medium=b&utm_campaign=c"));
    let wordless = |draft: &Draft| Draft {
        everywhere: Content { text: "No link".into(), ..draft.everywhere.clone() },
        ..draft.clone()
    };
    assert_eq!(wordless(&marked).digest(), wordless(&approved).digest(), "where there is no link nothing changes");
}

#[test]
fn what_never_leaves_voids_nothing() {
    let (mastodon, bluesky) = (channel(), channel());
    let approved = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
    let mut edited = approved.clone();
    edited.title = "Another name".into();
    edited.channels = vec![bluesky, mastodon, bluesky];
    edited.own.insert(channel(), OwnText { text: "For a channel it does not go to".into(), warning: None });
    assert_eq!(edited.digest(), approved.digest());
}

#[test]
fn the_encodings_of_a_draft_stay_as_they_are() {
    let fixed = Draft { goals: ["1".into()].into(), sponsor: Sponsor::Campaign, ..draft("Hello") };
    assert_eq!(fixed.digest().to_string(), "d7d197e1a746a63c98251adc4ba2a9616ddf44d99b6abd954560b77b49092eaa");
    let first: Digest = "8ccec3cf00cd1eadcb976a22cccd8c13c4b295ccea188e04604d899fcbced56b".parse().unwrap();
    assert!(fixed.was_planned_as(first) && fixed.digest() != first);
}

#[test]
fn a_post_without_a_title_is_called_by_its_first_words() {
    assert_eq!(first_words("\n  Short and good \nmore"), "Short and good");
    assert_eq!(first_words(""), "Untitled");
    let long = "A release is out that took the whole group three months of evenings to make";
    assert_eq!(first_words(long), "A release is out that took the whole group three months of …");
}

#[test]
fn a_reply_needs_an_address_of_a_post() {
    assert!(ReplyTo::parse(" https://social.example/@a/1 ").is_ok());
    for wrong in ["", "social.example", "javascript:alert(1)", "file:///etc/passwd"] {
        assert!(ReplyTo::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_draft_reads_back_from_its_stored_form() {
    let draft = Draft { channels: vec![channel()], ..draft("Hello") };
    let stored = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&stored).unwrap(), draft);
}

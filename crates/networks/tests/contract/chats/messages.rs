//! What can be published arrives as it left, and what cannot stands in the way before anything is sent.

use super::{discourse, everywhere, only, post, zulip};
use crate::rig::{self, dot, unique};
use basics::text::is_blank;
use delivery::{Answer, ReadBack};
use networks::{NetworkName, Operation, Prepared, Refers, Violation, Visibility, trouble::Kind};
use publishing::{Content, Gates, Poll, Whoever};

const READABLE: &[NetworkName] = &[NetworkName::Discourse, NetworkName::Zulip, NetworkName::Discord];
const WITHOUT_IDS: &[NetworkName] = &[NetworkName::Slack, NetworkName::Mattermost];

#[tokio::test]
async fn a_text_arrives_as_it_left() {
    for chat in everywhere().await {
        let content = post("👩‍👩‍👧‍👦 Naïve & <b>bold</b> https://a.example/x?y=1&z=2 #Release");
        let (attempt, remote) = chat.rig.publish(&content, None).await;
        assert_eq!(chat.stand_in.shown(), [content.text.as_str()], "{}", chat.rig.name);
        assert_eq!(chat.stand_in.desk().calls(), 1);
        if READABLE.contains(&chat.rig.account.network) {
            let seen = chat.rig.expect_equal(&attempt, &remote).await;
            assert!(seen.made_at.is_some() && remote.url.is_some(), "{}", chat.rig.name);
        }
    }
}

#[tokio::test]
async fn a_message_without_an_id_is_named_by_our_own_mark_and_never_read() {
    for chat in only(WITHOUT_IDS).await {
        let (attempt, remote) = chat.rig.publish(&post("Nobody can ask for this"), None).await;
        assert_eq!((remote.id.as_str(), remote.url.as_deref()), (attempt.key.as_str(), None), "{}", chat.rig.name);
        let seen = chat.rig.read(&remote).await;
        assert_eq!(seen.as_ref().unwrap_err().kind, Kind::Unsupported);
        let means = chat.rig.network().read_back_means(&chat.rig.account, &attempt.prepared.rendered, &seen);
        assert_eq!(means, ReadBack::NoAnswer, "{}", chat.rig.name);
        assert!(!chat.rig.capabilities.handling(Operation::Create).class.can_be_read());
    }
}

#[tokio::test]
async fn a_warning_stands_before_the_text() {
    for chat in everywhere().await {
        let content = Content { warning: Some("Loud".to_owned()), ..post("What was warned of") };
        chat.rig.publish(&content, None).await;
        assert!(chat.stand_in.shown()[0].starts_with("[Loud]\n\nWhat was warned of"), "{}", chat.rig.name);
    }
}

#[tokio::test]
async fn a_picture_arrives_with_its_description_where_pictures_are_taken() {
    for chat in only(READABLE).await {
        let pictures = vec![dot("A grey dot, alone."), dot("Another – “grey” dot.")];
        let content = Content { pictures, ..post("Look at these two") };
        let (attempt, remote) = chat.rig.publish(&content, None).await;
        assert_eq!(chat.stand_in.described(), ["A grey dot, alone.", "Another – “grey” dot."], "{}", chat.rig.name);
        chat.rig.expect_equal(&attempt, &remote).await;
    }
}

#[tokio::test]
async fn pictures_stand_in_the_way_where_none_are_taken_and_undescribed_ones_everywhere() {
    for chat in everywhere().await {
        let wrong = |pictures| {
            let content = Content { pictures, ..post("Look at this one") };
            chat.rig.network().render(&content, Refers::default(), &chat.rig.capabilities).err()
        };
        assert!(wrong(vec![dot("")]).unwrap().contains(&Violation::NotDescribed { number: 1 }), "{}", chat.rig.name);
        let none = WITHOUT_IDS.contains(&chat.rig.account.network);
        let expected = none.then(|| vec![Violation::TooManyPictures { there: 1, most: 0 }]);
        assert_eq!(wrong(vec![dot("A grey dot.")]), expected, "{}", chat.rig.name);
    }
}

#[tokio::test]
async fn what_was_prepared_survives_being_stored_and_loses_no_picture() {
    for chat in only(READABLE).await {
        let content = Content { pictures: vec![dot("A grey dot.")], ..post("Stored with its picture") };
        let mut attempt = chat.rig.attempt(&content, None).await;
        let stored = serde_json::to_string(&attempt.prepared).unwrap();
        chat.expect_no_secret(&stored);
        attempt.prepared = serde_json::from_str::<Prepared>(&stored).unwrap();
        assert!(matches!(chat.rig.commit(&attempt).await.answer, Answer::Done(_)), "{}", chat.rig.name);
        assert_eq!(chat.stand_in.described(), ["A grey dot."]);
        attempt.prepared.material = serde_json::Value::Null;
        let outcome = chat.rig.commit_with(&attempt, &[]).await;
        assert_eq!(outcome.answer, Answer::Refused, "{}: {}", chat.rig.name, outcome.says);
        assert_eq!(chat.stand_in.desk().calls(), 1, "{}: without its picture it never leaves", chat.rig.name);
    }
}

#[tokio::test]
async fn a_picture_that_was_changed_where_it_is_kept_leaves_with_no_message() {
    for chat in only(READABLE).await {
        chat.rig.expect_no_changed_picture(&post("Changed")).await;
        assert!(chat.stand_in.shown().is_empty(), "{}", chat.rig.name);
    }
}

#[tokio::test]
async fn what_a_network_does_not_take_stands_in_the_way() {
    for chat in everywhere().await {
        let wrong = |content: Content| {
            let rendered = chat.rig.network().render(&content, Refers::default(), &chat.rig.capabilities);
            rendered.err().unwrap_or_else(|| panic!("{} leaves something out in silence", chat.rig.name))
        };
        let answers = vec!["Yes".to_owned(), "No".to_owned()];
        let poll = Poll { answers, open_for_minutes: 1440, several: false, counts_hidden: false };
        assert_eq!(wrong(Content { poll: Some(poll), ..post("Asked") }), [Violation::NotTaken { what: "polls" }]);
        let quotes = Some("https://a.example/1".parse().unwrap());
        assert_eq!(wrong(Content { quotes, ..post("Quoted") }), [Violation::NotTaken { what: "quoted posts" }]);
        let visibility = Visibility::Followers;
        assert_eq!(wrong(Content { visibility, ..post("Hidden") }).len(), 1);
        let gates = Gates { answers: Whoever::Nobody, ..Gates::default() };
        assert_eq!(wrong(Content { gates, ..post("Gated") }).len(), 1);
        assert!(wrong(Content { text: " ".to_owned(), ..post("") }).contains(&Violation::Empty));
    }
}

#[tokio::test]
async fn one_character_over_the_limit_stands_in_the_way_and_the_limit_itself_arrives() {
    for chat in everywhere().await {
        let limit = chat.rig.capabilities.text.max;
        let content = |length: u32| Content { text: "ä".repeat(length as usize), ..post("") };
        let wrong = chat.rig.network().render(&content(limit + 1), Refers::default(), &chat.rig.capabilities);
        assert_eq!(wrong.unwrap_err(), [Violation::TooLong { counted: limit + 1, limit }], "{}", chat.rig.name);
        chat.rig.publish(&content(limit), None).await;
        assert_eq!(chat.stand_in.shown().len(), 1, "{}", chat.rig.name);
    }
}

#[tokio::test]
async fn pictures_that_stand_in_the_text_count_with_it() {
    for chat in only(&[NetworkName::Discourse, NetworkName::Zulip]).await {
        let limit = chat.rig.capabilities.text.max;
        let text = "ä".repeat(limit as usize - 100);
        let content = Content { text, pictures: vec![dot("A grey dot.")], ..post("") };
        let wrong = chat.rig.network().render(&content, Refers::default(), &chat.rig.capabilities).unwrap_err();
        assert!(matches!(wrong.as_slice(), [Violation::TooLong { .. }]), "{}: {wrong:?}", chat.rig.name);
    }
}

#[tokio::test]
async fn a_topic_is_never_cut() {
    for chat in only(&[NetworkName::Zulip]).await {
        let family = "👩‍👩‍👧‍👦".repeat(20);
        let content = Content { headline: Some(family), ..post("Below twenty families") };
        let wrong = chat.rig.network().render(&content, Refers::default(), &chat.rig.capabilities).unwrap_err();
        assert!(matches!(wrong.as_slice(), [Violation::NotLikeThis(_)]), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_topic_needs_its_line_within_the_limits_of_the_server() {
    for chat in only(&[NetworkName::Discourse, NetworkName::Zulip]).await {
        let longest = chat.rig.capabilities.takes.headline.unwrap().max as usize;
        for (headline, fits) in
            [(None, false), (Some("x".repeat(longest)), true), (Some("x".repeat(longest + 1)), false)]
        {
            let content = Content { headline, ..post("Below its line") };
            let rendered = chat.rig.network().render(&content, Refers::default(), &chat.rig.capabilities);
            assert_eq!(rendered.is_ok(), fits, "{}", chat.rig.name);
            if fits {
                chat.rig.publish(&content, None).await;
            }
        }
    }
}

#[tokio::test]
async fn a_changed_title_or_text_is_an_alteration() {
    let (forum_chat, forum) = discourse::forum().await;
    let (attempt, remote) = forum_chat.rig.publish(&post("Under its title"), None).await;
    let topic: u64 = remote.url.as_deref().unwrap().split('/').nth_back(1).unwrap().parse().unwrap();
    forum.retitle(topic, "Something else entirely");
    let seen = forum_chat.rig.read(&remote).await;
    let means = forum_chat.rig.network().read_back_means(&forum_chat.rig.account, &attempt.prepared.rendered, &seen);
    assert_eq!(means, ReadBack::Altered);

    let tidied = Content { headline: Some("release 6.1 is out!!! Now.".to_owned()), ..post("Under a tidied title") };
    let (attempt, remote) = forum_chat.rig.publish(&tidied, None).await;
    let seen = forum_chat.rig.expect_equal(&attempt, &remote).await;
    assert!(seen.text.starts_with("Release 6.1 is out! Now\n"), "{}", seen.text);

    let (chat, organisation) = zulip::organisation().await;
    let (attempt, remote) = chat.rig.publish(&post("In its topic"), None).await;
    let means = async || {
        let seen = chat.rig.read(&remote).await;
        chat.rig.network().read_back_means(&chat.rig.account, &attempt.prepared.rendered, &seen)
    };
    organisation.change(&remote.id, "subject", "✔ A release of the project");
    assert_eq!(means().await, ReadBack::Matches, "a topic that was settled is the same topic");
    organisation.change(&remote.id, "content", "Something else");
    assert_eq!(means().await, ReadBack::Altered);
}

#[tokio::test]
async fn nobody_rings_everybody_by_accident() {
    let calls = ["@everyone", "@here", "@all", "@channel", "<!channel>", "<!here|here>", "@**all**", "@**channel**"];
    for chat in everywhere().await {
        for call in calls {
            let content = post(&format!("{call} a release is out"));
            match chat.rig.network().render(&content, Refers::default(), &chat.rig.capabilities) {
                Ok(_) => drop(chat.rig.publish(&content, None).await),
                Err(wrong) => {
                    assert!(wrong.iter().all(|wrong| wrong.to_string().contains("rings everybody")), "{wrong:?}");
                }
            }
        }
        assert_eq!(chat.stand_in.desk().rung(), 0, "{}", chat.rig.name);
        let most =
            if matches!(chat.rig.account.network, NetworkName::Mattermost | NetworkName::Discourse) { 6 } else { 8 };
        assert!(chat.stand_in.shown().len() <= most && !chat.stand_in.shown().is_empty(), "{}", chat.rig.name);
        assert!(chat.stand_in.shown().iter().all(|text| !is_blank(text)));
    }
}

#[tokio::test]
async fn an_answer_goes_to_what_it_answers_or_stands_in_the_way() {
    for chat in only(&[NetworkName::Discourse, NetworkName::Zulip]).await {
        let (_, first) = chat.rig.publish(&post("The first of a thread"), None).await;
        let parent = chat.rig.network().resolve(&chat.rig.account, first.url.as_deref().unwrap()).await.unwrap();
        assert_eq!(parent.remote, first, "{}", chat.rig.name);
        let content = Content { headline: None, ..post("The second of a thread") };
        let (attempt, second) = chat.rig.publish(&content, Some(&parent)).await;
        let seen = chat.rig.expect_equal(&attempt, &second).await;
        let parent = chat.rig.network().resolve(&chat.rig.account, second.url.as_deref().unwrap()).await.unwrap();
        let (attempt, third) =
            chat.rig.publish(&Content { headline: None, ..post("The third of a thread") }, Some(&parent)).await;
        chat.rig.expect_equal(&attempt, &third).await;
        if chat.is(NetworkName::Discourse) {
            assert_eq!(seen.reply_to, Some(first.id));
        } else {
            assert!(seen.text.starts_with("A release of the project\n"), "{}", seen.text);
        }
    }
    for chat in only(&[NetworkName::Discord, NetworkName::Slack, NetworkName::Mattermost]).await {
        let remote = delivery::Remote { id: "1".to_owned(), url: None };
        let parent = networks::Parent { remote, author: String::new(), text: String::new(), version: None, root: None };
        let wrong =
            chat.rig.network().render(&post("To nobody"), Refers::answering(Some(&parent)), &chat.rig.capabilities);
        assert_eq!(
            wrong.unwrap_err(),
            [Violation::NotTaken { what: "answers through a webhook" }],
            "{}",
            chat.rig.name
        );
    }
}

#[tokio::test]
async fn a_removed_post_is_gone_and_removing_it_again_changes_nothing() {
    for chat in only(READABLE).await {
        let (attempt, remote) = chat.rig.publish(&post("Soon gone from there"), None).await;
        for _ in 0..2 {
            let sending = rig::sending(chat.rig.capabilities.handling(Operation::Delete));
            let outcome = chat.rig.network().delete(&chat.rig.account, &remote, sending, rig::now()).await;
            assert_eq!(outcome.answer, Answer::Done(remote.clone()), "{}: {}", chat.rig.name, outcome.says);
        }
        let seen = chat.rig.read(&remote).await;
        let means = chat.rig.network().read_back_means(&chat.rig.account, &attempt.prepared.rendered, &seen);
        assert_eq!((means, chat.stand_in.shown().len()), (ReadBack::Gone, 0), "{}", chat.rig.name);
    }
}

#[tokio::test]
async fn a_reply_is_removed_alone() {
    let (chat, forum) = discourse::forum().await;
    let topic = forum.begins(1, "A question of a reader", "When is the release, please?", None);
    let page = format!("{}t/{}/1", chat.rig.account.base.as_str(), topic["topic_id"]);
    let parent = chat.rig.network().resolve(&chat.rig.account, &page).await.unwrap();
    assert_eq!((parent.author.as_str(), parent.text.as_str()), ("@reader", "When is the release, please?"));
    let (_, remote) = chat.rig.publish(&post("In December, as planned"), Some(&parent)).await;
    let sending = rig::sending(chat.rig.capabilities.handling(Operation::Delete));
    let outcome = chat.rig.network().delete(&chat.rig.account, &remote, sending, rig::now()).await;
    assert_eq!(outcome.answer, Answer::Done(remote));
    assert!(chat.rig.network().resolve(&chat.rig.account, &page).await.is_ok(), "the reader's topic is still there");
}

#[tokio::test]
async fn what_cannot_be_removed_from_here_is_said_and_not_taken_for_removed() {
    let (chat, organisation) = zulip::organisation().await;
    let (_, remote) = chat.rig.publish(&post("Kept by the organisation"), None).await;
    organisation.keeps_everything();
    let sending = rig::sending(chat.rig.capabilities.handling(Operation::Delete));
    let outcome = chat.rig.network().delete(&chat.rig.account, &remote, sending, rig::now()).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::Refused, Some(Kind::Forbidden)), "{}", outcome.says);
    for chat in only(WITHOUT_IDS).await {
        let class = chat.rig.capabilities.handling(Operation::Delete).class;
        assert_eq!(class, delivery::Class::Assisted, "{}: a person removes it", chat.rig.name);
    }
}

#[tokio::test]
async fn the_page_of_our_post_names_it_as_the_connector_did_and_another_page_does_not() {
    for chat in only(READABLE).await {
        let (_, remote) = chat.rig.publish(&post("Found by its page"), None).await;
        let page = remote.url.clone().unwrap();
        let pasted = async |page: &str| chat.rig.network().pasted(&chat.rig.account, page).await;
        assert_eq!(pasted(&format!(" {page}\n")).await, Ok(remote.clone()), "{}", chat.rig.name);
        for wrong in ["", "done", chat.rig.account.base.as_str(), "https://elsewhere.example/t/1"] {
            assert_eq!(pasted(wrong).await.unwrap_err().kind, Kind::Invalid, "{}: {wrong}", chat.rig.name);
        }
        let (server, path) = page.split_at(chat.rig.account.base.trimmed().len());
        let path = path.replace(&remote.id, "999999").replace("/t/a-topic/", "/t/a-topic/99999");
        let nowhere = format!("{server}{path}");
        assert_eq!(pasted(&nowhere).await.unwrap_err().kind, Kind::Gone, "{}: {nowhere}", chat.rig.name);
    }
    for chat in only(&[NetworkName::Mattermost]).await {
        let page = format!("{}group/pl/q8zr5ywcjb8mtxwm35bejyd95o", chat.rig.account.base.as_str());
        let remote = chat.rig.network().pasted(&chat.rig.account, &page).await.unwrap();
        assert_eq!((remote.id.as_str(), remote.url), ("q8zr5ywcjb8mtxwm35bejyd95o", Some(page)));
        let wrong = chat
            .rig
            .network()
            .pasted(&chat.rig.account, "https://elsewhere.example/group/pl/q8zr5ywcjb8mtxwm35bejyd95o")
            .await;
        assert_eq!(wrong.unwrap_err().kind, Kind::Invalid);
    }
}

#[tokio::test]
async fn somebody_elses_post_is_not_ours() {
    let (chat, forum) = discourse::forum().await;
    let theirs = forum.begins(1, "A topic of a reader", &unique("Not ours at all"), None);
    let page = format!("{}t/a-topic/{}/1", chat.rig.account.base.as_str(), theirs["topic_id"]);
    assert_eq!(chat.rig.network().pasted(&chat.rig.account, &page).await.unwrap_err().kind, Kind::Invalid);
    let (chat, organisation) = zulip::organisation().await;
    let theirs = organisation.says(1, "Lunch", "Not ours at all");
    let page = format!("{}#narrow/channel/12-announcements/topic/Lunch/near/{theirs}", chat.rig.account.base.as_str());
    assert_eq!(chat.rig.network().pasted(&chat.rig.account, &page).await.unwrap_err().kind, Kind::Invalid);
}

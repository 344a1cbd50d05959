//! What is typed leads to an account, and to nothing in the open that is a key.

use super::{everywhere, only};
use networks::{NetworkName, Tried, Typed, trouble::Kind};

#[tokio::test]
async fn what_is_typed_leads_to_the_account_and_posts_nothing() {
    for chat in everywhere().await {
        let identity = &chat.rig.account.identity;
        let base = chat.rig.account.base.trimmed();
        let expected = match chat.rig.account.network {
            NetworkName::Discourse => ("42/7", "@group", format!("{base}/c/news/7")),
            NetworkName::Zulip => ("9/12", "Announcer", format!("{base}/#narrow/channel/12")),
            NetworkName::Discord => ("1180000000000000001", "Announcements", format!("{base}/channels/41/42")),
            NetworkName::Slack => {
                (identity.id.as_str(), "#announcements", "https://app.slack.example/client/1/2".to_owned())
            }
            _ => (identity.id.as_str(), "announcements", String::new()),
        };
        assert_eq!((identity.id.as_str(), identity.handle.as_str(), identity.url.clone()), expected);
        assert!(!identity.id.is_empty(), "{}", chat.rig.name);
        assert_eq!((chat.stand_in.shown().len(), chat.stand_in.desk().calls()), (0, 0), "{}", chat.rig.name);
    }
}

#[tokio::test]
async fn a_key_stands_only_where_keys_are_kept() {
    for chat in everywhere().await {
        let account = &chat.rig.account;
        chat.expect_no_secret(&format!("{:?} {}", account.identity, account.base.as_str()));
        assert_eq!(account.base.as_str(), account.base.origin().as_str(), "{}", chat.rig.name);
        let secret = chat.rig.network().connecting().blanks.into_iter().filter(|blank| blank.secret).count();
        assert_eq!(secret, 1, "{}", chat.rig.name);
    }
}

#[tokio::test]
async fn every_one_of_them_says_that_it_has_not_met_the_real_service() {
    for chat in everywhere().await {
        assert_eq!(chat.rig.network().tried(), Tried::OnStandIn, "{}", chat.rig.name);
        assert!(chat.rig.network().tried().says().unwrap().contains("not yet"));
        let mastodon = chat.rig.networks.get(NetworkName::Mastodon);
        assert_eq!(mastodon.tried().says(), None);
    }
}

#[tokio::test]
async fn what_is_no_webhook_is_refused_without_repeating_it() {
    for chat in only(&[NetworkName::Discord, NetworkName::Slack, NetworkName::Mattermost]).await {
        let base = chat.rig.account.base.trimmed();
        for wrong in ["", "secret0", "http:// secret0", &format!("{base}/secret0"), "ftp://a.example/hooks/secret0"] {
            let typed = Typed::new([("webhook".to_owned(), wrong.to_owned())]);
            let refused = chat.rig.network().account(&typed).await.err().unwrap();
            assert_eq!(refused.blank, "webhook", "{}", chat.rig.name);
            assert!(!refused.says.contains("secret0") && refused.says.contains("copy the whole"), "{}", refused.says);
        }
    }
}

#[tokio::test]
async fn what_stands_behind_the_address_of_a_webhook_is_not_dropped_in_silence() {
    for chat in only(&[NetworkName::Discord, NetworkName::Slack, NetworkName::Mattermost]).await {
        let address = format!("{}?thread_id=7", chat.rig.account.token.expose());
        let typed = Typed::new([("webhook".to_owned(), address)]);
        let refused = chat.rig.network().account(&typed).await.err().unwrap();
        assert!(refused.says.contains("question mark"), "{}: {}", chat.rig.name, refused.says);
        chat.expect_no_secret(&refused.says);
    }
}

#[tokio::test]
async fn a_blank_that_is_wrong_is_named() {
    let typed = |server: &str, who: &str, place: &str| {
        let pairs =
            [("server", server), ("user", who), ("email", who), ("key", "k"), ("channel", place), ("category", place)];
        Typed::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
    };
    for chat in only(&[NetworkName::Discourse, NetworkName::Zulip]).await {
        let (network, base) = (chat.rig.network(), chat.rig.account.base.as_str());
        let (who, whose) = if chat.is(NetworkName::Zulip) { ("email", "bot@chat.example") } else { ("user", "group") };
        let blank = async |typed: Typed| network.account(&typed).await.err().unwrap().blank;
        assert_eq!(blank(typed("no server", whose, "7")).await, "server");
        assert_eq!(blank(typed(base, "a:b", "7")).await, who);
        if chat.is(NetworkName::Discourse) {
            assert_eq!(blank(typed(base, whose, "news")).await, "category");
        } else {
            assert_eq!(blank(typed(base, whose, "news")).await, "key");
        }
    }
}

#[tokio::test]
async fn a_key_that_was_taken_back_is_called_so_when_it_is_tried() {
    for chat in everywhere().await {
        chat.stand_in.revoke();
        let trouble = chat.rig.network().probe(&chat.rig.account, crate::rig::now()).await.unwrap_err();
        assert_eq!(trouble.kind, Kind::KeyRevoked, "{}: {trouble}", chat.rig.name);
        assert!(trouble.says.contains("connect the account again"), "{trouble}");
        chat.expect_no_secret(&trouble.says);
    }
}

//! Every refusal that a vendor lists means what it says, every form of a throttle is a wait within its bounds, and no
//! sentence gives a key away.

use super::{
    Chat, everywhere, mattermost, post,
    stand_in::{Fault, Reply},
};
use crate::rig;
use delivery::Answer;
use egress::Ask;
use jiff::SignedDuration;
use networks::{NetworkName, Outcome, trouble::Kind};
use serde_json::{Value, json};

type Case = (u16, String, Kind);

/// A body of words, or of JSON.
struct Body(String);

impl From<&str> for Body {
    fn from(words: &str) -> Self {
        Self(words.to_owned())
    }
}
impl From<Value> for Body {
    fn from(json: Value) -> Self {
        Self(json.to_string())
    }
}

fn case(status: u16, body: impl Into<Body>, kind: Kind) -> Case {
    (status, body.into().0, kind)
}

/// What each vendor describes.
fn listed(network: NetworkName) -> Vec<Case> {
    let zulip = |code: &str| json!({ "result": "error", "msg": "Nein.", "code": code });
    let discord = |code: u64| json!({ "message": "No.", "code": code });
    let hook = |why: &str| json!({ "id": format!("web.incoming_webhook.{why}.app_error"), "message": "No." });
    let forum = |kind: &str| json!({ "errors": ["Nein."], "error_type": kind });
    match network {
        NetworkName::Slack => vec![
            case(400, "invalid_payload", Kind::Invalid),
            case(400, "no_text", Kind::Invalid),
            case(400, "too_many_attachments", Kind::Invalid),
            case(400, "user_not_found", Kind::KeyRevoked),
            case(403, "invalid_token", Kind::KeyRevoked),
            case(403, "team_disabled", Kind::Forbidden),
            case(403, "action_prohibited", Kind::Forbidden),
            case(403, "posting_to_general_channel_denied", Kind::Forbidden),
            case(404, "channel_not_found", Kind::KeyRevoked),
            case(404, "no_team", Kind::KeyRevoked),
            case(404, "no_service", Kind::KeyRevoked),
            case(404, "no_service_id", Kind::KeyRevoked),
            case(404, "no_active_hooks", Kind::KeyRevoked),
            case(410, "channel_is_archived", Kind::Forbidden),
            case(404, "<h1>Not here</h1>", Kind::Ambiguous),
            case(500, "rollup_error", Kind::Ambiguous),
        ],
        NetworkName::Mattermost => vec![
            case(400, hook("invalid"), Kind::KeyRevoked),
            case(400, hook("parse"), Kind::Invalid),
            case(403, hook("channel_locked"), Kind::Forbidden),
            case(403, hook("permissions"), Kind::Forbidden),
            case(404, hook("channel"), Kind::KeyRevoked),
            case(501, hook("disabled"), Kind::Forbidden),
            case(404, "<h1>Not here</h1>", Kind::Ambiguous),
            case(500, hook("channel"), Kind::Ambiguous),
        ],
        NetworkName::Discord => vec![
            case(400, discord(50_006), Kind::Invalid),
            case(400, discord(50_035), Kind::Invalid),
            case(400, discord(220_001), Kind::Invalid),
            case(401, discord(50_027), Kind::KeyRevoked),
            case(403, discord(50_013), Kind::Forbidden),
            case(404, discord(10_015), Kind::KeyRevoked),
            case(413, discord(40_005), Kind::Invalid),
            case(404, "<h1>Not here</h1>", Kind::Ambiguous),
        ],
        NetworkName::Zulip => vec![
            case(400, zulip("BAD_REQUEST"), Kind::Invalid),
            case(400, zulip("STREAM_DOES_NOT_EXIST"), Kind::Forbidden),
            case(401, zulip("INVALID_API_KEY"), Kind::KeyRevoked),
            case(401, zulip("USER_DEACTIVATED"), Kind::KeyRevoked),
            case(401, zulip("REALM_DEACTIVATED"), Kind::KeyRevoked),
            case(403, zulip("USER_DEACTIVATED"), Kind::KeyRevoked),
            case(403, zulip("BAD_REQUEST"), Kind::Forbidden),
            case(200, zulip("BAD_REQUEST"), Kind::Ambiguous),
        ],
        _ => vec![
            case(400, forum("invalid_parameters"), Kind::Invalid),
            case(403, forum("invalid_access"), Kind::Forbidden),
            case(404, forum("not_found"), Kind::Gone),
            case(422, forum("invalid"), Kind::Invalid),
            case(503, forum("read_only"), Kind::Ambiguous),
        ],
    }
}

async fn refused(chat: &Chat, reply: Reply) -> Outcome {
    let attempt = chat.rig.attempt(&post("Refused by the vendor"), None).await;
    let before = chat.stand_in.desk().calls();
    chat.stand_in.desk().plan(Fault::Before(reply));
    let outcome = chat.rig.commit(&attempt).await;
    assert!(chat.stand_in.desk().calls() == before + 1, "{}: exactly one publishing call", chat.rig.name);
    chat.expect_no_secret(&outcome.says);
    outcome
}

#[tokio::test]
async fn every_listed_refusal_is_one_and_everything_else_is_a_doubt() {
    for chat in everywhere().await {
        for (status, body, kind) in listed(chat.rig.account.network) {
            let outcome = refused(&chat, Reply::says(status, body.clone())).await;
            let expected = match kind {
                Kind::KeyRevoked => Answer::NotSent,
                Kind::Ambiguous => Answer::Ambiguous,
                _ => Answer::Refused,
            };
            let told = (outcome.trouble, outcome.answer);
            assert_eq!(told, (Some(kind), expected), "{} {status} {body}: {}", chat.rig.name, outcome.says);
            assert!(!outcome.says.contains("Nein") && !outcome.says.contains("No."), "{}", outcome.says);
        }
        assert_eq!(chat.stand_in.shown().len(), 0, "{}", chat.rig.name);
    }
}

#[tokio::test]
async fn dl07_a_throttle_in_each_form_is_a_wait_between_a_second_and_a_day() {
    let in_body = |network: NetworkName| match network {
        NetworkName::Discord => (json!({ "retry_after": 64.57, "global": false }), Some(64)),
        NetworkName::Zulip => (json!({ "code": "RATE_LIMIT_HIT", "retry-after": 28.7 }), Some(28)),
        NetworkName::Discourse => (json!({ "error_type": "rate_limit", "extras": { "wait_seconds": 13 } }), Some(13)),
        _ => (json!({ "ok": false }), None),
    };
    for chat in everywhere().await {
        let (body, said) = in_body(chat.rig.account.network);
        let forms = [
            (Some(("retry-after", "30")), Some(30)),
            (Some(("retry-after", "1.5")), Some(1)),
            (Some(("retry-after", "0")), Some(1)),
            (Some(("retry-after", "999999999")), Some(86_400)),
            (Some(("x-ratelimit-reset-after", "7.5")), Some(7)),
            (Some(("retry-after", "soon")), said),
            (None, said),
        ];
        for (header, seconds) in forms {
            let before = rig::now();
            let outcome = refused(&chat, Reply::Says(429, header, body.to_string())).await;
            let after = rig::now();
            let Answer::RateLimited { until } = outcome.answer else { panic!("{}: {outcome:?}", chat.rig.name) };
            let within = |until: basics::Moment, seconds: i64| {
                let wait = SignedDuration::from_secs(seconds);
                // A fraction of a second is waited too.
                until >= before.plus(wait) && until <= after.plus(wait + SignedDuration::from_secs(1))
            };
            match (until, seconds) {
                (Some(until), Some(seconds)) => {
                    assert!(within(until, seconds), "{}: {header:?} {until}", chat.rig.name);
                }
                (until, seconds) => assert_eq!((until, seconds), (None, None), "{}: {header:?}", chat.rig.name),
            }
        }
    }
}

#[tokio::test]
async fn a_key_that_was_taken_back_stops_the_delivery_and_nothing_is_sent() {
    let mut chats = everywhere().await;
    chats.push(mattermost::newer().await);
    for chat in chats {
        let attempt = chat.rig.attempt(&post("Never to be seen"), None).await;
        chat.stand_in.revoke();
        let outcome = chat.rig.commit(&attempt).await;
        let told = (outcome.answer, outcome.trouble);
        assert_eq!(told, (Answer::NotSent, Some(Kind::KeyRevoked)), "{}: {}", chat.rig.name, outcome.says);
        assert!(outcome.says.contains("connect the account again"), "{}", outcome.says);
        chat.expect_no_secret(&outcome.says);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_means_that_nothing_was_sent_and_names_only_its_host() {
    for chat in everywhere().await {
        let attempt = chat.rig.attempt(&post("Nobody is at home"), None).await;
        let (egress, networks) = rig::set_up("http://127.0.0.1:9");
        let mut account = chat.rig.account.clone();
        let token = account.token.expose().replace(chat.rig.account.base.trimmed(), "http://127.0.0.1:9");
        account.token = networks::Secret::new(token);
        account.base = egress.url("http://127.0.0.1:9").unwrap();
        let sending = rig::sending(chat.rig.capabilities.handling.create);
        let network = networks.get(account.network);
        let outcome =
            network.commit(&account, &attempt.prepared, &[rig::the_dot()], &attempt.key, sending, rig::now()).await;
        assert_eq!(outcome.answer, Answer::NotSent, "{}: {}", chat.rig.name, outcome.says);
        chat.expect_no_secret(&outcome.says);
        let probe = network.probe(&account, rig::now()).await.unwrap_err();
        assert_eq!(probe.kind, Kind::Transient, "{}: {probe}", chat.rig.name);
        chat.expect_no_secret(&probe.says);
    }
}

#[tokio::test]
async fn a_deadline_that_has_passed_means_that_nothing_was_sent() {
    for chat in everywhere().await {
        let attempt = chat.rig.attempt(&post("Much too late"), None).await;
        let sending = rig::sending(chat.rig.capabilities.handling.create);
        let late = rig::now().plus(SignedDuration::from_secs(61));
        let network = chat.rig.network();
        let outcome =
            network.commit(&chat.rig.account, &attempt.prepared, &[rig::the_dot()], &attempt.key, sending, late).await;
        assert_eq!((outcome.answer, chat.stand_in.desk().calls()), (Answer::NotSent, 0), "{}", chat.rig.name);
    }
}

#[tokio::test]
async fn the_stand_ins_refuse_what_no_connector_of_ours_sends() {
    for chat in everywhere().await {
        let account = &chat.rig.account;
        let ask = match account.network {
            NetworkName::Discourse => {
                let body = json!({ "title": "A title that is long", "raw": "A text that is long enough", "category": 7, "external_id": "1", "surprise": true });
                let (user, key) = account.token.expose().split_once(':').unwrap();
                Ask::post(account.base.at(["posts.json"]))
                    .header("api-key", key)
                    .header("api-username", user)
                    .json(&body)
            }
            NetworkName::Zulip => {
                let form = [("type", "stream"), ("to", "12"), ("topic", "A"), ("content", "A"), ("surprise", "1")];
                Ask::post(account.base.at(["api", "v1", "messages"])).form(form)
            }
            _ => {
                let body = json!({ "text": "A", "content": "A", "surprise": true });
                Ask::post(chat.rig.egress.url(account.token.expose()).unwrap()).json(&body)
            }
        };
        let answer = chat.rig.egress.write(ask).await.unwrap();
        assert!((400..500).contains(&answer.status), "{}: {}", chat.rig.name, answer.status);
        assert_eq!(chat.stand_in.desk().calls(), 0, "{}", chat.rig.name);
    }
}

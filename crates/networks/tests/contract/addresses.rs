//! An address that a person pasted names the post by the id and the page the connector itself would have given.

use crate::rig::{self, content, everywhere, unique};
use networks::{
    practice::{Calls, Effect, Fault, Host, When},
    trouble::Kind,
};

#[tokio::test]
async fn the_page_of_our_post_names_it_as_the_connector_did() {
    for rig in everywhere().await {
        let (_, remote) = rig.publish(&content(&unique("Found by its page")), None).await;
        let page = remote.url.clone().unwrap();
        let named = rig.network().pasted(&rig.account, &format!(" {page} ")).await;
        assert_eq!(named, Ok(remote.clone()), "{}", rig.name);
    }
}

#[tokio::test]
async fn the_other_forms_of_the_address_name_the_same_post() {
    for rig in rig::practice(&Host::ALL).await {
        let (_, remote) = rig.publish(&content(&unique("One post, many addresses")), None).await;
        let base = rig.account.base.trimmed();
        let forms = match rig.practice.as_ref().unwrap().1 {
            Host::Bluesky => vec![remote.id.clone(), remote.id.replace(&rig.account.identity.id, "group.example")],
            _ => vec![
                format!("{base}/users/group/statuses/{0}", remote.id),
                format!("{base}/web/statuses/{0}", remote.id),
            ],
        };
        for form in forms {
            assert_eq!(rig.network().pasted(&rig.account, &form).await, Ok(remote.clone()), "{}: {form}", rig.name);
        }
    }
}

#[tokio::test]
async fn somebody_elses_post_and_one_that_is_not_there_are_refused() {
    for rig in rig::practice(&Host::ALL).await {
        let (practice, host) = rig.practice.clone().unwrap();
        let reader = if host == Host::Bluesky { "reader.example" } else { "reader" };
        let theirs = practice.comment(host, reader, "Not yours.", None).unwrap();
        let (_, ours) = rig.publish(&content(&unique("Ours")), None).await;
        let page = practice.page_of(&theirs).unwrap();
        let as_ours = format!("{}/web/statuses/{}", rig.account.base.trimmed(), theirs.id);
        let nowhere = ours.url.unwrap().replace(&ours.id, "115000000000000999");
        let nowhere = if host == Host::Bluesky { ours.id.replace("/3", "/2") } else { nowhere };
        for address in [page, as_ours, nowhere] {
            let refused = rig.network().pasted(&rig.account, &address).await.unwrap_err();
            assert!(matches!(refused.kind, Kind::Invalid | Kind::Gone), "{}: {address}: {refused:?}", rig.name);
            assert!(refused.says.contains(&address) && refused.says.contains("copy "), "{}", refused.says);
        }
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_does_not_keep_the_address_from_being_recorded() {
    for rig in rig::practice(&Host::ALL).await {
        let (_, remote) = rig.publish(&content(&unique("Seen by a person")), None).await;
        let (calls, effect) = (Calls::Read, Effect::Status(503));
        rig.practice().plan(Fault { host: None, calls, when: When::Before, effect });
        let page = remote.url.clone().unwrap();
        assert_eq!(rig.network().pasted(&rig.account, &page).await, Ok(remote), "{}", rig.name);
    }
}

#[tokio::test]
async fn a_page_without_an_id_is_looked_up_in_the_list() {
    let Some(rig) = rig::real_mastodon().await else { return };
    let (_, remote) = rig.publish(&content(&unique("By its own address")), None).await;
    for number in 0..3 {
        rig.publish(&content(&unique(&format!("Afterwards {number}"))), None).await;
    }
    let page = remote.url.clone().unwrap();
    assert!(!page.contains(&remote.id), "this server shows its posts under another name: {page}");
    assert_eq!(rig.network().pasted(&rig.account, &page).await, Ok(remote));
    let refused = rig.network().pasted(&rig.account, &page.replace("/p/", "/p/1")).await.unwrap_err();
    assert_eq!(refused.kind, Kind::Gone, "{refused}");
}

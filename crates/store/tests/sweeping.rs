//! What is over is swept away, and what a sentence still needs is there for thirty days.

mod both;
mod roster;

use basics::SessionId;
use jiff::SignedDuration;
use people::{
    Assurance, Ending, Factor, Issued, LastProof, Purpose, Session, Token,
    session::{ABSOLUTE, IDLE},
};
use roster::{group_with, member_until, person};
use store::{Ceremony, Store, UsedUp};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Somebody who signed in just now by a link, with both.
async fn signed_in(store: &Store) -> (Session, Token) {
    let member = person("Member", "member@group.example");
    store.bookkeeping().create_person(&member).await.unwrap();
    group_with(store, vec![member_until(&member, None)]).await;
    let (issued, link) = Issued::mint(Purpose::SignInLink, store.now()).unwrap();
    store.bookkeeping().keep_sign_in_link(&issued, member.id).await.unwrap();
    let at = store.now();
    let session = Session {
        id: SessionId::mint(at),
        token: Token::mint(Purpose::Session).unwrap().hash(),
        person: member.id,
        started: at,
        seen: at,
        assurance: Assurance::Link,
        proved: LastProof { at, by: Factor::Link },
        ended: None,
    };
    let by = UsedUp::link(link.hash());
    assert!(store.bookkeeping().begin_session(&session, "Firefox on Linux", &by).await.unwrap());
    (session, link)
}

stories! {
    async fn what_became_of_a_link_and_a_session_is_known_for_thirty_days(store: Store) {
        let (session, link) = signed_in(&store).await;
        store.bookkeeping().end_session(session.person, session.id, Ending::Closed).await.unwrap();
        for _ in 0..29 {
            assert_eq!(store.bookkeeping().sweep().await.unwrap(), 0);
            let used = store.sign_in_link(link.hash()).await.unwrap().unwrap();
            assert!(used.link.consumed.is_some(), "it can still be said that this link was used");
            assert!(store.session(session.token).await.unwrap().unwrap().ended.is_some());
            store.clock().advance(DAY);
        }
        store.clock().advance(DAY);
        assert_eq!(store.bookkeeping().sweep().await.unwrap(), 2);
        assert!(store.sign_in_link(link.hash()).await.unwrap().is_none());
        assert!(store.session(session.token).await.unwrap().is_none());
    }

    async fn a_session_that_is_used_stays_and_one_that_nobody_uses_is_swept_after_its_end(store: Store) {
        let (session, _) = signed_in(&store).await;
        store.clock().advance(IDLE);
        let used = Session { seen: store.now(), ..session.clone() };
        store.bookkeeping().touch_session(&used).await.unwrap();
        store.clock().advance(ABSOLUTE);
        store.bookkeeping().sweep().await.unwrap();
        assert!(store.session(session.token).await.unwrap().is_some(), "it is over, and still said to be");
        store.clock().advance(DAY * 30);
        store.bookkeeping().sweep().await.unwrap();
        assert!(store.session(session.token).await.unwrap().is_none());
    }

    async fn what_waits_for_a_browser_is_gone_once_it_is_too_late(store: Store) {
        let browser = Token::mint(Purpose::Visitor).unwrap().hash();
        store.bookkeeping().keep_ceremony(browser, Ceremony::SignIn, b"a challenge").await.unwrap();
        assert_eq!(store.bookkeeping().sweep().await.unwrap(), 0);
        store.clock().advance(DAY);
        assert_eq!(store.bookkeeping().sweep().await.unwrap(), 1);
    }
}

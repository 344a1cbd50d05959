//! Signing in as the store keeps it: what works once works once, whoever tries at the same time.

mod both;
#[path = "../../people/tests/people/device.rs"]
mod device;
mod roster;

use basics::{Moment, PersonId};
use device::Device;
use jiff::SignedDuration;
use people::{
    AddressBlock, Assurance, CodeAccepted, Ending, Enrolled, Factor, Issued, LastProof, MayEnrol, NewPassword, Origin,
    PasskeySite, Person, Proof, Purpose, SecondFactor, Session, SessionOver, Standing, StoredPassword, Token, TotpCode,
    TotpSecret, Try, step_up::HouseRule,
};
use roster::{group_with, member_until, person};
use store::{Ceremony, NewWay, Store, UsedUp};

const GOOD_PASSWORD: &str = "kettle orbit maple thirteen";

fn stored() -> StoredPassword {
    StoredPassword::hash(&NewPassword::choose(GOOD_PASSWORD, &[]).unwrap()).unwrap()
}
fn code_at(secret: &TotpSecret, person: PersonId, at: Moment) -> CodeAccepted {
    secret.check(person, &TotpCode::parse(secret.code_at(at).expose()).unwrap(), at, None).unwrap()
}
/// A session as if it had been begun with a passkey: what it was begun with is each story's own matter.
fn session_of(person: &Person, at: Moment) -> (Session, Token) {
    let token = Token::mint(Purpose::Session).unwrap();
    let session = Session {
        id: basics::SessionId::mint(at),
        token: token.hash(),
        person: person.id,
        started: at,
        seen: at,
        assurance: Assurance::Passkey,
        proved: LastProof { at, by: Factor::Passkey },
        ended: None,
    };
    (session, token)
}
/// A link of the demonstration, kept.
async fn link_for(store: &Store, person: &Person) -> UsedUp {
    let (issued, token) = Issued::mint(Purpose::SignInLink, store.now()).unwrap();
    store.bookkeeping().keep_sign_in_link(&issued, person.id).await.unwrap();
    UsedUp::link(token.hash())
}
async fn signed_in(store: &Store, person: &Person) -> Session {
    let (session, _) = session_of(person, store.now());
    let link = link_for(store, person).await;
    assert!(store.bookkeeping().begin_session(&session, "Firefox on Linux", &link).await.unwrap());
    session
}
/// Gives a person a password and a second factor, in a session of theirs.
async fn with_password(store: &Store, person: &Person) -> (Session, TotpSecret) {
    let session = signed_in(store, person).await;
    let secret = TotpSecret::mint().unwrap();
    let first = code_at(&secret, person.id, store.now());
    let way = NewWay::PasswordAndCode { password: &stored(), secret: &secret, step: first.step() };
    store.bookkeeping().add_way(person.id, &way, session.id).await.unwrap();
    (session, secret)
}
fn site() -> PasskeySite {
    PasskeySite::at(&Origin::parse("https://nuncio.example").unwrap(), "Nuncio", [9; 32]).unwrap()
}
fn enrolled(person: &Person, session: &Session, device: &Device, at: Moment) -> Enrolled {
    let elevated = session.alive(at, Standing::Belongs).unwrap().elevated(HouseRule::Passkey).unwrap();
    let (question, pending) = site().start_enrolment(person, &MayEnrol::Elevated(&elevated), &[], at).unwrap();
    site().finish_enrolment(&pending, &device.enrol(&question), at).unwrap()
}

stories! {
    async fn another_spelling_of_an_address_is_no_second_account(store: Store) {
        let first = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&first).await.unwrap();
        let again = store.bookkeeping().create_person(&person("Somebody", " Chair@GROUP.example")).await;
        assert!(again.unwrap_err().to_string().contains("has an account here already"));
        let spelled = people::EmailAddress::parse("CHAIR@group.example").unwrap();
        assert_eq!(store.person_at(&spelled).await.unwrap(), Some(first));
    }

    async fn a_token_is_consumed_once_even_when_two_try_at_once(store: Store) {
        let chair = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&chair).await.unwrap();
        let (issued, token) = Issued::mint(Purpose::SignInLink, store.now()).unwrap();
        store.bookkeeping().keep_sign_in_link(&issued, chair.id).await.unwrap();
        let tries = (0..8).map(|_| {
            let (store, link) = (store.clone(), UsedUp::link(token.hash()));
            let (session, _) = session_of(&chair, store.now());
            tokio::spawn(async move { store.bookkeeping().begin_session(&session, "", &link).await.unwrap() })
        });
        let mut begun = 0;
        for one in tries.collect::<Vec<_>>() {
            begun += usize::from(one.await.unwrap());
        }
        assert_eq!(begun, 1);
        assert_eq!(store.sessions_of(chair.id).await.unwrap().len(), 1);
    }

    async fn a_link_opens_nothing_once_its_time_is_over(store: Store) {
        let chair = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&chair).await.unwrap();
        let link = link_for(&store, &chair).await;
        store.clock().advance(SignedDuration::from_hours(24));
        let (session, _) = session_of(&chair, store.now());
        assert!(!store.bookkeeping().begin_session(&session, "", &link).await.unwrap());
        assert!(store.sessions_of(chair.id).await.unwrap().is_empty());
    }

    async fn au01_a_cookie_from_before_is_never_the_sessions_and_changes_with_every_proof(store: Store) {
        let chair = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&chair).await.unwrap();
        let planted = Token::mint(Purpose::Visitor).unwrap();
        let (_, secret) = with_password(&store, &chair).await;
        let (mut session, first) = session_of(&chair, store.now());
        let link = link_for(&store, &chair).await;
        assert!(store.bookkeeping().begin_session(&session, "", &link).await.unwrap());
        let as_session = Token::parse(planted.reveal().expose(), Purpose::Session).unwrap();
        for cookie in [planted.hash(), as_session.hash()] {
            assert!(store.session(cookie).await.unwrap().is_none(), "a cookie that was there before opens nothing");
        }

        store.clock().advance(SignedDuration::from_mins(2));
        let code = code_at(&secret, chair.id, store.now());
        let used = UsedUp::code(&code);
        let before = session.token;
        let second = session.prove_again(&SecondFactor::Code(code)).unwrap();
        assert!(store.bookkeeping().prove_again(&session, before, &used).await.unwrap());
        assert!(store.session(first.hash()).await.unwrap().is_none(), "the cookie from before the proof is worth nothing");
        let kept = store.session(second.hash()).await.unwrap().unwrap();
        assert_eq!((kept.id, kept.proved), (session.id, session.proved));
    }

    async fn au02_a_code_opens_once_even_in_two_browsers_at_once(store: Store) {
        let chair = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&chair).await.unwrap();
        let (_, secret) = with_password(&store, &chair).await;
        store.clock().advance(SignedDuration::from_mins(1));
        let (at, before) = (store.now(), store.sessions_of(chair.id).await.unwrap().len());
        let tries: Vec<_> = (0..6).map(|_| {
            let (store, used) = (store.clone(), UsedUp::code(&code_at(&secret, chair.id, at)));
            let (session, _) = session_of(&chair, at);
            tokio::spawn(async move { store.bookkeeping().begin_session(&session, "", &used).await.unwrap() })
        }).collect();
        let mut begun = 0;
        for one in tries {
            begun += usize::from(one.await.unwrap());
        }
        assert_eq!(begun, 1);
        assert_eq!(store.sessions_of(chair.id).await.unwrap().len(), before + 1);
        let last = store.totp_of(chair.id).await.unwrap().unwrap().last;
        let code = TotpCode::parse(secret.code_at(at).expose()).unwrap();
        let refused = secret.check(chair.id, &code, at, Some(last)).unwrap_err();
        assert_eq!(refused, people::CodeRefused::Used);
    }

    async fn au03_ten_guesses_an_hour_are_looked_at_however_many_come_at_once(store: Store) {
        let email = people::EmailAddress::parse("chair@group.example").unwrap();
        let mut looked_at = 0;
        for minute in 0..60_u8 {
            let tries: Vec<_> = (0..6_u8).map(|n| {
                let (store, email) = (store.clone(), email.clone());
                let block = AddressBlock::of(std::net::Ipv4Addr::new(192, 0, minute, n).into());
                tokio::spawn(async move {
                    store.bookkeeping().note_guess(Try::PasswordOrCode, Some(&email), block).await.unwrap().is_ok()
                })
            }).collect();
            for one in tries {
                looked_at += usize::from(one.await.unwrap());
            }
            if minute < 59 {
                store.clock().advance(SignedDuration::from_secs(59));
            }
        }
        assert!((3..=10).contains(&looked_at), "{looked_at} guesses were looked at");
        let block = AddressBlock::local();
        let passkey = store.bookkeeping().note_guess(Try::Passkey, Some(&email), block).await.unwrap();
        assert!(passkey.is_ok(), "the owner still enters by passkey");
    }

    async fn a_guess_that_was_right_does_not_count(store: Store) {
        let email = people::EmailAddress::parse("chair@group.example").unwrap();
        for _ in 0..30 {
            let noted = store.bookkeeping().note_guess(Try::PasswordOrCode, Some(&email), AddressBlock::local()).await;
            store.bookkeeping().guessed_right(noted.unwrap().unwrap()).await.unwrap();
        }
    }

    async fn sessions_end_at_the_second_the_term_ends(store: Store) {
        let chair = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&chair).await.unwrap();
        let end = store.now().plus(SignedDuration::from_hours(2));
        group_with(&store, vec![member_until(&chair, Some(end))]).await;
        let session = signed_in(&store, &chair).await;
        let counts = async |store: &Store| {
            let kept = store.session(session.token).await.unwrap().unwrap();
            kept.alive(store.now(), store.belonging(chair.id).await.unwrap()).map(|_| ())
        };
        // The clock runs on while the story is told, so the last seconds are left to it.
        store.clock().advance(end.since(store.now()) - SignedDuration::from_secs(5));
        assert_eq!(counts(&store).await, Ok(()));
        store.clock().advance(end.since(store.now()));
        assert_eq!(counts(&store).await, Err(SessionOver::TermEnded));
    }

    async fn a_second_group_keeps_a_person_here_when_the_first_ones_term_ends(store: Store) {
        let chair = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&chair).await.unwrap();
        let end = store.now().plus(SignedDuration::from_hours(1));
        group_with(&store, vec![member_until(&chair, Some(end))]).await;
        with_password(&store, &chair).await;
        group_with(&store, vec![member_until(&chair, None)]).await;
        store.clock().advance(SignedDuration::from_hours(2));
        assert_eq!(store.belonging(chair.id).await.unwrap(), Standing::Belongs);
        let stranger = person("Stranger", "stranger@elsewhere.example");
        assert_eq!(store.belonging(stranger.id).await.unwrap(), Standing::Left);
    }

    async fn an_ending_stays_and_is_the_persons_own(store: Store) {
        let (chair, other) = (person("Chair", "chair@group.example"), person("Member", "member@group.example"));
        store.bookkeeping().create_person(&chair).await.unwrap();
        store.bookkeeping().create_person(&other).await.unwrap();
        let session = signed_in(&store, &chair).await;
        assert!(!store.bookkeeping().end_session(other.id, session.id, Ending::Closed).await.unwrap());
        assert!(store.bookkeeping().end_session(chair.id, session.id, Ending::SignedOut).await.unwrap());
        assert!(!store.bookkeeping().end_session(chair.id, session.id, Ending::Closed).await.unwrap());
        let kept = store.session(session.token).await.unwrap().unwrap();
        assert_eq!(kept.ended.map(|(_, why)| why), Some(Ending::SignedOut));
        let mut proved = kept.clone();
        let link = link_for(&store, &chair).await;
        proved.proved.at = store.now();
        assert!(!store.bookkeeping().prove_again(&proved, session.token, &link).await.unwrap(), "it cannot be proved");
    }

    async fn a_new_password_ends_the_other_sessions_and_keeps_this_one(store: Store) {
        let chair = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&chair).await.unwrap();
        let elsewhere = signed_in(&store, &chair).await;
        let (present, _) = with_password(&store, &chair).await;
        assert!(store.session(present.token).await.unwrap().unwrap().ended.is_none());
        let ended = store.session(elsewhere.token).await.unwrap().unwrap().ended;
        assert_eq!(ended.map(|(_, why)| why), Some(Ending::CredentialsChanged));
        let read = store.password_of(chair.id).await.unwrap().unwrap();
        let typed = people::TypedPassword::take(GOOD_PASSWORD).unwrap();
        assert!(people::password::check(Some((chair.id, &read)), &typed).is_ok());
    }

    async fn the_only_way_in_stays(store: Store) {
        let chair = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&chair).await.unwrap();
        let session = signed_in(&store, &chair).await;
        let first = enrolled(&chair, &session, &Device::new(5), store.now());
        let way = NewWay::Passkey { passkey: first.passkey(), label: "Phone" };
        store.bookkeeping().add_way(chair.id, &way, session.id).await.unwrap();
        let id = first.passkey().credential_id();
        let refused = store.bookkeeping().remove_passkey(chair.id, &id, session.id).await.unwrap_err();
        assert!(refused.to_string().contains("your only way to sign in"), "{refused}");
        assert_eq!(store.passkeys_of(chair.id).await.unwrap().len(), 1);

        let second = enrolled(&chair, &session, &Device::new(6), store.now());
        let way = NewWay::Passkey { passkey: second.passkey(), label: "Key" };
        store.bookkeeping().add_way(chair.id, &way, session.id).await.unwrap();
        store.bookkeeping().remove_passkey(chair.id, &id, session.id).await.unwrap();
        let left = store.passkeys_of(chair.id).await.unwrap();
        assert_eq!(left.iter().map(|kept| kept.label.as_str()).collect::<Vec<_>>(), ["Key"]);
    }

    async fn a_passkey_is_enrolled_for_one_account_only(store: Store) {
        let (chair, other) = (person("Chair", "chair@group.example"), person("Member", "member@group.example"));
        store.bookkeeping().create_person(&chair).await.unwrap();
        store.bookkeeping().create_person(&other).await.unwrap();
        let (mine, theirs) = (signed_in(&store, &chair).await, signed_in(&store, &other).await);
        let device = Device::new(5);
        let first = enrolled(&chair, &mine, &device, store.now());
        let way = NewWay::Passkey { passkey: first.passkey(), label: "Phone" };
        store.bookkeeping().add_way(chair.id, &way, mine.id).await.unwrap();
        let again = enrolled(&other, &theirs, &device, store.now());
        let way = NewWay::Passkey { passkey: again.passkey(), label: "Phone" };
        let refused = store.bookkeeping().add_way(other.id, &way, theirs.id).await.unwrap_err();
        assert!(refused.to_string().contains("belongs to an account here already"), "{refused}");
    }

    async fn an_answer_of_a_passkey_is_written_once(store: Store) {
        let chair = person("Chair", "chair@group.example");
        store.bookkeeping().create_person(&chair).await.unwrap();
        let session = signed_in(&store, &chair).await;
        let mut device = Device::new(5);
        let new = enrolled(&chair, &session, &device, store.now());
        let way = NewWay::Passkey { passkey: new.passkey(), label: "Phone" };
        store.bookkeeping().add_way(chair.id, &way, session.id).await.unwrap();

        device.counter += 1;
        let kept = store.passkeys_of(chair.id).await.unwrap();
        let keys: Vec<_> = kept.iter().map(|it| it.passkey.clone()).collect();
        let (question, pending) = site().start_assertion(&chair.email, Some((chair.id, &keys)), store.now()).unwrap();
        let answer = device.sign(&question);
        let used = site().finish_assertion(&pending, &answer, &keys, store.now()).unwrap();
        let (once, twice) = (UsedUp::passkey(&used, kept[0].uses), UsedUp::passkey(&used, kept[0].uses));
        let (first, token) = Session::begin(&Proof::Passkey(used), store.now()).unwrap();
        assert!(store.bookkeeping().begin_session(&first, "", &once).await.unwrap());
        let (second, _) = session_of(&chair, store.now());
        assert!(!store.bookkeeping().begin_session(&second, "", &twice).await.unwrap());
        assert_eq!(store.session(token.hash()).await.unwrap().unwrap().assurance, Assurance::Passkey);
        let after = store.passkeys_of(chair.id).await.unwrap();
        assert!(after[0].passkey.used().is_some() && after[0].uses == 1);
    }

    async fn a_question_to_a_browser_is_taken_away_by_its_first_answer(store: Store) {
        let (mine, other) = (Token::mint(Purpose::Visitor).unwrap(), Token::mint(Purpose::Visitor).unwrap());
        store.bookkeeping().keep_ceremony(mine.hash(), Ceremony::SignIn, b"an old question").await.unwrap();
        store.bookkeeping().keep_ceremony(mine.hash(), Ceremony::SignIn, b"the question").await.unwrap();
        assert!(store.bookkeeping().take_ceremony(other.hash(), Ceremony::SignIn).await.unwrap().is_none());
        assert!(store.bookkeeping().take_ceremony(mine.hash(), Ceremony::Prove).await.unwrap().is_none());
        let tries: Vec<_> = (0..6).map(|_| {
            let (store, cookie) = (store.clone(), mine.hash());
            tokio::spawn(async move { store.bookkeeping().take_ceremony(cookie, Ceremony::SignIn).await.unwrap() })
        }).collect();
        let mut taken = Vec::new();
        for one in tries {
            taken.extend(one.await.unwrap());
        }
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0].as_slice(), b"the question");
    }

    async fn a_question_waits_five_minutes(store: Store) {
        let mine = Token::mint(Purpose::Visitor).unwrap();
        store.bookkeeping().keep_ceremony(mine.hash(), Ceremony::SignIn, b"the question").await.unwrap();
        store.clock().advance(SignedDuration::from_mins(5));
        assert!(store.bookkeeping().take_ceremony(mine.hash(), Ceremony::SignIn).await.unwrap().is_none());
    }
}

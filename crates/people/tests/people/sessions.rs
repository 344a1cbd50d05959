//! Sessions: how they begin, what keeps them alive, what ends them, and when they ask again.

use crate::scene::{by_password, chair, later, member, noon, right_code, right_password, seconds_later};
use people::{
    Assurance, Demonstration, Ending, HouseRule, Issued, Proof, Purpose, SecondFactor, Session, SessionOver, Standing,
    StepUp, Token, token,
};

fn demonstration() -> Demonstration {
    Demonstration::on("127.0.0.1:8080".parse().unwrap()).unwrap()
}

fn begun() -> (Session, Token) {
    Session::begin(&by_password(member().id, noon()), noon()).unwrap()
}

#[test]
fn au01_a_cookie_from_before_signing_in_is_never_the_sessions() {
    let planted = Token::mint(Purpose::Session).unwrap();
    let member = member();
    let (one, token) = Session::begin(&by_password(member.id, noon()), noon()).unwrap();
    let (two, _) = Session::begin(&by_password(member.id, noon()), noon()).unwrap();
    assert_ne!(one.token, planted.hash());
    assert_eq!(one.token, token.hash());
    assert_ne!((one.id, one.token), (two.id, two.token));
    let visitor = Token::mint(Purpose::Visitor).unwrap();
    let as_session = Token::parse(visitor.reveal().expose(), Purpose::Session).unwrap();
    assert_ne!(as_session.hash(), visitor.hash(), "a visitor's cookie counts as a session's");
}

#[test]
fn au01_a_new_proof_changes_the_cookie_and_not_how_long_the_session_lasts() {
    let (mut session, before) = begun();
    let ends = session.expires_absolute();
    let after = session.prove_again(&SecondFactor::Code(right_code(session.person, later(30)))).unwrap();
    assert_ne!(session.token, before.hash());
    assert_eq!((session.token, session.expires_absolute()), (after.hash(), ends));
}

#[test]
fn a_password_of_one_and_a_code_of_another_sign_nobody_in() {
    let proof = Proof::PasswordAndCode(right_password(member().id), right_code(chair().id, noon()));
    assert!(Session::begin(&proof, noon()).is_err());
}

#[test]
fn a_mail_link_signs_nobody_in() {
    for purpose in [Purpose::Invitation, Purpose::Recovery, Purpose::Draft] {
        let (mut issued, token) = Issued::mint(purpose, noon()).unwrap();
        let redeemed = issued.redeem(&token, noon()).unwrap();
        assert!(
            Session::begin(&Proof::DemoLink(demonstration(), redeemed, member().id), noon()).is_err(),
            "{purpose:?}"
        );
    }
}

#[test]
fn a_session_is_over_after_12_hours_unused_and_after_7_days_in_any_case() {
    let (mut session, _) = begun();
    let alive = |session: &Session, at| session.alive(at, Standing::Belongs).err();
    assert_eq!(alive(&session, later(12 * 60 - 1)), None);
    assert_eq!(alive(&session, later(12 * 60)), Some(SessionOver::Idle));
    for hour in (6..7 * 24).step_by(6) {
        assert_eq!(alive(&session, later(hour * 60)), None);
        assert!(session.touch(later(hour * 60)));
    }
    assert_eq!(alive(&session, later(7 * 24 * 60)), Some(SessionOver::TooOld));
}

#[test]
fn using_a_session_is_written_down_at_most_once_a_minute() {
    let (mut session, _) = begun();
    assert!(!session.touch(seconds_later(59)));
    assert_eq!(session.seen, noon());
    assert!(session.touch(seconds_later(60)));
}

#[test]
fn a_session_ends_at_sign_out_with_the_term_and_with_the_membership() {
    let (mut session, _) = begun();
    assert_eq!(session.alive(later(1), Standing::TermEnded).err(), Some(SessionOver::TermEnded));
    assert_eq!(session.alive(later(1), Standing::Left).err(), Some(SessionOver::Left));
    session.end(later(2), Ending::SignedOut);
    session.end(later(3), Ending::MembershipLost);
    assert_eq!(session.ended, Some((later(2), Ending::SignedOut)));
    assert_eq!(session.alive(later(2), Standing::Belongs).err(), Some(SessionOver::Ended));
}

#[test]
fn publishing_asks_for_a_passkey_of_this_session_unless_the_group_lowered_it() {
    let (session, _) = begun();
    let signed_in = session.alive(later(1), Standing::Belongs).unwrap();
    assert_eq!(signed_in.elevated(HouseRule::Passkey).err(), Some(StepUp::UsePasskey));
    let elevated = signed_in.elevated(HouseRule::Code).unwrap();
    assert_eq!((elevated.session(), elevated.person(), elevated.proved()), (session.id, session.person, noon()));
}

#[test]
fn a_proof_counts_for_ten_minutes_and_a_clock_set_back_does_not_stretch_it() {
    let (mut session, _) = begun();
    let asked = |session: &Session, minutes| {
        session.alive(later(minutes), Standing::Belongs).unwrap().elevated(HouseRule::Code).err()
    };
    assert_eq!(asked(&session, 9), None);
    assert_eq!(asked(&session, 10), Some(StepUp::ProveAgain));
    assert_eq!(asked(&session, -60), Some(StepUp::ProveAgain));
    session.prove_again(&SecondFactor::Code(right_code(session.person, later(20)))).unwrap();
    assert_eq!(asked(&session, 29), None);
}

#[test]
fn a_demonstrations_link_elevates_in_a_demonstration_only() {
    let (mut issued, token) = Issued::mint(Purpose::SignInLink, noon()).unwrap();
    let proof = Proof::DemoLink(demonstration(), issued.redeem(&token, noon()).unwrap(), member().id);
    let (session, _) = Session::begin(&proof, noon()).unwrap();
    assert_eq!(session.assurance, Assurance::Link);
    let signed_in = session.alive(later(600), Standing::Belongs).unwrap();
    assert!(signed_in.elevated(HouseRule::Demonstration(demonstration())).is_ok());
    assert_eq!(signed_in.elevated(HouseRule::Passkey).err(), Some(StepUp::SignInProperly));
    assert_eq!(signed_in.elevated(HouseRule::Code).err(), Some(StepUp::SignInProperly));
}

#[test]
fn a_session_in_the_store_does_not_open_anything() {
    let (session, token) = begun();
    let kept = serde_json::to_string(&session).unwrap();
    assert!(!kept.contains(token::PREFIX) && !kept.contains(token.reveal().expose()));
    assert_eq!(serde_json::from_str::<Session>(&kept).unwrap(), session);
}

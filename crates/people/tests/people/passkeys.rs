//! Enrolling a passkey and signing in with it, and every lie that a page or a device could tell.

use crate::{
    device::Device,
    scene::{HOME, chair, later, member, noon, person, right_code, site},
};
use basics::{GroupId, Moment};
use people::{
    Guest, Invitation, InviterStanding, MayEnrol, Origin, PasskeyOf, PasskeyRefused, PasskeySite, PendingAssertion,
    Person, Proof, Role, SecondFactor, Session, SignInRefused, Standing, passkey, session::Factor,
};

/// Enrols this device for a person who was invited, as the page of the invitation does.
fn enrolled(device: &Device, person: &Person) -> PasskeyOf {
    let (invitation, token) = invited(person);
    let welcome = invitation.show(&token, noon(), InviterStanding::MayInvite).unwrap();
    let (question, pending) = site().start_enrolment(person, &MayEnrol::Invited(&welcome), &[], noon()).unwrap();
    site().finish_enrolment(&pending, &device.enrol(&question), noon()).unwrap().passkey().clone()
}

fn invited(person: &Person) -> (Invitation, people::Token) {
    let guest = Guest::Colleague {
        group: GroupId::mint(noon()),
        email: person.email.clone(),
        role: Role::Member,
        inviter: Some(chair().id),
    };
    Invitation::offer(guest, noon()).unwrap()
}

fn asked(person: &Person, keys: &[PasskeyOf], at: Moment) -> (String, PendingAssertion) {
    site().start_assertion(&person.email, Some((person.id, keys)), at).unwrap()
}

#[test]
fn a_passkey_signs_in_and_its_use_is_noted() {
    let (device, member) = (Device { counter: 2, ..Device::new(1) }, member());
    let keys = [enrolled(&Device::new(1), &member)];
    let (question, pending) = asked(&member, &keys, noon());
    let used = site().finish_assertion(&pending, &device.sign(&question), &keys, later(1)).unwrap();
    assert_eq!((used.person(), used.passkey().used()), (member.id, Some(later(1))));
    let (session, _) = Session::begin(&Proof::Passkey(used), later(1)).unwrap();
    assert_eq!((session.person, session.proved.by), (member.id, Factor::Passkey));
}

#[test]
fn what_waits_for_an_answer_survives_the_store() {
    let (device, member) = (Device { counter: 2, ..Device::new(1) }, member());
    let keys = [enrolled(&Device::new(1), &member)];
    let (question, pending) = asked(&member, &keys, noon());
    let kept = serde_json::to_string(&(&pending, &keys)).unwrap();
    let (pending, keys): (PendingAssertion, [PasskeyOf; 1]) = serde_json::from_str(&kept).unwrap();
    assert!(site().finish_assertion(&pending, &device.sign(&question), &keys, noon()).is_ok());
}

#[test]
fn au13_an_assertion_for_another_origin_site_or_challenge_is_refused() {
    let member = member();
    let keys = [enrolled(&Device::new(1), &member)];
    let honest = || Device { counter: 2, ..Device::new(1) };
    let (question, pending) = asked(&member, &keys, noon());
    let (other_question, _) = asked(&member, &keys, noon());
    let refusal = |device: Device, question: &str| {
        site().finish_assertion(&pending, &device.sign(question), &keys, noon()).unwrap_err()
    };

    for origin in [
        "https://nuncio.example.attacker.example",
        "https://nuncio.example:8443",
        "http://nuncio.example",
        "https://sub.nuncio.example",
    ] {
        let refused = refusal(Device { origin: origin.into(), ..honest() }, &question);
        assert!(matches!(refused, PasskeyRefused::OtherSite), "{origin}: {refused:?}");
    }
    let other_site = refusal(Device { rp_id: "attacker.example".into(), ..honest() }, &question);
    assert!(matches!(other_site, PasskeyRefused::OtherSite), "{other_site:?}");
    let replayed = refusal(honest(), &other_question);
    assert!(matches!(replayed, PasskeyRefused::OtherChallenge), "{replayed:?}");
}

#[test]
fn au13_an_enrolment_for_another_origin_site_or_challenge_is_refused() {
    let member = member();
    let (invitation, token) = invited(&member);
    let welcome = invitation.show(&token, noon(), InviterStanding::MayInvite).unwrap();
    let start = || site().start_enrolment(&member, &MayEnrol::Invited(&welcome), &[], noon()).unwrap();
    let ((question, pending), (other_question, _)) = (start(), start());
    let refusal = |device: Device, question: &str| {
        site().finish_enrolment(&pending, &device.enrol(question), noon()).unwrap_err()
    };

    let phished = refusal(Device { origin: "https://nuncio-example.example".into(), ..Device::new(1) }, &question);
    assert!(matches!(phished, PasskeyRefused::OtherSite), "{phished:?}");
    let other_site = refusal(Device { rp_id: "attacker.example".into(), ..Device::new(1) }, &question);
    assert!(matches!(other_site, PasskeyRefused::OtherSite), "{other_site:?}");
    let replayed = refusal(Device::new(1), &other_question);
    assert!(matches!(replayed, PasskeyRefused::OtherChallenge), "{replayed:?}");
    let unlocked_by_nobody = refusal(Device { verifies: false, ..Device::new(1) }, &question);
    assert!(matches!(unlocked_by_nobody, PasskeyRefused::NotVerified), "{unlocked_by_nobody:?}");
}

#[test]
fn au13_a_counter_that_goes_back_or_stands_still_is_refused() {
    let member = member();
    let mut keys = [enrolled(&Device::new(1), &member)];
    let device = |counter| Device { counter, ..Device::new(1) };
    let (question, pending) = asked(&member, &keys, noon());
    keys[0] = site().finish_assertion(&pending, &device(7).sign(&question), &keys, noon()).unwrap().passkey().clone();

    let (question, pending) = asked(&member, &keys, later(1));
    for counter in [7, 6, 0] {
        let copied = site().finish_assertion(&pending, &device(counter).sign(&question), &keys, later(1)).unwrap_err();
        assert!(matches!(copied, PasskeyRefused::CounterWentBack), "{counter}: {copied:?}");
    }
    assert!(site().finish_assertion(&pending, &device(8).sign(&question), &keys, later(1)).is_ok());
}

#[test]
fn au13_a_copy_that_answers_a_question_asked_before_the_real_key_was_used_is_refused() {
    let member = member();
    let mut keys = [enrolled(&Device::new(1), &member)];
    let device = |counter| Device { counter, ..Device::new(1) };
    let (early, early_pending) = asked(&member, &keys, noon());
    let (question, pending) = asked(&member, &keys, noon());
    keys[0] = site().finish_assertion(&pending, &device(3).sign(&question), &keys, noon()).unwrap().passkey().clone();
    let copied = site().finish_assertion(&early_pending, &device(2).sign(&early), &keys, noon()).unwrap_err();
    assert!(matches!(copied, PasskeyRefused::CounterWentBack), "{copied:?}");
}

#[test]
fn a_device_without_a_counter_is_accepted() {
    let member = member();
    let mut keys = [enrolled(&Device { counter: 0, ..Device::new(1) }, &member)];
    for at in [later(0), later(1)] {
        let (question, pending) = asked(&member, &keys, at);
        let answer = Device { counter: 0, ..Device::new(1) }.sign(&question);
        keys[0] = site().finish_assertion(&pending, &answer, &keys, at).unwrap().passkey().clone();
    }
}

#[test]
fn au13_an_unverified_a_foreign_a_removed_or_a_late_passkey_is_refused() {
    let member = member();
    let keys = [enrolled(&Device::new(1), &member)];
    let device = || Device { counter: 2, ..Device::new(1) };
    let (question, pending) = asked(&member, &keys, noon());
    let finish =
        |answer: &str, keys: &[PasskeyOf], at| site().finish_assertion(&pending, answer, keys, at).unwrap_err();

    let unlocked_by_nobody = finish(&Device { verifies: false, ..device() }.sign(&question), &keys, noon());
    assert!(matches!(unlocked_by_nobody, PasskeyRefused::NotVerified), "{unlocked_by_nobody:?}");
    let foreign = finish(&Device::new(2).sign(&question), &keys, noon());
    assert!(matches!(foreign, PasskeyRefused::NotYours), "{foreign:?}");
    let removed = finish(&device().sign(&question), &[], noon());
    assert!(matches!(removed, PasskeyRefused::NotYours), "{removed:?}");
    let late = finish(&device().sign(&question), &keys, later(5));
    assert!(matches!(late, PasskeyRefused::TooLate), "{late:?}");
    let mut tampered: serde_json::Value = serde_json::from_str(&device().sign(&question)).unwrap();
    tampered["response"]["signature"] =
        serde_json::from_str::<serde_json::Value>(&device().sign(&question)).unwrap()["response"]["authenticatorData"]
            .clone();
    assert!(matches!(finish(&tampered.to_string(), &keys, noon()), PasskeyRefused::Rejected(_)));
    for garbage in ["", "{}", &"x".repeat(passkey::LONGEST_ANSWER + 1)] {
        assert!(matches!(finish(garbage, &keys, noon()), PasskeyRefused::Unreadable));
    }
}

#[test]
fn au11_the_question_for_an_unknown_address_looks_like_any_other_and_stays_the_same() {
    let member = member();
    let keys = [enrolled(&Device::new(1), &member)];
    let shape = |text: &str| {
        let mut question: serde_json::Value = serde_json::from_str(text).unwrap();
        question["publicKey"]["challenge"] = "…".into();
        let id = question["publicKey"]["allowCredentials"][0]["id"].take();
        (question, id)
    };
    let stranger = person("Stranger", "stranger@elsewhere.example");
    let (known, _) = asked(&member, &keys, noon());
    let (unknown, pending) = site().start_assertion(&stranger.email, None, noon()).unwrap();
    let (again, _) = site().start_assertion(&stranger.email, None, later(60)).unwrap();
    let (without_passkey, _) = site().start_assertion(&stranger.email, Some((stranger.id, &[])), noon()).unwrap();

    assert_eq!(shape(&known).0, shape(&unknown).0);
    assert_eq!(shape(&unknown), shape(&again));
    assert_eq!(shape(&unknown), shape(&without_passkey));
    let refused = site().finish_assertion(&pending, &Device::new(1).sign(&unknown), &[], noon()).unwrap_err();
    assert_eq!(SignInRefused::from(refused), SignInRefused);
}

#[test]
fn a_passkey_is_added_only_to_ones_own_account() {
    let (member, chair) = (member(), chair());
    let (invitation, token) = invited(&member);
    let welcome = invitation.show(&token, noon(), InviterStanding::MayInvite).unwrap();
    let refused = site().start_enrolment(&chair, &MayEnrol::Invited(&welcome), &[], noon()).unwrap_err();
    assert!(matches!(refused, PasskeyRefused::MayNotEnrol));
}

#[test]
fn another_persons_proof_does_not_elevate_a_session() {
    let (member, chair) = (member(), chair());
    let keys = [enrolled(&Device::new(1), &member)];
    let (question, pending) = asked(&member, &keys, noon());
    let used = site()
        .finish_assertion(&pending, &Device { counter: 2, ..Device::new(1) }.sign(&question), &keys, noon())
        .unwrap();
    let (mut session, _) = Session::begin(&Proof::Passkey(used), noon()).unwrap();
    assert!(session.prove_again(&SecondFactor::Code(right_code(chair.id, later(1)))).is_err());
    assert_eq!(session.proved.at, noon());
    assert!(session.alive(noon(), Standing::Belongs).is_ok());
}

#[test]
fn a_site_without_a_name_has_no_passkeys_and_says_what_to_do() {
    let refused = PasskeySite::at(&Origin::parse("http://127.0.0.1:8080").unwrap(), "Nuncio", [9; 32]).err().unwrap();
    assert!(refused.to_string().contains("http://localhost:8080"), "{refused}");
    for named in [HOME, "http://localhost:8080"] {
        assert!(PasskeySite::at(&Origin::parse(named).unwrap(), "Nuncio", [9; 32]).is_ok(), "{named}");
    }
}

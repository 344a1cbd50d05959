//! Invitations: looked at, forwarded, late, and from somebody who may no longer invite.

use crate::{
    device::Device,
    scene::{chair, later, member, noon, person, site},
};
use basics::GroupId;
use people::{
    Guest, Invitation, InvitationRefused, InviterStanding, MayEnrol, Proof, Purpose, Role, Session, Token, TokenRefused,
};

fn invited() -> (Invitation, Token) {
    let guest = Guest::Colleague {
        group: GroupId::mint(noon()),
        email: member().email,
        role: Role::Office("co_chair".into()),
        inviter: Some(chair().id),
    };
    Invitation::offer(guest, noon()).unwrap()
}

#[test]
fn au07_a_mail_scanner_that_follows_the_link_does_not_use_it_up() {
    let (mut invitation, token) = invited();
    let before = invitation.clone();
    for _ in 0..20 {
        invitation.show(&token, later(5), InviterStanding::MayInvite).unwrap();
    }
    assert_eq!(invitation, before);
    assert!(invitation.accept(&token, &member(), later(10), InviterStanding::MayInvite).is_ok());
}

#[test]
fn au08_an_invitation_that_was_forwarded_is_not_for_somebody_else() {
    let (mut invitation, token) = invited();
    let stranger = person("Stranger", "stranger@elsewhere.example");
    let refused = invitation.accept(&token, &stranger, later(1), InviterStanding::MayInvite).unwrap_err();
    assert_eq!(refused, InvitationRefused::AnotherAddress);
    assert_eq!(invitation.link.consumed, None);
    let other_spelling = person("Member, events", "Member@GROUP.example");
    assert!(invitation.accept(&token, &other_spelling, later(1), InviterStanding::MayInvite).is_ok());
}

#[test]
fn au09_an_invitation_dies_with_the_authority_of_who_sent_it() {
    let (mut invitation, token) = invited();
    let shown = invitation.show(&token, later(1), InviterStanding::NoLonger).unwrap_err();
    let accepted = invitation.accept(&token, &member(), later(1), InviterStanding::NoLonger).unwrap_err();
    assert_eq!([shown, accepted], [InvitationRefused::InviterLostAuthority; 2]);
    assert_eq!(invitation.link.consumed, None);
}

#[test]
fn an_invitation_lasts_72_hours_and_works_once() {
    let (mut invitation, token) = invited();
    let late = invitation.show(&token, later(72 * 60), InviterStanding::MayInvite).unwrap_err();
    assert_eq!(late, InvitationRefused::Link(TokenRefused::Expired));
    let accepted = invitation.accept(&token, &member(), later(72 * 60 - 1), InviterStanding::MayInvite).unwrap();
    assert_eq!((accepted.invitation(), accepted.guest()), (invitation.id, &invitation.guest));
    let again = invitation.accept(&token, &member(), later(72 * 60 - 1), InviterStanding::MayInvite).unwrap_err();
    assert_eq!(again, InvitationRefused::Link(TokenRefused::Used));
}

#[test]
fn a_link_for_something_else_is_no_invitation() {
    let (invitation, _) = invited();
    let recovery = Token::mint(Purpose::Recovery).unwrap();
    let guessed = Token::parse(recovery.reveal().expose(), Purpose::Invitation).unwrap();
    let refused = invitation.show(&guessed, noon(), InviterStanding::MayInvite).unwrap_err();
    assert_eq!(refused, InvitationRefused::Link(TokenRefused::Unknown));
}

#[test]
fn accepting_with_a_new_passkey_signs_in() {
    let (mut invitation, token) = invited();
    let (member, site) = (member(), site());
    let welcome = invitation.show(&token, noon(), InviterStanding::MayInvite).unwrap();
    let (question, pending) = site.start_enrolment(&member, &MayEnrol::Invited(&welcome), &[], noon()).unwrap();
    let enrolled = site.finish_enrolment(&pending, &Device::new(5).enrol(&question), later(1)).unwrap();
    let accepted = invitation.accept(&token, &member, later(1), InviterStanding::MayInvite).unwrap();
    let (session, _) = Session::begin(&Proof::Joined(accepted, enrolled), later(1)).unwrap();
    assert_eq!(session.person, member.id);
}

#[test]
fn anothers_passkey_does_not_go_with_an_invitation() {
    let (invitation, token) = invited();
    let site = site();
    let welcome = invitation.show(&token, noon(), InviterStanding::MayInvite).unwrap();
    let first = person("Member, events", "member@group.example");
    let (question, pending) = site.start_enrolment(&first, &MayEnrol::Invited(&welcome), &[], noon()).unwrap();
    let enrolled = site.finish_enrolment(&pending, &Device::new(5).enrol(&question), noon()).unwrap();
    let mut other = invitation.clone();
    let accepted = other.accept(&token, &member(), noon(), InviterStanding::MayInvite).unwrap();
    assert!(Session::begin(&Proof::Joined(accepted, enrolled), noon()).is_err());
}

#[test]
fn the_founders_link_is_for_whoever_holds_it_once() {
    let (mut invitation, token) = Invitation::offer(Guest::Founder, noon()).unwrap();
    assert!(invitation.accept(&token, &chair(), later(1), InviterStanding::MayInvite).is_ok());
    assert!(invitation.accept(&token, &member(), later(1), InviterStanding::MayInvite).is_err());
}

//! Invitations as the store keeps them: one link, one person, and all of it or nothing.

mod both;
mod roster;

use basics::{GroupId, PersonId};
use charter::{Actor, act::InviteMember};
use jiff::SignedDuration;
use people::{
    Accepted, Guest, Invitation, InvitationRefused, InviterStanding, NewPassword, Person, Proof, Role, Session,
    Standing, StoredPassword, Token, TotpCode, TotpSecret, TypedPassword, password,
};
use roster::{founding_with, group_with, member_until, person};
use store::{Declined, Founder, Joining, NewWay, Store};

const GOOD_PASSWORD: &str = "kettle orbit maple thirteen";

fn for_member(group: GroupId, invited: &Person, inviter: Option<PersonId>) -> Guest {
    Guest::Colleague { group, email: invited.email.clone(), role: Role::Member, inviter }
}
async fn invite(store: &Store, group: GroupId, by: &Person, invited: &Person) -> Result<Token, Declined> {
    let (offered, link) = Invitation::offer(for_member(group, invited, Some(by.id)), store.now()).unwrap();
    let judged = store.begin(group, Actor::Person(by.id), InviteMember { person: invited.id }).await?;
    judged.keep(&offered).await?.commit().await?;
    Ok(link)
}
async fn accepted(store: &Store, link: &Token, person: &Person) -> Accepted {
    let mut kept = store.invitation(link.hash()).await.unwrap().unwrap();
    kept.invitation.accept(link, person, store.now(), InviterStanding::MayInvite).unwrap()
}
/// Comes in with a password and a code, as the acts do it.
async fn join(store: &Store, link: &Token, person: &Person) -> Result<Session, Declined> {
    join_with(store, link, person, accepted(store, link, person).await).await
}
/// The same with an acceptance that was seen to before.
async fn join_with(store: &Store, link: &Token, person: &Person, accepted: Accepted) -> Result<Session, Declined> {
    let (secret, chosen) = (TotpSecret::mint().unwrap(), NewPassword::choose(GOOD_PASSWORD, &[]).unwrap());
    let stored = StoredPassword::hash(&chosen).unwrap();
    let code = TotpCode::parse(secret.code_at(store.now()).expose()).unwrap();
    let code = secret.check(person.id, &code, store.now(), None).unwrap();
    let step = code.step();
    let typed = TypedPassword::take(GOOD_PASSWORD).unwrap();
    let matched = password::check(Some((person.id, &stored)), &typed).unwrap();
    let (session, _) = Session::begin(&Proof::PasswordAndCode(matched, code), store.now()).unwrap();
    let way = NewWay::PasswordAndCode { password: &stored, secret: &secret, step };
    let joining =
        Joining { accepted: &accepted, link: link.hash(), person, way, session: &session, browser: "Firefox on Linux" };
    store.bookkeeping().join(&joining).await?;
    Ok(session)
}
/// A chair whose term ends in ten hours and a member without an end, in one group.
async fn two(store: &Store) -> (GroupId, Person, Person) {
    let (chair, member) = (person("Chair", "chair@group.example"), person("Member", "member@group.example"));
    store.bookkeeping().create_person(&chair).await.unwrap();
    store.bookkeeping().create_person(&member).await.unwrap();
    let end = store.now().plus(SignedDuration::from_hours(10));
    let chairing = Founder { offices: vec!["chair".into()], ..member_until(&chair, Some(end)) };
    let group = group_with(store, vec![chairing, member_until(&member, None)]).await;
    (group, chair, member)
}

stories! {
    async fn a_member_invites_somebody_on_the_roster_who_comes_in_once(store: Store) {
        let (group, chair, member) = two(&store).await;
        let link = invite(&store, group, &chair, &member).await.unwrap();
        assert_eq!(store.invitations(group).await.unwrap().len(), 1);
        let session = join(&store, &link, &member).await.unwrap();
        assert!(store.has_a_way_in(member.id).await.unwrap());
        assert_eq!(store.session(session.token).await.unwrap().unwrap().person, member.id);
        assert!(store.invitations(group).await.unwrap().is_empty());
        let log = store.verify_log(group).await.unwrap();
        assert!(log.whole());
    }

    async fn no_group_invites_into_an_account_that_waits_for_its_person_in_another(store: Store) {
        let (_, _, member) = two(&store).await;
        let rival = person("Rival", "rival@elsewhere.example");
        store.bookkeeping().create_person(&rival).await.unwrap();
        let with_them = || vec![member_until(&rival, None), member_until(&member, None)];
        let refused = store.found(founding_with(&store, with_them())).await.unwrap_err().to_string();
        assert!(refused.contains("Member has an account here that nobody has signed in to yet"), "{refused}");
    }

    async fn somebody_who_came_in_may_belong_to_a_second_group(store: Store) {
        let (group, chair, member) = two(&store).await;
        let link = invite(&store, group, &chair, &member).await.unwrap();
        join(&store, &link, &member).await.unwrap();
        group_with(&store, vec![member_until(&member, None)]).await;
    }

    async fn somebody_who_is_not_on_the_roster_is_not_invited(store: Store) {
        let (group, chair, _) = two(&store).await;
        let stranger = person("Stranger", "stranger@elsewhere.example");
        store.bookkeeping().create_person(&stranger).await.unwrap();
        let refused = invite(&store, group, &chair, &stranger).await.err().unwrap();
        assert!(matches!(refused, Declined::ByCharter(_)), "{refused}");
        let refused = invite(&store, group, &stranger, &chair).await.err().unwrap();
        assert!(matches!(refused, Declined::ByCharter(_)), "{refused}");
    }

    async fn an_invitation_is_accepted_once_even_when_two_try_at_once(store: Store) {
        let (group, chair, member) = two(&store).await;
        let link = invite(&store, group, &chair, &member).await.unwrap();
        let both = (accepted(&store, &link, &member).await, accepted(&store, &link, &member).await);
        let (first, second) =
            tokio::join!(join_with(&store, &link, &member, both.0), join_with(&store, &link, &member, both.1));
        assert!(first.is_ok() ^ second.is_ok(), "one of two came in");
        assert_eq!(store.sessions_of(member.id).await.unwrap().len(), 1);
    }

    async fn a_newer_invitation_takes_the_place_of_an_older_one(store: Store) {
        let (group, chair, member) = two(&store).await;
        let old = invite(&store, group, &chair, &member).await.unwrap();
        let new = invite(&store, group, &chair, &member).await.unwrap();
        let kept = store.invitation(old.hash()).await.unwrap().unwrap();
        let refused = kept.invitation.show(&old, store.now(), InviterStanding::MayInvite).unwrap_err();
        assert_eq!(refused, InvitationRefused::Link(people::TokenRefused::Expired));
        assert!(join(&store, &new, &member).await.is_ok());
    }

    async fn au07_an_invitation_that_is_only_looked_at_stays(store: Store) {
        let (group, chair, member) = two(&store).await;
        let link = invite(&store, group, &chair, &member).await.unwrap();
        for _ in 0..20 {
            let kept = store.invitation(link.hash()).await.unwrap().unwrap();
            assert_eq!(store.inviter_standing(&kept).await.unwrap(), InviterStanding::MayInvite);
            kept.invitation.show(&link, store.now(), InviterStanding::MayInvite).unwrap();
        }
        assert!(join(&store, &link, &member).await.is_ok());
    }

    async fn au08_an_invitation_is_kept_for_the_mailbox_on_the_roster_only(store: Store) {
        let (group, chair, member) = two(&store).await;
        let stranger = person("Stranger", "stranger@elsewhere.example");
        let (offered, _) = Invitation::offer(for_member(group, &stranger, Some(chair.id)), store.now()).unwrap();
        let act = InviteMember { person: member.id };
        let judged = store.begin(group, Actor::Person(chair.id), act).await.unwrap();
        assert!(matches!(judged.keep(&offered).await.err(), Some(Declined::NotFound("person"))));
        let link = invite(&store, group, &chair, &member).await.unwrap();
        let mut kept = store.invitation(link.hash()).await.unwrap().unwrap();
        let refused = kept.invitation.accept(&link, &stranger, store.now(), InviterStanding::MayInvite).unwrap_err();
        assert_eq!(refused, InvitationRefused::AnotherAddress);
        assert!(store.invitation(link.hash()).await.unwrap().unwrap().invitation.link.consumed.is_none());
    }

    async fn au09_an_invitation_dies_with_the_term_of_who_sent_it(store: Store) {
        let (group, chair, member) = two(&store).await;
        let link = invite(&store, group, &chair, &member).await.unwrap();
        store.clock().advance(SignedDuration::from_hours(10));
        let kept = store.invitation(link.hash()).await.unwrap().unwrap();
        assert_eq!(store.inviter_standing(&kept).await.unwrap(), InviterStanding::NoLonger);
        let refused = join(&store, &link, &member).await.unwrap_err();
        assert_eq!(refused.to_string(), InvitationRefused::InviterLostAuthority.to_string());
        assert!(!store.has_a_way_in(member.id).await.unwrap(), "nothing of it was kept");
        assert!(store.sessions_of(member.id).await.unwrap().is_empty());
        assert!(store.invitation(link.hash()).await.unwrap().unwrap().invitation.link.consumed.is_none());
    }

    async fn an_invitation_adds_nothing_to_an_account_that_can_sign_in(store: Store) {
        let (group, chair, member) = two(&store).await;
        let link = invite(&store, group, &chair, &member).await.unwrap();
        join(&store, &link, &member).await.unwrap();
        let again = invite(&store, group, &chair, &member).await.unwrap();
        let refused = join(&store, &again, &member).await.unwrap_err();
        assert!(refused.to_string().contains("can sign in already"), "{refused}");
        let accepted = accepted(&store, &again, &member).await;
        store.bookkeeping().accept(&accepted, again.hash()).await.unwrap();
    }

    async fn the_operator_lets_the_first_person_in_and_only_the_first(store: Store) {
        let (group, chair, member) = two(&store).await;
        let (offered, link) = Invitation::offer(for_member(group, &chair, None), store.now()).unwrap();
        let judged = store.begin_first_invitation(group, InviteMember { person: chair.id }).await.unwrap();
        judged.keep(&offered).await.unwrap().commit().await.unwrap();
        join(&store, &link, &chair).await.unwrap();
        let refused = store.begin_first_invitation(group, InviteMember { person: member.id }).await.err().unwrap();
        assert!(refused.to_string().contains("Chair can sign in and invites the others"), "{refused}");
    }

    async fn a_founder_belongs_here_until_the_group_is_there(store: Store) {
        let founder = person("Founder", "founder@group.example");
        let (offered, link) = Invitation::offer(Guest::Founder, store.now()).unwrap();
        store.bookkeeping().invite_founder(&offered).await.unwrap();
        let (newer, second) = Invitation::offer(Guest::Founder, store.now()).unwrap();
        store.bookkeeping().invite_founder(&newer).await.unwrap();
        let old = store.invitation(link.hash()).await.unwrap().unwrap();
        assert!(old.invitation.show(&link, store.now(), InviterStanding::MayInvite).is_err());
        assert_eq!(store.belonging(founder.id).await.unwrap(), Standing::Left);
        join(&store, &second, &founder).await.unwrap();
        assert_eq!(store.belonging(founder.id).await.unwrap(), Standing::Belongs);
        assert_eq!(store.person(founder.id).await.unwrap(), Some(founder.clone()));
        store.clock().advance(SignedDuration::from_secs(1));
        group_with(&store, vec![member_until(&founder, None)]).await;
        assert_eq!(store.belonging(founder.id).await.unwrap(), Standing::Belongs);
    }

    async fn a_founder_who_takes_their_time_belongs_here_all_the_same(store: Store) {
        let founder = person("Founder", "founder@group.example");
        let (offered, link) = Invitation::offer(Guest::Founder, store.now()).unwrap();
        store.bookkeeping().invite_founder(&offered).await.unwrap();
        join(&store, &link, &founder).await.unwrap();
        store.clock().advance(SignedDuration::from_hours(60 * 24));
        assert_eq!(store.bookkeeping().sweep().await.unwrap(), 1, "their session, and not what lets them found");
        assert_eq!(store.belonging(founder.id).await.unwrap(), Standing::Belongs);
    }

    async fn a_founder_who_is_not_on_the_roster_has_done_their_part(store: Store) {
        let founder = person("Founder", "founder@group.example");
        let (offered, link) = Invitation::offer(Guest::Founder, store.now()).unwrap();
        store.bookkeeping().invite_founder(&offered).await.unwrap();
        join(&store, &link, &founder).await.unwrap();
        store.clock().advance(SignedDuration::from_secs(1));
        two(&store).await;
        assert_eq!(store.belonging(founder.id).await.unwrap(), Standing::Left);
    }
}

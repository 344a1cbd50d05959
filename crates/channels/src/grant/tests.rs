//! Who can do what on which channel, from when to when.

use super::*;
use crate::{CannotGrant, GrantWish, State, testing::channel};
use basics::Zone;
use proptest::prelude::*;

fn at(micros: i64) -> Moment {
    Moment::from_micros(1_700_000_000_000_000 + micros)
}
fn berlin() -> Zone {
    Zone::named("Europe/Berlin").unwrap()
}
fn person() -> PersonId {
    PersonId::mint(at(0))
}
fn wish(channel: ChannelId, to: PersonId) -> GrantWish {
    GrantWish { channel, to, capability: Capability::Publish, reason: "Release posts".into(), until: None }
}
fn grant(channel: ChannelId, person: PersonId, capability: Capability) -> Grant {
    let reason = "Test".to_owned();
    let (from, until) = (at(100), at(200));
    Grant { id: GrantId::mint(at(0)), channel, person, capability, reason, from, until, by: person, ended: None }
}

#[test]
fn c7_a_new_member_has_no_access() {
    let (somebody, mastodon) = (person(), channel("Mastodon"));
    assert!(held(&[grant(mastodon.id, person(), Capability::Publish)], somebody, mastodon.id, at(150)).is_empty());
}

#[test]
fn a_grant_holds_from_its_first_instant_to_its_end() {
    let mut one = grant(channel("Mastodon").id, person(), Capability::Reply);
    for (instant, holds) in [(99, false), (100, true), (199, true), (200, false)] {
        assert_eq!(one.holds(at(instant)), holds, "{instant}");
    }
    one.ended = Some(Ended { at: at(150), by: None, why: "the term ended".into() });
    assert!(one.holds(at(149)) && !one.holds(at(150)));
    one.ended = Some(Ended { at: at(900), by: None, why: "too late".into() });
    assert_eq!(one.ends(), at(200), "taking back cannot prolong");
}

#[test]
fn one_capability_on_one_channel_includes_no_other() {
    let (somebody, mastodon, bluesky) = (person(), channel("Mastodon").id, channel("Bluesky").id);
    for capability in Capability::ALL {
        let grants = [grant(mastodon, somebody, capability)];
        assert_eq!(held(&grants, somebody, mastodon, at(150)), BTreeSet::from([capability]));
        assert!(held(&grants, somebody, bluesky, at(150)).is_empty());
        assert_eq!(capability.as_str().parse(), Ok(capability));
    }
    assert!("owner".parse::<Capability>().unwrap_err().to_string().contains("administer"));
}

#[test]
fn g4_a_grant_ends_with_the_term_unless_it_says_earlier() {
    let (to, by, mastodon) = (person(), person(), channel("Mastodon").id);
    let (now, term_end) = (at(100), at(500));
    let give = |until| {
        let wish = GrantWish { until, ..wish(mastodon, to) };
        wish.grant(GrantId::mint(now), by, &[], Some(term_end), now, &Zone::utc())
    };
    let given = give(None).unwrap();
    assert_eq!((given.until, given.from, given.by, given.person), (term_end, now, by, to));
    assert_eq!(give(Some(at(400))).unwrap().until, at(400));
    assert_eq!(give(Some(term_end)).unwrap().until, term_end);
    assert_eq!(give(Some(now)), Err(CannotGrant::AlreadyOver { until: now, zone: Zone::utc() }));
}

#[test]
fn ac04_a_grant_beyond_the_term_is_refused_and_the_end_named() {
    let (until, term_end) = (at(501), at(500));
    let wish = GrantWish { until: Some(until), ..wish(channel("Mastodon").id, person()) };
    let refusal = wish.grant(GrantId::mint(at(0)), person(), &[], Some(term_end), at(100), &berlin()).unwrap_err();
    assert_eq!(refusal, CannotGrant::PastTerm { until, term_end, zone: berlin() });
    assert!(refusal.to_string().contains("term ends on Tue 14 Nov 2023, 23:13 CET"), "{refusal}");
}

#[test]
fn g4_reason_and_end_are_required() {
    let mastodon = channel("Mastodon").id;
    let blank = GrantWish { reason: " \u{200b}".into(), ..wish(mastodon, person()) };
    assert_eq!(
        blank.grant(GrantId::mint(at(0)), person(), &[], Some(at(9)), at(1), &Zone::utc()),
        Err(CannotGrant::NoReason)
    );
    let endless = wish(mastodon, person());
    assert_eq!(endless.grant(GrantId::mint(at(0)), person(), &[], None, at(1), &Zone::utc()), Err(CannotGrant::NoEnd));
}

#[test]
fn ac05_the_second_grant_of_the_same_is_refused_while_the_first_holds() {
    let (to, mastodon) = (person(), channel("Mastodon").id);
    let mut first = grant(mastodon, to, Capability::Publish);
    let again = |existing: &Grant| {
        let existing = std::slice::from_ref(existing);
        wish(mastodon, to).grant(GrantId::mint(at(0)), person(), existing, Some(at(500)), at(150), &berlin())
    };
    let refusal = again(&first).unwrap_err();
    assert!(matches!(refusal, CannotGrant::AlreadyGranted { grant, .. } if grant == first.id));
    let told = refusal.to_string();
    assert!(told.contains("can publish there already, by a grant that ends on Tue 14 Nov 2023, 23:13 CET"), "{told}");
    first.ended = Some(Ended { at: at(120), by: None, why: "taken back".into() });
    assert!(again(&first).is_ok());
}

#[test]
fn ac12_administering_every_channel_in_use_is_seen_before_it_happens() {
    let (me, register) = (person(), [channel("Mastodon"), channel("Bluesky"), channel("Old")]);
    let retired = Channel { state: State::Retired, ..register[2].clone() };
    let register = [register[0].clone(), register[1].clone(), retired];
    let grants = [grant(register[0].id, me, Capability::Administer)];
    assert!(would_administer_all(&register, &grants, me, register[1].id, at(150)));
    assert!(!would_administer_all(&register, &grants, me, register[0].id, at(150)));
    assert!(!would_administer_all(&register, &grants, me, register[1].id, at(250)), "the other grant is over");
    assert!(!would_administer_all(&register[..1], &grants, me, register[0].id, at(150)), "one channel is not all");
}

#[test]
fn g8_one_administrator_and_one_for_all_are_worth_a_warning() {
    let (a, b, register) = (person(), person(), [channel("Mastodon"), channel("Bluesky")]);
    let administer = |channel: usize, person| grant(register[channel].id, person, Capability::Administer);
    let nobody = concerns(&register, &[], at(150));
    assert!(matches!(nobody[..], [Concern::NobodyAdministers { .. }, Concern::NobodyAdministers { .. }]));
    let grants = [administer(0, a), administer(0, b), administer(1, a)];
    let expected =
        [Concern::OneAdministers { channel: register[1].id, person: a }, Concern::OneAdministersAll { person: a }];
    assert_eq!(concerns(&register, &grants, at(150)), expected);
    let two_each = [administer(0, a), administer(0, b), administer(1, b), administer(1, person())];
    assert_eq!(concerns(&register, &two_each, at(150)), [Concern::OneAdministersAll { person: b }]);
}

#[test]
fn a_grant_reads_back_from_its_stored_form() {
    let one = grant(channel("Mastodon").id, person(), Capability::Moderate);
    let stored = serde_json::to_string(&one).unwrap();
    assert_eq!(serde_json::from_str::<Grant>(&stored).unwrap(), one);
}

proptest! {
    #[test]
    fn no_grant_outlives_the_term_however_it_was_asked_for(until in prop::option::of(0..2_000i64), end in prop::option::of(0..2_000i64)) {
        let asked = GrantWish { until: until.map(at), ..wish(channel("Mastodon").id, person()) };
        let given = asked.grant(GrantId::mint(at(0)), person(), &[], end.map(at), at(500), &Zone::utc());
        if let Ok(given) = given {
            prop_assert!(given.from < given.until);
            prop_assert!(end.is_none_or(|end| given.until <= at(end)));
        }
    }
}

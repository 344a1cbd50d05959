//! Members stay for another term, leave, or let their term pass: over HTTP, by the clock, and by mail.

use acts::{access, answers, opinions, terms};
use basics::{AnswerId, Moment};
use channels::Capability::Publish;
use charter::{
    Act as _, Actor,
    act::{EndTerm, LeaveGroup, RecordAnswer, RenewTerm, RetireChannel},
};
use delivery::{PauseReason, State};
use jiff::SignedDuration;
use mail::{MailServer, Outbox};
use people::Standing;
use store::Declined;
use stories::{Browser, Page, Site, World, both};

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const MEMBERS: &str = "/g/django/members";

/// The terms of the first group began on 1 October 2026.
const END: &str = "2027-04-01T00:00:00Z";
const NEXT_END: &str = "2027-10-01T00:00:00Z";

fn at(instant: &str) -> Moment {
    instant.parse().unwrap()
}

/// Moves the clock to a while before an instant and lets happen what is due by then.
async fn until(world: &World, instant: &str, earlier: SignedDuration) {
    world.pass(at(instant).since(world.now()) - earlier).await;
}

fn own(world: &World, name: &'static str, what: &str) -> String {
    format!("/members/{}/{what}", world.person("django", name))
}

async fn stays(world: &World, browser: &Browser<'_>, name: &'static str) -> Page {
    let page = browser.opens(MEMBERS).await;
    browser.sends_and_goes_on(&page.form(&own(world, name, "stay"))).await
}

async fn is_member(world: &World, name: &'static str) -> bool {
    let standing = world.here.store.standing(world.group("django"), world.person("django", name)).await;
    standing.unwrap().is_member()
}

async fn term_end(world: &World, name: &'static str) -> Moment {
    let standing = world.here.store.standing(world.group("django"), world.person("django", name)).await;
    standing.unwrap().term_end.unwrap()
}

/// Somebody asks for an act under their own name, without a page.
async fn asks<A: store::Gather>(world: &World, name: &'static str, act: A) -> Result<store::Judged<A>, Declined> {
    world.here.store.begin(world.group("django"), Actor::Person(world.person("django", name)), act).await
}

#[tokio::test]
async fn d1_a_term_ends_at_its_second_and_with_it_membership_access_and_session() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, SECOND).await;
        let member = site.browser("django", "Member A").await;
        assert_eq!(member.opens("/g/django/").await.status, 200);
        assert!(is_member(&world, "Member A").await);
        let person = world.person("django", "Member A");
        assert!(!world.here.store.sessions_of(person).await.unwrap().is_empty());

        world.pass(SECOND).await;
        assert!(!is_member(&world, "Member A").await);
        assert!(world.here.store.sessions_of(person).await.unwrap().is_empty(), "the session ended with the term");
        let answer = member.opens("/g/django/").await;
        let page = member.goes_on(answer).await;
        assert!(page.says("Your term has ended, and with it your access"), "{}", page.text());
        let liaison = site.browser("django", "Board Liaison").await.opens(MEMBERS).await;
        assert!(liaison.says("Member A, until 1 Apr 2027: the term ended without renewal"), "{}", liaison.text());
        let log = site.browser("django", "Board Liaison").await.opens("/g/django/audit?act=end_term").await;
        assert!(log.says("The charter") && log.says("ended the term of Member A"), "{}", log.text());
        assert_eq!(log.text().matches("ended the term of Member A").count(), 1, "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn d1_a_term_that_ended_while_nothing_ran_is_over_since_its_second() {
    both(async |world: World| {
        world.here.store.clock().advance(DAY * 365);
        assert!(!is_member(&world, "Member A").await, "rights need no clock to be over");
        world.work().await;
        let members = world.here.store.members(world.group("django")).await.unwrap();
        let left = members.into_iter().find(|member| member.known_as == "Member A").unwrap().left.unwrap();
        assert_eq!((left.0, left.1.as_str()), (at(END), "the term ended without renewal"));
    })
    .await;
}

#[tokio::test]
async fn d5_whoever_opts_in_at_the_last_second_stays_from_the_old_end() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, SECOND).await;
        let member = site.browser("django", "Member A").await;
        let home = member.opens("/g/django/").await;
        assert!(home.says("Say that you stay for another term"), "{}", home.text());
        let page = member.opens(MEMBERS).await;
        assert!(page.says("Say that you stay, and the next one runs until 1 Oct 2027. Clause M13"), "{}", page.text());
        let page = stays(&world, &member, "Member A").await;
        assert!(page.says("You stay for another term."), "{}", page.text());
        assert!(page.says("your next term runs until Fri 1 Oct 2027"), "{}", page.text());
        assert!(!page.offers(&own(&world, "Member A", "stay")), "it is said once");
        assert_eq!(term_end(&world, "Member A").await, at(NEXT_END));
        world.pass(SECOND).await;
        assert_eq!(member.opens(MEMBERS).await.status, 200, "without a gap");
        assert!(!is_member(&world, "Member B").await, "nobody stays for somebody else");
        let log = member.opens("/g/django/audit?act=renew_term").await;
        assert!(log.says("renewed their own term"), "{}", log.text());
        until(&world, NEXT_END, SECOND).await;
        assert!(is_member(&world, "Member A").await);
        world.pass(SECOND).await;
        assert!(!is_member(&world, "Member A").await, "the next term ends like the first");
    })
    .await;
}

#[tokio::test]
async fn d6_late_by_a_second_is_refused_with_what_is_so_now() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, SECOND).await;
        let member = site.browser("django", "Member A").await;
        let form = member.opens(MEMBERS).await.form(&own(&world, "Member A", "stay"));
        world.here.store.clock().advance(SECOND * 2);
        let late = member.sends_and_goes_on(&form).await;
        assert!(late.says("Your term has ended, and with it your access"), "{}", late.text());
        world.work().await;
        assert!(!is_member(&world, "Member A").await);

        let refused = asks(&world, "Member A", RenewTerm { person: world.person("django", "Member A") }).await;
        assert!(matches!(refused.map(drop), Err(Declined::ByCharter(_))), "alumni have no term to renew");
        let terms = world.here.store.terms(world.group("django")).await.unwrap();
        let own = terms::own(&terms, world.person("django", "Member A"), world.now()).unwrap();
        let says = own.next.unwrap_err().to_string();
        assert!(says.contains("could be said until Thu 1 Apr 2027") && says.contains("apply again"), "{says}");
    })
    .await;
}

#[tokio::test]
async fn d7_nobody_opts_in_before_the_window_opens() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, DAY * 60).await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens(MEMBERS).await;
        assert!(page.says("From Tue 2 Mar 2027") && page.says("on you can say that you stay"), "{}", page.text());
        assert!(!page.offers(&own(&world, "Member A", "stay")), "{}", page.text());
        let judged = asks(&world, "Member A", RenewTerm { person: world.person("django", "Member A") }).await.unwrap();
        let early = judged.keep().await.map(drop).unwrap_err().to_string();
        assert!(early.contains("this can be said from Tue 2 Mar 2027"), "{early}");
        until(&world, END, DAY * 30).await;
        let member = site.browser("django", "Member A").await;
        assert!(member.opens(MEMBERS).await.offers(&own(&world, "Member A", "stay")));
    })
    .await;
}

#[tokio::test]
async fn d8_nobody_opts_in_for_a_colleague() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, DAY).await;
        for who in ["Member B", "Chair"] {
            let browser = site.browser("django", who).await;
            let mut form = browser.opens(MEMBERS).await.form(&own(&world, who, "stay"));
            form.to = form
                .to
                .replace(&world.person("django", who).to_string(), &world.person("django", "Member A").to_string());
            let refused = browser.sends(&form).await;
            assert!(refused.status == 403 && refused.says("M13"), "{} {}", refused.status, refused.text());
        }
        assert_eq!(term_end(&world, "Member A").await, at(END));
    })
    .await;
}

#[tokio::test]
async fn d11_the_liaison_has_no_term_that_lapses() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, -DAY).await;
        assert!(is_member(&world, "Board Liaison").await);
        let page = site.browser("django", "Board Liaison").await.opens(MEMBERS).await;
        assert!(page.says("Your membership has no end of its own."), "{}", page.text());
        let refused = asks(&world, "Board Liaison", EndTerm { person: world.person("django", "Board Liaison") }).await;
        let refused = refused.unwrap().keep().await.map(drop).unwrap_err().to_string();
        assert!(refused.contains("this term is not over"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn d14_what_waits_in_the_name_of_somebody_whose_term_passed_is_held_and_a_colleague_sends_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        until(&world, END, DAY).await;
        gives(&world, "Member A").await;
        let post = world.writes("django", "Member A", "After the term").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(DAY * 2).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        stays(&world, &site.browser("django", "Member B").await, "Member B").await;
        stays(&world, &site.browser("django", "Co-Chair").await, "Co-Chair").await;
        world.pass(DAY).await;
        let held = world.deliveries("django", post).await.remove(0);
        assert!(held.row.state == State::Scheduled && held.row.pauses.contains(PauseReason::Authority), "{held:?}");
        let told = world.told("django").await;
        assert!(told[0].detail.contains("Member A planned it and is no longer a member"), "{told:?}");
        world.pass(DAY * 2).await;
        assert_eq!(world.states("django", post).await, [State::Scheduled], "neither sent nor deleted");

        gives(&world, "Member B").await;
        let colleague = site.browser("django", "Member B").await;
        let home = colleague.opens("/g/django/").await;
        assert!(home.says("“After the term”"), "{}", home.text());
        let form = colleague.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let sent = colleague.sends_and_goes_on(&form.with("day", "2027-04-04").with("do", "schedule")).await;
        assert_eq!(sent.status, 200, "{}", sent.text());
        world.pass(DAY).await;
        world.live_through(MINUTE).await;
        assert_eq!(world.states("django", post).await, [State::Verified]);
        let row = world.deliveries("django", post).await.remove(0);
        assert_eq!(row.planned_by, world.person("django", "Member B"), "by the authority of whoever planned it again");
    })
    .await;
}

#[tokio::test]
async fn e1_whoever_leaves_is_gone_at_once_without_a_vote() {
    both(async |world: World| {
        world.give("django", "Chair", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let post = world.writes("django", "Chair", "A release is out").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(DAY).kept().await;
        world.schedules("django", "Chair", post).await.unwrap();
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens(MEMBERS).await;
        for said in [
            "You leave at once; nobody votes on it.",
            "Nobody is Chair then.",
            "Your access ends: 1 grant.",
            "1 post that you planned waits for somebody else; nothing is deleted.",
        ] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
        let gone = chair.sends(&page.form(&own(&world, "Chair", "leave"))).await;
        let gone = chair.goes_on(gone).await;
        let gone = chair.goes_on(gone).await;
        assert!(gone.says("You are no longer a member of a group here"), "{}", gone.text());

        let (group, person) = (world.group("django"), world.person("django", "Chair"));
        assert!(!is_member(&world, "Chair").await);
        assert_eq!(world.here.store.belonging(person).await.unwrap(), Standing::Left);
        let grants = world.here.store.grants(group).await.unwrap();
        assert!(grants.iter().all(|grant| grant.person != person || !grant.holds(world.now())), "{grants:?}");
        let row = world.deliveries("django", post).await.remove(0);
        assert!(row.row.pauses.contains(PauseReason::Authority), "{row:?}");
        let other = site.browser("django", "Co-Chair").await;
        let page = other.opens(MEMBERS).await;
        assert!(page.says("Former membersChair, left on 20 Nov 2026"), "{}", page.text());
        assert!(page.says("Nobody is Chair. The Co-Chair does the work meanwhile."), "{}", page.text());
        let log = other.opens("/g/django/audit?act=leave_group").await;
        assert!(log.says("gave up their own membership"), "{}", log.text());
        world.pass(DAY).await;
        assert_eq!(world.states("django", post).await, [State::Scheduled], "not sent in the name of alumni");
    })
    .await;
}

#[tokio::test]
async fn e1_nobody_leaves_for_somebody_else() {
    both(async |world: World| {
        let refused = asks(&world, "Chair", LeaveGroup { person: world.person("django", "Member B") }).await;
        assert!(matches!(refused.map(drop), Err(Declined::ByCharter(_))));
        assert!(is_member(&world, "Member B").await);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_no_member_ends_no_term() {
    both(async |world: World| {
        let (group, person) = (world.group("django"), world.person("django", "Member B"));
        let stranger = Actor::Person(world.person("jupyter", "Member A"));
        let refused = world.here.store.begin(group, stranger, EndTerm { person }).await;
        assert!(matches!(refused.map(drop), Err(Declined::ByCharter(_))));
        let running = asks(&world, "Chair", EndTerm { person }).await.unwrap().keep().await;
        assert!(running.map(drop).unwrap_err().to_string().contains("this term is not over"));
    })
    .await;
}

#[tokio::test]
async fn d5_each_reminder_is_mailed_once_and_none_after_somebody_said_that_they_stay() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let to = async |name: &str| {
            let address = format!("{name}@django.example");
            outbox.letters().into_iter().filter(|letter| letter.to.to_string() == address).collect::<Vec<_>>()
        };
        until(&world, END, DAY * 30 + SECOND).await;
        assert!(outbox.letters().is_empty());
        world.pass(SECOND).await;
        world.pass(DAY).await;
        let letters = to("member-a").await;
        assert_eq!(letters.len(), 1, "once");
        assert_eq!(letters[0].subject, "Your term in Social Media Working Group ends on Thu 1 Apr 2027");
        assert!(letters[0].text.contains("http://localhost:4100/g/django/members"), "{}", letters[0].text);
        assert!(letters[0].text.contains("The charter says: “"), "{}", letters[0].text);
        assert!(to("board-liaison").await.is_empty(), "who has no term is not reminded");
        let site = Site::of(&world).await;
        stays(&world, &site.browser("django", "Member B").await, "Member B").await;
        until(&world, END, DAY * 2).await;
        assert_eq!(to("member-a").await.len(), 2, "away for two of them, the last is sent");
        assert_eq!(to("member-b").await.len(), 1, "who stays is asked no more");
        until(&world, END, -DAY).await;
        assert_eq!(to("member-a").await.len(), 2, "whose term is over is not reminded of it");
    })
    .await;
}

/// The Co-Chair gives somebody access to the end of their term.
async fn gives(world: &World, name: &'static str) {
    let wish = access::Wish {
        channel: world.channel("django", "Mastodon").await,
        to: world.person("django", name),
        capability: Publish,
        reason: "Writes for the group".to_owned(),
        until: None,
    };
    access::grant(&world.here, world.group("django"), &world.elevated("django", "Co-Chair"), wish).await.unwrap();
}

#[tokio::test]
async fn d5_a_mail_server_that_is_down_loses_no_reminder_and_doubles_none() {
    both(async |mut world: World| {
        let down = MailServer::at("smtp://127.0.0.1:1", "voice@project.example").unwrap();
        let there = world.here.clone();
        world.here = there.clone().with_mail(down.into());
        until(&world, END, DAY * 30).await;
        world.pass(DAY).await;
        let outbox = Outbox::kept();
        world.here = there.with_mail(outbox.clone());
        world.work().await;
        world.pass(DAY).await;
        let letters = outbox.letters();
        let of = |name: &str| letters.iter().filter(|letter| letter.to.to_string().starts_with(name)).count();
        assert_eq!((of("member-a"), of("chair"), letters.len()), (1, 1, 5), "each of those with a term, once");
    })
    .await;
}

#[tokio::test]
async fn f1_the_liaisons_office_counts_as_vacant_from_the_instant_the_board_seat_ended() {
    both(async |world: World| {
        let may_record = async || {
            let group = world.group("django");
            let chair = Actor::Person(world.person("django", "Chair"));
            world
                .here
                .store
                .opinion(group, chair, &RecordAnswer { answer: question(&world).await })
                .await
                .unwrap()
                .may()
        };
        assert!(!may_record().await, "the liaison records what the board answers");
        let ends = world.now().plus(DAY).micros();
        let sql = format!("UPDATE status_held SET until_at = {ends} WHERE status = 'board'");
        world.on_the_database(&sql).await;
        world.pass(DAY - SECOND).await;
        assert!(!may_record().await);
        world.pass(SECOND).await;
        assert!(may_record().await, "while nobody is liaison, the chair does");
        let page = Site::of(&world).await.browser("django", "Chair").await.opens(MEMBERS).await;
        assert!(page.says("Nobody is Board Liaison."), "{}", page.text());
    })
    .await;
}

/// The question to the board whether a channel is to be retired, put by a member where it was not before.
async fn question(world: &World) -> AnswerId {
    let group = world.group("django");
    if let Some(known) = world.here.store.questions(group).await.unwrap().first() {
        return known.id;
    }
    let act = RetireChannel { channel: world.channel("django", "Mastodon").await };
    let (who, person) = (world.elevated("django", "Member A"), world.person("django", "Member A"));
    let opinion = opinions::may(&world.here, group, person, &act).await.unwrap();
    let matters = answers::open_matters(&opinion);
    answers::ask(&world.here, group, &who, act.object(), matters[0], "Shall Mastodon be left?").await.unwrap()
}

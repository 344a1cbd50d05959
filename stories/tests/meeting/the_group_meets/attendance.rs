//! Attendance: who was there, corrections by two, and what a convener alone is told.

use super::scene::{
    DAY, HOUR, MINUTE, held_with, home, meetings, meets_regularly, names_convener, page_of, plans, set, until,
};
use acts::answers;
use stories::{Page, Site, World, both};

const EVERYBODY: &[&str] = &["Member A", "Member B", "Member C", "Member D"];
const WITHOUT_D: &[&str] = &["Member A", "Member B", "Member C"];
const FLAG: &str = "Member D missed many meetings";

/// So many regular meetings, at the first of which Member D is, and not at those that follow.
async fn lived(world: &World, site: &Site<'_>, held: usize, attended: usize) {
    meets_regularly(world, site).await;
    names_convener(world, "Member A").await;
    for (n, row) in meetings(world, "jupyter").await.iter().take(held).enumerate() {
        held_with(world, site, row, if n < attended { EVERYBODY } else { WITHOUT_D }).await;
    }
    world.pass(HOUR * 2).await;
}

async fn flagged(site: &Site<'_>) -> bool {
    home(site, "Member A").await.says(FLAG)
}

/// Somebody's own page on their attendance.
async fn own(site: &Site<'_>, name: &'static str) -> Page {
    site.browser("jupyter", name).await.opens("/g/jupyter/attendance").await
}

#[tokio::test]
async fn l1_four_of_six_missed_is_no_flag_and_five_of_six_is_one() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        lived(&world, &site, 6, 2).await;
        assert!(own(&site, "Member D").await.says("You missed 4 of 6 regular meetings"));
        assert!(!flagged(&site).await, "exactly two thirds");
    })
    .await;
    both(async |world: World| {
        let site = Site::of(&world).await;
        lived(&world, &site, 6, 1).await;
        assert!(flagged(&site).await, "five of six");
    })
    .await;
}

#[tokio::test]
async fn l2_four_of_seven_missed_is_no_flag_and_five_of_seven_is_one() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        lived(&world, &site, 7, 3).await;
        assert!(own(&site, "Member D").await.says("You missed 4 of 7 regular meetings") && !flagged(&site).await);
    })
    .await;
    both(async |world: World| {
        let site = Site::of(&world).await;
        lived(&world, &site, 7, 2).await;
        assert!(flagged(&site).await, "five of seven");
    })
    .await;
}

#[tokio::test]
async fn l6_meetings_beside_the_regular_ones_and_those_called_off_are_not_counted() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member B").await;
        for (what, day) in [("ad_hoc", "2026-11-26"), ("emergency", "2026-11-27"), ("ad_hoc", "2026-11-28")] {
            plans(&member, "jupyter", what, day).await;
        }
        meets_regularly(&world, &site).await;
        let regular: Vec<_> =
            meetings(&world, "jupyter").await.into_iter().filter(|row| row.series.is_some()).collect();
        let page = member.opens(&page_of("jupyter", &regular[2])).await;
        member.sends_and_goes_on(&page.form("/cancel").with("why", "A holiday")).await;
        until(&world, regular[2].starts.plus(DAY)).await;
        let page = own(&site, "Member D").await;
        assert!(page.says("You missed 2 of 2 regular meetings"), "of six, two were regular and held: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn l7_an_excused_absence_counts_as_missed_and_is_shown_with_its_reason() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let all = meetings(&world, "jupyter").await;
        let member = site.browser("jupyter", "Member D").await;
        let page = member.opens(&page_of("jupyter", &all[0])).await;
        assert!(page.says("Only you see it") && !page.says("convener"), "nobody is one: {}", page.text());
        names_convener(&world, "Member A").await;
        let page = member.opens(&page_of("jupyter", &all[0])).await;
        assert!(page.says("You and the convener see it"), "{}", page.text());
        member.sends_and_goes_on(&page.form("/excuse").with("excuse", "Exams in autumn")).await;
        for row in all.iter().take(4) {
            held_with(&world, &site, row, WITHOUT_D).await;
        }
        world.pass(HOUR * 2).await;
        let page = own(&site, "Member D").await;
        assert!(page.says("You missed 4 of 4 regular meetings, 1 of them excused"), "{}", page.text());
        let convener = site.browser("jupyter", "Member A").await;
        let task = convener.opens(&format!("/g/jupyter/attendance/{}", world.person("jupyter", "Member D"))).await;
        assert!(task.says("excused: Exams in autumn") && task.says("no reason given"), "{}", task.text());
    })
    .await;
}

#[tokio::test]
async fn l8_a_flag_is_the_conveners_alone_and_has_three_answers() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        lived(&world, &site, 6, 1).await;
        let address = format!("/g/jupyter/attendance/{}", world.person("jupyter", "Member D"));
        let before = world.log(world.group("jupyter")).await.len();
        for name in ["Member B", "Member C", "Member D"] {
            let browser = site.browser("jupyter", name).await;
            assert_eq!(browser.opens(&address).await.status, 404, "{name}");
            let last = meetings(&world, "jupyter").await.remove(5);
            let pages = ["", "/meetings", "/members", "/audit", "/decisions", "/requests", "/charter", "/calendar"];
            let pages = pages.iter().map(|page| format!("/g/jupyter{page}")).chain([page_of("jupyter", &last)]);
            for page in pages {
                let shown = browser.opens(&page).await;
                assert_eq!(shown.status, 200, "{page}");
                let tells = ["missed many", "missed 5", "falls short", &address];
                assert!(tells.iter().all(|words| !shown.html.contains(words)), "{name} on {page}: {}", shown.text());
            }
        }
        let convener = site.browser("jupyter", "Member A").await;
        let page = convener.opens("/g/jupyter/").await;
        assert!(page.says(FLAG) && page.says("only you see this") && page.says("5 of 6"), "{}", page.text());
        let task = convener.opens(&address).await;
        for words in ["Ask them", "Not now", "Record a leave", "Nothing happens by itself"] {
            assert!(task.says(words), "{words}: {}", task.text());
        }
        let to = format!("/attendance/{}", world.person("jupyter", "Member D"));
        let unsaid = convener.sends(&task.form(&to).with("answer", "not_now")).await;
        assert!(unsaid.status == 422 && unsaid.says("Say why not now"), "{}", unsaid.text());
        let form = unsaid.form(&to).with("answer", "not_now").with("reason", "New job");
        let forged = site.browser("jupyter", "Member B").await;
        let token =
            forged.opens("/g/jupyter/meetings/new").await.form("/meetings/new").value("token").unwrap().to_owned();
        assert_eq!(forged.sends(&form.clone().with("token", token)).await.status, 404, "nobody else answers it");
        let page = convener.sends_and_goes_on(&form).await;
        assert!(page.says("not now: New job") && page.says("There is nothing to answer now"), "{}", page.text());
        assert!(!flagged(&site).await, "it is answered");
        assert_eq!(world.log(world.group("jupyter")).await.len(), before, "and stands in no log");

        let next = meetings(&world, "jupyter").await.remove(6);
        held_with(&world, &site, &next, WITHOUT_D).await;
        world.pass(HOUR * 2).await;
        assert!(flagged(&site).await, "told again when another meeting was missed");
        let convener = site.browser("jupyter", "Member A").await;
        let form = convener.opens(&address).await.form(&to).with("answer", "leave").with("until", "2027-03-31");
        convener.sends_and_goes_on(&form).await;
        let next = meetings(&world, "jupyter").await.remove(7);
        held_with(&world, &site, &next, WITHOUT_D).await;
        world.pass(HOUR * 2).await;
        assert!(!flagged(&site).await, "a leave lasts to its end");
        let standing = world.here.store.standing(world.group("jupyter"), world.person("jupyter", "Member D")).await;
        assert!(standing.unwrap().is_member(), "nothing was automatic");
    })
    .await;
}

#[tokio::test]
async fn l8_without_a_convener_nobody_is_told_and_the_group_names_one_by_its_own_decision() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member B").await;
        let list = member.opens("/g/jupyter/meetings").await;
        assert!(list.says("Nobody is named convener"), "{}", list.text());
        let form = list.form("/house/ask").with("rule", "convener");
        let asked =
            member.sends_and_goes_on(&form.with("value", world.person("jupyter", "Member C").to_string())).await;
        assert!(asked.says("Shall Member C be convener?"), "{}", asked.text());
        let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member A"));
        let question = world.here.store.questions(group).await.unwrap()[0].id;
        let (source, tally) = ("https://minutes.example/convener".to_owned(), String::new());
        let yes = answers::Filled { yes: true, decided_on: "2026-11-20".to_owned(), source, tally };
        answers::record(&world.here, group, &who, question, yes).await.unwrap();
        let list = member.opens("/g/jupyter/meetings").await;
        assert!(list.says("Nobody is named convener"), "a yes is carried out by a person: {}", list.text());
        let list = member.sends_and_goes_on(&list.form("/meetings/house")).await;
        assert!(list.says("The rule of the house is set."), "{}", list.text());
        let list = member.opens("/g/jupyter/meetings").await;
        assert!(list.says("Member C alone is told"), "{}", list.text());
        let house = member.opens("/g/jupyter/charter").await;
        assert!(house.says("The convener is Member C."), "{}", house.text());
        let django = site.browser("django", "Chair").await;
        assert_eq!(
            django.opens("/g/django/attendance").await.status,
            404,
            "where a charter asks nothing, nothing is counted"
        );
    })
    .await;
}

#[tokio::test]
async fn l9_whoever_is_asked_and_declines_stays() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        lived(&world, &site, 6, 1).await;
        let convener = site.browser("jupyter", "Member A").await;
        let address = format!("/attendance/{}", world.person("jupyter", "Member D"));
        let form = convener.opens(&format!("/g/jupyter{address}")).await.form(&address);
        convener.sends_and_goes_on(&form.with("answer", "ask").with("reason", "We miss you.")).await;
        assert!(!home(&site, "Member B").await.says("wants to stay") && !flagged(&site).await);
        let asked = home(&site, "Member D").await;
        assert!(asked.says("Member A asks whether you want to stay"), "{}", asked.text());
        let member = site.browser("jupyter", "Member D").await;
        let page = member.opens("/g/jupyter/attendance").await;
        assert!(
            page.says("We miss you.") && page.says("only a decision of the group could change that"),
            "{}",
            page.text()
        );
        let page = member.sends_and_goes_on(&page.form("/attendance/stay")).await;
        assert!(page.says("You stay. The convener reads it.") && !page.offers("/attendance/stay"), "{}", page.text());
        let task = convener.opens(&format!("/g/jupyter{address}")).await;
        assert!(task.says("was asked, and stays"), "{}", task.text());
        world.pass(DAY).await;
        let standing = world.here.store.standing(world.group("jupyter"), world.person("jupyter", "Member D")).await;
        assert!(standing.unwrap().is_member());
    })
    .await;
}

#[tokio::test]
async fn l10_of_ninety_days_the_ninetieth_before_today_is_out() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let first = meetings(&world, "jupyter").await.remove(0);
        until(&world, first.starts.plus(DAY * 89)).await;
        assert!(
            own(&site, "Member D").await.says("You missed 7 of 7 regular meetings"),
            "on its ninetieth day it counts"
        );
        world.pass(DAY).await;
        assert!(own(&site, "Member D").await.says("You missed 6 of 6 regular meetings"), "a day later it does not");
    })
    .await;
}

#[tokio::test]
async fn l11_without_meetings_nobody_is_flagged() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        names_convener(&world, "Member A").await;
        world.pass(DAY * 120).await;
        assert!(!home(&site, "Member A").await.says("missed many"));
        assert!(own(&site, "Member D").await.says("You missed 0 of 0 regular meetings"));
    })
    .await;
}

#[tokio::test]
async fn l12_read_strictly_whoever_came_to_four_of_six_is_flagged() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        lived(&world, &site, 6, 4).await;
        assert!(!flagged(&site).await, "the literal reading is the default");
        let list = site.browser("jupyter", "Member A").await.opens("/g/jupyter/meetings").await;
        assert!(list.says("Ask to read it strictly"), "{}", list.text());
        set(&world, "attendance_reading", "strict").await;
        assert!(flagged(&site).await);
        let house = site.browser("jupyter", "Member B").await.opens("/g/jupyter/charter").await;
        assert!(house.says("Attendance is read strictly"), "{}", house.text());
    })
    .await;
}

#[tokio::test]
async fn l13_whoever_came_late_is_present_and_two_people_correct_within_fourteen_days() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        let address = page_of("jupyter", &row);
        until(&world, row.starts.plus(MINUTE * 20)).await;
        let late = site.browser("jupyter", "Member D").await;
        let page = late.sends_and_goes_on(&late.opens(&address).await.form("/present")).await;
        assert!(page.says("You were there.") && page.says("Member Dwas there"), "{}", page.text());

        until(&world, row.starts.plus(DAY * 3)).await;
        let forgot = site.browser("jupyter", "Member C").await;
        let page = forgot.opens(&address).await;
        assert!(!page.offers("/present"), "a day after it is too late for one's own word: {}", page.text());
        let form = page.form("/correct").with("person", world.person("jupyter", "Member C").to_string());
        let page = forgot.sends_and_goes_on(&form.with("was", "present")).await;
        assert!(page.says("Member C says that Member C was there.") && !page.offers("/confirm"), "{}", page.text());
        assert!(!page.says("Member Cwas there"), "one word is not enough: {}", page.text());
        let other = site.browser("jupyter", "Member B").await;
        let confirm = other.opens(&address).await.form("/confirm");
        let token = page.form("/correct").value("token").unwrap().to_owned();
        let alone = forgot.sends(&confirm.clone().with("token", token)).await;
        assert!(alone.status == 422 && alone.says("another member confirms it"), "{} {}", alone.status, alone.text());
        let page = other.sends_and_goes_on(&confirm).await;
        assert!(page.says("Member Cwas there"), "{}", page.text());

        until(&world, row.starts.plus(DAY * 15)).await;
        let closed = site.browser("jupyter", "Member B").await.opens(&address).await;
        assert!(!closed.offers("/correct") && !closed.offers("/excuse"), "{}", closed.text());
    })
    .await;
}

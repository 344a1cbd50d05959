//! The calendar that people subscribe to, read by a parser that is not the writer's.

use super::scene::{meetings, meets_regularly, page_of, plans};
use ical::{IcalParser, parser::ical::component::IcalEvent};
use stories::{Browser, Page, Site, World, both};

/// Makes an address on one's own page; what comes back is its path.
async fn subscribes(browser: &Browser<'_>, group: &str) -> String {
    let form = browser.opens("/you").await.form("/you/calendars").with("group", group).with("label", "Phone");
    let made = browser.sends(&form).await;
    assert!(made.says("It is shown once"), "{}", made.text());
    let address = made.html.split("<code>").nth(1).unwrap().split("</code>").next().unwrap();
    format!("/calendars/{}", address.split("/calendars/").nth(1).unwrap())
}

fn events(page: &Page) -> Vec<IcalEvent> {
    assert_eq!(page.status, 200, "{}", page.html);
    let mut calendars = IcalParser::new(page.html.as_bytes());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none(), "one calendar");
    calendar.events
}

fn value(event: &IcalEvent, name: &str) -> String {
    let found = event.properties.iter().find(|property| property.name == name);
    found.and_then(|property| property.value.clone()).unwrap_or_else(|| panic!("no {name}: {event:?}"))
}

#[tokio::test]
async fn a_calendar_has_every_meeting_by_its_instant_and_the_latest_word_on_each() {
    both(async |world: World| {
        world.on_the_database("UPDATE working_group SET zone = 'Europe/Berlin' WHERE slug = 'jupyter'").await;
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let member = site.browser("jupyter", "Member A").await;
        let long = "A meeting, with commas; and semicolons: über Öffentlichkeitsarbeit und alles, was sonst noch zu besprechen ist";
        let form = member.opens("/g/jupyter/meetings/new").await.form("/meetings/new").with("what", "ad_hoc");
        let form = form.with("title", long).with("day", "2026-11-30").with("time", "09:00").with("minutes", "30");
        member.sends_and_goes_on(&form.with("place", "https://meet.example/a,b")).await;
        let path = subscribes(&member, "").await;
        let page = site.visitor().opens(&path).await;
        assert!(page.html.lines().all(|line| line.len() <= 75), "folded lines: {}", page.html);
        assert!(page.html.contains("PRODID:-//Nuncio//") && page.html.contains("VERSION:2.0"), "{}", page.html);
        let found = events(&page);
        assert_eq!(found.len(), 27);
        let at = |found: &[IcalEvent], start: &str| {
            let one = found.iter().find(|event| value(event, "DTSTART") == start);
            one.cloned().unwrap_or_else(|| panic!("nothing begins {start}"))
        };
        let first = at(&found, "20261124T170000Z");
        assert_eq!((value(&first, "DTEND"), value(&first, "SEQUENCE")), ("20261124T180000Z".into(), "0".into()));
        assert!(value(&first, "UID").contains('@') && !value(&first, "DTSTAMP").is_empty());
        at(&found, "20270330T160000Z");
        let single = at(&found, "20261130T080000Z");
        let summary = value(&single, "SUMMARY").replace("\\,", ",").replace("\\;", ";");
        assert!(summary.ends_with(long), "{summary}");

        let all = meetings(&world, "jupyter").await;
        let (moved, off) = (&all[2], &all[3]);
        let form = member.opens(&page_of("jupyter", moved)).await.form("/move");
        member.sends_and_goes_on(&form.with("day", "2026-12-10")).await;
        let form = member.opens(&page_of("jupyter", off)).await.form("/cancel");
        member.sends_and_goes_on(&form.with("why", "A holiday")).await;
        let found = events(&site.visitor().opens(&path).await);
        let of = |id: &str| found.iter().find(|event| value(event, "UID").starts_with(id)).unwrap();
        let (moved, off) = (of(&moved.id.to_string()), of(&off.id.to_string()));
        assert_eq!((value(moved, "DTSTART"), value(moved, "SEQUENCE")), ("20261210T170000Z".into(), "1".into()));
        assert_eq!((value(off, "STATUS"), value(off, "SEQUENCE")), ("CANCELLED".into(), "1".into()));
    })
    .await;
}

#[tokio::test]
async fn the_address_is_a_secret_that_is_shown_once_and_can_be_taken_back() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        plans(&site.browser("django", "Member A").await, "django", "series", "2026-12-01").await;
        let member = site.browser("jupyter", "Member A").await;
        let (own, body) =
            (subscribes(&member, "").await, subscribes(&member, &world.group("jupyter").to_string()).await);
        assert_ne!(own, body);
        let other = member.opens("/you").await.form("/you/calendars").with("group", world.group("django").to_string());
        assert_eq!(member.sends(&other).await.status, 404, "nobody subscribes to a group they are not in");
        for path in [&own, &body] {
            let found = events(&site.visitor().opens(path).await);
            assert!(found.len() == 26 && found.iter().all(|event| value(event, "SUMMARY").contains("Media Strategy")));
        }
        let you = member.opens("/you").await;
        let secret = own.split('/').nth(2).unwrap();
        assert!(you.says("Phone") && !you.html.contains(secret), "{}", you.text());
        assert_eq!(site.visitor().opens("/calendars/nuncio_x/meetings.ics").await.status, 404);
        let stranger = site.browser("jupyter", "Member B").await;
        let token = stranger.opens("/you").await.form("/you/calendars").value("token").unwrap().to_owned();
        let end = you.form("/you/calendars/end");
        assert_eq!(stranger.sends(&end.clone().with("token", token)).await.status, 404, "each takes back their own");
        member.sends_and_goes_on(&end).await;
        assert_eq!(site.visitor().opens(&own).await.status, 404, "taken back");
        assert_eq!(site.visitor().opens(&body).await.status, 200, "the other one goes on");

        let leave = member.opens("/g/jupyter/members").await.form("/leave");
        member.sends(&leave).await;
        assert!(events(&site.visitor().opens(&body).await).is_empty(), "who left reads nothing more");
    })
    .await;
}

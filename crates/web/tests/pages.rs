//! What holds for every page, tried on the sample of each.

#[path = "../examples/gallery/samples/mod.rs"]
mod samples;

use std::collections::BTreeSet;
use web::frame::Theme;

fn pages() -> impl Iterator<Item = (&'static str, String)> {
    samples::ALL.iter().map(|(path, render)| (*path, render(Theme::Dark)))
}

fn whole_pages() -> impl Iterator<Item = (&'static str, String)> {
    pages().filter(|(path, _)| !path.ends_with("/check"))
}

/// The opening tags of one element.
fn tags<'a>(html: &'a str, element: &'a str) -> impl Iterator<Item = &'a str> {
    html.split('<').filter_map(move |rest| {
        let tag = rest.split('>').next()?;
        (tag.split([' ', '\n', '/']).next() == Some(element)).then_some(tag)
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next())
}

/// The first attribute such as `onclick=` in this page.
fn event_handler(html: &str) -> Option<&str> {
    html.split(" on")
        .skip(1)
        .filter_map(|rest| rest.split_once("=\""))
        .map(|(name, _)| name)
        .find(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()))
}

#[test]
fn no_page_has_a_style_or_script_of_its_own() {
    for (path, html) in pages() {
        assert!(!html.contains(" style="), "a style attribute on {path}");
        assert!(!html.contains("<style"), "a style element on {path}");
        assert!(!html.contains("javascript:"), "a script address on {path}");
        for script in tags(&html, "script") {
            assert!(attribute(script, "src").is_some_and(|src| src.starts_with("/assets/")), "{script} on {path}");
        }
        assert_eq!(event_handler(&html), None, "{path}");
    }
}

#[test]
fn every_page_has_one_heading_one_title_and_its_theme() {
    for (path, html) in whole_pages() {
        assert_eq!(tags(&html, "h1").count(), 1, "{path}");
        assert_eq!(tags(&html, "title").count(), 1, "{path}");
        assert_eq!(tags(&html, "main").count(), 1, "{path}");
        assert!(html.contains("<html lang=\"en\" data-theme=\"dark\">"), "{path}");
    }
}

#[test]
fn every_form_that_changes_something_carries_its_token() {
    for (path, html) in whole_pages() {
        for form in html.split("<form").skip(1) {
            let head = form.split('>').next().unwrap_or_default();
            let body = form.split("</form>").next().unwrap_or_default();
            let carries = body.contains("name=\"token\" value=\"sample-token\"");
            assert_eq!(head.contains("method=\"post\""), carries, "<form{head} on {path}");
        }
    }
}

#[test]
fn no_part_is_escaped_twice_and_no_id_stands_twice() {
    for (path, html) in pages() {
        assert!(!html.contains("&#60;") && !html.contains("&lt;"), "escaped markup on {path}");
        let mut seen = BTreeSet::new();
        for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(seen.insert(id), "the id {id} stands twice on {path}");
        }
        for used in ["aria-describedby", "aria-labelledby", "for"]
            .iter()
            .flat_map(|name| html.split(&format!(" {name}=\"")).skip(1).collect::<Vec<_>>())
        {
            for id in used.split('"').next().unwrap_or_default().split(' ').filter(|_| !path.ends_with("/check")) {
                assert!(seen.contains(id), "{id} is pointed at and missing on {path}");
            }
        }
    }
}

#[test]
fn every_icon_stands_in_the_sprite() {
    let sprite = include_str!("../assets/icons/sprite.svg");
    for (path, html) in pages() {
        for name in html.split("sprite.svg#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(sprite.contains(&format!("<symbol id=\"{name}\"")), "{name} on {path}");
        }
    }
}

#[test]
fn a_disabled_button_never_stands_without_its_clause() {
    let mut found = 0;
    for (path, html) in pages() {
        for rest in html.split(" disabled>").skip(1) {
            found += 1;
            let beside = rest.split("</div>").next().unwrap_or_default();
            assert!(beside.contains("class=\"clause\"") && beside.contains("<blockquote"), "{path}");
        }
    }
    assert!(found >= 2);
}

#[test]
fn what_people_typed_is_shown_and_never_run() {
    let field = web::parts::Field::new("title", "Title").value("\"><script>alert(1)</script>").to_string();
    assert!(!field.contains("<script"), "{field}");
}

#[test]
fn a_calendar_month_is_small_enough_for_a_slow_line() {
    let (_, month) = pages().find(|(path, _)| *path == "/g/sample/calendar").expect("the calendar is in the gallery");
    assert!(month.len() < 60_000, "{} bytes", month.len());
}

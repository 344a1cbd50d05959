//! Sample words for every page, in the order of the URL table.

mod amend;
mod calendar;
mod compose;
mod decisions;
mod frame;
mod govern;
mod home;
mod joining;
mod meetings;
mod outside;
mod parts;
mod people;
mod planning;
mod post;
mod reports;
mod run;

use web::frame::Theme;

/// A page: its address and how it is written.
pub type Sample = (&'static str, fn(Theme) -> String);

/// Every page.
pub const ALL: &[Sample] = &[
    ("/", outside::groups),
    ("/sign-in", outside::sign_in),
    ("/sign-in/sample", outside::link),
    ("/recover", outside::recover),
    ("/recover/sample", outside::choose_again),
    ("/sign-in/enrol", outside::enrol),
    ("/sign-in/again", outside::again),
    ("/join/sample", outside::join),
    ("/setup/name", outside::setup_name),
    ("/setup/charter", outside::setup_charter),
    ("/setup/officers", outside::setup_officers),
    ("/carry-on/over", outside::over),
    ("/carry-on", outside::carry_on),
    ("/you", outside::you),
    ("/status", outside::status),
    ("/errors/refused", outside::refused),
    ("/errors/gone", outside::gone),
    ("/errors/stale", outside::stale),
    ("/errors/sent-before", outside::sent_before),
    ("/errors/trouble", outside::trouble),
    ("/g/sample/", home::home),
    ("/g/sample/calendar", calendar::month),
    ("/g/sample/calendar/list", calendar::list),
    ("/g/sample/calendar/slots", planning::slots),
    ("/g/sample/posts/import", planning::import),
    ("/g/sample/templates", planning::templates),
    ("/g/sample/templates/1", planning::template),
    ("/g/sample/posts/new", compose::member),
    ("/g/sample/posts/1/edit", compose::board),
    ("/g/sample/posts/1", post::out),
    ("/g/sample/posts/1/check", compose::checked),
    ("/g/sample/channels", run::channels),
    ("/g/sample/channels/1", run::channel),
    ("/g/sample/channels/2", run::broadcast_channel),
    ("/g/sample/channels/new", run::new_channel),
    ("/g/sample/channels/1/connect", run::connect),
    ("/g/sample/audit", run::audit),
    ("/g/sample/charter", govern::charter),
    ("/g/sample/charter/powers", govern::powers),
    ("/g/sample/charter/drafts/new", amend::new_draft),
    ("/g/sample/charter/drafts/2", amend::draft),
    ("/g/sample/charter/lines/1", amend::line),
    ("/g/sample/requests", govern::requests),
    ("/g/sample/requests/1", govern::request),
    ("/g/sample/decisions", decisions::list),
    ("/g/sample/decisions/2026-31", decisions::one),
    ("/g/sample/decisions/2026-32", decisions::ranked),
    ("/g/sample/reports", reports::list),
    ("/g/sample/reports/new", reports::new),
    ("/g/sample/reports/1", reports::one),
    ("/g/sample/record/reports", reports::public_list),
    ("/g/sample/record/reports/1", reports::public),
    ("/g/sample/members", govern::members),
    ("/g/sample/members/offices", people::offices),
    ("/g/sample/meetings", meetings::list),
    ("/g/sample/meetings/new", meetings::new),
    ("/g/sample/meetings/1", meetings::running),
    ("/g/sample/meetings/2", meetings::called_off),
    ("/g/sample/meetings/1/minutes", meetings::versions),
    ("/minutes/sample/1", meetings::public),
    ("/g/sample/attendance", meetings::own),
    ("/g/sample/attendance/1", meetings::task),
    ("/g/sample/applications", joining::list),
    ("/g/sample/applications/1", joining::one),
    ("/apply/sample", joining::form),
    ("/apply/sample/status", joining::status),
    ("/g/sample/ending", joining::ending),
];

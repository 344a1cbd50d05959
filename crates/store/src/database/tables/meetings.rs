//! The tables of meetings, and of the calendars that people subscribe to.

table! { meeting_series = "meeting_series" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    title: String,
    place: String,
    minutes: i32,
    course: String,
    planned: i32,
    planned_by: Uuid,
    planned_at: i64,
    ended_at: Option<i64>,
    ended_by: Option<Uuid>,
    ended_why: Option<String>,
} }
table! { meeting = "meeting" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    series_id: Option<Uuid>,
    kind: String,
    title: String,
    place: String,
    starts_at: i64,
    minutes: i32,
    sequence: i32,
    changed_at: i64,
    planned_by: Uuid,
    cancelled_at: Option<i64>,
    cancelled_why: Option<String>,
    approved: Option<Vec<u8>>,
    approved_at: Option<i64>,
    published_at: Option<i64>,
    off_with_series: bool,
} }
table! { presence = "presence" {
    #[sea_orm(primary_key, auto_increment = false)] meeting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    answer: Option<String>,
    excuse: Option<String>,
    present_at: Option<i64>,
    said_at: i64,
} }
table! { attendance_correction = "attendance_correction" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    meeting_id: Uuid,
    person_id: Uuid,
    was_present: bool,
    proposed_by: Uuid,
    proposed_at: i64,
    confirmed_by: Option<Uuid>,
    confirmed_at: Option<i64>,
} }
table! { agenda_item = "agenda_item" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    meeting_id: Uuid,
    words: String,
    added_by: Uuid,
    added_at: i64,
    position: i32,
    minutes: Option<i32>,
    leads_to: Option<String>,
} }
table! { minutes_version = "minutes_version" {
    #[sea_orm(primary_key, auto_increment = false)] meeting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] number: i32,
    text: String,
    written_by: Uuid,
    written_at: i64,
    restored: Option<i32>,
} }
table! { minutes_approval = "minutes_approval" {
    #[sea_orm(primary_key, auto_increment = false)] meeting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] content: Vec<u8>,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    approved_at: i64,
} }
table! { action_item = "action_item" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    meeting_id: Uuid,
    words: String,
    owner: Uuid,
    due_on: String,
    added_by: Uuid,
    added_at: i64,
    done_at: Option<i64>,
} }
table! { shortfall = "shortfall" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    person_id: Uuid,
    answer: String,
    reason: String,
    until_at: Option<i64>,
    answered_by: Uuid,
    answered_at: i64,
    stays_at: Option<i64>,
} }
table! { meeting_letter = "meeting_letter" {
    #[sea_orm(primary_key, auto_increment = false)] meeting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] what: String,
    sent_at: i64,
} }
table! { calendar_feed = "calendar_feed" {
    #[sea_orm(primary_key, auto_increment = false)] token: Vec<u8>,
    id: Uuid,
    person_id: Uuid,
    group_id: Option<Uuid>,
    label: String,
    made_at: i64,
} }

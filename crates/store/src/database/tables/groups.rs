//! Groups with their charters, rules of the house, and the bodies around them.

table! { hold = "hold" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    channel_id: Option<Uuid>,
    why: String,
    note: String,
    begun_at: i64,
    begun_by: Option<Uuid>,
    lifted_at: Option<i64>,
} }
table! { hold_voice = "hold_voice" {
    #[sea_orm(primary_key, auto_increment = false)] hold_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] voice: String,
    at: i64,
} }
table! { lineage = "lineage" {
    #[sea_orm(primary_key, auto_increment = false)] id: i16,
    installation: Uuid,
    epoch: i64,
} }
table! { working_group = "working_group" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    slug: String,
    name: String,
    zone: String,
    made_at: i64,
} }
table! { group_revision = "group_revision" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    revision: i64,
} }
table! { charter_version = "charter_version" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    number: i64,
    text: String,
    rules: String,
    digest: Vec<u8>,
    adopted_on: String,
    in_force_from: i64,
    in_force_until: Option<i64>,
    draft_id: Option<Uuid>,
    answer_id: Option<Uuid>,
    is_minor: Option<bool>,
    begun_at: Option<i64>,
    told_at: Option<i64>,
} }
table! { charter_draft = "charter_draft" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    place: i32,
    base: Vec<u8>,
    text: String,
    rules: String,
    digest: Vec<u8>,
    reason: String,
    is_minor: bool,
    written_by: Uuid,
    written_at: i64,
    held_because: Option<String>,
} }
table! { reading = "reading" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    clause: String,
    says: String,
    source: String,
    adopted_at: i64,
} }
table! { line_link = "line_link" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    line: Vec<u8>,
    address: String,
    linked_by: Uuid,
    linked_at: i64,
} }
table! { body_address = "body_address" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] body: String,
    email: String,
    set_by: Uuid,
    set_at: i64,
} }
table! { request_letter = "request_letter" {
    #[sea_orm(primary_key, auto_increment = false)] answer_id: Uuid,
    link: Vec<u8>,
    sent_to: String,
    sent_at: i64,
} }
table! { group_ending = "group_ending" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    because: String,
    ended_at: i64,
} }
table! { errand = "errand" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    kind: String,
    about: String,
    made_at: i64,
    done_by: Option<Uuid>,
    done_at: Option<i64>,
} }
table! { chat_hook = "chat_hook" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    kind: String,
    sealed: Vec<u8>,
    key_name: String,
    set_by: Uuid,
    set_at: i64,
    told_until: i64,
    trouble: Option<String>,
} }
table! { chat_told = "chat_told" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] entry_id: Uuid,
    told_at: i64,
} }
table! { house_rule = "house_rule" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] name: String,
    value: String,
    adopted_at: i64,
} }
table! { body_seat = "body_seat" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    body: String,
    person_id: Uuid,
    known_as: String,
    from_at: i64,
    until_at: Option<i64>,
    evidence: String,
    recorded_by: Uuid,
    recorded_at: i64,
} }

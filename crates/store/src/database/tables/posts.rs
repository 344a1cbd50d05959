//! Posts, pictures and deliveries.

table! { post = "post" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    author: Uuid,
    title: String,
    stage: String,
    draft: String,
    draft_number: i64,
    draft_by: Uuid,
    made_at: i64,
    saved_at: i64,
    content: Option<Vec<u8>>,
    due_at: Option<i64>,
} }
table! { post_version = "post_version" {
    #[sea_orm(primary_key, auto_increment = false)] post_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] content: Vec<u8>,
    draft: String,
    made_by: Uuid,
    made_at: i64,
} }
table! { post_draft = "post_draft" {
    #[sea_orm(primary_key, auto_increment = false)] post_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] number: i64,
    draft: String,
    saved_by: Uuid,
    saved_at: i64,
} }
table! { post_notice = "post_notice" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    post_id: Uuid,
    kind: String,
    mark: String,
    detail: String,
    at: i64,
    settled_at: Option<i64>,
} }
table! { looked_ahead = "looked_ahead" {
    #[sea_orm(primary_key, auto_increment = false)] post_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] mark: String,
    at: i64,
} }
table! { zone_tables = "zone_tables" {
    #[sea_orm(primary_key, auto_increment = false)] id: i16,
    version: String,
    at: i64,
} }
table! { known_person = "known_person" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    name: String,
    word: String,
    unwanted: Option<String>,
    unwanted_by: Option<Uuid>,
    unwanted_at: Option<i64>,
    put_by: Uuid,
    put_at: i64,
} }
table! { known_handle = "known_handle" {
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] network: String,
    handle: String,
    account: Option<String>,
    resolved_at: Option<i64>,
} }
table! { media = "media" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    digest: Vec<u8>,
    mime: String,
    width: i64,
    height: i64,
    bytes: i64,
    uploaded_by: Uuid,
    uploaded_at: i64,
    cut_from: Option<Uuid>,
} }
table! { picture_words = "picture_words" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] digest: Vec<u8>,
    name: String,
    description: String,
    licence: String,
    terms: String,
    credit: String,
    written_by: Uuid,
    written_at: i64,
    taken_out_at: Option<i64>,
} }
table! { legal_pair = "legal_pair" {
    #[sea_orm(primary_key, auto_increment = false)] from_state: String,
    #[sea_orm(primary_key, auto_increment = false)] to_state: String,
} }
table! { delivery_row = "delivery" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    post_id: Uuid,
    channel_id: Uuid,
    op: String,
    slot: i64,
    part: i64,
    content: Vec<u8>,
    planned_by: Uuid,
    state: String,
    seq: i64,
    fence: i64,
    due_at: i64,
    wakes_at: Option<i64>,
    standing: String,
    client_ref: String,
    prepared: Option<String>,
    remote_id: Option<String>,
    remote_url: Option<String>,
    sent_at: Option<i64>,
    sent_office: Option<String>,
    sent_clause: Option<String>,
    trouble: Option<String>,
    called_off_by: Option<Uuid>,
} }
table! { notice = "notice" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    delivery_id: Uuid,
    kind: String,
    detail: String,
    at: i64,
    settled_at: Option<i64>,
} }
table! { transition = "transition" {
    #[sea_orm(primary_key, auto_increment = false)] delivery_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] seq: i64,
    from_state: String,
    to_state: String,
    at: i64,
    note: String,
} }
table! { observation = "observation" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    delivery_id: Uuid,
    at: i64,
    fence: i64,
    kind: String,
    detail: String,
} }
table! { recurrence = "recurrence" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    rule: String,
    made_by: Uuid,
    made_at: i64,
} }
table! { recurrence_post = "recurrence_post" {
    #[sea_orm(primary_key, auto_increment = false)] post_id: Uuid,
    group_id: Uuid,
    recurrence_id: Uuid,
    number: i64,
    jumped: Option<String>,
} }
table! { slot = "slot" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    channel_id: Option<Uuid>,
    weekday: i64,
    minute: i64,
    made_by: Uuid,
    made_at: i64,
} }
table! { imported_line = "imported_line" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] digest: Vec<u8>,
    post_id: Uuid,
} }
table! { post_template = "post_template" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    words: String,
    written_by: Uuid,
    written_at: i64,
    taken_out_at: Option<i64>,
} }
table! { redress = "redress" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    post_id: Uuid,
    reason: String,
    words: Option<String>,
    made_by: Uuid,
    made_at: i64,
    begun_at: Option<i64>,
} }
table! { campaign = "campaign" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    limits: String,
    digest: Vec<u8>,
    made_by: Uuid,
    made_at: i64,
} }
table! { campaign_post = "campaign_post" {
    #[sea_orm(primary_key, auto_increment = false)] post_id: Uuid,
    group_id: Uuid,
    campaign_id: Uuid,
} }

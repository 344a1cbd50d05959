//! Accounts, sign-in, and what a person chose.

table! { time_shown = "time_shown" {
    #[sea_orm(primary_key, auto_increment = false)] id: i16,
    at: i64,
} }
table! { installation = "installation" {
    #[sea_orm(primary_key, auto_increment = false)] id: i16,
    used: String,
} }
table! { person = "person" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    name: String,
    email: String,
    email_key: String,
    public_name_at: Option<i64>,
    made_at: i64,
} }
table! { password = "password" {
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    hash: String,
    set_at: i64,
} }
table! { totp = "totp" {
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    sealed: Vec<u8>,
    key_name: String,
    last_step: i64,
    confirmed_at: i64,
} }
table! { passkey = "passkey" {
    #[sea_orm(primary_key, auto_increment = false)] credential_id: String,
    person_id: Uuid,
    label: String,
    credential: String,
    uses: i64,
} }
table! { session = "session" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    person_id: Uuid,
    token: Vec<u8>,
    browser: String,
    started_at: i64,
    seen_at: i64,
    assurance: String,
    proved_at: i64,
    proved_by: String,
    ended_at: Option<i64>,
    ended_why: Option<String>,
} }
table! { one_time_token = "one_time_token" {
    #[sea_orm(primary_key, auto_increment = false)] token: Vec<u8>,
    id: Uuid,
    purpose: String,
    person_id: Option<Uuid>,
    group_id: Option<Uuid>,
    email: Option<String>,
    role: Option<String>,
    made_by: Option<Uuid>,
    browser: Option<Vec<u8>>,
    made_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
} }
table! { ceremony = "ceremony" {
    #[sea_orm(primary_key, auto_increment = false)] browser: Vec<u8>,
    #[sea_orm(primary_key, auto_increment = false)] kind: String,
    sealed: Vec<u8>,
    expires_at: i64,
} }
table! { sign_in_try = "sign_in_try" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    account: Option<Vec<u8>>,
    block: String,
    at: i64,
} }
table! { home_visit = "home_visit" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    began_at: i64,
    before_at: Option<i64>,
} }
table! { mail_choice = "mail_choice" {
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    how: String,
    hour: i32,
    zone: String,
    last_day: Option<String>,
} }
table! { need_mailed = "need_mailed" {
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] need: String,
    mailed_at: i64,
} }
table! { sent_form = "sent_form" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    sent_by: Uuid,
    content: Vec<u8>,
    leads_to: String,
    sent_at: i64,
} }

//! The tables as `SeaORM` sees them: one module each, column by column as in `migrations/`.
//! What the columns mean stands in the file of the noun that reads and writes them.

macro_rules! table {
    ($name:ident = $table:literal { $($(#[$attribute:meta])* $column:ident: $kind:ty),+ $(,)? }) => {
        pub mod $name {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$attribute])* pub $column: $kind),+ }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

mod meetings;
pub use meetings::*;

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
table! { member = "member" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    known_as: String,
    joined_at: i64,
    term_anchor: Option<String>,
    term_from: Option<i64>,
    term_until: Option<i64>,
    left_at: Option<i64>,
    left_because: Option<String>,
    course: Option<String>,
    reminded_at: Option<i64>,
    again_at: Option<i64>,
} }
table! { removal_reply = "removal_reply" {
    #[sea_orm(primary_key, auto_increment = false)] question_id: Uuid,
    words: String,
    said_by: Uuid,
    said_at: i64,
} }
table! { status_change = "status_change" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    person_id: Uuid,
    status: String,
    began: bool,
    from_at: i64,
    evidence: String,
    recorded_by: Uuid,
    recorded_at: i64,
    carried_at: Option<i64>,
    again_at: Option<i64>,
} }
table! { holiday = "holiday" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    from_day: String,
    end_day: String,
    set_by: Uuid,
    set_at: i64,
} }
table! { office_held = "office_held" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    person_id: Uuid,
    office: String,
    from_at: i64,
    until_at: Option<i64>,
} }
table! { status_held = "status_held" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    person_id: Uuid,
    status: String,
    from_at: i64,
    until_at: Option<i64>,
} }
table! { house_rule = "house_rule" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] name: String,
    value: String,
    adopted_at: i64,
} }

table! { channel = "channel" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    name: String,
    network: String,
    place: Option<String>,
    handle: String,
    url: String,
    kind: String,
    social: bool,
    is_primary: bool,
    is_preferred: bool,
    state: String,
    steward: Option<Uuid>,
    made_at: i64,
    base_url: Option<String>,
    identity: Option<String>,
    capabilities: Option<String>,
    probed_at: Option<i64>,
} }
table! { channel_secret = "channel_secret" {
    #[sea_orm(primary_key, auto_increment = false)] channel_id: Uuid,
    sealed: Vec<u8>,
    key_name: String,
    set_at: i64,
} }
table! { app_registration = "app_registration" {
    #[sea_orm(primary_key, auto_increment = false)] base_url: String,
    #[sea_orm(primary_key, auto_increment = false)] callback: String,
    client_id: String,
    scopes: String,
    sealed: Vec<u8>,
    key_name: String,
    made_at: i64,
} }
table! { connection_try = "connection_try" {
    #[sea_orm(primary_key, auto_increment = false)] state: Vec<u8>,
    group_id: Uuid,
    channel_id: Uuid,
    person_id: Uuid,
    base_url: String,
    sealed: Vec<u8>,
    expires_at: i64,
} }
table! { access_grant = "access_grant" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    channel_id: Uuid,
    person_id: Uuid,
    capability: String,
    reason: String,
    from_at: i64,
    until_at: i64,
    granted_by: Uuid,
    ended_at: Option<i64>,
    ended_by: Option<Uuid>,
    ended_why: Option<String>,
} }

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
table! { answer = "answer" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    matter: String,
    body: String,
    clause: String,
    object_kind: String,
    object_id: String,
    object_version: Option<Vec<u8>>,
    question: String,
    asked_by: Uuid,
    asked_at: i64,
    verdict: Option<String>,
    decided_on: Option<String>,
    source: Option<String>,
    tally: Option<String>,
    recorded_by: Option<Uuid>,
    recorded_at: Option<i64>,
    expires_at: Option<i64>,
    superseded_by: Option<Uuid>,
    effect: Option<String>,
    effective_from: Option<i64>,
} }
table! { decision = "decision" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    year: i32,
    place: i32,
    question_id: Uuid,
    rule: String,
    charter: Vec<u8>,
    body: String,
    course: String,
    roll: Option<String>,
    called_at: i64,
    wakes_at: Option<i64>,
    closed_at: Option<i64>,
    tally: Option<String>,
    outcome: Option<String>,
    carried_at: Option<i64>,
    held_because: Option<String>,
    paper: Option<String>,
    runoff: Option<String>,
    declared: Option<String>,
    overridden_at: Option<i64>,
    overridden_because: Option<String>,
    for_members: Option<String>,
    summary: Option<String>,
    stakeholders: Option<String>,
} }
table! { public_name = "public_name" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    since: i64,
} }
table! { recusal = "recusal" {
    #[sea_orm(primary_key, auto_increment = false)] decision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    ground: String,
    declared_at: i64,
} }
table! { duty_year = "duty_year" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] year: i32,
    looked_at: i64,
} }
table! { duty_request = "duty_request" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] year: i32,
    took_part: i32,
    votes: i32,
    seen_at: Option<i64>,
} }
table! { vote_letter = "vote_letter" {
    #[sea_orm(primary_key, auto_increment = false)] decision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] resets: i32,
    sent_at: i64,
} }
table! { vote_reminder = "vote_reminder" {
    #[sea_orm(primary_key, auto_increment = false)] decision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] resets: i32,
    sent_at: i64,
} }
table! { earlier_text = "earlier_text" {
    #[sea_orm(primary_key, auto_increment = false)] decision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] resets: i32,
    body: String,
    until_at: i64,
} }
table! { ballot = "ballot" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    decision_id: Uuid,
    person_id: Uuid,
    resets: i32,
    choice: Option<String>,
    sealed: Option<Vec<u8>>,
    reason: String,
    cast_at: i64,
} }

table! { application = "application" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    year: i32,
    place: i32,
    link: Vec<u8>,
    name: String,
    email: String,
    email_key: String,
    answers: String,
    arrived_at: i64,
    person_id: Option<Uuid>,
    admitted_at: Option<i64>,
    told_why: Option<String>,
    told_by: Option<Uuid>,
    told_at: Option<i64>,
} }
table! { attestation = "attestation" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    application_id: Uuid,
    evidence: String,
    met: bool,
    says: String,
    attested_by: Uuid,
    attested_at: i64,
} }

table! { pseudonym = "pseudonym" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    pseudonym: Vec<u8>,
} }
table! { entry = "entry" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    event: String,
    entity: String,
    at: i64,
    actor: Vec<u8>,
    commitment: Vec<u8>,
    leaf: Vec<u8>,
} }
table! { entry_disclosure = "entry_disclosure" {
    #[sea_orm(primary_key, auto_increment = false)] entry_id: Uuid,
    salt: Vec<u8>,
    text: String,
} }
table! { entry_place = "entry_place" {
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] position: i64,
    entry_id: Uuid,
    link: Vec<u8>,
} }
table! { entry_tail = "entry_tail" {
    #[sea_orm(primary_key, auto_increment = false)] entry_id: Uuid,
    group_id: Uuid,
    at: i64,
} }
table! { entry_clause = "entry_clause" {
    #[sea_orm(primary_key, auto_increment = false)] entry_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] label: String,
    group_id: Uuid,
    at: i64,
    refused: bool,
} }

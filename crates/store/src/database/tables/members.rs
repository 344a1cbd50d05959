//! Members, offices, outside statuses, and those who want to join.

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
table! { admission = "admission" {
    #[sea_orm(primary_key, auto_increment = false)] application_id: Uuid,
    group_id: Uuid,
    person_id: Uuid,
    made_at: i64,
    lacks_until: Option<i64>,
    open_since: Option<i64>,
    accept_by: Option<i64>,
    accepted_at: Option<i64>,
    lapsed_at: Option<i64>,
    written_at: Option<i64>,
    again_at: Option<i64>,
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

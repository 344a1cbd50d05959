//! Questions, votes and ballots.

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
    convener_seen_at: Option<i64>,
} }
table! { vote_told = "vote_told" {
    #[sea_orm(primary_key, auto_increment = false)] decision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] kind: String,
    #[sea_orm(primary_key, auto_increment = false)] resets: i32,
    sent_at: i64,
} }
table! { objection_reply = "objection_reply" {
    #[sea_orm(primary_key, auto_increment = false)] decision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] resets: i32,
    words: String,
    said_by: Uuid,
    said_at: i64,
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

//! Reports and their letters.

table! { report = "report" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    group_id: Uuid,
    paper: String,
    digest: Vec<u8>,
    goes_to: Option<String>,
    replaces: Option<Uuid>,
    made_by: Uuid,
    made_at: i64,
    published_at: Option<i64>,
    published_by: Option<Uuid>,
} }
table! { report_letter = "report_letter" {
    #[sea_orm(primary_key, auto_increment = false)] report_id: Uuid,
    sent_to: String,
    sent_at: i64,
} }

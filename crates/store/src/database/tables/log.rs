//! The log.

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

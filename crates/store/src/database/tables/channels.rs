//! The register of channels, their accounts, and who has access.

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
    monthly_cap: i64,
} }
table! { channel_secret = "channel_secret" {
    #[sea_orm(primary_key, auto_increment = false)] channel_id: Uuid,
    sealed: Vec<u8>,
    key_name: String,
    set_at: i64,
    renewing_until: Option<i64>,
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
table! { server_trouble = "server_trouble" {
    #[sea_orm(primary_key, auto_increment = false)] server: String,
    standing: String,
    says: String,
    seq: i64,
} }

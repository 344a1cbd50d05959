//! Sign-in over its public surface. The names begin with the ids of the abuse catalogue.

mod device;
mod invitations;
mod limits;
mod passkeys;
mod passwords;
mod recovery;
mod requests;
mod scene;
mod sessions;

//! Signing in over real requests: links, invitations, passwords with codes, passkeys, being asked again, and the end.

#[path = "../../../people/tests/people/device.rs"]
mod device;
mod links;
mod passkeys;
mod passwords;
mod scene;
mod sessions;
mod window;

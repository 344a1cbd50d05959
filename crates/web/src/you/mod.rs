//! `/you`: how a person signs in, the theme, the sessions.

mod view;
pub use view::{Passkey, Session, You};

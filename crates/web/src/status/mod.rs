//! `/status`: what runs here, and what it may talk to.

mod view;
pub use view::{Allowed, Status};

//! `/g/{group}/`: what needs you, what is with others, what happened, what goes out.

mod view;
pub use view::{FirstStep, Health, Home, Need, Out};

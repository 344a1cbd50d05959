//! `/sign-in`, `/join`, `/recover`, `/prove`: by passkey, by password with a second factor, or once by a link; coming in by an
//! invitation; a new password by a link; and proving it again before an act that asks for it.

mod back;
mod caller;
mod enter;
mod invited;
mod join;
mod limit;
mod link;
mod prove;
mod recover;
mod view;

pub use back::Back;
pub use caller::{Asked, Caller};
pub use limit::{Strangers, limit};
pub use view::{Again, ChooseAgain, Enrol, Join, OneTimeLink, Recover, SignIn};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(enter::show).post(enter::sign_in))
        .route("/sign-in/begin", post(enter::begin))
        .route("/sign-in/{token}", get(link::show).post(link::sign_in))
        .route("/sign-out", post(enter::sign_out))
        .route("/join/{token}", get(join::show).post(join::accept))
        .route("/join/{token}/passkey/begin", post(join::begin))
        .route("/join/{token}/passkey", post(join::with_passkey))
        .route("/join/{token}/password", post(join::with_password))
        .route("/recover", get(recover::show).post(recover::ask))
        .route("/recover/{token}", get(recover::show_link).post(recover::choose))
        .route("/recover/{token}/begin", post(recover::begin))
        .route("/prove", get(prove::show).post(prove::prove))
        .route("/prove/begin", post(prove::begin))
}

//! How people come in, and who they are taken for.

mod a_password_is_forgotten;
mod clocks;
mod limits_behind_a_proxy;
mod no_secret_is_traced;
mod proof_is_asked_for;
mod the_demonstration;
mod the_first_run;

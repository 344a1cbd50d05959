//! Members stay for another term, leave, or let their term pass: over HTTP, by the clock, and by mail.

mod clocks;
mod leaving;
mod offices;
mod opting_in;
mod reminded;
mod scene;
mod terms_end;

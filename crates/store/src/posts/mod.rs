//! Posts: written, illustrated, queued and moved.

pub(crate) mod ahead;
pub(crate) mod campaigns;
pub(crate) mod clocks;
pub(crate) mod drafts;
pub(crate) mod importing;
pub(crate) mod library;
pub(crate) mod media;
pub(crate) mod moving;
pub(crate) mod nearby;
pub(crate) mod notices;
pub(crate) mod people;
pub(crate) mod queue;
pub(crate) mod reading;
pub(crate) mod recurring;
pub(crate) mod redress;
pub(crate) mod shelf;
pub(crate) mod slots;
pub(crate) mod templates;
pub(crate) mod versions;

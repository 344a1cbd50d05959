//! Groups: founded, told in their chat, busy with errands, and ended.

pub(crate) mod chats;
pub(crate) mod end;
pub(crate) mod errands;
pub(crate) mod founding;

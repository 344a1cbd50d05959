//! The charter, its readings, the reports that a group owes, and the end of a group.

use super::{Act, Object};
use basics::{CharterDraftId, Digest, ErrandId, GroupId, ReportId};
use serde::{Deserialize, Serialize};

acts! {
    /// Put exactly this text with these rules in force, from an instant on.
    AmendCharter "amend_charter" {
        /// The draft.
        draft: CharterDraftId,
        /// The digest of its text and rules.
        content: Digest,
    } => |it| Object::version("charter_draft", it.draft, it.content);

    /// The same, where nothing but the goals changes.
    AmendGoals "amend_goals" {
        /// The draft.
        draft: CharterDraftId,
        /// The digest of its text and rules.
        content: Digest,
    } => |it| Object::version("charter_draft", it.draft, it.content);

    /// Read a clause in exactly these words from now on, where the charter leaves it open.
    AdoptReading "adopt_reading" {
        /// The label of the clause.
        clause: String,
        /// The reading, in a sentence.
        says: String,
    } => |it| Object::version("reading", &it.clause, Digest::of_parts([b"reading 1".as_slice(), it.clause.as_bytes(), it.says.as_bytes()]));

    /// Publish exactly this report: to everybody, to the body it is for, or to both, as it says itself.
    PublishReport "publish_report" {
        /// The report.
        report: ReportId,
        /// The digest of its text, and of everything that it says about itself.
        digest: Digest,
    } => |it| Object::version("report", it.report, it.digest);

    /// Say where the live page is that a line of the text only announces.
    LinkClause "link_clause" {
        /// The digest of the line's words.
        line: Digest,
        /// Its address.
        address: String,
    } => |it| Object::version("line", it.line, Digest::of(it.address.as_bytes()));

    /// End the group: from then on it is an archive that can be read.
    DissolveGroup "dissolve_group" {
        /// The group.
        group: GroupId,
    } => |it| Object::new("group", it.group);

    /// Say that an errand outside the program is done: somebody was added to the chat, a key was taken back.
    TickErrand "tick_errand" {
        /// The errand.
        errand: ErrandId,
    } => |it| Object::new("errand", it.errand);

    /// Say where the group's chat is told what is new. What is judged is exactly this address, which is a secret.
    TellChat "tell_chat" {
        /// Which chat takes it, such as `slack`; empty where it is told no more.
        kind: String,
        /// The digest of the address.
        address: Digest,
    } => |it| Object::version("chat", &it.kind, it.address);
}

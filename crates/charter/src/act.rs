//! The acts: one type each, so that a permit to reply cannot publish.
//!
//! A type carries what the act is about and nothing that has to be decided. Which facts an act is judged by stands
//! in [`crate::vocabulary`]; what an act changes stands in crate `store`, in the file of its noun.

use basics::{
    AnswerId, ApplicationId, ChannelId, CharterDraftId, DecisionId, DeliveryId, Digest, GrantId, GroupId, Moment,
    PersonId, PostId,
};
use serde::{Deserialize, Serialize};

/// Something a person may want to do, and to what.
pub trait Act: Send + Sync + 'static {
    /// The act's name in rules files, tables and the log.
    const NAME: &'static str;
    /// What the act is done to, in the version that was judged.
    fn object(&self) -> Object;
}

/// A thing in one version: a permit for it does not serve another, nor a later version of the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Object {
    /// What kind of thing: `post`, `channel`, `grant` …
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The digest of its content, where content was judged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<Digest>,
}

impl Object {
    /// A thing without content of its own.
    #[expect(clippy::needless_pass_by_value, reason = "ids are Copy, and a caller who passes one should not write &")]
    pub fn new(kind: &str, id: impl ToString) -> Self {
        Self { kind: kind.to_owned(), id: id.to_string(), version: None }
    }
    /// A thing with exactly this content.
    pub fn version(kind: &str, id: impl ToString, version: Digest) -> Self {
        Self { version: Some(version), ..Self::new(kind, id) }
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])+ $name:ident $word:literal { $($(#[$field_doc:meta])+ $field:ident: $kind:ty),+ $(,)? } => |$it:ident| $object:expr;)+) => { $(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$field_doc])+ pub $field: $kind),+ }
        impl Act for $name {
            const NAME: &'static str = $word;
            fn object(&self) -> Object { let $it = self; $object }
        }
    )+
        /// The names of the acts that have a type here, in the order of this file.
        pub const BUILT: &[&str] = &[$($word),+];
    };
}

acts! {
    /// Adopt a charter: the act that makes a group. Done by the operator, before there is anybody else.
    FoundGroup "found_group" {
        /// The group that comes into being.
        group: GroupId,
        /// The digest of the charter's text and rules.
        charter: Digest,
    } => |it| Object::version("group", it.group, it.charter);

    /// Put exactly this content in the queue for its channels.
    SchedulePost "schedule_post" {
        /// The post.
        post: PostId,
        /// What is to go out: text, versions, pictures, descriptions.
        content: Digest,
        /// Where it is to go out; each channel is judged by itself.
        channels: Vec<ChannelId>,
    } => |it| Object::version("post", it.post, it.content);

    /// Let one delivery leave. Judged again at the moment of sending.
    PublishPost "publish_post" {
        /// The post on one channel.
        delivery: DeliveryId,
        /// What is about to leave.
        content: Digest,
    } => |it| Object::version("delivery", it.delivery, it.content);

    /// Take a planned post out of the queue, before it left.
    CancelPost "cancel_post" {
        /// The post.
        post: PostId,
    } => |it| Object::new("post", it.post);

    /// Delete from its network what was published.
    WithdrawPost "withdraw_post" {
        /// The delivery whose post is to be deleted.
        delivery: DeliveryId,
    } => |it| Object::new("delivery", it.delivery);

    /// Record what a person did by hand on an assisted channel, with the address as proof.
    ReportPosted "report_posted" {
        /// The delivery that a person carried out.
        delivery: DeliveryId,
        /// What was posted.
        content: Digest,
    } => |it| Object::version("delivery", it.delivery, it.content);

    /// Say what became of a delivery whose outcome no machine could find out.
    SettleDelivery "settle_delivery" {
        /// The delivery that waits for a person.
        delivery: DeliveryId,
    } => |it| Object::new("delivery", it.delivery);

    /// Answer somebody on a channel, as the project.
    Reply "reply" {
        /// The reply, which is a post with a parent.
        post: PostId,
        /// The channel it is written on.
        channel: ChannelId,
        /// What is said.
        content: Digest,
    } => |it| Object::version("post", it.post, it.content);

    /// Give a person one capability on one channel, until a day. What is judged is the access, so that a body's answer
    /// about it serves whoever carries it out.
    GrantAccess "grant_access" {
        /// The grant that comes into being.
        grant: GrantId,
        /// The channel.
        channel: ChannelId,
        /// Who receives it.
        to: PersonId,
        /// `draft`, `publish`, `reply`, `moderate` or `administer`.
        capability: String,
        /// The instant from which it no longer holds.
        until: Moment,
    } => |it| Object::new("access", format!("{} {} {}", it.channel, it.to, it.capability));

    /// Take a grant back before its end.
    EndAccess "end_access" {
        /// The grant.
        grant: GrantId,
    } => |it| Object::new("grant", it.grant);

    /// Make an account official that the group does not run yet.
    OpenChannel "open_channel" {
        /// The channel.
        channel: ChannelId,
    } => |it| Object::new("channel", it.channel);

    /// Hold a name on a network, without posting.
    ReserveChannel "reserve_channel" {
        /// The channel.
        channel: ChannelId,
    } => |it| Object::new("channel", it.channel);

    /// Put a fresh token in place for an account the group already runs.
    ConnectChannel "connect_channel" {
        /// The channel.
        channel: ChannelId,
    } => |it| Object::new("channel", it.channel);

    /// Stop posting on a channel, without leaving it.
    RestChannel "rest_channel" {
        /// The channel.
        channel: ChannelId,
    } => |it| Object::new("channel", it.channel);

    /// Post again on a channel that rested.
    ResumeChannel "resume_channel" {
        /// The channel.
        channel: ChannelId,
    } => |it| Object::new("channel", it.channel);

    /// Stop everything on a channel at once: it is compromised, or its network closed it.
    SuspendChannel "suspend_channel" {
        /// The channel.
        channel: ChannelId,
    } => |it| Object::new("channel", it.channel);

    /// Leave a channel for good.
    RetireChannel "retire_channel" {
        /// The channel.
        channel: ChannelId,
    } => |it| Object::new("channel", it.channel);

    /// Name the channel on which the group talks with people; the mark moves from the one that had it.
    PreferChannel "prefer_channel" {
        /// The channel that receives the mark.
        channel: ChannelId,
    } => |it| Object::new("channel", it.channel);

    /// Put a question to the body that decides it.
    AskBody "ask_body" {
        /// The question, which waits for its answer.
        answer: AnswerId,
        /// The matter, by the charter's name for it.
        matter: String,
        /// What is asked about.
        about: Object,
    } => |it| it.about.clone();

    /// Record what a body decided elsewhere: date, source, evidence.
    RecordAnswer "record_answer" {
        /// The question that was answered.
        answer: AnswerId,
    } => |it| Object::new("answer", it.answer);

    /// Send a one-time link to somebody on the roster, so that they can sign in.
    InviteMember "invite_member" {
        /// The person on the roster.
        person: PersonId,
    } => |it| Object::new("person", it.person);

    /// Agree on something that the charter does not speak of. What is judged is the rule set to exactly this, so that a
    /// decision for one setting carries no other.
    SetHouseRule "set_house_rule" {
        /// The rule, by its name.
        rule: String,
        /// What it is set to from now on.
        value: String,
    } => |it| Object::version("house_rule", &it.rule, Digest::of_parts([b"house rule 1".as_slice(), it.rule.as_bytes(), it.value.as_bytes()]));

    /// Put a question to the vote of the group, by the rule that the charter names for its matter.
    CallVote "call_vote" {
        /// The decision that is to be taken.
        decision: DecisionId,
        /// The question it answers.
        question: AnswerId,
    } => |it| Object::new("answer", it.question);

    /// Second a vote that another member called, so that it opens.
    SecondVote "second_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Cast a ballot, or another in its place. It is for exactly the text that was read.
    CastBallot "cast_ballot" {
        /// The decision.
        decision: DecisionId,
        /// The text that is voted on.
        text: Digest,
    } => |it| Object::version("decision", it.decision, it.text);

    /// Change the text that is voted on: the vote begins anew, and earlier ballots are void.
    UpdateVote "update_vote" {
        /// The decision.
        decision: DecisionId,
        /// The text from now on.
        text: Digest,
    } => |it| Object::version("decision", it.decision, it.text);

    /// Give a vote more time, for a reason.
    ExtendVote "extend_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Take back a vote that one called.
    WithdrawVote "withdraw_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Close a vote whose time is over, and count it. Nobody has to remember to: the charter itself does.
    CloseVote "close_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Say that one stays for another term.
    RenewTerm "renew_term" {
        /// Whose term it is.
        person: PersonId,
    } => |it| Object::new("term", it.person);

    /// Leave the group, at once and without a vote.
    LeaveGroup "leave_group" {
        /// Who leaves.
        person: PersonId,
    } => |it| Object::new("membership", it.person);

    /// End a term that is over, with everything that ends with it. Nobody has to remember to: the charter itself does.
    EndTerm "end_term" {
        /// Whose term it was.
        person: PersonId,
    } => |it| Object::new("term", it.person);

    /// Say of an applicant, with one's name, whether something is so that no machine can check.
    AttestEvidence "attest_evidence" {
        /// The application.
        application: ApplicationId,
        /// What is asked for, by the name the charter's rules have for it.
        evidence: String,
    } => |it| Object::new("application", it.application);

    /// Take an applicant into the group, on exactly the application that was decided about.
    AdmitMember "admit_member" {
        /// The application.
        application: ApplicationId,
        /// What stands in it.
        content: Digest,
    } => |it| Object::version("application", it.application, it.content);

    /// Tell an applicant why the group did not admit them.
    ExplainRejection "explain_rejection" {
        /// The application.
        application: ApplicationId,
    } => |it| Object::new("application", it.application);

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

    /// Say where the live page is that a line of the text only announces.
    LinkClause "link_clause" {
        /// The digest of the line's words.
        line: Digest,
        /// Its address.
        address: String,
    } => |it| Object::version("line", it.line, Digest::of(it.address.as_bytes()));
}

//! The acts: one type each, so that a permit to reply cannot publish.
//!
//! A type carries what the act is about and nothing that has to be decided. Which facts an act is judged by stands
//! in [`crate::vocabulary`]; what an act changes stands in crate `store`, in the file of its noun.

use basics::{
    AnswerId, ApplicationId, ChannelId, CharterDraftId, DecisionId, DeliveryId, Digest, ErrandId, GrantId, GroupId,
    MeetingId, Moment, PersonId, PostId,
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

    /// Say where a body that decides elsewhere is written to. What is judged is exactly this address.
    AddressBody "address_body" {
        /// The body, by the charter's name for it.
        body: String,
        /// The mail address; empty where it is written to no more.
        email: String,
    } => |it| Object::version("body", &it.body, Digest::of_parts([b"body address 1".as_slice(), it.body.as_bytes(), it.email.as_bytes()]));

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

    /// Take over a vote that its sponsor took back: it is called anew.
    TakeOverVote "take_over_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Stay out of a vote, for a ground that the charter names.
    DeclareConflict "declare_conflict" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Declare that the group agrees on a question without a vote; any member may still call one for a while.
    DeclareConsensus "declare_consensus" {
        /// The decision that is declared.
        decision: DecisionId,
        /// The question it answers.
        question: AnswerId,
    } => |it| Object::new("answer", it.question);

    /// Set a decision of the group aside, because the body that may do so decided it.
    OverrideDecision "override_decision" {
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

    /// Answer, before the group votes, what was said against one.
    ReplyToRemoval "reply_to_removal" {
        /// The question that proposes the removal.
        question: AnswerId,
    } => |it| Object::new("answer", it.question);

    /// Take a member out of the group, on exactly the ground that was decided about.
    RemoveMember "remove_member" {
        /// Who is removed.
        person: PersonId,
        /// The digest of the ground.
        ground: Digest,
    } => |it| Object::version("person", it.person, it.ground);

    /// Put exactly this person in an office. Where it has one seat, that passes from whoever holds it.
    FillOffice "fill_office" {
        /// The office, by the name of the rules file.
        office: String,
        /// Who is to hold it.
        person: PersonId,
    } => |it| Object::version("office", &it.office, Digest::of(it.person.to_string().as_bytes()));

    /// Give up an office, and stay in the group.
    StepDown "step_down" {
        /// The office, by the name of the rules file.
        office: String,
        /// Who holds it.
        person: PersonId,
    } => |it| Object::new("office_held", format!("{} {}", it.office, it.person));

    /// Record that somebody is something outside the group from a day on, or is it no more.
    RecordStatus "record_status" {
        /// Whose status it is.
        person: PersonId,
        /// The status, by the name of the rules file.
        status: String,
    } => |it| Object::new("status", format!("{} {}", it.status, it.person));

    /// Carry out what hangs on an outside status that began or ended. Nobody has to remember to: the charter itself does.
    FollowStatus "follow_status" {
        /// Whose status it is.
        person: PersonId,
        /// The status, by the name of the rules file.
        status: String,
    } => |it| Object::new("status", format!("{} {}", it.status, it.person));

    /// Set days on which nobody is expected to answer: a grace for everybody whose term ends in them.
    SetHoliday "set_holiday" {
        /// The group, all of whose members have it.
        group: GroupId,
    } => |it| Object::new("group", it.group);

    /// Plan a meeting, or a series that begins with it.
    PlanMeeting "plan_meeting" {
        /// The meeting, or the first of its series.
        meeting: MeetingId,
    } => |it| Object::new("meeting", it.meeting);

    /// Hold a meeting at another time.
    MoveMeeting "move_meeting" {
        /// The meeting.
        meeting: MeetingId,
    } => |it| Object::new("meeting", it.meeting);

    /// Call a meeting off.
    CancelMeeting "cancel_meeting" {
        /// The meeting.
        meeting: MeetingId,
    } => |it| Object::new("meeting", it.meeting);

    /// Say of oneself whether one comes, why not, or that one was there.
    AttendMeeting "attend_meeting" {
        /// The meeting.
        meeting: MeetingId,
        /// Who.
        person: PersonId,
    } => |it| Object::new("meeting", it.meeting);

    /// Correct who was at a meeting: one member says it, another confirms it.
    CorrectAttendance "correct_attendance" {
        /// The meeting.
        meeting: MeetingId,
        /// Whose presence it is about.
        person: PersonId,
    } => |it| Object::new("meeting", it.meeting);

    /// Write the agenda, the minutes and the action items of a meeting.
    WriteMinutes "write_minutes" {
        /// The meeting.
        meeting: MeetingId,
    } => |it| Object::new("meeting", it.meeting);

    /// Approve exactly these minutes, at the next meeting.
    ApproveMinutes "approve_minutes" {
        /// The meeting whose minutes they are.
        meeting: MeetingId,
        /// What stands in them.
        content: Digest,
    } => |it| Object::version("meeting", it.meeting, it.content);

    /// Show approved minutes to everybody.
    PublishMinutes "publish_minutes" {
        /// The meeting whose minutes they are.
        meeting: MeetingId,
        /// What stands in them.
        content: Digest,
    } => |it| Object::version("meeting", it.meeting, it.content);

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

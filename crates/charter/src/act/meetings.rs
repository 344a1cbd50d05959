//! Meetings and what is written about them.

use super::{Act, Object};
use basics::{Digest, MeetingId, PersonId};
use serde::{Deserialize, Serialize};

acts! {
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

    /// End a series: this meeting and all of it that follow are called off.
    EndSeries "end_series" {
        /// The first meeting that does not take place any more.
        meeting: MeetingId,
    } => |it| Object::new("meeting", it.meeting);

    /// Take a series up again that was ended, before its next meeting would have begun.
    ResumeSeries "resume_series" {
        /// A meeting of it.
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
}

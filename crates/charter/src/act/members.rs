//! Terms, members and offices.

use super::{Act, Object};
use basics::{AnswerId, ApplicationId, Digest, GroupId, PersonId};
use serde::{Deserialize, Serialize};

acts! {
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

    /// Accept that one was admitted: the membership and its term begin.
    AcceptAdmission "accept_admission" {
        /// The application on which one was admitted.
        application: ApplicationId,
    } => |it| Object::new("application", it.application);

    /// Let an admission lapse that nobody accepted in time. Nobody has to remember to: the charter itself does.
    LapseAdmission "lapse_admission" {
        /// The application on which somebody was admitted.
        application: ApplicationId,
    } => |it| Object::new("application", it.application);

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

    /// Hand the office that one holds over to this person, without a gap.
    HandOverOffice "hand_over_office" {
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
}

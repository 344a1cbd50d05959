//! Channels, and who has access to them.

use super::{Act, Object};
use basics::{ChannelId, GrantId, HoldId, Moment, PersonId};
use serde::{Deserialize, Serialize};

acts! {
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

    /// Keep everything from leaving, on one channel or on all of the group's, at once.
    Freeze "freeze" {
        /// The hold that comes into being.
        hold: HoldId,
        /// The channel; none for all of them.
        channel: Option<ChannelId>,
    } => |it| Object::new("hold", it.hold);

    /// Say that things may leave again. What a group froze, or is not sure to be the live one, goes on when two people said
    /// so.
    Thaw "thaw" {
        /// The hold.
        hold: HoldId,
    } => |it| Object::new("hold", it.hold);

    /// Name the channel on which the group talks with people; the mark moves from the one that had it.
    PreferChannel "prefer_channel" {
        /// The channel that receives the mark.
        channel: ChannelId,
    } => |it| Object::new("channel", it.channel);
}

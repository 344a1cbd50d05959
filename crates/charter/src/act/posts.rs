//! What goes out.

use super::{Act, Object};
use basics::{ChannelId, DeliveryId, Digest, PostId};
use serde::{Deserialize, Serialize};

acts! {
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

    /// Move a planned post to the instant at which the clocks of its zone show its time by now. Nobody has to remember to:
    /// the charter itself does.
    FollowClocks "follow_clocks" {
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
}

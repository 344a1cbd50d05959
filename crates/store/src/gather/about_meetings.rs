//! What acts about meetings are about: a meeting that is there, and for what somebody says of themself, who that is.

use super::{About, Gather, Gathering};
use crate::{Declined, meetings};
use charter::{
    Act as _, Actor,
    act::{
        ApproveMinutes, AttendMeeting, CancelMeeting, CorrectAttendance, EndSeries, MoveMeeting, PlanMeeting,
        PublishMinutes, ResumeSeries, WriteMinutes,
    },
};

impl Gather for PlanMeeting {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About { object: Some(self.object()), ..About::default() }])
    }
}

macro_rules! about_a_meeting {
    ($($act:ident),+) => { $(
        impl Gather for $act {
            // Papers and presence are rows that others read and write: whoever changes them waits for all others.
            const CHANGES_STANDING: bool = true;
            async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
                meetings::found(here.tx, here.group, self.meeting).await?;
                Ok(vec![About { object: Some(self.object()), ..About::default() }])
            }
        }
    )+ };
}
about_a_meeting!(
    MoveMeeting,
    CancelMeeting,
    ResumeSeries,
    CorrectAttendance,
    WriteMinutes,
    ApproveMinutes,
    PublishMinutes
);

impl Gather for EndSeries {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let (_, series) = meetings::of_meeting(here.tx, here.group, self.meeting).await?;
        let is_own = meetings::is_own(here.tx, &series, here.actor, here.now).await?;
        Ok(vec![About::of_oneself(self.object(), is_own)])
    }
}

impl Gather for AttendMeeting {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        meetings::found(here.tx, here.group, self.meeting).await?;
        Ok(vec![About::of_oneself(self.object(), here.actor == Actor::Person(self.person))])
    }
}

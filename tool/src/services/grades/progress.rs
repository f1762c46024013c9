//! How far a learner is, and how far the grading (AGS-062, AGS-063).

use homeroom_vocab::service::{activity_progress, grading_progress};

/// How far a learner is with an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityProgress {
    /// Not begun, or reset.
    Initialized,
    /// Begun.
    Started,
    /// Being worked on.
    InProgress,
    /// Handed in, and may be changed.
    Submitted,
    /// Done.
    Completed,
}

/// How far the grading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GradingProgress {
    /// The grade is final: only such scores reach every gradebook (AGS-067, AGS-077).
    FullyGraded,
    /// Grading goes on by itself.
    Pending,
    /// Grading waits for a person.
    PendingManual,
    /// Grading failed.
    Failed,
    /// There is nothing to grade yet.
    NotReady,
}

impl ActivityProgress {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Initialized => activity_progress::INITIALIZED,
            Self::Started => activity_progress::STARTED,
            Self::InProgress => activity_progress::IN_PROGRESS,
            Self::Submitted => activity_progress::SUBMITTED,
            Self::Completed => activity_progress::COMPLETED,
        }
    }
}

impl GradingProgress {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::FullyGraded => grading_progress::FULLY_GRADED,
            Self::Pending => grading_progress::PENDING,
            Self::PendingManual => grading_progress::PENDING_MANUAL,
            Self::Failed => grading_progress::FAILED,
            Self::NotReady => grading_progress::NOT_READY,
        }
    }
}

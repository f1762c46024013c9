//! Words of the services that have a fixed list.

/// `activityProgress` of a score, also a reviewable status.
pub mod activity_progress {
    use crate::term::terms;

    terms! {
        /// Not begun, or reset.
        INITIALIZED = "Initialized", "AGS-062";
        /// Begun.
        STARTED = "Started", "AGS-062";
        /// Being worked on.
        IN_PROGRESS = "InProgress", "AGS-062";
        /// Handed in, may be changed.
        SUBMITTED = "Submitted", "AGS-062";
        /// Done.
        COMPLETED = "Completed", "AGS-062";
    }
}

/// `gradingProgress` of a score.
pub mod grading_progress {
    use crate::term::terms;

    terms! {
        /// The grade is final.
        FULLY_GRADED = "FullyGraded", "AGS-063";
        /// Grading goes on by itself.
        PENDING = "Pending", "AGS-063";
        /// Grading waits for a person.
        PENDING_MANUAL = "PendingManual", "AGS-063";
        /// Grading failed.
        FAILED = "Failed", "AGS-063";
        /// There is nothing to grade yet.
        NOT_READY = "NotReady", "AGS-063";
    }
}

/// `status` of a member of the roster.
pub mod membership_status {
    use crate::term::terms;

    terms! {
        /// Takes part; also what a missing status means.
        ACTIVE = "Active", "NRPS-008";
        /// Is enrolled but does not take part.
        INACTIVE = "Inactive", "NRPS-008";
        /// Was taken out; only in an answer about differences.
        DELETED = "Deleted", "NRPS-008";
    }
}

/// `processingProgress` of a report about an asset.
pub mod processing_progress {
    use crate::term::terms;

    terms! {
        /// Done.
        PROCESSED = "Processed", "AP-006";
        /// Going on.
        PROCESSING = "Processing", "AP-006";
        /// Waits for a person.
        PENDING_MANUAL = "PendingManual", "AP-006";
        /// Failed.
        FAILED = "Failed", "AP-006";
        /// Will not be done.
        NOT_PROCESSED = "NotProcessed", "AP-006";
        /// Not begun.
        NOT_READY = "NotReady", "AP-006";
    }
}

/// `action` of the assessment control of proctoring.
pub mod control_action {
    use crate::term::terms;

    terms! {
        /// Hold the attempt.
        PAUSE = "pause", "PROC-005";
        /// Let it go on.
        RESUME = "resume", "PROC-005";
        /// End it.
        TERMINATE = "terminate", "PROC-005";
        /// Change its time.
        UPDATE = "update", "PROC-005";
        /// Note something.
        FLAG = "flag", "PROC-005";
    }
}

/// `status` in the answer of the assessment control.
pub mod control_status {
    use crate::term::terms;

    terms! {
        /// Nothing is known of the attempt.
        NONE = "none", "PROC-006";
        /// The attempt goes on.
        RUNNING = "running", "PROC-006";
        /// The attempt is held.
        PAUSED = "paused", "PROC-006";
        /// The attempt was ended.
        TERMINATED = "terminated", "PROC-006";
        /// The attempt is complete.
        COMPLETE = "complete", "PROC-006";
    }
}

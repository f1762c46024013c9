//! Values of `type` in [`crate::claim::CONTEXT`].

use crate::term::terms;

terms! {
    /// The abstract course.
    COURSE_TEMPLATE = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseTemplate", "CORE-043";
    /// The course in one term.
    COURSE_OFFERING = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering", "CORE-043";
    /// One class of the course.
    COURSE_SECTION = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection", "CORE-043";
    /// A group of people.
    GROUP = "http://purl.imsglobal.org/vocab/lis/v2/course#Group", "CORE-043";
}

/// The deprecated words without the URI.
pub mod short {
    use crate::term::terms;

    terms! {
        /// The abstract course.
        COURSE_TEMPLATE = "CourseTemplate", "CORE-043";
        /// The course in one term.
        COURSE_OFFERING = "CourseOffering", "CORE-043";
        /// One class of the course.
        COURSE_SECTION = "CourseSection", "CORE-043";
        /// A group of people.
        GROUP = "Group", "CORE-043";
    }
}

/// The deprecated URNs.
pub mod urn {
    use crate::term::terms;

    terms! {
        /// The abstract course.
        COURSE_TEMPLATE = "urn:lti:context-type:ims/lis/CourseTemplate", "CORE-043";
        /// The course in one term.
        COURSE_OFFERING = "urn:lti:context-type:ims/lis/CourseOffering", "CORE-043";
        /// One class of the course.
        COURSE_SECTION = "urn:lti:context-type:ims/lis/CourseSection", "CORE-043";
        /// A group of people.
        GROUP = "urn:lti:context-type:ims/lis/Group", "CORE-043";
    }
}

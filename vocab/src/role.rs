//! The values of [`crate::claim::ROLES`].

pub mod sub_role;

/// Roles in a course. The first five are the core ones.
pub mod context {
    use crate::term::terms;

    terms! {
        /// Runs the course's settings.
        ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Administrator", "ROLE-003";
        /// Writes its content.
        CONTENT_DEVELOPER = "http://purl.imsglobal.org/vocab/lis/v2/membership#ContentDeveloper", "ROLE-003";
        /// Teaches.
        INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor", "ROLE-003";
        /// Learns.
        LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner", "ROLE-003";
        /// Looks after learners, whom [`crate::claim::ROLE_SCOPE_MENTOR`] may name.
        MENTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor", "ROLE-003";
        /// Manages.
        MANAGER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Manager", "ROLE-003";
        /// Belongs to the group.
        MEMBER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Member", "ROLE-003";
        /// Holds an office of the group.
        OFFICER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Officer", "ROLE-003";
    }
}

/// Roles in the school. The first seven are the core ones.
pub mod institution {
    use crate::term::terms;

    terms! {
        /// Administrator of the school.
        ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator", "ROLE-003";
        /// Teaching staff.
        FACULTY = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Faculty", "ROLE-003";
        /// Guest.
        GUEST = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Guest", "ROLE-003";
        /// No role.
        NONE = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#None", "ROLE-003";
        /// Some other role.
        OTHER = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Other", "ROLE-003";
        /// Staff.
        STAFF = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Staff", "ROLE-003";
        /// Student.
        STUDENT = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student", "ROLE-003";
        /// Former student.
        ALUMNI = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Alumni", "ROLE-003";
        /// Teacher at the school, which says nothing about this course.
        INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor", "ROLE-003";
        /// Learner at the school.
        LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Learner", "ROLE-003";
        /// Member of the school.
        MEMBER = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Member", "ROLE-003";
        /// Mentor at the school.
        MENTOR = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Mentor", "ROLE-003";
        /// Observer, such as a parent.
        OBSERVER = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Observer", "ROLE-003";
        /// Student to be.
        PROSPECTIVE_STUDENT = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#ProspectiveStudent", "ROLE-003";
    }
}

/// Roles on the platform. The first two are the core ones.
pub mod system {
    use crate::term::terms;

    terms! {
        /// Administrator of the platform.
        ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator", "ROLE-003";
        /// No role.
        NONE = "http://purl.imsglobal.org/vocab/lis/v2/system/person#None", "ROLE-003";
        /// Administrator of accounts.
        ACCOUNT_ADMIN = "http://purl.imsglobal.org/vocab/lis/v2/system/person#AccountAdmin", "ROLE-003";
        /// Creator.
        CREATOR = "http://purl.imsglobal.org/vocab/lis/v2/system/person#Creator", "ROLE-003";
        /// Administrator of the system.
        SYS_ADMIN = "http://purl.imsglobal.org/vocab/lis/v2/system/person#SysAdmin", "ROLE-003";
        /// Support of the system.
        SYS_SUPPORT = "http://purl.imsglobal.org/vocab/lis/v2/system/person#SysSupport", "ROLE-003";
        /// User.
        USER = "http://purl.imsglobal.org/vocab/lis/v2/system/person#User", "ROLE-003";
    }
}

/// Markers of LTI itself.
pub mod lti {
    use crate::term::terms;

    terms! {
        /// Not a real person, but someone who tries the course; stands beside a real role.
        TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser", "ROLE-011";
    }
}

/// The deprecated words for [`context`] roles.
pub mod short {
    use crate::term::terms;

    terms! {
        /// [`super::context::ADMINISTRATOR`].
        ADMINISTRATOR = "Administrator", "ROLE-004";
        /// [`super::context::CONTENT_DEVELOPER`].
        CONTENT_DEVELOPER = "ContentDeveloper", "ROLE-004";
        /// [`super::context::INSTRUCTOR`].
        INSTRUCTOR = "Instructor", "ROLE-004";
        /// [`super::context::LEARNER`].
        LEARNER = "Learner", "ROLE-004";
        /// [`super::context::MENTOR`].
        MENTOR = "Mentor", "ROLE-004";
        /// [`super::context::MANAGER`].
        MANAGER = "Manager", "ROLE-004";
        /// [`super::context::MEMBER`].
        MEMBER = "Member", "ROLE-004";
        /// [`super::context::OFFICER`].
        OFFICER = "Officer", "ROLE-004";
    }
}

/// The deprecated URIs of [`institution`] and [`system`] roles, which do not tell the two apart.
pub mod person {
    use crate::term::terms;

    terms! {
        /// Administrator of school or platform.
        ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/person#Administrator", "ROLE-012";
        /// [`super::institution::FACULTY`].
        FACULTY = "http://purl.imsglobal.org/vocab/lis/v2/person#Faculty", "ROLE-012";
        /// [`super::institution::GUEST`].
        GUEST = "http://purl.imsglobal.org/vocab/lis/v2/person#Guest", "ROLE-012";
        /// No role in school or platform.
        NONE = "http://purl.imsglobal.org/vocab/lis/v2/person#None", "ROLE-012";
        /// [`super::institution::OTHER`].
        OTHER = "http://purl.imsglobal.org/vocab/lis/v2/person#Other", "ROLE-012";
        /// [`super::institution::STAFF`].
        STAFF = "http://purl.imsglobal.org/vocab/lis/v2/person#Staff", "ROLE-012";
        /// [`super::institution::STUDENT`].
        STUDENT = "http://purl.imsglobal.org/vocab/lis/v2/person#Student", "ROLE-012";
        /// [`super::institution::ALUMNI`].
        ALUMNI = "http://purl.imsglobal.org/vocab/lis/v2/person#Alumni", "ROLE-012";
        /// [`super::institution::INSTRUCTOR`].
        INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/person#Instructor", "ROLE-012";
        /// [`super::institution::LEARNER`].
        LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/person#Learner", "ROLE-012";
        /// [`super::institution::MEMBER`].
        MEMBER = "http://purl.imsglobal.org/vocab/lis/v2/person#Member", "ROLE-012";
        /// [`super::institution::MENTOR`].
        MENTOR = "http://purl.imsglobal.org/vocab/lis/v2/person#Mentor", "ROLE-012";
        /// [`super::institution::OBSERVER`].
        OBSERVER = "http://purl.imsglobal.org/vocab/lis/v2/person#Observer", "ROLE-012";
        /// [`super::institution::PROSPECTIVE_STUDENT`].
        PROSPECTIVE_STUDENT = "http://purl.imsglobal.org/vocab/lis/v2/person#ProspectiveStudent", "ROLE-012";
        /// [`super::system::ACCOUNT_ADMIN`].
        ACCOUNT_ADMIN = "http://purl.imsglobal.org/vocab/lis/v2/person#AccountAdmin", "ROLE-012";
        /// [`super::system::CREATOR`].
        CREATOR = "http://purl.imsglobal.org/vocab/lis/v2/person#Creator", "ROLE-012";
        /// [`super::system::SYS_ADMIN`].
        SYS_ADMIN = "http://purl.imsglobal.org/vocab/lis/v2/person#SysAdmin", "ROLE-012";
        /// [`super::system::SYS_SUPPORT`].
        SYS_SUPPORT = "http://purl.imsglobal.org/vocab/lis/v2/person#SysSupport", "ROLE-012";
        /// [`super::system::USER`].
        USER = "http://purl.imsglobal.org/vocab/lis/v2/person#User", "ROLE-012";
    }
}

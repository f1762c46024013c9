//! Sub-roles in a course, as `membership/{Principal}#{SubRole}`. The principal role counts: a
//! [`LEARNER_INSTRUCTOR`] is a kind of learner.

use crate::term::terms;

terms! {
    /// Administrator: administrator.
    ADMINISTRATOR_ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Administrator#Administrator", "ROLE-010";
    /// Administrator: developer.
    ADMINISTRATOR_DEVELOPER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Administrator#Developer", "ROLE-010";
    /// Administrator: developer from outside.
    ADMINISTRATOR_EXTERNAL_DEVELOPER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Administrator#ExternalDeveloper", "ROLE-010";
    /// Administrator: support from outside.
    ADMINISTRATOR_EXTERNAL_SUPPORT = "http://purl.imsglobal.org/vocab/lis/v2/membership/Administrator#ExternalSupport", "ROLE-010";
    /// Administrator: system administrator from outside.
    ADMINISTRATOR_EXTERNAL_SYSTEM_ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Administrator#ExternalSystemAdministrator", "ROLE-010";
    /// Administrator: support.
    ADMINISTRATOR_SUPPORT = "http://purl.imsglobal.org/vocab/lis/v2/membership/Administrator#Support", "ROLE-010";
    /// Administrator: system administrator.
    ADMINISTRATOR_SYSTEM_ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Administrator#SystemAdministrator", "ROLE-010";

    /// Content developer: content developer.
    CONTENT_DEVELOPER_CONTENT_DEVELOPER = "http://purl.imsglobal.org/vocab/lis/v2/membership/ContentDeveloper#ContentDeveloper", "ROLE-010";
    /// Content developer: expert.
    CONTENT_DEVELOPER_CONTENT_EXPERT = "http://purl.imsglobal.org/vocab/lis/v2/membership/ContentDeveloper#ContentExpert", "ROLE-010";
    /// Content developer: expert from outside.
    CONTENT_DEVELOPER_EXTERNAL_CONTENT_EXPERT = "http://purl.imsglobal.org/vocab/lis/v2/membership/ContentDeveloper#ExternalContentExpert", "ROLE-010";
    /// Content developer: librarian.
    CONTENT_DEVELOPER_LIBRARIAN = "http://purl.imsglobal.org/vocab/lis/v2/membership/ContentDeveloper#Librarian", "ROLE-010";

    /// Instructor: from outside.
    INSTRUCTOR_EXTERNAL_INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#ExternalInstructor", "ROLE-010";
    /// Instructor: grader.
    INSTRUCTOR_GRADER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#Grader", "ROLE-010";
    /// Instructor: guest.
    INSTRUCTOR_GUEST_INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#GuestInstructor", "ROLE-010";
    /// Instructor: lecturer.
    INSTRUCTOR_LECTURER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#Lecturer", "ROLE-010";
    /// Instructor: first.
    INSTRUCTOR_PRIMARY_INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#PrimaryInstructor", "ROLE-010";
    /// Instructor: second.
    INSTRUCTOR_SECONDARY_INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#SecondaryInstructor", "ROLE-010";
    /// Instructor: teaching assistant.
    INSTRUCTOR_TEACHING_ASSISTANT = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant", "ROLE-010";
    /// Instructor: teaching assistant of a group.
    INSTRUCTOR_TEACHING_ASSISTANT_GROUP = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistantGroup", "ROLE-010";
    /// Instructor: teaching assistant of a course offering.
    INSTRUCTOR_TEACHING_ASSISTANT_OFFERING = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistantOffering", "ROLE-010";
    /// Instructor: teaching assistant of a course section.
    INSTRUCTOR_TEACHING_ASSISTANT_SECTION = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistantSection", "ROLE-010";
    /// Instructor: teaching assistant of an association of sections.
    INSTRUCTOR_TEACHING_ASSISTANT_SECTION_ASSOCIATION = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistantSectionAssociation", "ROLE-010";
    /// Instructor: teaching assistant of a course template.
    INSTRUCTOR_TEACHING_ASSISTANT_TEMPLATE = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistantTemplate", "ROLE-010";

    /// Learner: from outside.
    LEARNER_EXTERNAL_LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#ExternalLearner", "ROLE-010";
    /// Learner: guest.
    LEARNER_GUEST_LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#GuestLearner", "ROLE-010";
    /// Learner: an instructor who takes part as a learner; no teacher here.
    LEARNER_INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#Instructor", "ROLE-010";
    /// Learner: learner.
    LEARNER_LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#Learner", "ROLE-010";
    /// Learner: without credit.
    LEARNER_NON_CREDIT_LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#NonCreditLearner", "ROLE-010";

    /// Manager: of an area.
    MANAGER_AREA_MANAGER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Manager#AreaManager", "ROLE-010";
    /// Manager: coordinator of courses.
    MANAGER_COURSE_COORDINATOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Manager#CourseCoordinator", "ROLE-010";
    /// Manager: observer from outside.
    MANAGER_EXTERNAL_OBSERVER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Manager#ExternalObserver", "ROLE-010";
    /// Manager: manager.
    MANAGER_MANAGER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Manager#Manager", "ROLE-010";
    /// Manager: observer.
    MANAGER_OBSERVER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Manager#Observer", "ROLE-010";

    /// Member: member.
    MEMBER_MEMBER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Member#Member", "ROLE-010";

    /// Mentor: advisor.
    MENTOR_ADVISOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#Advisor", "ROLE-010";
    /// Mentor: auditor.
    MENTOR_AUDITOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#Auditor", "ROLE-010";
    /// Mentor: advisor from outside.
    MENTOR_EXTERNAL_ADVISOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#ExternalAdvisor", "ROLE-010";
    /// Mentor: auditor from outside.
    MENTOR_EXTERNAL_AUDITOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#ExternalAuditor", "ROLE-010";
    /// Mentor: facilitator of learning from outside.
    MENTOR_EXTERNAL_LEARNING_FACILITATOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#ExternalLearningFacilitator", "ROLE-010";
    /// Mentor: mentor from outside.
    MENTOR_EXTERNAL_MENTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#ExternalMentor", "ROLE-010";
    /// Mentor: reviewer from outside.
    MENTOR_EXTERNAL_REVIEWER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#ExternalReviewer", "ROLE-010";
    /// Mentor: tutor from outside.
    MENTOR_EXTERNAL_TUTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#ExternalTutor", "ROLE-010";
    /// Mentor: facilitator of learning.
    MENTOR_LEARNING_FACILITATOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#LearningFacilitator", "ROLE-010";
    /// Mentor: mentor.
    MENTOR_MENTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#Mentor", "ROLE-010";
    /// Mentor: reviewer.
    MENTOR_REVIEWER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#Reviewer", "ROLE-010";
    /// Mentor: tutor.
    MENTOR_TUTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#Tutor", "ROLE-010";

    /// Officer: chair.
    OFFICER_CHAIR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Officer#Chair", "ROLE-010";
    /// Officer: communications.
    OFFICER_COMMUNICATIONS = "http://purl.imsglobal.org/vocab/lis/v2/membership/Officer#Communications", "ROLE-010";
    /// Officer: secretary.
    OFFICER_SECRETARY = "http://purl.imsglobal.org/vocab/lis/v2/membership/Officer#Secretary", "ROLE-010";
    /// Officer: treasurer.
    OFFICER_TREASURER = "http://purl.imsglobal.org/vocab/lis/v2/membership/Officer#Treasurer", "ROLE-010";
    /// Officer: vice-chair.
    OFFICER_VICE_CHAIR = "http://purl.imsglobal.org/vocab/lis/v2/membership/Officer#Vice-Chair", "ROLE-010";
}

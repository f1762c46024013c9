//! Variables that a platform may put into custom parameters, without their `$`.

use crate::term::terms;

terms! {
    /// User: the user's id.
    USER_ID = "User.id", "VAR-001";
    /// User: a picture.
    USER_IMAGE = "User.image", "VAR-001";
    /// User: the name used to sign in.
    USER_USERNAME = "User.username", "VAR-001";
    /// User: the organisation.
    USER_ORG = "User.org", "VAR-001";
    /// User: the users whom a mentor may see.
    USER_SCOPE_MENTOR = "User.scope.mentor", "VAR-001";
    /// User: grade levels in the words of `OneRoster`.
    USER_GRADE_LEVELS_ONE_ROSTER = "User.gradeLevels.oneRoster", "VAR-001";
    /// User: grade levels in other words; the `*` stands for the name of the list.
    USER_GRADE_LEVELS_ANY = "User.gradeLevels.*", "VAR-001";

    /// The user who acts as another: the user's id.
    ACTUAL_USER_ID = "ActualUser.id", "VAR-001";
    /// The user who acts as another: a picture.
    ACTUAL_USER_IMAGE = "ActualUser.image", "VAR-001";
    /// The user who acts as another: the name used to sign in.
    ACTUAL_USER_USERNAME = "ActualUser.username", "VAR-001";
    /// The user who acts as another: the organisation.
    ACTUAL_USER_ORG = "ActualUser.org", "VAR-001";
    /// The user who acts as another: the users whom a mentor may see.
    ACTUAL_USER_SCOPE_MENTOR = "ActualUser.scope.mentor", "VAR-001";
    /// The user who acts as another: grade levels in the words of `OneRoster`.
    ACTUAL_USER_GRADE_LEVELS_ONE_ROSTER = "ActualUser.gradeLevels.oneRoster", "VAR-001";
    /// The user who acts as another: grade levels in other words; the `*` stands for the name of the list.
    ACTUAL_USER_GRADE_LEVELS_ANY = "ActualUser.gradeLevels.*", "VAR-001";

    /// Person: the id in the student information system.
    PERSON_SOURCED_ID = "Person.sourcedId", "VAR-001";
    /// Person: full name.
    PERSON_NAME_FULL = "Person.name.full", "VAR-001";
    /// Person: family name.
    PERSON_NAME_FAMILY = "Person.name.family", "VAR-001";
    /// Person: given name.
    PERSON_NAME_GIVEN = "Person.name.given", "VAR-001";
    /// Person: middle name.
    PERSON_NAME_MIDDLE = "Person.name.middle", "VAR-001";
    /// Person: title before the name.
    PERSON_NAME_PREFIX = "Person.name.prefix", "VAR-001";
    /// Person: title after the name.
    PERSON_NAME_SUFFIX = "Person.name.suffix", "VAR-001";
    /// Person: gender.
    PERSON_GENDER = "Person.gender", "VAR-001";
    /// Person: pronouns.
    PERSON_GENDER_PRONOUNS = "Person.gender.pronouns", "VAR-001";
    /// Person: first line of the address.
    PERSON_ADDRESS_STREET1 = "Person.address.street1", "VAR-001";
    /// Person: second line of the address.
    PERSON_ADDRESS_STREET2 = "Person.address.street2", "VAR-001";
    /// Person: third line of the address.
    PERSON_ADDRESS_STREET3 = "Person.address.street3", "VAR-001";
    /// Person: fourth line of the address.
    PERSON_ADDRESS_STREET4 = "Person.address.street4", "VAR-001";
    /// Person: town.
    PERSON_ADDRESS_LOCALITY = "Person.address.locality", "VAR-001";
    /// Person: state or province.
    PERSON_ADDRESS_STATEPR = "Person.address.statepr", "VAR-001";
    /// Person: country.
    PERSON_ADDRESS_COUNTRY = "Person.address.country", "VAR-001";
    /// Person: postal code.
    PERSON_ADDRESS_POSTCODE = "Person.address.postcode", "VAR-001";
    /// Person: time zone.
    PERSON_ADDRESS_TIMEZONE = "Person.address.timezone", "VAR-001";
    /// Person: mobile telephone.
    PERSON_PHONE_MOBILE = "Person.phone.mobile", "VAR-001";
    /// Person: main telephone.
    PERSON_PHONE_PRIMARY = "Person.phone.primary", "VAR-001";
    /// Person: telephone at home.
    PERSON_PHONE_HOME = "Person.phone.home", "VAR-001";
    /// Person: telephone at work.
    PERSON_PHONE_WORK = "Person.phone.work", "VAR-001";
    /// Person: main e-mail address.
    PERSON_EMAIL_PRIMARY = "Person.email.primary", "VAR-001";
    /// Person: private e-mail address.
    PERSON_EMAIL_PERSONAL = "Person.email.personal", "VAR-001";
    /// Person: home page.
    PERSON_WEBADDRESS = "Person.webaddress", "VAR-001";
    /// Person: number for text messages.
    PERSON_SMS = "Person.sms", "VAR-001";

    /// The person who acts as another: the id in the student information system.
    ACTUAL_PERSON_SOURCED_ID = "ActualPerson.sourcedId", "VAR-001";
    /// The person who acts as another: full name.
    ACTUAL_PERSON_NAME_FULL = "ActualPerson.name.full", "VAR-001";
    /// The person who acts as another: family name.
    ACTUAL_PERSON_NAME_FAMILY = "ActualPerson.name.family", "VAR-001";
    /// The person who acts as another: given name.
    ACTUAL_PERSON_NAME_GIVEN = "ActualPerson.name.given", "VAR-001";
    /// The person who acts as another: middle name.
    ACTUAL_PERSON_NAME_MIDDLE = "ActualPerson.name.middle", "VAR-001";
    /// The person who acts as another: title before the name.
    ACTUAL_PERSON_NAME_PREFIX = "ActualPerson.name.prefix", "VAR-001";
    /// The person who acts as another: title after the name.
    ACTUAL_PERSON_NAME_SUFFIX = "ActualPerson.name.suffix", "VAR-001";
    /// The person who acts as another: gender.
    ACTUAL_PERSON_GENDER = "ActualPerson.gender", "VAR-001";
    /// The person who acts as another: pronouns.
    ACTUAL_PERSON_GENDER_PRONOUNS = "ActualPerson.gender.pronouns", "VAR-001";
    /// The person who acts as another: first line of the address.
    ACTUAL_PERSON_ADDRESS_STREET1 = "ActualPerson.address.street1", "VAR-001";
    /// The person who acts as another: second line of the address.
    ACTUAL_PERSON_ADDRESS_STREET2 = "ActualPerson.address.street2", "VAR-001";
    /// The person who acts as another: third line of the address.
    ACTUAL_PERSON_ADDRESS_STREET3 = "ActualPerson.address.street3", "VAR-001";
    /// The person who acts as another: fourth line of the address.
    ACTUAL_PERSON_ADDRESS_STREET4 = "ActualPerson.address.street4", "VAR-001";
    /// The person who acts as another: town.
    ACTUAL_PERSON_ADDRESS_LOCALITY = "ActualPerson.address.locality", "VAR-001";
    /// The person who acts as another: state or province.
    ACTUAL_PERSON_ADDRESS_STATEPR = "ActualPerson.address.statepr", "VAR-001";
    /// The person who acts as another: country.
    ACTUAL_PERSON_ADDRESS_COUNTRY = "ActualPerson.address.country", "VAR-001";
    /// The person who acts as another: postal code.
    ACTUAL_PERSON_ADDRESS_POSTCODE = "ActualPerson.address.postcode", "VAR-001";
    /// The person who acts as another: time zone.
    ACTUAL_PERSON_ADDRESS_TIMEZONE = "ActualPerson.address.timezone", "VAR-001";
    /// The person who acts as another: mobile telephone.
    ACTUAL_PERSON_PHONE_MOBILE = "ActualPerson.phone.mobile", "VAR-001";
    /// The person who acts as another: main telephone.
    ACTUAL_PERSON_PHONE_PRIMARY = "ActualPerson.phone.primary", "VAR-001";
    /// The person who acts as another: telephone at home.
    ACTUAL_PERSON_PHONE_HOME = "ActualPerson.phone.home", "VAR-001";
    /// The person who acts as another: telephone at work.
    ACTUAL_PERSON_PHONE_WORK = "ActualPerson.phone.work", "VAR-001";
    /// The person who acts as another: main e-mail address.
    ACTUAL_PERSON_EMAIL_PRIMARY = "ActualPerson.email.primary", "VAR-001";
    /// The person who acts as another: private e-mail address.
    ACTUAL_PERSON_EMAIL_PERSONAL = "ActualPerson.email.personal", "VAR-001";
    /// The person who acts as another: home page.
    ACTUAL_PERSON_WEBADDRESS = "ActualPerson.webaddress", "VAR-001";
    /// The person who acts as another: number for text messages.
    ACTUAL_PERSON_SMS = "ActualPerson.sms", "VAR-001";

    /// Course: id.
    CONTEXT_ID = "Context.id", "VAR-001";
    /// Course: organisation.
    CONTEXT_ORG = "Context.org", "VAR-001";
    /// Course: types.
    CONTEXT_TYPE = "Context.type", "VAR-001";
    /// Course: short name.
    CONTEXT_LABEL = "Context.label", "VAR-001";
    /// Course: title.
    CONTEXT_TITLE = "Context.title", "VAR-001";
    /// Course: id in the student information system.
    CONTEXT_SOURCED_ID = "Context.sourcedId", "VAR-001";
    /// Course: ids of the courses it was copied from.
    CONTEXT_ID_HISTORY = "Context.id.history", "VAR-001";
    /// Course: grade levels in the words of `OneRoster`.
    CONTEXT_GRADE_LEVELS_ONE_ROSTER = "Context.gradeLevels.oneRoster", "VAR-001";
    /// Course: grade levels in other words; the `*` stands for the name of the list.
    CONTEXT_GRADE_LEVELS_ANY = "Context.gradeLevels.*", "VAR-001";

    /// Link: id.
    RESOURCE_LINK_ID = "ResourceLink.id", "VAR-001";
    /// Link: title.
    RESOURCE_LINK_TITLE = "ResourceLink.title", "VAR-001";
    /// Link: description.
    RESOURCE_LINK_DESCRIPTION = "ResourceLink.description", "VAR-001";
    /// Link: when it opens.
    RESOURCE_LINK_AVAILABLE_START_DATE_TIME = "ResourceLink.available.startDateTime", "DL-060";
    /// Link: when it opens for this user.
    RESOURCE_LINK_AVAILABLE_USER_START_DATE_TIME = "ResourceLink.available.user.startDateTime", "DL-060";
    /// Link: when it closes.
    RESOURCE_LINK_AVAILABLE_END_DATE_TIME = "ResourceLink.available.endDateTime", "DL-060";
    /// Link: when it closes for this user.
    RESOURCE_LINK_AVAILABLE_USER_END_DATE_TIME = "ResourceLink.available.user.endDateTime", "DL-060";
    /// Link: from when work is taken.
    RESOURCE_LINK_SUBMISSION_START_DATE_TIME = "ResourceLink.submission.startDateTime", "DL-060";
    /// Link: from when work of this user is taken.
    RESOURCE_LINK_SUBMISSION_USER_START_DATE_TIME = "ResourceLink.submission.user.startDateTime", "DL-060";
    /// Link: until when work is taken.
    RESOURCE_LINK_SUBMISSION_END_DATE_TIME = "ResourceLink.submission.endDateTime", "DL-060";
    /// Link: until when work of this user is taken.
    RESOURCE_LINK_SUBMISSION_USER_END_DATE_TIME = "ResourceLink.submission.user.endDateTime", "DL-060";
    /// Link: when grades are shown.
    RESOURCE_LINK_LINEITEM_RELEASE_DATE_TIME = "ResourceLink.lineitem.releaseDateTime", "VAR-001";
    /// Link: when grades are shown to this user.
    RESOURCE_LINK_LINEITEM_USER_RELEASE_DATE_TIME = "ResourceLink.lineitem.user.releaseDateTime", "VAR-001";
    /// Link: ids of the links it was copied from.
    RESOURCE_LINK_ID_HISTORY = "ResourceLink.id.history", "VAR-001";

    /// Course template: id in the student information system.
    COURSE_TEMPLATE_SOURCED_ID = "CourseTemplate.sourcedId", "VAR-001";
    /// Course template: short name.
    COURSE_TEMPLATE_LABEL = "CourseTemplate.label", "VAR-001";
    /// Course template: title.
    COURSE_TEMPLATE_TITLE = "CourseTemplate.title", "VAR-001";
    /// Course template: short description.
    COURSE_TEMPLATE_SHORT_DESCRIPTION = "CourseTemplate.shortDescription", "VAR-001";
    /// Course template: long description.
    COURSE_TEMPLATE_LONG_DESCRIPTION = "CourseTemplate.longDescription", "VAR-001";
    /// Course template: course number.
    COURSE_TEMPLATE_COURSE_NUMBER = "CourseTemplate.courseNumber", "VAR-001";
    /// Course template: credits.
    COURSE_TEMPLATE_CREDITS = "CourseTemplate.credits", "VAR-001";

    /// Course offering: id in the student information system.
    COURSE_OFFERING_SOURCED_ID = "CourseOffering.sourcedId", "VAR-001";
    /// Course offering: short name.
    COURSE_OFFERING_LABEL = "CourseOffering.label", "VAR-001";
    /// Course offering: title.
    COURSE_OFFERING_TITLE = "CourseOffering.title", "VAR-001";
    /// Course offering: short description.
    COURSE_OFFERING_SHORT_DESCRIPTION = "CourseOffering.shortDescription", "VAR-001";
    /// Course offering: long description.
    COURSE_OFFERING_LONG_DESCRIPTION = "CourseOffering.longDescription", "VAR-001";
    /// Course offering: course number.
    COURSE_OFFERING_COURSE_NUMBER = "CourseOffering.courseNumber", "VAR-001";
    /// Course offering: credits.
    COURSE_OFFERING_CREDITS = "CourseOffering.credits", "VAR-001";
    /// Course offering: term.
    COURSE_OFFERING_ACADEMIC_SESSION = "CourseOffering.academicSession", "VAR-001";

    /// Course section: id in the student information system.
    COURSE_SECTION_SOURCED_ID = "CourseSection.sourcedId", "VAR-001";
    /// Course section: short name.
    COURSE_SECTION_LABEL = "CourseSection.label", "VAR-001";
    /// Course section: title.
    COURSE_SECTION_TITLE = "CourseSection.title", "VAR-001";
    /// Course section: short description.
    COURSE_SECTION_SHORT_DESCRIPTION = "CourseSection.shortDescription", "VAR-001";
    /// Course section: long description.
    COURSE_SECTION_LONG_DESCRIPTION = "CourseSection.longDescription", "VAR-001";
    /// Course section: course number.
    COURSE_SECTION_COURSE_NUMBER = "CourseSection.courseNumber", "VAR-001";
    /// Course section: credits.
    COURSE_SECTION_CREDITS = "CourseSection.credits", "VAR-001";
    /// Course section: room for students.
    COURSE_SECTION_MAX_NUMBER_OF_STUDENTS = "CourseSection.maxNumberOfStudents", "VAR-001";
    /// Course section: number of students.
    COURSE_SECTION_NUMBER_OF_STUDENTS = "CourseSection.numberOfStudents", "VAR-001";
    /// Course section: department.
    COURSE_SECTION_DEPT = "CourseSection.dept", "VAR-001";
    /// Course section: begin.
    COURSE_SECTION_TIME_FRAME_BEGIN = "CourseSection.timeFrame.begin", "VAR-001";
    /// Course section: end.
    COURSE_SECTION_TIME_FRAME_END = "CourseSection.timeFrame.end", "VAR-001";
    /// Course section: whether enrolment is accepted.
    COURSE_SECTION_ENROLL_CONTROL_ACCEPT = "CourseSection.enrollControl.accept", "VAR-001";
    /// Course section: whether enrolment is allowed.
    COURSE_SECTION_ENROLL_CONTROL_ALLOWED = "CourseSection.enrollControl.allowed", "VAR-001";
    /// Course section: where the data come from.
    COURSE_SECTION_DATA_SOURCE = "CourseSection.dataSource", "VAR-001";
    /// Course section: section it was made from.
    COURSE_SECTION_SOURCE_SECTION_ID = "CourseSection.sourceSectionId", "VAR-001";

    /// Group: id in the student information system.
    GROUP_SOURCED_ID = "Group.sourcedId", "VAR-001";
    /// Group: scheme of its type.
    GROUP_SCHEME = "Group.scheme", "VAR-001";
    /// Group: type.
    GROUP_TYPEVALUE = "Group.typevalue", "VAR-001";
    /// Group: level.
    GROUP_LEVEL = "Group.level", "VAR-001";
    /// Group: e-mail address.
    GROUP_EMAIL = "Group.email", "VAR-001";
    /// Group: home page.
    GROUP_URL = "Group.url", "VAR-001";
    /// Group: begin.
    GROUP_TIME_FRAME_BEGIN = "Group.timeFrame.begin", "VAR-001";
    /// Group: end.
    GROUP_TIME_FRAME_END = "Group.timeFrame.end", "VAR-001";
    /// Group: whether enrolment is accepted.
    GROUP_ENROLL_CONTROL_ACCEPT = "Group.enrollControl.accept", "VAR-001";
    /// Group: when enrolment ends.
    GROUP_ENROLL_CONTROL_END = "Group.enrollControl.end", "VAR-001";
    /// Group: short description.
    GROUP_SHORT_DESCRIPTION = "Group.shortDescription", "VAR-001";
    /// Group: long description.
    GROUP_LONG_DESCRIPTION = "Group.longDescription", "VAR-001";
    /// Group: group above it.
    GROUP_PARENT_ID = "Group.parentId", "VAR-001";

    /// Membership: id in the student information system.
    MEMBERSHIP_SOURCED_ID = "Membership.sourcedId", "VAR-001";
    /// Membership: the group's id there.
    MEMBERSHIP_COLLECTION_SOURCEDID = "Membership.collectionSourcedid", "VAR-001";
    /// Membership: the person's id there.
    MEMBERSHIP_PERSON_SOURCED_ID = "Membership.personSourcedId", "VAR-001";
    /// Membership: status.
    MEMBERSHIP_STATUS = "Membership.status", "VAR-001";
    /// Membership: roles.
    MEMBERSHIP_ROLE = "Membership.role", "VAR-001";
    /// Membership: when it was made.
    MEMBERSHIP_CREATED_TIMESTAMP = "Membership.createdTimestamp", "VAR-001";
    /// Membership: where the data come from.
    MEMBERSHIP_DATA_SOURCE = "Membership.dataSource", "VAR-001";
    /// Membership: users whom a mentor may see.
    MEMBERSHIP_ROLE_SCOPE_MENTOR = "Membership.role.scope.mentor", "VAR-001";

    /// Message: where the user returns to.
    MESSAGE_RETURN_URL = "Message.returnUrl", "VAR-001";
    /// Message: where the tool is shown.
    MESSAGE_DOCUMENT_TARGET = "Message.documentTarget", "VAR-001";
    /// Message: height of the frame.
    MESSAGE_HEIGHT = "Message.height", "VAR-001";
    /// Message: width of the frame.
    MESSAGE_WIDTH = "Message.width", "VAR-001";
    /// Message: language.
    MESSAGE_LOCALE = "Message.locale", "VAR-001";

    /// Platform: product.
    TOOL_PLATFORM_PRODUCT_FAMILY_CODE = "ToolPlatform.productFamilyCode", "VAR-001";
    /// Platform: version.
    TOOL_PLATFORM_VERSION = "ToolPlatform.version", "VAR-001";
    /// Platform instance: id.
    TOOL_PLATFORM_INSTANCE_GUID = "ToolPlatformInstance.guid", "VAR-001";
    /// Platform instance: name.
    TOOL_PLATFORM_INSTANCE_NAME = "ToolPlatformInstance.name", "VAR-001";
    /// Platform instance: description.
    TOOL_PLATFORM_INSTANCE_DESCRIPTION = "ToolPlatformInstance.description", "VAR-001";
    /// Platform instance: home page.
    TOOL_PLATFORM_INSTANCE_URL = "ToolPlatformInstance.url", "VAR-001";
    /// Platform instance: whom to write to.
    TOOL_PLATFORM_INSTANCE_CONTACT_EMAIL = "ToolPlatformInstance.contactEmail", "VAR-001";

    /// Assignment and Grade Services: the line item.
    LINE_ITEM_URL = "LineItem.url", "VAR-001";
    /// Assignment and Grade Services: the line items.
    LINE_ITEMS_URL = "LineItems.url", "VAR-001";
    /// Assignment and Grade Services: the scores; a word of Moodle.
    SCORES_URL = "Scores.url", "VAR-001";
    /// Course Groups Service: the groups of the user.
    MEMBERSHIP_COURSE_GROUP_IDS = "Membership.course.groupIds", "VAR-001";
}

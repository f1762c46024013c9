@service:core
Feature: Powers come from the roles of this course, exactly as written
  What a page of a learner and of an instructor looks like is read from two untouched launches, by the selector
  `[shows] role` of the configuration.

  Background:
    Given the tool shows the role
    And a learner who can open a link of the course
    And the tool has accepted an untouched launch of that link

  @id:roles.instructor @must
  Scenario Outline: These roles give the view of an instructor
    When the learner opens the link with the variation "<variation>"
    Then the tool accepts the launch
    And the page shows the role of an instructor

    Examples:
      | case     | variation                | req      |
      | full     | roles.instructor         | ROLE-003 |
      | shuffled | roles.instructor_many    | ROLE-007 |
      | unknown_beside | roles.instructor_unknown | ROLE-005 |

  @id:roles.learner @must
  Scenario Outline: These roles give no powers
    When the learner opens the link with the variation "<variation>"
    Then the page does not show the role of an instructor
    And the tool does not crash

    Examples:
      | case             | variation                | req      | atk     |
      | full             | roles.learner            | ROLE-003 |         |
      | unknown          | roles.unknown            | ROLE-005 |         |
      | empty            | roles.empty              | ROLE-006 | ATK-048 |
      | empty_string     | roles.empty_string       | ROLE-006 | ATK-048 |
      | test_user        | roles.test_user          | ROLE-011 |         |
      | unknown_beside   | roles.unknown_beside     | ROLE-005 |         |
      | foreign_host     | roles.look_alike_host    | ROLE-013 | ATK-047 |
      | suffix           | roles.look_alike_suffix  | ROLE-013 | ATK-047 |
      | lower_case       | roles.look_alike_case    | ROLE-013 | ATK-047 |
      | short_lower_case | roles.look_alike_short   | ROLE-013 | ATK-047 |
      | white_space      | roles.look_alike_space   | ROLE-013 | ATK-047 |
      | joined           | roles.look_alike_list    | ROLE-013 | ATK-047 |
      | sub_role         | roles.learner_instructor | ROLE-013 | ATK-047 |

  @id:roles.institution @should @req:ROLE-008 @atk:ATK-047
  Scenario: A member of the faculty who learns in this course is a learner
    When the learner opens the link with the variation "roles.institution"
    Then the page does not show the role of an instructor
    And the tool does not crash

  @id:roles.custom @should @req:ROLE-008 @atk:ATK-107
  Scenario: A custom parameter that is called like a claim gives no powers
    When the learner opens the link with the variation "custom.like_claims"
    Then the page does not show the role of an instructor
    And the tool does not crash

  @id:roles.mapped @observation
  Scenario Outline: Which view <who> gets
    When the learner opens the link with the variation "<variation>"
    Then it is recorded which role the page shows

    Examples:
      | case               | who                                              | variation                | req      |
      | teaching_assistant | a teaching assistant without the principal role  | roles.teaching_assistant | ROLE-010 |
      | deprecated_person  | an instructor by the older institution role      | roles.deprecated_person  | ROLE-012 |
      | deprecated_urn     | an instructor by the role of LTI 1.1             | roles.deprecated_urn     | ROLE-012 |

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
      | foreign_host     | roles.look_alike_host    | ROLE-013 | ATK-047 |
      | suffix           | roles.look_alike_suffix  | ROLE-013 | ATK-047 |
      | sub_role         | roles.learner_instructor | ROLE-013 | ATK-047 |

  @id:roles.institution @should @req:ROLE-008 @atk:ATK-047
  Scenario: A member of the faculty who learns in this course is a learner
    When the learner opens the link with the variation "roles.institution"
    Then the page does not show the role of an instructor
    And the tool does not crash

@service:core
Feature: The launches of the certification suite are taken
  The valid launches of the certification guide, 6.1.2 and 6.1.3, one by one. Its bad payloads are rows of the other
  features, tagged with their test ids.

  @id:certification @must
  Scenario Outline: The <who> launch "<variation>" is taken
    Given a <who> who can open a link of the course
    When the <who> opens the link with the variation "<variation>"
    Then the tool accepts the launch

    Examples: Teacher
      | case                        | who        | variation                | req              | cert   |
      | instructor.full             | instructor | everything               | ROLE-003 SEC-004 | CT-020 |
      | instructor.roles            | instructor | roles.instructor_many    | ROLE-007         | CT-021 |
      | instructor.unknown_role     | instructor | roles.unknown            | ROLE-005         | CT-023 |
      | instructor.no_role          | instructor | roles.empty_string       | ROLE-006         | CT-024 |
      | instructor.email_only       | instructor | privacy.email            | CORE-021         | CT-025 |
      | instructor.names_only       | instructor | privacy.name             | CORE-021         | CT-026 |
      | instructor.no_pii           | instructor | privacy.none             | CORE-021         | CT-027 |
      | instructor.email_no_context | instructor | privacy.email_no_context | CORE-042         | CT-028 |

    Examples: Student
      | case                     | who     | variation                | req              | cert   |
      | learner.full             | learner | everything               | ROLE-003 SEC-004 | CT-030 |
      | learner.roles            | learner | roles.learner_many       | ROLE-007         | CT-031 |
      | learner.unknown_role     | learner | roles.unknown            | ROLE-005         | CT-033 |
      | learner.no_role          | learner | roles.empty_string       | ROLE-006         | CT-034 |
      | learner.email_only       | learner | privacy.email            | CORE-021         | CT-035 |
      | learner.names_only       | learner | privacy.name             | CORE-021         | CT-036 |
      | learner.no_pii           | learner | privacy.none             | CORE-021         | CT-037 |
      | learner.email_no_context | learner | privacy.email_no_context | CORE-042         | CT-038 |

  @id:certification @may
  Scenario Outline: The <who> launch with a short role name is taken
    Given a <who> who can open a link of the course
    When the <who> opens the link with the variation "<variation>"
    Then the tool accepts the launch

    Examples:
      | case                  | who        | variation              | req      | cert   |
      | instructor.short_role | instructor | roles.instructor_short | ROLE-004 | CT-022 |
      | learner.short_role    | learner    | roles.learner_short    | ROLE-004 | CT-032 |

  # LTI takes a launch without a user for an anonymous one; the guide counts it among the bad payloads.
  @suite:certification @id:certification.no_user @must @req:CORE-019 @cert:CT-012
  Scenario: A launch without a user is refused
    Given a learner who can open a link of the course
    And the tool has accepted an untouched launch of that link
    When the platform answers with the fault "sub.missing"
    Then the tool refuses the launch
    And no new session is opened

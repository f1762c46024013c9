@service:core
Feature: Only a complete LTI message of the right kind is a launch
  The token is authentic in every row; what is wrong is the message in it.

  Background:
    Given a learner who can open a link of the course
    And the tool has accepted an untouched launch of that link

  @id:message @must
  Scenario Outline: The message is refused
    When the platform answers with the fault "<fault>"
    Then the tool refuses the launch
    And no new session is opened

    Examples:
      | case                    | fault                    | req              | atk     | cert   |
      | message_type.missing    | message_type.missing     | CORE-002         |         | CT-008 |
      | message_type.unknown    | message_type.unknown     | CORE-002         | ATK-053 |        |
      | message_type.lower_case | message_type.lower_case  | CORE-002         |         |        |
      | message_type.lti_1_1    | message_type.lti_1_1     | CORE-002         |         |        |
      | version.missing         | version.missing          | CORE-005         |         | CT-004 |
      | version.11_3            | version.11_3             | CORE-005         |         | CT-003 |
      | version.1_3             | version.1_3              | CORE-005         |         |        |
      | version.number          | version.number           | CORE-005         |         |        |
      | deployment_id.missing   | deployment_id.missing    | CORE-007         |         | CT-010 |
      | deployment_id.empty     | deployment_id.empty      | CORE-007         | ATK-043 |        |
      | resource_link.missing   | resource_link.missing    | CORE-015         |         | CT-011 |
      | resource_link.empty     | resource_link.empty      | CORE-015         |         |        |
      | resource_link.id_empty  | resource_link.id_empty   | CORE-015         |         |        |
      | roles.missing           | roles.missing            | ROLE-002         |         | CT-009 |
      | not_a_message           | payload.not_a_message    | CORE-024 SEC-028 |         | CT-005 |
      | required_missing        | claims.required_missing  | CORE-025         |         | CT-006 |

  @id:message.deployment_id @must
  Scenario Outline: A deployment that the tool does not know is refused, or welcomed as new
    When the platform answers with the fault "<fault>"
    Then the tool refuses the launch or starts onboarding

    Examples:
      | case    | fault                 | req      | atk     |
      | unknown | deployment_id.unknown | CORE-008 | ATK-043 |
      | case    | deployment_id.case    | CORE-008 | ATK-043 |

  @id:message.survived @must
  Scenario Outline: A claim of the wrong shape is survived
    When the platform answers with the fault "<fault>"
    Then the tool does not crash

    Examples:
      | case                    | fault                   | req      | atk     |
      | context.string          | context.string          | CORE-053 | ATK-058 |
      | custom.array            | custom.array            | CORE-053 | ATK-058 |
      | roles.string            | roles.string            | CORE-053 | ATK-048 |
      | resource_link.string    | resource_link.string    | CORE-053 | ATK-058 |
      | target_link_uri.missing | target_link_uri.missing | CORE-013 |         |
      | sub.null                | sub.null                | CORE-023 | ATK-058 |
      | sub.empty               | sub.empty               | CORE-023 |         |
      | sub.number              | sub.number              | CORE-023 | ATK-058 |

  @id:message.sub.missing @must @req:CORE-019 @cert:CT-012
  Scenario: A message without sub is anonymous or refused, never somebody else
    When the platform answers with the fault "sub.missing"
    Then the tool does not crash
    And the page names nobody who launched before

  @id:message.sub.missing_taken @observation @req:CORE-019
  Scenario: Whether a launch without a user is taken
    When the platform answers with the fault "sub.missing"
    Then it is recorded whether the tool takes the launch

  @id:message.accepted @must
  Scenario Outline: A message with less, or more, than usual is taken
    When the learner opens the link with the variation "<variation>"
    Then the tool accepts the launch

    Examples: What may be missing
      | case                     | variation                | req               |
      | context.missing          | context.none             | CORE-042          |
      | context.id_only          | context.id               | CORE-042          |
      | link_title.missing       | resource_link.id         | CORE-016          |
      | tool_platform.missing    | tool_platform.none       | CORE-045          |
      | custom.missing           | custom.none              | CORE-052          |
      | presentation.missing     | presentation.none        | CORE-049          |
      | return_url.missing       | return_url.none          | RET-005           |
      | document_target.missing  | document_target.none     | CORE-049          |

    Examples: What may be there
      | case                     | variation                | req               |
      | custom.empty_object      | custom.empty_object      | CORE-052          |
      | custom.empty_value       | custom.empty_value       | VAR-005 CORE-052  |
      | custom.unresolved        | custom.unresolved        | VAR-006 CORE-052  |
      | standard_claims          | claims.standard          | CORE-022          |
      | document_target.frame    | document_target.frame    | CORE-049          |
      | document_target.window   | document_target.window   | CORE-049          |
      | size_strings             | presentation.strings     | CORE-049          |
      | locale                   | presentation.locale      | CORE-049          |
      | product_family           | tool_platform.unknown    | CORE-045          |
      | context_type.offering    | context_type.offering    | CORE-043          |
      | context_type.template    | context_type.template    | CORE-043          |
      | context_type.group       | context_type.group       | CORE-043          |
      | unicode                  | unicode                  | CORE-054          |

    Examples: Ids are opaque
      | case                     | variation                | req               |
      | id.long                  | id.long                  | CORE-017          |
      | id.punctuation           | id.punctuation           | CORE-017          |
      | id.digits                | id.digits                | CORE-017          |

  @id:message.second_deployment @must @req:CORE-009
  Scenario: Every deployment of the client is taken
    Given the tool has a second deployment
    When the learner opens the link from the second deployment
    Then the tool accepts the launch

  @id:message.unicode_shown @must @req:CORE-054 @atk:ATK-057
  Scenario: A name beyond ASCII is shown as it is
    Given the page of that launch shows the name of the learner
    When the learner opens the link with the variation "unicode"
    Then the tool accepts the launch
    And the page shows the name beyond ASCII

  @id:message.markup @must @req:CORE-054 @atk:ATK-055
  Scenario: Markup in names and titles is escaped
    When the learner opens the link with the variation "markup"
    Then the tool accepts the launch
    And the markup is on no page of the tool

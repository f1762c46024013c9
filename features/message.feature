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
      | version.1_1             | version.1_1              | CORE-005         |         |        |
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
      | case        | fault                     | req      | atk     |
      | unknown     | deployment_id.unknown     | CORE-008 | ATK-043 |
      | case        | deployment_id.case        | CORE-008 | ATK-043 |
      | number      | deployment_id.number      | CORE-008 | ATK-043 |
      | long        | deployment_id.long        | CORE-008 | ATK-043 |
      | white_space | deployment_id.white_space | CORE-008 | ATK-043 |

  @id:message.deployment_id.other_client @must @req:CORE-008 @atk:ATK-043
  Scenario: A deployment of another client id is none of this one
    Given the platform knows the tool by a second client id
    When the token names a deployment of the second client id
    Then the tool refuses the launch or starts onboarding

  @id:message.type_not_declared @should
  Scenario Outline: A message of a type that the tool takes no part in, or that lacks what its type demands, is refused
    When the platform answers with the fault "<fault>"
    Then the tool refuses the launch
    And no new session is opened

    Examples:
      | case              | fault                          | req      | atk     |
      | submission_review | message_type.submission_review | CORE-003 | ATK-053 |
      | start_proctoring  | message_type.start_proctoring  | CORE-003 | ATK-053 |

  @id:message.survived @must
  Scenario Outline: A claim of the wrong shape is survived
    When the platform answers with the fault "<fault>"
    Then the tool does not crash

    Examples:
      | case                    | fault                   | req      | atk     | cert   |
      | context.string          | context.string          | CORE-053 | ATK-058 |        |
      | custom.array            | custom.array            | CORE-053 | ATK-058 |        |
      | roles.string            | roles.string            | CORE-053 | ATK-048 |        |
      | roles.nested            | roles.nested            | CORE-053 | ATK-048 |        |
      | roles.null_entry        | roles.null_entry        | CORE-053 | ATK-048 |        |
      | roles.many              | roles.many              | CORE-053 | ATK-048 |        |
      | resource_link.string    | resource_link.string    | CORE-053 | ATK-058 |        |
      | target_link_uri.missing | target_link_uri.missing | CORE-013 |         |        |
      | sub.null                | sub.null                | CORE-023 | ATK-058 | CT-X02 |
      | sub.empty               | sub.empty               | CORE-023 |         | CT-X02 |
      | sub.number              | sub.number              | CORE-023 | ATK-058 |        |

  @id:message.wrong_type @must
  Scenario Outline: "<claim>" of every wrong type is survived
    When the platform answers with "<claim>" as anything but <right>
    Then the tool does not crash

    Examples: Who, to whom, when
      | case  | claim | right    | req      | atk     |
      | iss   | iss   | a string | CORE-053 | ATK-058 |
      | aud   | aud   | a string | CORE-053 | ATK-058 |
      | azp   | azp   | a string | CORE-053 | ATK-058 |
      | exp   | exp   | a number | CORE-053 | ATK-058 |
      | iat   | iat   | a number | CORE-053 | ATK-058 |
      | nonce | nonce | a string | CORE-053 | ATK-058 |

    Examples: The user
      | case        | claim                  | right     | req      | atk             |
      | sub         | sub                    | a string  | CORE-053 | ATK-058         |
      | name        | name                   | a string  | CORE-053 | ATK-058         |
      | given_name  | given_name             | a string  | CORE-053 | ATK-058         |
      | family_name | family_name            | a string  | CORE-053 | ATK-058         |
      | email       | email                  | a string  | CORE-053 | ATK-058         |
      | picture     | picture                | a string  | CORE-053 | ATK-058         |
      | locale      | locale                 | a string  | CORE-053 | ATK-058         |
      | roles       | LTI:roles              | an array  | CORE-053 | ATK-058 ATK-048 |
      | mentor      | LTI:role_scope_mentor  | an array  | CORE-053 | ATK-058         |
      | lis         | LTI:lis                | an object | CORE-053 | ATK-058         |

    Examples: The message
      | case                | claim                                 | right     | req      | atk     |
      | message_type        | LTI:message_type                      | a string  | CORE-053 | ATK-058 |
      | version             | LTI:version                           | a string  | CORE-053 | ATK-058 |
      | deployment_id       | LTI:deployment_id                     | a string  | CORE-053 | ATK-058 |
      | target_link_uri     | LTI:target_link_uri                   | a string  | CORE-053 | ATK-058 |
      | resource_link       | LTI:resource_link                     | an object | CORE-053 | ATK-058 |
      | resource_link.id    | LTI:resource_link > id                | a string  | CORE-053 | ATK-058 |
      | resource_link.title | LTI:resource_link > title             | a string  | CORE-053 | ATK-058 |
      | context             | LTI:context                           | an object | CORE-053 | ATK-058 |
      | context.id          | LTI:context > id                      | a string  | CORE-053 | ATK-058 |
      | context.title       | LTI:context > title                   | a string  | CORE-053 | ATK-058 |
      | context.type        | LTI:context > type                    | an array  | CORE-053 | ATK-058 |
      | tool_platform       | LTI:tool_platform                     | an object | CORE-053 | ATK-058 |
      | presentation        | LTI:launch_presentation               | an object | CORE-053 | ATK-058 |
      | return_url          | LTI:launch_presentation > return_url  | a string  | CORE-053 | ATK-058 |
      | custom              | LTI:custom                            | an object | CORE-053 | ATK-058 |
      | custom.value        | LTI:custom > chapter                  | a string  | CORE-053 | ATK-058 |

    Examples: What services say
      | case  | claim                  | right     | req      | atk     |
      | ags   | AGS:endpoint           | an object | CORE-053 | ATK-058 |
      | nrps  | NRPS:namesroleservice  | an object | CORE-053 | ATK-058 |

  @id:message.text @must
  Scenario Outline: Names and titles with <what> are survived
    When the learner opens the link with the variation "<variation>"
    Then the tool does not crash

    Examples:
      | case      | what                                | variation      | req      | atk     |
      | nul       | a NUL                               | text.nul       | CORE-054 | ATK-057 |
      | long      | 10 000 characters                   | text.long      | CORE-054 | ATK-057 |
      | invisible | marks that nobody sees, and escapes | text.invisible | CORE-054 | ATK-057 |

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

  @id:message.prototype.later @must @req:SEC-025 @atk:ATK-059
  Scenario: A launch after one with claims like __proto__ is unharmed
    When the learner opens the link with the variation "claims.proto_everywhere"
    And the learner opens the link
    Then the tool accepts both launches

  @id:message.target @must
  Scenario Outline: A signed target that only looks like the tool's is not followed
    When the token names a target that only looks like the tool's: <disguise>
    Then the browser never visits the stranger
    And no page of the tool carries the script address

    Examples:
      | case           | disguise                | req      | atk     |
      | user_info      | behind user information | OIDC-085 | ATK-046 |
      | backslash      | before a backslash      | OIDC-085 | ATK-046 |
      | without_scheme | without its scheme      | OIDC-085 | ATK-046 |
      | script         | as a script             | OIDC-085 | ATK-046 |

  @id:message.kept_apart @must
  Scenario Outline: Course and link <from> are not those that have the same ids here
    When the ids of course and link come again <from>, without titles
    Then the tool accepts the launch
    And the page shows nothing of the first course and link

    Examples:
      | case        | from                     | req      |
      | deployment  | from another deployment  | CORE-010 |
      | platform    | from another platform    | CORE-010 |
      | letter_case | in another letter case   | CORE-017 |

  @id:message.mentor_forged @should @req:CORE-047 @atk:ATK-049
  Scenario: A learner who claims to be a mentor sees nothing of others
    When a learner claims to be the mentor of the earlier one
    Then the page shows nothing of the earlier learner
    And the tool does not crash

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

  @id:message.markup @must
  Scenario Outline: <what> in names and titles stays text
    When the learner opens the link with the variation "<variation>"
    Then the tool accepts the launch
    And the markup is on no page of the tool

    Examples:
      | case      | what                                | variation        | req      | atk     |
      | attribute | What breaks out of an attribute     | markup.attribute | CORE-054 | ATK-055 |
      | json      | What ends a script around data      | markup.json      | CORE-054 | ATK-055 |
      | entities  | Markup that is already escaped      | markup.entities  | CORE-054 | ATK-055 |
      | template  | An expression of a template         | markup.template  | CORE-054 | ATK-055 |

  @id:message.iat @observation
  Scenario Outline: Whether a token issued ten minutes ahead is taken
    When the platform answers with the fault "<fault>"
    Then it is recorded whether the tool takes the launch

    Examples:
      | case       | fault          | req     | atk     |
      | future_10m | iat.future_10m | SEC-017 | ATK-035 |

  @id:message.context_type @observation
  Scenario Outline: Whether a context type of an older form is taken
    When the learner opens the link with the variation "<variation>"
    Then it is recorded whether the tool takes the launch

    Examples:
      | case  | variation          | req      |
      | short | context_type.short | CORE-043 |
      | urn   | context_type.urn   | CORE-043 |

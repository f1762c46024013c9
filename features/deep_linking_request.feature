@service:deep_linking
Feature: A request for content opens the picker, if it is authentic and complete
  Whether the picker opens is judged like a launch, by control requests of its own. What the rows name is on the wire.

  @id:deep_linking.request.accepted @must
  Scenario Outline: The picker opens
    Given an instructor who can open the picker
    When the instructor opens the picker with the variation "<variation>"
    Then the tool accepts the launch

    Examples:
      | case                 | variation         | req            | cert   |
      | untouched            | full              | DL-005         | CT-040 |
      | context_missing      | context.none      | DL-005         |        |
      | presentation_missing | presentation.none | DL-005         |        |
      | custom_missing       | custom.none       | DL-005         |        |
      | extra_claims         | claims.extra      | SEC-025 DL-006 |        |
      | aud_array            | aud.array         | SEC-009 DL-006 |        |

  @id:deep_linking.request.accepted @must
  Scenario Outline: The picker opens, whatever the settings leave out or add
    Given an instructor who can open the picker
    And the tool has opened the picker for an untouched request
    When the instructor opens the picker with the settings "<settings>"
    Then the tool accepts the launch

    Examples:
      | case             | settings       | req           |
      | settings_minimal | minimal        | DL-005 DL-004 |
      | unknown_type     | type.unknown   | DL-009        |
      | unknown_member   | member.unknown | DL-009        |

  @id:deep_linking.request.polite @must
  Scenario Outline: Without knowing who asks, the picker opens or the tool refuses in good order
    Given an instructor who can open the picker
    And the tool has opened the picker for an untouched request
    When the instructor opens the picker with the variation "<variation>"
    Then the tool does not crash

    Examples:
      | case          | variation  | req           |
      | anonymous     | anonymous  | DL-005 DL-006 |
      | roles_missing | roles.none | DL-005 DL-006 |

  @id:deep_linking.request.refused @must
  Scenario Outline: The request is refused
    Given an instructor who can open the picker
    And the tool has opened the picker for an untouched request
    When the platform answers with the fault "<fault>"
    Then the tool refuses the launch
    And no new session is opened

    Examples: It is not authentic
      | case                  | fault                 | req             | atk     |
      | signature.flipped     | signature.flipped     | SEC-001 DL-006  | ATK-020 |
      | signature.foreign_key | signature.foreign_key | SEC-001 DL-006  | ATK-019 |
      | alg.none              | alg.none              | SEC-002 DL-006  | ATK-012 |
      | alg.hs256_pem         | alg.hs256_pem         | SEC-003 DL-006  | ATK-015 |
      | kid.missing           | kid.missing           | SEC-006 DL-006  |         |
      | kid.unknown           | kid.unknown           | SEC-007 DL-006  |         |
      | jwk.embedded          | jwk.embedded          | SEC-024 DL-006  | ATK-016 |

    Examples: It is from or for somebody else, too late, or not an answer to this login
      | case                  | fault                 | req             | atk     |
      | iss.missing           | iss.missing           | SEC-008 DL-006  |         |
      | iss.foreign           | iss.foreign           | SEC-008 DL-006  | ATK-038 |
      | aud.missing           | aud.missing           | SEC-009 DL-006  | ATK-040 |
      | aud.foreign           | aud.foreign           | SEC-009 DL-006  | ATK-039 |
      | exp.past_1d           | exp.past_1d           | SEC-014 DL-006  | ATK-033 |
      | exp.missing           | exp.missing           | SEC-015 DL-006  | ATK-034 |
      | nonce.missing         | nonce.missing         | SEC-019 DL-006  | ATK-067 |
      | nonce.random          | nonce.random          | SEC-020 DL-006  |         |

    Examples: It is no complete message
      | case                  | fault                         | req             | atk     |
      | message_type.missing  | message_type.missing          | CORE-002 DL-006 |         |
      | message_type.unknown  | message_type.unknown          | CORE-002 DL-006 | ATK-053 |
      | version.missing       | version.missing               | CORE-005 DL-006 |         |
      | version.11_3          | version.11_3                  | CORE-005 DL-006 |         |
      | deployment_id.missing | deployment_id.missing         | CORE-007 DL-006 |         |
      | settings.missing      | deep_linking_settings.missing | DL-007          |         |
      | return_url.missing    | deep_link_return_url.missing  | DL-007          |         |

  @id:deep_linking.request.refused.nonce.replayed @must @req:SEC-020 @req:SEC-021 @req:DL-006 @atk:ATK-070
  Scenario: A nonce that was already used is refused
    Given an instructor who can open the picker
    And the tool has opened the picker for an untouched request
    When the platform answers with the nonce of the earlier launch
    Then the tool refuses the launch
    And no new session is opened

  @id:deep_linking.request.refused.deployment_id.unknown @must @req:CORE-008 @req:DL-006 @atk:ATK-043
  Scenario: A deployment that the tool does not know is refused, or welcomed as new
    Given an instructor who can open the picker
    And the tool has opened the picker for an untouched request
    When the platform answers with the fault "deployment_id.unknown"
    Then the tool refuses the launch or starts onboarding

  @id:deep_linking.request.state @must
  Scenario Outline: A request whose state is not the one of this login is refused
    Given an instructor who can open the picker
    And the tool has opened the picker for an untouched request
    When the answer of a new login arrives with the change "<change>"
    Then the tool refuses the launch
    And no new session is opened

    Examples:
      | case          | change        | req             | atk     |
      | missing       | state.missing | OIDC-082 DL-006 | ATK-066 |
      | altered       | state.altered | OIDC-082 DL-006 | ATK-066 |
      | other_browser | browser.other | OIDC-082 DL-006 | ATK-065 |

  @id:deep_linking.request.survived @must
  Scenario Outline: Settings of the wrong shape are survived
    Given an instructor who can open the picker
    And the tool has opened the picker for an untouched request
    When the platform answers with the fault "<fault>"
    Then the tool does not crash

    Examples:
      | case            | fault                        | req             | atk     |
      | settings_string | deep_linking_settings.string | CORE-053 DL-007 | ATK-058 |
      | types_missing   | accept_types.missing         | CORE-053 DL-003 | ATK-058 |
      | types_string    | accept_types.string          | CORE-053 DL-003 | ATK-058 |
      | resource_link   | resource_link.present        | CORE-053 DL-002 |         |

  @id:deep_linking.request.markup @must @req:CORE-054 @atk:ATK-055
  Scenario: Markup in the title and text of a request is escaped
    Given an instructor who can open the picker
    And the tool has opened the picker for an untouched request
    When the instructor opens the picker with the settings "markup"
    Then the markup is on no page of the tool

  @id:deep_linking.role @should
  Scenario Outline: The picker is for people who may add content
    Given a learner who can open the picker
    And the picker opens for an instructor
    When the learner opens the picker with the variation "<variation>"
    Then the picker does not open

    Examples:
      | case      | variation               | req    | atk     |
      | learner   | full                    | DL-008 | ATK-101 |
      | anonymous | anonymous.without_roles | DL-008 | ATK-101 |

  @id:deep_linking.return_url.script @must @req:DL-030 @atk:ATK-099
  Scenario: A return URL that is a script reaches no page
    Given an instructor who can pick content for the course
    And the tool has opened the picker for an untouched request
    When the instructor picks content, and the request has the fault "deep_link_return_url.script"
    Then no page of the tool carries the script address

  @id:deep_linking.return_url.foreign @must @req:DL-030 @atk:ATK-099
  Scenario: A return URL on another host is used exactly as it was signed, or not at all
    Given an instructor who can pick content for the course
    And the tool has opened the picker for an untouched request
    When the instructor picks content, and the request has the fault "deep_link_return_url.foreign"
    Then an answer, if there is one, keeps the rule "action"

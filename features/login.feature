@service:core
Feature: A login initiation becomes an authentication request, or is refused
  The platform sends the browser to the tool's login URL. The tool looks the platform up, binds a state to this
  browser, and sends the browser on to the authorization endpoint that it stored at registration.

  Background:
    Given a learner who can open a link of the course

  @id:login.method @must
  Scenario Outline: A login by <method> is taken
    When the platform starts a login by <method>
    Then the tool sends an authentication request
    And the launch that follows is accepted

    Examples:
      | case | method | req               |
      | get  | GET    | OIDC-001 OIDC-017 |
      | post | POST   | OIDC-002 OIDC-017 |

  @id:login.refused @must
  Scenario Outline: A login that nobody could answer is refused
    When the platform starts a login with the fault "<fault>"
    Then the tool sends no authentication request
    And the tool does not crash

    Examples:
      | case                | fault                    | req      | atk     |
      | iss_missing         | login.iss.missing        | OIDC-010 |         |
      | login_hint_missing  | login.login_hint.missing | OIDC-011 |         |
      | iss_trailing_slash  | login.iss.trailing_slash | OIDC-013 | ATK-003 |
      | iss_upper_case      | login.iss.upper_case     | OIDC-013 | ATK-003 |
      | iss_port            | login.iss.port           | OIDC-013 | ATK-003 |
      | iss_encoded         | login.iss.encoded        | OIDC-013 | ATK-003 |
      | iss_look_alike      | login.iss.look_alike     | OIDC-013 | ATK-003 |

  @id:login.refused.target_link_uri_missing @should @req:OIDC-012
  Scenario: A login without target_link_uri is refused
    When the platform starts a login with the fault "login.target_link_uri.missing"
    Then the tool sends no authentication request
    And the tool does not crash

  @id:login.refused.iss_unknown @must @req:OIDC-013 @atk:ATK-001
  Scenario: A login of an issuer without registration is refused, and nothing is fetched from it
    When a stranger starts a login in the name of another issuer
    Then the tool sends no authentication request
    And the stranger's host sees no request
    And the tool does not crash

  @id:login.refused.client_unknown @must @req:OIDC-014 @atk:ATK-002
  Scenario: A login for a client that the issuer does not know is not passed on
    When the platform starts a login with the fault "login.client_id.unknown"
    Then no authentication request carries the unknown client
    And the tool does not crash

  @id:login.optional @must
  Scenario Outline: A login without <parameters> is taken
    When the platform starts a login without <parameters>
    Then the tool sends an authentication request
    And the launch that follows is accepted

    Examples:
      | case                  | parameters                                        | req               |
      | without_message_hint  | lti_message_hint                                  | OIDC-017 OIDC-006 |
      | without_deployment_id | lti_deployment_id                                 | OIDC-017 OIDC-007 |
      | without_client_id     | client_id                                         | OIDC-017 OIDC-008 |
      | without_all           | client_id, lti_deployment_id and lti_message_hint | OIDC-017 OIDC-008 |

  @id:login.second_client @must @req:OIDC-034 @req:OIDC-008
  Scenario: A platform that knows the tool by two client ids is asked in the name of the right one
    Given the platform knows the tool by a second client id
    When the learner opens a link of the second client id
    Then the request names the second client id
    And the launch that follows is accepted

  @id:login.second_client.unnamed @should
  Scenario Outline: Where two client ids are possible, none is guessed
    Given the platform knows the tool by a second client id
    When a login starts for each client id, without <parameters>
    Then no authentication request names the wrong client
    And the tool does not crash

    Examples:
      | case            | parameters                      | req      |
      | with_deployment | client_id                       | OIDC-015 |
      | with_nothing    | client_id and lti_deployment_id | OIDC-015 |

  @id:login.extra_parameters @must @req:OIDC-016
  Scenario: Parameters that the tool does not know are ignored
    When the platform starts a login with the fault "login.extra_parameters"
    Then the tool sends an authentication request
    And the launch that follows is accepted

  @id:login.deployment_unknown @should @req:OIDC-019
  Scenario: An unknown lti_deployment_id is survived
    When the platform starts a login with the fault "login.deployment_id.unknown"
    Then the tool does not crash

  @id:login.iss_repeated @should @req:OIDC-020 @atk:ATK-008
  Scenario: Two issuers in one login are never mixed
    When the platform starts a login with the fault "login.iss.repeated"
    Then an authentication request goes only to the registered endpoint
    And the tool does not crash

  @id:login.iss_array @should @req:OIDC-020 @atk:ATK-008
  Scenario: An issuer that comes as an array leads to the right platform, or nowhere
    When the platform starts a login with the fault "login.iss.array"
    Then an authentication request goes only to the registered endpoint
    And the tool does not crash

  @id:login.no_session @must @req:OIDC-021
  Scenario: A login alone logs nobody in
    When the platform starts a login
    Then the tool sends an authentication request
    And the login alone logs nobody in

  @id:login.framed @should @req:OIDC-022 @atk:ATK-079
  Scenario: Login and launch can be shown in a frame of the platform
    When the learner opens the link
    Then the tool accepts the launch
    And no answer of the tool forbids the platform's frame

  @id:login.other_site @should @req:OIDC-023
  Scenario: The state survives when the platform is another site
    Given a browser that treats the platform as another site
    When the learner opens the link
    Then the tool accepts the launch

  @id:login.parallel @should @req:OIDC-043
  Scenario: Two logins in one browser both finish, the second first
    Given two open logins in one browser
    When both are answered, the second first
    Then the tool accepts both launches

  @id:login.hint_8k @must @req:OIDC-037 @atk:ATK-009
  Scenario: A message hint of 8 kB is passed on whole, or refused
    When the platform starts a login with the fault "login.message_hint.8k"
    Then a request, if the tool sends one, keeps the rule "lti_message_hint"
    And the tool does not crash

  @id:login.survived @must
  Scenario Outline: A message hint of <size> is survived
    When the platform starts a login by POST with the fault "<fault>"
    Then the tool does not crash

    Examples:
      | case     | size  | fault                  | req              | atk     |
      | hint_64k | 64 kB | login.message_hint.64k | OIDC-037 SEC-032 | ATK-009 |
      | hint_1m  | 1 MB  | login.message_hint.1m  | OIDC-037 SEC-032 | ATK-009 |

  @id:login.header_injection @must @req:OIDC-036 @atk:ATK-006
  Scenario: Line breaks in the login hint add no header
    When the platform starts a login with the fault "login.login_hint.crlf"
    Then no answer of the tool carries a header of the attacker
    And the tool does not crash

  @id:login.header_injection.target_link_uri @must @req:OIDC-036 @req:CORE-012 @atk:ATK-006
  Scenario: Line breaks in the target add no header
    When the platform starts a login with the fault "login.target_link_uri.crlf"
    Then no answer of the tool carries a header of the attacker

  @id:login.markup @must @req:OIDC-036 @atk:ATK-007
  Scenario: Markup in the login hint is escaped
    When the platform starts a login with the fault "login.login_hint.markup"
    Then the markup is on no page of the tool
    And the tool does not crash

  @id:login.markup @must
  Scenario Outline: Markup in <parameter> is escaped
    When the platform starts a login with the fault "<fault>"
    Then the markup is on no page of the tool

    Examples:
      | case            | parameter        | fault                        | req      | atk     |
      | iss             | iss              | login.iss.markup             | OIDC-013 | ATK-007 |
      | client_id       | client_id        | login.client_id.markup       | OIDC-014 | ATK-007 |
      | message_hint    | lti_message_hint | login.message_hint.markup    | OIDC-037 | ATK-007 |
      | target_link_uri | target_link_uri  | login.target_link_uri.markup | OIDC-085 | ATK-007 |

  @id:login.script_target @must @req:OIDC-085 @req:CORE-012 @atk:ATK-005
  Scenario: A script as target_link_uri is never rendered
    When the platform starts a login with the fault "login.target_link_uri.script"
    Then no page of the tool carries the script address

  @id:login.data_target @must @req:OIDC-085 @req:CORE-012 @atk:ATK-005
  Scenario: A page in a data URL as target_link_uri is never rendered
    When the platform starts a login with the fault "login.target_link_uri.data"
    Then no page of the tool carries the script address

  @id:login.foreign_target @must
  Scenario Outline: An unsigned target on another host is followed neither at the login nor after a good launch
    When the login names a target on a stranger's host<how>
    Then the browser never visits the stranger
    And no page of the tool links to the stranger

    Examples:
      | case           | how                  | req               | atk             |
      | absolute       |                      | OIDC-085 CORE-012 | ATK-004         |
      | without_scheme | , without its scheme | OIDC-085 CORE-012 | ATK-005 ATK-004 |

@service:registration @serial
Feature: A tool registers itself when a platform opens its registration page
  Nothing here touches the registration that the other cases launch with. What succeeds happens on the campus `enrolment`, whose
  registration a tool may replace each time; what fails happens on the campus `refusals`, of which the tool is to know nothing.

  # What the tool reads and sends: one registration with a token, and one without, for all of these.

  @id:registration.configuration @must @req:DYN-002
  Scenario: The tool reads the configuration from the address that it was given
    Given the registration page of the tool was opened with a registration token
    Then the tool has read the configuration from the address that it was given

  @id:registration.sent @must @req:DYN-005
  Scenario: The tool posts its registration to the endpoint that the configuration names
    Given the registration page of the tool was opened with a registration token
    Then the tool has posted a registration to the endpoint of the configuration

  @id:registration.rule.no_token @must @req:DYN-005
  Scenario: A registration for which no token was given comes without one
    Given the tool has sent a registration without a registration token
    Then the registration keeps the rule "no token"

  @id:registration.rule @must
  Scenario Outline: The registration keeps the rule "<rule>"
    Given the tool has sent a registration with a registration token
    Then the registration keeps the rule "<rule>"

    Examples: The request
      | case       | rule       | req     |
      | media_type | media type | DYN-005 |
      | token      | token      | DYN-005 |
      | json       | json       | DYN-005 |

    Examples: The client
      | case               | rule                       | req     |
      | application_type   | application_type           | DYN-040 |
      | response_types     | response_types             | DYN-041 |
      | grant_types        | grant_types                | DYN-041 |
      | initiate_login_uri | initiate_login_uri         | DYN-042 |
      | redirect_uris      | redirect_uris              | DYN-042 |
      | client_name        | client_name                | DYN-042 |
      | jwks_uri           | jwks_uri                   | DYN-042 |
      | auth_method        | token_endpoint_auth_method | DYN-043 |
      | scope              | scope                      | DYN-044 |
      | offered_scopes     | offered scopes             | DYN-044 |

    Examples: The tool
      | case                    | rule                      | req     |
      | tool_configuration      | tool configuration        | DYN-046 |
      | domain                  | domain                    | DYN-046 |
      | target_link_uri         | target_link_uri           | DYN-046 |
      | claims                  | claims                    | DYN-046 |
      | messages                | messages                  | DYN-046 |
      | target_on_domain        | target_link_uri on domain | DYN-048 |
      | redirect_uris_on_domain | redirect_uris on domain   | DYN-048 |
      | messages_on_domain      | messages on domain        | DYN-048 |

  @id:registration.rule @may
  Scenario Outline: The registration keeps the rule "<rule>", where it has anything to do with it
    Given the tool has sent a registration with a registration token
    Then the registration keeps the rule "<rule>"

    Examples:
      | case            | rule            | req     |
      | about           | about           | DYN-045 |
      | options         | options         | DYN-047 |
      | message_options | message options | DYN-049 |

  @id:registration.asks_first @observation @req:DYN-012
  Scenario: Whether somebody has to confirm the registration
    Given the registration page of the tool was opened with a registration token
    Then it is recorded whether somebody has to confirm the registration

  @id:registration.claims_asked @observation @req:DYN-051
  Scenario: Which claims the tool asks for
    Given the tool has sent a registration with a registration token
    Then it is recorded which claims the tool asks for

  # What the platform may answer, and what works afterwards.

  @id:registration.close @must @req:DYN-010
  Scenario: When it is finished, the tool tells the platform to close the page
    Given the tool has registered itself
    Then the page of the registration, or a script of it, sends the message to close it

  @id:registration.keys @must @req:DYN-042
  Scenario: The key set that the tool registered can be read
    Given the tool has registered itself
    Then there are keys where the registration says

  @id:registration.login @must @req:DYN-042 @req:DYN-008
  Scenario: A login at the registered address is answered as it was registered
    When the tool registers itself, and a learner opens a link
    Then the tool asks the platform by the ids and addresses of the registration

  @id:registration.launch @must
  Scenario Outline: The tool takes launches after a registration that is answered <how>
    When the tool registers itself, is answered with "<fault>", and a learner opens a link
    Then the tool accepts the launch

    Examples:
      | case          | how                          | fault                                   | req     |
      | created       | with 201                     | none                                    | DYN-008 |
      | ok            | with 200                     | registration.answer.status_200          | DYN-008 |
      | claims        | with other claims            | registration.answer.other_claims        | DYN-008 |
      | extra_members | with unknown members         | registration.answer.extra_members       | DYN-008 |
      | no_deployment | without a deployment         | registration.answer.without_deployment  | DYN-009 |

  @id:registration.granted_scopes @must @req:DYN-008
  Scenario: A tool to which fewer scopes are granted than it registered asks for no others
    Given the tool can be made to call a service
    When the tool registers itself, is answered with "registration.answer.fewer_scopes", and calls a service
    Then the tool asks for no scope beyond those that it was granted

  @id:registration.taken @must
  Scenario Outline: The tool registers itself where the configuration is unusual
    When the tool is to register itself, and meets "<fault>"
    Then the tool registers itself

    Examples:
      | case              | fault                                           | req     |
      | messages_strings  | registration.configuration.messages_as_strings  | DYN-036 |
      | without_variables | registration.configuration.without_variables    | DYN-036 |
      | without_claims    | registration.configuration.without_claims       | DYN-036 |
      | unknown_members   | registration.configuration.unknown_members      | DYN-036 |

  @id:registration.needs_token @observation @req:DYN-002
  Scenario: Whether the tool shows its token where the configuration is read, as Canvas demands
    When the tool is to register itself, and the configuration is for who shows the registration token
    Then it is recorded whether the tool registers itself

  @id:registration.openid_only @must @req:DYN-044
  Scenario: A tool to which only `openid` is offered registers for no service
    When the tool is to register itself, and meets "registration.configuration.scopes_openid_only"
    Then the registration of this case keeps the rule "offered scopes"

  @id:registration.offered_messages @should @req:DYN-050
  Scenario: A tool that is offered no deep linking does not register for it
    When the tool is to register itself, and meets "registration.configuration.without_deep_linking"
    Then the registration of this case keeps the rule "offered messages"

  @id:registration.again @must @req:DYN-014
  Scenario: A tool that registers itself again takes launches by the new registration
    When the tool registers itself twice, and a learner opens a link of the second registration
    Then the tool accepts the launch

  @id:registration.again.elsewhere @must @req:DYN-014
  Scenario: A tool that registers itself again takes launches of another platform as before
    When the tool registers itself twice, and a learner opens a link of another platform
    Then the tool accepts the launch

  @id:registration.again.first @observation @req:DYN-014
  Scenario: Whether a second registration replaces the first
    When the tool registers itself twice, and a learner opens a link of the first registration
    Then it is recorded whether the tool takes the launch

  # What fails leaves nothing behind.

  @id:registration.failed @must
  Scenario Outline: When a registration fails, the tool says so, and keeps nothing of it
    When the tool is to register itself, and meets "<fault>"
    Then the page says something else than after a registration
    And the tool knows nothing of the platform that it is not registered with

    Examples: The answer
      | case              | fault                                 | req     |
      | status_400        | registration.answer.status_400        | DYN-013 |
      | status_401        | registration.answer.status_401        | DYN-013 |
      | status_500        | registration.answer.status_500        | DYN-013 |
      | html              | registration.answer.html              | DYN-013 |
      | empty             | registration.answer.empty             | DYN-013 |
      | not_json          | registration.answer.not_json          | DYN-013 |
      | without_client_id | registration.answer.without_client_id | DYN-013 |

    Examples: The configuration
      | case                     | fault                                                    | req     |
      | configuration_404        | registration.configuration.status_404                    | DYN-013 |
      | configuration_500        | registration.configuration.status_500                    | DYN-013 |
      | configuration_empty      | registration.configuration.empty                         | DYN-013 |
      | configuration_not_json   | registration.configuration.not_json                      | DYN-013 |
      | configuration_array      | registration.configuration.array                         | DYN-013 |
      | no_registration_endpoint | registration.configuration.without.registration_endpoint | DYN-013 |
      | endpoint_file            | registration.endpoint.file                               | DYN-013 |

  @id:registration.polite @must
  Scenario Outline: A registration that cannot go well does not break the tool
    When the tool is to register itself, and meets "<fault>"
    Then the registration page answers, and does not break

    Examples: Something else than was asked for
      | case                      | fault                                                     | req     | atk     |
      | html                      | registration.configuration.html                           | DYN-013 | ATK-083 |
      | huge                      | registration.configuration.huge                           | DYN-013 | ATK-083 |
      | redirect_loop             | registration.configuration.redirect_loop                  | DYN-013 | ATK-083 |
      | no_authorization_endpoint | registration.configuration.without.authorization_endpoint | DYN-013 |         |
      | no_token_endpoint         | registration.configuration.without.token_endpoint         | DYN-013 |         |
      | no_jwks_uri               | registration.configuration.without.jwks_uri               | DYN-013 |         |
      | no_platform_configuration | registration.configuration.without_platform_configuration | DYN-013 |         |

  @id:registration.polite @must @wait:30s
  Scenario Outline: A registration that never ends does not break the tool
    When the tool is to register itself, and waits 30 seconds of its time at most for "<fault>"
    Then the registration page answers, and does not break

    Examples:
      | case                | fault                              | req     | atk     |
      | endless             | registration.configuration.endless | DYN-013 | ATK-083 |
      | configuration_slow  | registration.configuration.slow    | DYN-013 | ATK-083 |
      | answer_slow         | registration.answer.slow           | DYN-013 | ATK-083 |

  @id:registration.issuer @must
  Scenario Outline: A configuration that speaks for another host is refused
    When the tool is to register itself, and meets "<fault>"
    Then the tool does not register itself

    Examples:
      | case       | fault                          | req     | atk     |
      | other_host | registration.issuer.other_host | DYN-003 | ATK-080 |
      | other_port | registration.issuer.other_port | DYN-003 | ATK-080 |
      | sub_domain | registration.issuer.sub_domain | DYN-003 | ATK-080 |
      | look_alike | registration.issuer.look_alike | DYN-003 | ATK-080 |
      | user_info  | registration.issuer.user_info  | DYN-003 | ATK-080 |

  @id:registration.overwrite @must @req:DYN-003 @req:DYN-014 @atk:ATK-082
  Scenario: A configuration on another host does not take over a registration
    When the tool has registered itself, and a configuration on another host shows "registration.issuer.other_campus"
    Then the tool does not register itself
    And a launch by the earlier registration is accepted

  @id:registration.address @should
  Scenario Outline: A configuration that is not on the web is not read
    When the registration page is opened with a configuration at a "<scheme>" address
    Then the tool has read nothing from there

    Examples:
      | case   | scheme | req     | atk     |
      | file   | file   | DYN-004 | ATK-081 |
      | data   | data   | DYN-004 | ATK-081 |
      | gopher | gopher | DYN-004 | ATK-081 |

  @id:registration.address.link_local @observation @wait:30s @req:DYN-004 @atk:ATK-081
  Scenario: What the tool does about a configuration at a link-local address
    When the registration page is opened with a configuration at a "link-local" address
    Then it is recorded how the registration page answers

  @id:registration.redirect @should @req:DYN-004
  Scenario: The registration token is not sent on to where the configuration points
    When the tool is to register itself, and is sent to a stranger with "registration.configuration.redirect_foreign"
    Then the stranger gets no registration token

  @id:registration.endpoint_elsewhere @observation @req:DYN-004
  Scenario: Whether the tool registers at an endpoint on another host
    When the tool is to register itself, and is sent to a stranger with "registration.endpoint.foreign"
    Then it is recorded whether the stranger is asked

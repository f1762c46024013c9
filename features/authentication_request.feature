@service:core
Feature: The authentication request says what the platform has to know, to the letter
  The request is judged as it arrives: from the redirect, or from the form that the tool lets the browser submit.

  Background:
    Given a learner who can open a link of the course

  @id:request @must
  Scenario Outline: The request keeps the rule of <rule>
    When the platform starts a login
    Then the tool sends an authentication request
    And the request keeps the rule "<rule>"

    Examples:
      | case             | rule             | req      |
      | endpoint         | endpoint         | OIDC-018 |
      | scope            | scope            | OIDC-030 |
      | response_type    | response_type    | OIDC-031 |
      | response_mode    | response_mode    | OIDC-032 |
      | prompt           | prompt           | OIDC-033 |
      | client_id        | client_id        | OIDC-034 |
      | redirect_uri     | redirect_uri     | OIDC-035 |
      | login_hint       | login_hint       | OIDC-036 |
      | lti_message_hint | lti_message_hint | OIDC-037 |
      | state            | state            | OIDC-038 |
      | nonce            | nonce            | OIDC-039 |

  @id:request.login_hint.special @must @req:OIDC-036
  Scenario: A login hint full of reserved characters comes back unaltered
    When the platform starts a login with the fault "login.login_hint.special"
    Then the tool sends an authentication request
    And the request keeps the rule "login_hint"

  @id:request.message_hint @must @req:OIDC-037
  Scenario Outline: The message hint comes back as it was sent
    When the platform starts a login with the variation "<variation>"
    Then the tool sends an authentication request
    And the request keeps the rule "lti_message_hint"

    Examples:
      | case   | variation         |
      | long   | message_hint.long |
      | absent | message_hint.none |

  @id:request.fresh @must
  Scenario Outline: Every request has a new, unguessable <parameter>
    When the platform starts 20 logins
    Then no <parameter> of them can be guessed from another

    Examples:
      | case  | parameter | req               |
      | state | state     | OIDC-041 OIDC-038 |
      | nonce | nonce     | OIDC-040 OIDC-039 |

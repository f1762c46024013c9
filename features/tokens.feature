@service:tokens
Feature: A tool asks for access tokens, heeds what it is given, and gives them to nobody else
  How each request for a token is made is told by the rules in `service_rules.feature`. Here the token endpoint misbehaves, for
  the whole campus, so most cases run alone. The page of a tool may say that the platform fails; it must not break.

  @id:tokens.error @should @serial
  Scenario Outline: When the token endpoint fails, the tool asks a few times at most, and calls nothing without a token
    Given the tool can be made to call a service
    When the tool needs a token, and the token endpoint shows "<fault>"
    Then the tool asks for the token four times at most
    And no service is called without a token that was granted
    And the page of the tool does not break

    Examples: An error as OAuth has it
      | case                   | fault                              | req     | atk     |
      | invalid_request        | token.error.invalid_request        | TOK-020 | ATK-090 |
      | invalid_client         | token.error.invalid_client         | TOK-020 | ATK-090 |
      | invalid_grant          | token.error.invalid_grant          | TOK-020 | ATK-090 |
      | unauthorized_client    | token.error.unauthorized_client    | TOK-020 | ATK-090 |
      | unsupported_grant_type | token.error.unsupported_grant_type | TOK-020 | ATK-090 |
      | invalid_scope          | token.error.invalid_scope          | TOK-020 | ATK-090 |

    Examples: Something else
      | case  | fault            | req     | atk     |
      | 401   | token.status_401 | TOK-020 | ATK-090 |
      | 429   | token.status_429 | TOK-020 | ATK-090 |
      | 500   | token.status_500 | TOK-020 | ATK-090 |
      | html  | token.html       | TOK-020 | ATK-090 |
      | empty | token.empty      | TOK-020 | ATK-090 |

    Examples: A token, and odd words about it
      | case              | fault                   | req     | atk     |
      | expires_in_zero   | token.expires_in.zero   | TOK-020 | ATK-090 |
      | expires_in_string | token.expires_in.string | TOK-020 | ATK-090 |
      | expires_in_absent | token.expires_in.absent | TOK-020 | ATK-090 |
      | scope_absent      | token.scope.absent      | TOK-020 | ATK-090 |

  @id:tokens.error.slow @should @serial @wait:15s @req:TOK-020 @atk:ATK-090
  Scenario: When the token endpoint is silent, the tool gives up, and calls nothing without a token
    Given the tool can be made to call a service
    When the tool needs a token, and the token endpoint is silent for 15 seconds of the tool's time
    Then the tool asks for the token four times at most
    And no service is called without a token that was granted
    And the page of the tool does not break

  @id:tokens.redirect @must @serial
  Scenario Outline: An assertion is not sent on to where the token endpoint points
    Given the tool can be made to call a service
    When the tool needs a token, and the token endpoint sends it to a stranger with "<fault>"
    Then the stranger gets no token and no assertion
    And no service is called without a token that was granted
    And the page of the tool does not break

    Examples:
      | case | fault              | req             | atk     |
      | 302  | token.redirect_302 | TOK-001 TOK-045 | ATK-091 |
      | 307  | token.redirect_307 | TOK-001 TOK-045 | ATK-091 |

  @id:tokens.type @must @serial
  Scenario Outline: The token type is read in any letter case, and unknown members are passed over
    Given the tool can be made to call a service
    When the tool needs a token, and the token endpoint shows "<fault>"
    Then the tool calls the service with the token that it got

    Examples:
      | case    | fault               | req     |
      | capital | token.type.capital  | TOK-025 |
      | upper   | token.type.upper    | TOK-025 |
      | members | token.extra_members | TOK-025 |

  @id:tokens.opaque @should @serial
  Scenario Outline: A token is sent back as it came, whatever it looks like
    Given the tool can be made to call a service
    When the tool needs a token, and the token endpoint shows "<fault>"
    Then the tool calls the service with the token that it got

    Examples:
      | case    | fault                | req     |
      | random  | token.life_2s        | TOK-023 |
      | jwt     | token.jwt            | TOK-023 |
      | symbols | token.symbols        | TOK-023 |

  @id:tokens.over @must @serial @req:TOK-022
  Scenario: When its token is over, the tool asks for a new one with a new assertion
    Given the tool can be made to call a service
    When the tool calls a service twice, and its token is over in between
    Then the tool asks for a new token with a new assertion

  @id:tokens.rejected @should @req:TOK-044
  Scenario: A tool whose token is rejected gets a new one, and tries again
    Given the tool can be made to call a service
    When the tool calls the service, and is told the first time that its good token is invalid
    Then the tool gets a new token, and repeats the call

  @id:tokens.rejected.again @should @req:TOK-044
  Scenario: A tool whose new token is rejected too gives up
    Given the tool can be made to call a service
    When the tool calls the service, and is told each time that its good token is invalid
    Then no rejected call is repeated more than once
    And the page of the tool does not break

  @id:tokens.sent_on @should
  Scenario Outline: A token is not sent on to where a service points
    Given the tool can be made to do "<act>"
    When the tool calls the service, which sends it to a stranger with "<fault>"
    Then the stranger gets no token and no assertion
    And the page of the tool does not break

    Examples:
      | case       | act    | fault                | req     | atk     |
      | score.302  | score  | service.redirect_302 | TOK-045 | ATK-092 |
      | score.307  | score  | service.redirect_307 | TOK-045 | ATK-092 |
      | roster.302 | roster | service.redirect_302 | TOK-045 | ATK-092 |
      | roster.307 | roster | service.redirect_307 | TOK-045 | ATK-092 |

  @id:tokens.subset @must @serial
  Scenario Outline: A tool that gets fewer scopes than it asked for calls nothing beyond them
    Given the tool can be made to do "<act>"
    When the tool needs a token, and the token endpoint shows "<fault>"
    Then the tool calls no service that its token is not good for
    And no service is called without a token that was granted
    And the page of the tool shows no server error

    Examples:
      | case         | act              | fault                           | req     |
      | score        | roster           | token.subset.score              | TOK-018 |
      | roster       | score            | token.subset.roster             | TOK-018 |
      | reading_only | change-line-item | token.subset.line_item_readonly | TOK-018 |

  @id:tokens.apart @must @serial
  Scenario Outline: A token is used only for whom it was granted
    Given the tool can be made to call a service
    When the tool calls a service, and then one for another <other>
    Then each call comes with a token that was granted for it

    Examples:
      | case       | other      | req     |
      | platform   | platform   | TOK-027 |
      | client     | client id  | TOK-027 |
      | deployment | deployment | TOK-027 |

  @id:tokens.apart.named_by_another @must @serial @req:TOK-027 @atk:ATK-098
  Scenario: A token of one platform is not sent on the word of another
    Given the tool can be made to call a service
    When the tool calls a service, and then another platform names the same service as its own
    Then no token of the first platform comes on the word of the other

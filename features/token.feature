@service:core
Feature: A forged, foreign or outdated id_token is refused
  Each row breaks one thing in a token that the same tool accepts untouched.

  Background:
    Given a learner who can open a link of the course
    And the tool has accepted an untouched launch of that link

  @id:token @must
  Scenario Outline: The token is refused
    When the platform answers with the fault "<fault>"
    Then the tool refuses the launch
    And no new session is opened

    Examples: The signature is not the platform's
      | case                      | fault                     | req     | atk     |
      | signature.flipped         | signature.flipped         | SEC-001 | ATK-020 |
      | signature.empty           | signature.empty           | SEC-001 | ATK-020 |
      | signature.cut             | signature.cut             | SEC-001 | ATK-020 |
      | signature.foreign_key     | signature.foreign_key     | SEC-001 | ATK-019 |
      | signature.payload_swapped | signature.payload_swapped | SEC-001 | ATK-021 |
      | signature.roles_swapped   | signature.roles_swapped   | SEC-001 | ATK-021 |

    Examples: The signature is of another kind than the key
      | case           | fault          | req     | atk     |
      | alg.es256      | alg.es256      | SEC-001 | ATK-023 |
      | alg.es256_zero | alg.es256_zero | SEC-001 | ATK-023 |

    Examples: The algorithm is none
      | case             | fault            | req     | atk     |
      | alg.none         | alg.none         | SEC-002 | ATK-012 |
      | alg.none_capital | alg.none_capital | SEC-002 | ATK-012 |
      | alg.none_upper   | alg.none_upper   | SEC-002 | ATK-012 |
      | alg.none_mixed   | alg.none_mixed   | SEC-002 | ATK-012 |
      | alg.none_garbage | alg.none_garbage | SEC-002 | ATK-012 |

    Examples: The public key is used as a shared secret
      | case                  | fault                 | req     | atk     |
      | alg.hs256_pem         | alg.hs256_pem         | SEC-003 | ATK-015 |
      | alg.hs256_pem_trimmed | alg.hs256_pem_trimmed | SEC-003 | ATK-015 |
      | alg.hs256_der         | alg.hs256_der         | SEC-003 | ATK-015 |
      | alg.hs256_jwk         | alg.hs256_jwk         | SEC-003 | ATK-015 |
      | alg.hs256_n           | alg.hs256_n           | SEC-003 | ATK-015 |
      | alg.hs384_pem         | alg.hs384_pem         | SEC-003 | ATK-015 |
      | alg.hs512_pem         | alg.hs512_pem         | SEC-003 | ATK-015 |
      | alg.hs256_empty       | alg.hs256_empty       | SEC-003 | ATK-015 |

    Examples: The header names no key, or none that the platform publishes
      | case        | fault       | req     | atk     | cert   |
      | kid.missing | kid.missing | SEC-006 |         | CT-001 |
      | kid.unknown | kid.unknown | SEC-007 |         | CT-002 |
      | kid.empty   | kid.empty   | SEC-007 | ATK-025 |        |
      | kid.number  | kid.number  | SEC-007 | ATK-025 |        |
      | kid.null    | kid.null    | SEC-006 | ATK-025 |        |
      | kid.array   | kid.array   | SEC-007 | ATK-025 |        |
      | kid.huge    | kid.huge    | SEC-007 | ATK-025 |        |

    Examples: The header names what a careless tool looks up elsewhere
      | case              | fault             | req             | atk             |
      | kid.path          | kid.path          | SEC-007 KEY-016 | ATK-013         |
      | kid.path_absolute | kid.path_absolute | SEC-007 KEY-016 | ATK-013         |
      | kid.path_windows  | kid.path_windows  | SEC-007 KEY-016 | ATK-013         |
      | kid.path_url      | kid.path_url      | SEC-007 KEY-016 | ATK-013         |
      | kid.empty_file    | kid.empty_file    | SEC-003 KEY-016 | ATK-013         |
      | kid.sql           | kid.sql           | SEC-007 KEY-016 | ATK-014         |
      | kid.sql_union     | kid.sql_union     | SEC-007 KEY-016 | ATK-014         |
      | kid.object        | kid.object        | SEC-007 KEY-016 | ATK-014 ATK-025 |
      | kid.command       | kid.command       | SEC-007 KEY-016 | ATK-014         |

    Examples: The header brings a key of its own
      | case         | fault        | req     | atk     |
      | jwk.embedded | jwk.embedded | SEC-024 | ATK-016 |
      | jku.foreign  | jku.foreign  | SEC-024 | ATK-017 |
      | x5u.foreign  | x5u.foreign  | SEC-024 | ATK-017 |
      | x5c.foreign  | x5c.foreign  | SEC-024 | ATK-018 |

    Examples: The header demands what the tool cannot know
      | case         | fault        | req     | atk     |
      | crit.unknown | crit.unknown | SEC-023 | ATK-024 |
      | crit.b64     | crit.b64     | SEC-023 | ATK-024 |

    Examples: The issuer is another
      | case               | fault              | req     | atk     |
      | iss.missing        | iss.missing        | SEC-008 |         |
      | iss.trailing_slash | iss.trailing_slash | SEC-008 | ATK-003 |
      | iss.upper_case     | iss.upper_case     | SEC-008 | ATK-003 |
      | iss.scheme         | iss.scheme         | SEC-008 |         |
      | iss.encoded        | iss.encoded        | SEC-008 | ATK-003 |
      | iss.look_alike     | iss.look_alike     | SEC-008 | ATK-003 |
      | iss.foreign        | iss.foreign        | SEC-008 | ATK-038 |

    Examples: The audience is another, or more than the tool
      | case                  | fault                 | req     | atk     |
      | aud.missing           | aud.missing           | SEC-009 | ATK-040 |
      | aud.foreign           | aud.foreign           | SEC-009 | ATK-039 |
      | aud.foreign_azp       | aud.foreign_azp       | SEC-009 | ATK-040 |
      | aud.empty_array       | aud.empty_array       | SEC-009 | ATK-040 |
      | aud.nested            | aud.nested            | SEC-009 | ATK-040 |
      | aud.object            | aud.object            | SEC-009 | ATK-040 |
      | aud.substring         | aud.substring         | SEC-009 | ATK-042 |
      | aud.space             | aud.space             | SEC-009 | ATK-042 |
      | aud.case              | aud.case              | SEC-009 | ATK-042 |
      | aud.extra             | aud.extra             | SEC-010 | ATK-040 |
      | aud.extra_azp_foreign | aud.extra_azp_foreign | SEC-010 | ATK-040 |

    Examples: The times are wrong
      | case                | fault               | req     | atk     | cert   |
      | exp.past_10m        | exp.past_10m        | SEC-014 | ATK-033 |        |
      | exp.past_1d         | exp.past_1d         | SEC-014 | ATK-033 |        |
      | exp.missing         | exp.missing         | SEC-015 | ATK-034 |        |
      | exp.string          | exp.string          | SEC-016 | ATK-034 |        |
      | exp.null            | exp.null            | SEC-016 | ATK-034 |        |
      | exp.negative        | exp.negative        | SEC-014 | ATK-034 |        |
      | exp.infinite        | exp.infinite        | SEC-016 | ATK-034 |        |
      | iat.missing         | iat.missing         | SEC-016 |         |        |
      | iat.string          | iat.string          | SEC-016 |         |        |
      | nbf.future          | nbf.future          | SEC-022 | ATK-037 |        |
      | times.certification | times.certification | SEC-014 |         | CT-007 |

    Examples: The nonce is not the one of this login
      | case          | fault         | req     | atk     |
      | nonce.missing | nonce.missing | SEC-019 | ATK-067 |
      | nonce.random  | nonce.random  | SEC-020 |         |

    # Tools that remember nonces would refuse these a second time for that.
    @once
    Examples: The nonce is not even one
      | case         | fault        | req     | atk     |
      | nonce.empty  | nonce.empty  | SEC-019 | ATK-067 |
      | nonce.number | nonce.number | SEC-019 | ATK-067 |

    Examples: It is no compact JWS with a JSON object
      | case                 | fault                | req     | atk     |
      | jws.two_parts        | jws.two_parts        | SEC-028 | ATK-029 |
      | jws.four_parts       | jws.four_parts       | SEC-028 | ATK-029 |
      | jws.five_parts       | jws.five_parts       | SEC-028 | ATK-029 |
      | jws.json             | jws.json             | SEC-028 | ATK-029 |
      | jws.empty            | jws.empty            | SEC-028 | ATK-029 |
      | jws.huge             | jws.huge             | SEC-028 | ATK-029 |
      | jws.bad_base64       | jws.bad_base64       | SEC-028 | ATK-030 |
      | jws.payload_array    | jws.payload_array    | SEC-028 | ATK-030 |
      | jws.payload_string   | jws.payload_string   | SEC-028 | ATK-030 |
      | jws.payload_not_json | jws.payload_not_json | SEC-028 | ATK-030 |
      | jws.bad_utf8         | jws.bad_utf8         | SEC-028 | ATK-030 |
      | jws.null             | jws.null             | SEC-028 | ATK-029 |
      | jws.payload_number   | jws.payload_number   | SEC-028 | ATK-030 |
      | jws.payload_null     | jws.payload_null     | SEC-028 | ATK-030 |
      | jws.header_array     | jws.header_array     | SEC-028 | ATK-030 |
      | jws.header_string    | jws.header_string    | SEC-028 | ATK-030 |

    Examples: It is nearly JSON
      | case                       | fault                      | req     | atk     |
      | jws.payload_cut            | jws.payload_cut            | SEC-028 | ATK-030 |
      | jws.payload_comment        | jws.payload_comment        | SEC-028 | ATK-030 |
      | jws.payload_trailing_comma | jws.payload_trailing_comma | SEC-028 | ATK-030 |
      | jws.payload_nan            | jws.payload_nan            | SEC-028 | ATK-030 |
      | jws.payload_utf16          | jws.payload_utf16          | SEC-028 | ATK-030 |
      | jws.header_cut             | jws.header_cut             | SEC-028 | ATK-030 |
      | jws.header_trailing_comma  | jws.header_trailing_comma  | SEC-028 | ATK-030 |
      | jws.header_utf16           | jws.header_utf16           | SEC-028 | ATK-030 |

    Examples: It is an authentic token of another kind
      | case                 | fault                | req      | atk     |
      | payload.notice       | payload.notice       | CORE-002 | ATK-053 |
      | payload.access_token | payload.access_token | CORE-002 | ATK-053 |

  @id:token @should
  Scenario Outline: The token should be refused
    When the platform answers with the fault "<fault>"
    Then the tool refuses the launch
    And no new session is opened

    Examples:
      | case                  | fault                 | req     | atk     |
      | alg.rs384             | alg.rs384             | SEC-005 | ATK-022 |
      | alg.rs512             | alg.rs512             | SEC-005 | ATK-022 |
      | alg.ps256             | alg.ps256             | SEC-005 | ATK-022 |
      | aud.extra_without_azp | aud.extra_without_azp | SEC-011 | ATK-040 |
      | azp.foreign           | azp.foreign           | SEC-012 | ATK-041 |

    Examples: A member stands twice, and the last one is wrong
      | case          | fault         | req     | atk     |
      | duplicate.aud | aud.duplicate | SEC-026 | ATK-031 |
      | duplicate.alg | alg.duplicate | SEC-026 | ATK-031 |

  @id:token.duplicate @should
  Scenario Outline: Two values of one member are refused, or the last one counts throughout
    When the platform answers with the fault "<fault>"
    Then the tool refuses the launch, or the last "<claim>" decides the <shown> on the page

    Examples:
      | case  | fault           | claim                                           | shown | req     | atk     |
      | sub   | sub.duplicate   | sub                                             | user  | SEC-026 | ATK-031 |
      | roles | roles.duplicate | https://purl.imsglobal.org/spec/lti/claim/roles | role  | SEC-026 | ATK-031 |

  @id:token.iat.future_1d @may @req:SEC-017 @atk:ATK-035
  Scenario: A token issued tomorrow is refused
    When the platform answers with the fault "iat.future_1d"
    Then the tool refuses the launch
    And no new session is opened

  @id:token.no_fetch @must
  Scenario Outline: A key that the token points to is not even fetched
    When the platform answers with the fault "<fault>"
    Then the key offered at "<path>" is not fetched

    Examples:
      | case | fault       | path                | req     | atk     |
      | jku  | jku.foreign | foreign_jwks        | SEC-024 | ATK-017 |
      | x5u  | x5u.foreign | foreign_certificate | SEC-024 | ATK-017 |

  @id:token.nonce.other_login @must @req:SEC-020 @atk:ATK-068
  Scenario: The nonce of another open login is refused
    Given another login of the same learner is open in another browser
    When the platform answers with the nonce of the other login
    Then the tool refuses the launch
    And no new session is opened

  @id:token.nonce.replayed @must @req:SEC-020 @req:SEC-021 @atk:ATK-070
  Scenario: A nonce that was already used is refused
    When the platform answers with the nonce of the earlier launch
    Then the tool refuses the launch
    And no new session is opened

  @id:token.nonce.replayed_later @should @serial @req:SEC-021 @req:SEC-020 @atk:ATK-070
  Scenario Outline: A nonce that was already used is still refused after <seconds> seconds
    When <seconds> seconds pass for the tool
    And the platform answers with the nonce of the earlier launch
    Then the tool refuses the launch
    And no new session is opened

    @wait:15s
    Examples:
      | case      | seconds |
      | after_15s | 15      |

    @wait:120s
    Examples:
      | case     | seconds |
      | after_2m | 120     |

  @id:token.own_answer @must @req:SEC-008 @req:CORE-002 @atk:ATK-054
  Scenario: A message that the tool itself has signed is no launch
    When the tool's own content answer comes back as the token of a new login
    Then the tool refuses the launch
    And no new session is opened

  @id:token.aud.status @should @req:SEC-013 @atk:ATK-039
  Scenario: A wrong audience is answered with 401
    When the platform answers with the fault "aud.foreign"
    Then the status of the refusal is 401

  @id:token.accepted @must
  Scenario Outline: A token that is unusual but right is taken
    When the learner opens the link with the variation "<variation>"
    Then the tool accepts the launch

    Examples:
      | case         | variation       | req             | atk     | cert   |
      | aud_array    | aud.array       | SEC-009         | ATK-040 |        |
      | typ_missing  | typ.missing     | SEC-027         |         |        |
      | header_order | header.shuffled | SEC-027 SEC-004 |         |        |
      | extra_claims | claims.extra    | SEC-025         |         | CT-X01 |
      | prototype    | claims.proto    | SEC-025         | ATK-059 |        |
      | nested       | claims.deep     | SEC-025         | ATK-032 |        |
      | large        | payload.16k     | SEC-032         |         |        |

  @id:token.accepted.clock_ahead @should @req:SEC-018 @atk:ATK-035
  Scenario: A platform clock that runs ten seconds ahead is tolerated
    When the learner opens the link with the variation "iat.future_10s"
    Then the tool accepts the launch

  @id:token.survived @must
  Scenario Outline: A token that is absurd is survived
    When the platform answers with the fault "<fault>"
    Then the tool does not crash

    Examples:
      | case              | fault                 | req     | atk     |
      | payload_1m        | payload.1m            | SEC-032 | ATK-032 |
      | payload_5m        | payload.5m            | SEC-032 | ATK-032 |
      | arrays_10k        | payload.arrays_10k    | SEC-032 | ATK-032 |
      | claims_100k       | payload.claims_100k   | SEC-032 | ATK-032 |
      | payload_bom       | jws.payload_bom       | SEC-028 | ATK-030 |
      | payload_surrogate | jws.payload_surrogate | SEC-028 | ATK-030 |
      | exp_float         | exp.float             | SEC-016 | ATK-034 |
      | exp_two_to_63     | exp.two_to_63         | SEC-015 | ATK-034 |

  @id:token.seen @observation
  Scenario Outline: Whether <what> is taken
    When the platform answers with the fault "<fault>"
    Then it is recorded whether the tool takes the launch

    Examples: Base64url in another writing
      | case              | what                                      | fault                      | req     | atk     |
      | padded            | a signature with padding                  | encoding.padded            | SEC-028 | ATK-028 |
      | standard_alphabet | a signature in plain base64               | encoding.standard_alphabet | SEC-028 | ATK-028 |
      | space             | a signature with a space inside           | encoding.space             | SEC-028 | ATK-028 |
      | line_break        | a signature with a line break inside      | encoding.line_break        | SEC-028 | ATK-028 |
      | percent           | a token that is percent-encoded once more | encoding.percent           | SEC-028 | ATK-028 |

    Examples: Times that LTI leaves to the tool
      | case          | what                                | fault         | req     | atk     |
      | exp.year_9999 | a token that is good for 8000 years | exp.year_9999 | SEC-015 | ATK-034 |

  @id:token.seen.expired @observation @req:SEC-014 @atk:ATK-033
  Scenario: How long after its expiry a token is still taken
    When the platform answers with tokens that expired 1, 30, 61, 120 and 300 seconds ago
    Then it is recorded which of these tokens the tool takes

  @id:token.seen.issued @observation @req:SEC-017 @atk:ATK-036
  Scenario: How long ago a token may have been issued
    When the platform answers with tokens that were issued 3600, 90000 and 31536000 seconds ago
    Then it is recorded which of these tokens the tool takes

  @id:token.seen.issued_ahead @observation @req:SEC-017 @atk:ATK-035
  Scenario: How far ahead a token may have been issued
    When the platform answers with tokens that were issued 30, 120 and 600 seconds from now
    Then it is recorded which of these tokens the tool takes

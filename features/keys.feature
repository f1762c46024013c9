@service:core
Feature: Keys come from the platform's key set, as it is now
  These cases change the keys of the whole campus, so each runs alone, and before all others.

  Background:
    Given a learner who can open a link of the course
    And the tool has accepted an untouched launch of that link

  @id:keys.rotation @must @serial @req:KEY-006 @atk:ATK-084
  Scenario: A new signing key is taken after the old one is gone
    When the platform has replaced its key
    Then a fresh launch is accepted at once, or after 35 or 65 seconds

  @id:keys.set @must @serial
  Scenario Outline: The right key is found in an unusual key set
    When the platform has replaced its key, and its key set shows "<fault>"
    Then a fresh launch is accepted at once, or after 35 or 65 seconds

    Examples:
      | case | fault             | req     | atk     |
      | many | jwks.several_keys | KEY-005 | ATK-089 |

  @id:keys.set @should @serial
  Scenario Outline: The right key is found in an untidy key set
    When the platform has replaced its key, and its key set shows "<fault>"
    Then a fresh launch is accepted at once, or after 35 or 65 seconds

    Examples:
      | case        | fault                   | req     | atk     |
      | without_alg | jwks.without_alg        | KEY-011 | ATK-089 |
      | without_use | jwks.without_use        | KEY-011 | ATK-089 |
      | junk        | jwks.junk_entries       | KEY-011 | ATK-089 |
      | huge        | jwks.huge               | KEY-011 | ATK-089 |
      | namesake    | jwks.twin_of_other_kind | KEY-011 | ATK-089 |

  @id:keys.removed @should @serial @wait:305s @req:KEY-009
  Scenario: A key that has left the key set is refused when the time of the set is over
    When the platform has replaced its key
    And 305 seconds pass for the tool
    And the platform answers with the fault "key.retired"
    Then the tool refuses the launch
    And no new session is opened

  @id:keys.outage @must @serial
  Scenario Outline: Without the key set no token is taken on trust
    When the key set shows "<fault>" and a token of an unknown key arrives
    Then the tool refuses the launch, even if ungracefully
    And no new session is opened

    Examples:
      | case      | fault             | req     | atk     |
      | error     | jwks.status_500   | KEY-010 | ATK-085 |
      | html      | jwks.html         | KEY-010 | ATK-085 |
      | no_set    | jwks.empty_object | KEY-010 | ATK-085 |
      | empty_set | jwks.empty_set    | KEY-010 | ATK-085 |

  @id:keys.outage.timeout @must @serial @wait:15s @req:KEY-010 @atk:ATK-085
  Scenario: Without an answer of the key set no token is taken on trust either
    When a token of an unknown key arrives, and the key set shows "jwks.timeout" for 15 seconds of the tool's time
    Then the tool refuses the launch, even if ungracefully
    And no new session is opened

  @id:keys.odd @must @serial
  Scenario Outline: A key of another kind signs no launch
    When the key set shows "<set>" and the platform answers with the fault "<fault>"
    Then the tool refuses the launch
    And no new session is opened

    Examples:
      | case       | set         | fault          | req     | atk     |
      | secret     | jwks.secret | key.secret     | SEC-003 | ATK-027 |
      | curve_zero | jwks.curve  | key.curve_zero | SEC-001 | ATK-023 |

  @id:keys.odd @should @serial
  Scenario Outline: A key that is too weak, or not of the agreed kind, signs no launch
    When the key set shows "<set>" and the platform answers with the fault "<fault>"
    Then the tool refuses the launch
    And no new session is opened

    Examples:
      | case         | set               | fault            | req             | atk     |
      | curve        | jwks.curve        | key.curve        | SEC-005         | ATK-023 |
      | rsa_512      | jwks.rsa_512      | key.rsa_512      | SEC-005 KEY-013 | ATK-026 |
      | rsa_1024     | jwks.rsa_1024     | key.rsa_1024     | SEC-005 KEY-013 | ATK-026 |
      | exponent_one | jwks.exponent_one | key.exponent_one | SEC-005 KEY-013 | ATK-026 |

  @id:keys.seen.cached @observation @serial @req:KEY-008
  Scenario: How often the key set is fetched while the key stays the same
    When the learner opens the link 10 times
    Then it is recorded how often the tool has fetched the key set

  @id:keys.seen.outage @observation @serial @req:KEY-008 @req:KEY-010 @atk:ATK-086
  Scenario: Whether a known key is still good while the key set cannot be fetched
    When the key set shows "jwks.status_500"
    And the learner opens the link
    Then it is recorded whether the tool takes the launch

  @id:keys.seen.namesakes @observation @serial @req:KEY-004 @atk:ATK-089
  Scenario: Whether the right one of two RSA keys with one name is found
    When the platform has replaced its key, and its key set shows "jwks.twin"
    And the learner opens the link
    Then it is recorded whether the tool takes the launch

  @id:keys.seen.replaced @observation @last @req:KEY-004 @req:KEY-009 @atk:ATK-088
  Scenario: Whether a new key is taken under an old name
    Given the tool is registered with two platforms
    When the key of the second platform is replaced under its old name
    Then it is recorded which of the two keys the tool takes

  @id:keys.flood @may @serial @req:KEY-008 @req:KEY-006 @atk:ATK-087
  Scenario: Unknown keys do not make the tool fetch the set again and again
    When 20 launches name 20 unknown keys
    Then the tool has fetched the key set at most 10 times

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
      | case  | fault             | req     | atk     |
      | many  | jwks.several_keys | KEY-005 | ATK-089 |

  @id:keys.set @should @serial
  Scenario Outline: The right key is found in an untidy key set
    When the platform has replaced its key, and its key set shows "<fault>"
    Then a fresh launch is accepted at once, or after 35 or 65 seconds

    Examples:
      | case        | fault             | req     | atk     |
      | without_alg | jwks.without_alg  | KEY-011 | ATK-089 |
      | without_use | jwks.without_use  | KEY-011 | ATK-089 |
      | junk        | jwks.junk_entries | KEY-011 | ATK-089 |

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

  @id:keys.flood @may @serial @req:KEY-008 @req:KEY-006 @atk:ATK-087
  Scenario: Unknown keys do not make the tool fetch the set again and again
    When 20 launches name 20 unknown keys
    Then the tool has fetched the key set at most 10 times

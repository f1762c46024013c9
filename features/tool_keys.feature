@service:core
Feature: The tool publishes its own keys properly
  Read from the key set URL of the registration.

  @id:tool_keys.published @should @req:KEY-002
  Scenario: The tool has a key set URL, and it answers
    When the key set that the tool publishes is fetched
    Then it is a key set

  @id:tool_keys @must
  Scenario Outline: The key set keeps the rule "<rule>"
    Given the tool has a key set URL
    When the key set of the tool is fetched
    Then the key set keeps the rule "<rule>"

    Examples:
      | case      | rule               | req     |
      | named     | every key is named | KEY-003 |
      | no_secret | no private members | KEY-012 |
      | length    | 2048 bits or more  | KEY-013 |

  @id:tool_keys.one_name @must @last @req:KEY-004
  Scenario: No name ever belongs to two keys
    Given the tool has a key set URL
    When the key set of the tool is fetched twice
    Then no name in it belongs to two keys

  @id:tool_keys.media_type @should @req:KEY-015
  Scenario: The key set is JSON, for everybody
    Given the tool has a key set URL
    When the key set of the tool is fetched
    Then the key set keeps the rule "served as JSON"

  @id:tool_keys.seen.shared @observation @req:KEY-014
  Scenario: Whether the tool has keys of its own for each platform
    Given the tool is registered with two platforms
    When the key sets for both platforms are fetched
    Then it is recorded whether they share a key

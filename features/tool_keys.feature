@service:core
Feature: The tool publishes its own keys properly
  Read from the key set URL of the registration.

  Background:
    Given the tool has a key set URL

  @id:tool_keys @must
  Scenario Outline: The key set keeps the rule "<rule>"
    When the key set of the tool is fetched
    Then the key set keeps the rule "<rule>"

    Examples:
      | case      | rule                | req     |
      | named     | every key is named  | KEY-003 |
      | no_secret | no private members  | KEY-012 |
      | length    | 2048 bits or more   | KEY-013 |

  @id:tool_keys.media_type @should @req:KEY-015
  Scenario: The key set is JSON, for everybody
    When the key set of the tool is fetched
    Then the key set keeps the rule "served as JSON"

@service:core
Feature: The way back to the platform
  Read from the links and forms of the page that a launch ends on.

  Background:
    Given a learner who can open a link of the course

  @id:return.query_kept @must @req:RET-003
  Scenario: The query of the return URL is kept
    When the learner opens the link with the variation "return_url.query"
    Then the tool accepts the launch
    And a link back to the platform keeps the query of the return URL

  @id:return.refused_token @must @req:RET-004 @req:SEC-029 @atk:ATK-044
  Scenario: The return URL of a refused token is not used
    Given the tool has accepted an untouched launch of that link
    When a token with a broken signature names a return URL on a stranger's host
    Then the tool refuses the launch
    And the browser never visits the stranger
    And no page of the tool links to the stranger

  @id:return.hostile @may
  Scenario Outline: A signed return URL that is no web page becomes no link
    Given the tool has accepted an untouched launch of that link
    When the learner opens the link with the variation "<variation>"
    Then no page of the tool carries the script address

    Examples:
      | case       | variation             | req     | atk     |
      | javascript | return_url.javascript | RET-002 | ATK-045 |
      | data       | return_url.data       | RET-002 | ATK-045 |
      | file       | return_url.file       | RET-002 | ATK-045 |

  @id:return.offered @observation @req:RET-002
  Scenario: Whether the page of a launch leads back to the platform, and with which message
    When the learner opens the link
    Then it is recorded how the page leads back to the platform

  @id:return.refused @observation @req:RET-002
  Scenario: Whether a user who cannot be let in is sent back to the platform
    Given the tool has accepted an untouched launch of that link
    When the platform answers with the fault "deployment_id.unknown"
    Then it is recorded how the page leads back to the platform

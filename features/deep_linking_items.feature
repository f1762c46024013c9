@service:deep_linking
Feature: What is picked can be used
  An item is picked by the act of its type ("pick-link" and so on), or by "pick" in a picker that is asked for nothing else.
  What the tool does not offer is not judged.

  Background:
    Given an instructor who can pick content for the course

  @id:deep_linking.item @must
  Scenario Outline: All items keep the rule "<rule>"
    When the instructor picks several items
    Then the items keep the rule "<rule>"

    Examples:
      | case  | rule  | req            | cert   |
      | type  | type  | DL-050         | CT-046 |
      | sizes | sizes | DL-068         |        |
      | urls  | urls  | DL-068 SEC-080 |        |

  @id:deep_linking.item @must
  Scenario Outline: A picked item keeps the rule "<rule>"
    When the instructor picks a "<type>" item
    Then the items keep the rule "<rule>"

    Examples:
      | case                    | type            | rule                    | req    | cert   |
      | link.url                | link            | link.url                | DL-051 | CT-046 |
      | link.members            | link            | link.members            | DL-051 |        |
      | resource_link.url       | ltiResourceLink | resource_link.url       | DL-053 | CT-046 |
      | resource_link.iframe    | ltiResourceLink | resource_link.iframe    | DL-053 |        |
      | resource_link.line_item | ltiResourceLink | resource_link.line_item | DL-056 |        |
      | resource_link.review    | ltiResourceLink | resource_link.review    | DL-058 |        |
      | resource_link.times     | ltiResourceLink | resource_link.times     | DL-059 |        |
      | resource_link.custom    | ltiResourceLink | resource_link.custom    | DL-062 CORE-051 |        |
      | file.url                | file            | file.url                | DL-063 | CT-046 |
      | file.expires            | file            | file.expires            | DL-063 |        |
      | html.html               | html            | html.html               | DL-065 | CT-046 |
      | image.url               | image           | image.url               | DL-067 | CT-046 |

  @id:deep_linking.item @must
  Scenario Outline: A picked "<type>" leads to what it promises
    When the instructor picks a "<type>" item
    Then the "<type>" item opens

    Examples:
      | case        | type  | req    |
      | link.opens  | link  | DL-051 |
      | file.opens  | file  | DL-063 |
      | image.opens | image | DL-067 |

  @id:deep_linking.item.resource_link.launches @must @req:DL-055
  Scenario: A picked activity can be launched
    When the instructor picks a "ltiResourceLink" item
    And the instructor opens the link that was picked
    Then the tool accepts the launch

  @id:deep_linking.item.link.renderings @observation @req:DL-052
  Scenario: In which ways a picked link can be shown
    When the instructor picks a "link" item
    Then it is recorded in which ways the picked link can be shown

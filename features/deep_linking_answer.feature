@service:deep_linking
Feature: The picker answers the platform
  A person picks something, and the answer is caught where it leaves the browser. Each case reads one thing in it. What is
  picked, and how, is the act "pick" of the configuration.

  Background:
    Given an instructor who can pick content for the course

  @id:deep_linking.answer.given @must @req:DL-030 @req:SEC-040 @cert:CT-041
  Scenario: After the choice an answer leaves for the platform
    When the instructor picks content
    Then an answer leaves for the platform
    And the platform takes it, if it keeps the rules

  @id:deep_linking.answer @must
  Scenario Outline: The answer keeps the rule "<rule>"
    When the instructor picks content
    Then the answer keeps the rule "<rule>"

    Examples: The form
      | case      | rule      | req            | cert   |
      | method    | method    | SEC-040 DL-030 |        |
      | field     | field     | SEC-040 DL-030 |        |
      | action    | action    | DL-030         | CT-041 |
      | by_itself | by itself | DL-030         |        |
      | no_secret | no secret | DL-048         |        |

    Examples: The header and the signature
      | case      | rule      | req            | cert   |
      | alg       | alg       | SEC-046 DL-031 |        |
      | signature | signature | SEC-046 DL-031 | CT-044 |
      | kid       | kid       | SEC-048 DL-031 |        |

    Examples: Who, to whom, when
      | case      | rule      | req            | cert   |
      | iss       | iss       | SEC-041 DL-031 | CT-045 |
      | aud       | aud       | SEC-042 DL-031 | CT-045 |
      | exp       | exp       | SEC-043 DL-031 | CT-043 |
      | iat       | iat       | SEC-043 DL-031 | CT-043 |
      | life      | life      | SEC-043        | CT-043 |
      | nonce     | nonce     | SEC-044 DL-031 | CT-045 |

    Examples: The message
      | case          | rule          | req      | cert   |
      | message_type  | message_type  | DL-032   | CT-042 |
      | version       | version       | DL-033   | CT-042 |
      | deployment_id | deployment_id | DL-034   | CT-045 |
      | claim_names   | claim names   | CORE-029 |        |

  @id:deep_linking.answer.key_headers @should @req:SEC-047
  Scenario: The answer brings no key and no way to one
    When the instructor picks content
    Then the answer keeps the rule "key headers"

  @id:deep_linking.answer @may
  Scenario Outline: The answer keeps the rule "<rule>", where it has anything to do with it
    When the instructor picks content
    Then the answer keeps the rule "<rule>"

    Examples:
      | case          | rule          | req     | cert   |
      | azp           | azp           | SEC-045 |        |
      | content_items | content_items | DL-037  | CT-046 |
      | texts         | texts         | DL-039  |        |

  @id:deep_linking.answer.iss_aud_array @must @req:SEC-041 @req:DL-031
  Scenario: The issuer of the answer does not depend on how the request names its audience
    When the instructor picks content with the variation "aud.array"
    Then the answer keeps the rule "iss"

  @id:deep_linking.answer.query @must @req:DL-030
  Scenario: The query of the return URL is kept
    When the instructor picks content with the settings "return_url.query"
    Then the answer keeps the rule "action"

  @id:deep_linking.answer.nonce_fresh @must @req:SEC-044
  Scenario: Every answer has a nonce of its own
    When the instructor picks content twice
    Then the two answers have different nonces

  @id:deep_linking.answer.second_deployment @must @req:DL-034
  Scenario: The answer is for the deployment that asked
    Given the tool has a second deployment
    When the instructor picks content from the second deployment
    Then the answer keeps the rule "deployment_id"

  @id:deep_linking.data @must
  Scenario Outline: The data of the request comes back byte for byte
    When the instructor picks content with the settings "<settings>"
    Then the answer keeps the rule "data"

    Examples:
      | case      | settings     | req    | atk     | cert   |
      | opaque    | default      | DL-035 |         | CT-045 |
      | long_4k   | data.4k      | DL-035 | ATK-100 |        |
      | long_100k | data.100k    | DL-035 | ATK-100 |        |
      | quotes    | data.quotes  | DL-035 | ATK-100 |        |
      | markup    | data.markup  | DL-035 | ATK-100 |        |
      | unicode   | data.unicode | DL-035 | ATK-100 |        |
      | json      | data.json    | DL-035 | ATK-100 |        |
      | spaces    | data.spaces  | DL-035 | ATK-100 |        |

  @id:deep_linking.data.html_safe @must @req:CORE-054 @req:DL-035 @atk:ATK-100
  Scenario: Data that would end a form is on no page as it is
    When the instructor tries to pick content with the settings "data.markup"
    Then the markup is on no page of the tool

  @id:deep_linking.data.none @should @req:DL-036
  Scenario: No data comes back where none was sent
    When the instructor picks content with the settings "data.none"
    Then the answer keeps the rule "no data"

  @id:deep_linking.accept @must
  Scenario Outline: Only items of the accepted types come back
    When the instructor picks content with the settings "<settings>"
    Then the answer keeps the rule "accepted types"

    Examples:
      | case               | settings              | req    |
      | link_only          | types.link            | DL-040 |
      | resource_link_only | types.ltiResourceLink | DL-040 |
      | file_only          | types.file            | DL-040 |
      | html_only          | types.html            | DL-040 |
      | image_only         | types.image           | DL-040 |

  @id:deep_linking.accept.one @must @req:DL-041
  Scenario: One item comes back at most, where several are not accepted
    When the instructor picks several items with the settings "one"
    Then the answer keeps the rule "one item at most"

  @id:deep_linking.accept @should
  Scenario Outline: An item fits what the platform can use
    When the instructor picks a "<type>" item with the settings "<settings>"
    Then the answer keeps the rule "<rule>"

    Examples:
      | case          | type            | settings       | rule         | req    |
      | no_line_item  | ltiResourceLink | line_item.none | no line item | DL-042 |
      | media_pdf     | file            | media.pdf      | media types  | DL-043 |
      | media_image   | file            | media.image    | media types  | DL-043 |

  @id:deep_linking.accept @should
  Scenario Outline: An item is shown only in ways that the platform has
    When the instructor picks several items with the settings "<settings>"
    Then the answer keeps the rule "targets"

    Examples:
      | case          | settings      | req    |
      | target_window | target.window | DL-044 |
      | target_iframe | target.iframe | DL-044 |
      | target_embed  | target.embed  | DL-044 |

  @id:deep_linking.accept.title @should @req:DL-069
  Scenario: An item without a title of its own has the title of the request
    When the instructor picks content with the settings "title"
    Then the answer keeps the rule "title"

  @id:deep_linking.cancel @should @req:DL-038
  Scenario: Cancelling leads back to the platform
    When the instructor does "cancel" in the picker
    Then an answer leaves for the platform

  @id:deep_linking.cancel.empty @may @req:DL-037
  Scenario: Cancelling picks nothing
    When the instructor does "cancel" in the picker
    Then the answer keeps the rule "nothing chosen"

  @id:deep_linking.fail @should @req:DL-038
  Scenario: A failure leads back to the platform
    When the instructor does "fail" in the picker
    Then an answer leaves for the platform

  @id:deep_linking.fail.texts @may @req:DL-039
  Scenario: A failure is told in plain text
    When the instructor does "fail" in the picker
    Then the answer keeps the rule "texts"

  @id:deep_linking.two_tabs @must
  Scenario Outline: Two pickers in two tabs do not mix
    When two pickers with the variation "<variation>" are open in one browser, and the <last> is answered last
    Then each answer keeps the rule "<rule>"

    Examples:
      | case         | variation         | last   | rule   | req              | atk     |
      | data         | full              | first  | data   | DL-035 OIDC-043  | ATK-102 |
      | action       | full              | first  | action | DL-030 OIDC-043  | ATK-102 |
      | aud          | full              | first  | aud    | SEC-042 OIDC-043 | ATK-102 |
      | plain_data   | presentation.none | first  | data   | DL-035 OIDC-043  | ATK-102 |
      | plain_action | presentation.none | first  | action | DL-030 OIDC-043  | ATK-102 |
      | in_order     | full              | second | data   | DL-035 OIDC-043  | ATK-102 |

  @id:deep_linking.dropped @must @req:DL-045
  Scenario: A platform that drops the answer does not break the next launch
    When the instructor picks content
    And the platform drops the answer, and the instructor opens the link
    Then the tool accepts the launch

@service:ags
Feature: Grades go to the line items of the course, as the platform offers them
  The acts of these cases make the tool call the service. Each row has a course of its own; a fault is a fault of that course only,
  and it counts only where a call of the tool met it.

  @id:scores.posted @must @req:AGS-067 @cert:CT-060
  Scenario: The final score of a learner goes out as fully graded
    Given a learner of a course with a line item
    When the learner does "score" in the tool
    Then the tool has posted a final score of the learner

  @id:scores.progress @observation @req:AGS-068
  Scenario: What the tool tells when a learner begins
    Given a learner of a course with a line item
    When the learner does "progress" in the tool
    Then it is recorded which progress the tool tells

  @id:grades.claim @must
  Scenario Outline: The tool works with the claim that a launch has, whatever its shape
    Given a learner of a course with a line item
    When the learner opens the link with the variation "<variation>", and does "score" where it can be done
    Then the tool has accepted the launch
    And the page of the tool does not break
    And the tool calls only what the claim offers

    Examples:
      | case       | variation      | req     |
      | line_items | ags.line_items | AGS-005 |
      | line_item  | ags.line_item  | AGS-005 |
      | none       | ags.none       | AGS-005 |
      | blank      | ags.blank      | AGS-005 |

  @id:grades.claim.moved @should @req:AGS-006
  Scenario: The URLs of the newest launch count
    Given a learner of a course with a line item
    And the learner has done "score" in the tool
    When the URLs of the service change
    And another learner does "score" in the tool
    Then no call for that learner goes to the URLs of before

  @id:grades.claim.read_only @must
  Scenario Outline: A tool that may only read line items changes none
    Given an instructor of a course <items>
    And the tool does "<act>" where nothing is wrong
    When the instructor does "<act>" where it can be done, after a launch with the variation "ags.read_only"
    Then the tool has accepted the launch
    And the page of the tool does not break
    And the tool changes no line item

    Examples:
      | case   | items              | act              | req     |
      | create | without line items | line-item        | AGS-102 |
      | change | with a line item   | change-line-item | AGS-102 |

  @id:scores.url.query @must @req:AGS-060
  Scenario: Scores go to the path of the line item, and its query stays
    Given a learner of a course with a line item
    And the URLs of the service have a query
    And the tool does "score" where nothing is wrong
    When the learner does "score" in the tool
    Then each score goes to a line item's URL with "/scores" at the end of the path

  @id:results.url.query @must @req:AGS-090
  Scenario: Results are at the path of the line item, and its query stays
    Given an instructor of a course with results
    And the URLs of the service have a query
    And the tool does "results" where nothing is wrong
    When the instructor does "results" in the tool
    Then results are asked for at a line item's URL with "/results" at the end of the path

  @id:scores.accepted @must
  Scenario Outline: Any success is a success
    Given a learner of a course with a line item
    And the tool does "score" where nothing is wrong
    When the learner does "score" in the tool, and the course has the fault "<fault>"
    Then the tool posts no score twice
    And the page of the tool does not break

    Examples:
      | case       | fault                | req     |
      | created    | ags.score.status_201 | AGS-081 |
      | no_content | ags.score.status_204 | AGS-081 |

  @id:scores.refused @should
  Scenario Outline: A score that the platform refuses is not posted for ever
    Given a learner of a course with a line item
    And the tool does "score" where nothing is wrong
    When the learner does "score" in the tool, and the course has the fault "<fault>"
    Then the tool gives up after a few attempts
    And the page of the tool does not break

    Examples:
      | case          | fault              | req     | atk     |
      | bad_request   | service.status_400 | AGS-082 | ATK-097 |
      | forbidden     | service.status_403 | AGS-082 | ATK-097 |
      | not_found     | service.status_404 | AGS-082 | ATK-097 |
      | unprocessable | service.status_422 | AGS-082 | ATK-097 |
      | error         | service.status_500 | AGS-082 | ATK-097 |
      | unavailable   | service.status_503 | AGS-082 | ATK-097 |

  @id:scores.refused.conflict @should @req:AGS-082 @atk:ATK-097
  Scenario: A score that is older than what the platform has is not posted again
    Given a learner of a course with a line item
    And the tool does "score" where nothing is wrong
    When the learner does "score" in the tool, and the course has the fault "service.status_409"
    Then the tool posts no score twice
    And the page of the tool does not break

  @id:scores.again @should
  Scenario Outline: A score that is posted again says the same, after a while
    Given a learner of a course with a line item
    And the tool does "score" where nothing is wrong
    When the learner does "score" in the tool, and the course has the fault "<fault>" once
    Then each new attempt has the timestamp and the value of the first
    And the tool waits before each new attempt

    Examples:
      | case        | fault              | req     | atk     |
      | error       | service.status_500 | AGS-082 | ATK-097 |
      | unavailable | service.status_503 | AGS-082 | ATK-097 |
      | too_many    | service.status_429 | AGS-082 | ATK-097 |

  @id:scores.learners_only @should @req:AGS-083
  Scenario: An instructor who tries the activity gets no score
    Given an instructor of a course with a line item
    And the tool does "score" where nothing is wrong
    When the instructor does "score" where it can be done
    Then no score of the instructor is posted

  @id:scores.redirected @must
  Scenario Outline: A score that is sent to another host goes there without the access token
    Given a learner of a course with a line item
    And the tool does "score" where nothing is wrong
    When the learner does "score" in the tool, and the course has the fault "<fault>" for another host
    Then the other host gets no access token

    Examples:
      | case  | fault                | req             | atk     |
      | found | service.redirect_302 | TOK-027 TOK-045 | ATK-092 |
      | kept  | service.redirect_307 | TOK-027 TOK-045 | ATK-092 |

  @id:line_items.vanished @must @req:AGS-043
  Scenario: A line item that has vanished is survived
    Given a learner of a course with a line item
    And the tool does "score" where nothing is wrong
    When the learner opens the link, the line item is deleted, and the learner does "score"
    Then the tool gives up after a few attempts
    And the page of the tool does not break

  @id:line_items.not_allowed @must
  Scenario Outline: Line items that are out of reach are survived
    Given an instructor of a course with a line item
    And the tool does "<act>" where nothing is wrong
    When the instructor does "<act>" in the tool, and the course has the fault "<fault>"
    Then the tool gives up after a few attempts
    And the page of the tool does not break

    Examples:
      | case              | act        | fault              | req     |
      | list_forbidden    | line-items | service.status_403 | AGS-043 |
      | list_not_found    | line-items | service.status_404 | AGS-043 |
      | results_forbidden | results    | service.status_403 | AGS-043 |
      | results_not_found | results    | service.status_404 | AGS-043 |

  @id:line_items.pages @must @req:AGS-025
  Scenario: All pages of the line items are read, by the URLs that the platform gives
    Given an instructor of a course with 3 line items, 1 to a page
    And the tool does "line-items" where nothing is wrong
    When the instructor does "line-items" in the tool
    Then the tool asks for every next page by its URL as given

  @id:line_items.pages.query @must @req:AGS-025
  Scenario: All pages are read where the URLs of the service have a query
    Given an instructor of a course with 3 line items, 1 to a page
    And the URLs of the service have a query
    And the tool does "line-items" where nothing is wrong
    When the instructor does "line-items" in the tool
    Then the tool asks for every next page by its URL as given

  @id:line_items.pages.stranger @must
  Scenario Outline: A next page on another host is not asked for with the access token
    Given an instructor of a course with a line item
    And the tool does "<act>" where nothing is wrong
    When the instructor does "<act>" in the tool, and the course has the fault "<fault>" for another host
    Then the other host gets no access token

    Examples:
      | case       | act        | fault                | req                     | atk     |
      | next       | line-items | ags.next.foreign     | TOK-027 TOK-045 AGS-025 | ATK-093 |
      | redirected | line-items | service.redirect_302 | TOK-027 TOK-045         | ATK-092 |

  @id:line_items.pages.endless @observation
  Scenario Outline: Whether the tool stops where the pages do not end
    Given an instructor of a course with a line item
    And the tool does "line-items" where nothing is wrong
    When the instructor does "line-items" in the tool, and the course has the fault "<fault>"
    Then it is recorded how many pages the tool asks for

    Examples:
      | case | fault            | req     | atk     |
      | self | ags.next.self    | AGS-025 | ATK-094 |
      | new  | ags.next.endless | AGS-025 | ATK-094 |

  @id:line_items.created @must @req:AGS-030
  Scenario: The values of the answer count, not those that were asked for
    Given an instructor of a course without line items
    And the tool does "line-item" where nothing is wrong
    When the instructor does "line-item" in the tool, and the course has the fault "ags.created.changed"
    And the instructor does "change-line-item" in the tool
    Then the tool goes on with the line item as the platform has made it

  @id:line_items.copied @must @req:AGS-040
  Scenario: In a copied course nothing is created twice
    Given an instructor of a course without line items
    And the instructor has done "line-item" in the tool
    When the course is copied, and the instructor does "line-item" there
    Then the tool creates no line item that was copied

  @id:line_items.hostile @must
  Scenario Outline: A line item that claims to be on another host gets no access token there
    Given the <role> of a course with a line item
    And the tool does "<act>" where nothing is wrong
    When the <role> does "<act>" in the tool after a launch with the variation "ags.line_items", and the course has the fault "ags.id.foreign" for another host
    Then the other host gets no access token

    Examples:
      | case    | role       | act              | req                     | atk     |
      | score   | learner    | score            | TOK-027 TOK-045 AGS-030 | ATK-096 |
      | change  | instructor | change-line-item | TOK-027 TOK-045 AGS-030 | ATK-096 |
      | results | instructor | results          | TOK-027 TOK-045 AGS-030 | ATK-096 |

  @id:line_items.hostile.label @must @req:CORE-054 @req:AGS-030 @atk:ATK-096
  Scenario: Markup in the label of a line item is escaped
    Given an instructor of a course with a line item
    And the tool does "line-items" where nothing is wrong
    When the instructor does "line-items" in the tool, and the course has the fault "ags.label.markup"
    Then the markup is on no page of the tool
    And the page of the tool does not break

  @id:line_items.hostile.maximum @must @req:AGS-030 @atk:ATK-096
  Scenario: A line item with a negative maximum is survived
    Given an instructor of a course with a line item
    And the tool does "line-items" where nothing is wrong
    When the instructor does "line-items" in the tool, and the course has the fault "ags.score_maximum.negative"
    Then the page of the tool does not break

  @id:results.odd @must
  Scenario Outline: Results without a score are read
    Given an instructor of a course with results
    And the tool does "results" where nothing is wrong
    When the instructor does "results" in the tool, and the course has the fault "<fault>"
    Then the page of the tool does not break

    Examples:
      | case   | fault                  | req     |
      | null   | ags.results.null_score | AGS-094 |
      | absent | ags.results.no_score   | AGS-094 |

  @id:results.markup @must @req:CORE-054 @req:AGS-094
  Scenario: Markup in the comment of a result is escaped
    Given an instructor of a course with results
    And the tool does "results" where nothing is wrong
    When the instructor does "results" in the tool, and the course has the fault "ags.results.markup"
    Then the markup is on no page of the tool
    And the page of the tool does not break

  @id:results.none @must @req:AGS-094
  Scenario: A line item without any result is read
    Given an instructor of a course with a line item
    And the tool does "results" where nothing is wrong
    When the instructor does "results" in the tool
    Then the page of the tool does not break

  @id:results.overridden @must @req:AGS-094
  Scenario: A score that a teacher has changed is read
    Given an instructor of a course with results
    And the tool does "results" where nothing is wrong
    When a teacher changes a result, and the instructor does "results" in the tool
    Then the page of the tool does not break
    And the tool posts no score over the teacher's

  @id:results.overridden.shown @observation @req:AGS-094
  Scenario: Whether the tool shows what the teacher has changed
    Given an instructor of a course with results
    And the tool does "results" where nothing is wrong
    When a teacher changes a result, and the instructor does "results" in the tool
    Then it is recorded whether the page shows the changed score

  @id:results.pages @must @req:AGS-094
  Scenario: All pages of the results are read
    Given an instructor of a course with results, 1 to a page
    And the tool does "results" where nothing is wrong
    When the instructor does "results" in the tool
    Then the tool asks for every next page by its URL as given

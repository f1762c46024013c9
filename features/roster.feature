@service:nrps
Feature: The roster of a course is read whole, and nothing in it harms the tool
  The acts of these cases make the tool read the roster. Each row has a course of its own; a fault is a fault of that course only,
  and it counts only where a call of the tool met it.

  @id:roster.read @must @req:NRPS-002 @cert:CT-050 @cert:CT-051
  Scenario: The roster is asked for
    Given an instructor of a course with a roster
    When the instructor does "roster" in the tool
    Then the tool has read the roster

  @id:roster.pages @must @req:NRPS-012
  Scenario: All pages of the roster are read, by the URLs that the platform gives
    Given an instructor of a course with 5 members, 2 to a page
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool
    Then the tool asks for every next page by its URL as given

  @id:roster.pages.query @must @req:NRPS-012
  Scenario: All pages are read where the URLs of the service have a query
    Given an instructor of a course with 5 members, 2 to a page
    And the URLs of the service have a query
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool
    Then the tool asks for every next page by its URL as given

  @id:roster.links @must
  Scenario Outline: The next page is found, however the header is written
    Given an instructor of a course with 5 members, 2 to a page
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "<fault>"
    Then the tool asks for every next page by its URL as given

    Examples:
      | case            | fault                     | req      |
      | one_header      | nrps.link.one_header      | NRPS-013 |
      | several_headers | nrps.link.several_headers | NRPS-013 |
      | parameter_order | nrps.link.parameter_order | NRPS-013 |
      | unquoted        | nrps.link.unquoted        | NRPS-013 |

  @id:roster.members @must
  Scenario Outline: The roster is read, whatever its members have or lack
    Given an instructor of a course with a roster
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "<fault>"
    Then the page of the tool does not break

    Examples:
      | case        | fault                    | req      | atk     |
      | bare        | nrps.members.bare        | NRPS-007 | ATK-095 |
      | twice       | nrps.members.twice       | NRPS-023 | ATK-095 |
      | without_id  | nrps.members.without_id  | NRPS-007 | ATK-095 |
      | wrong_types | nrps.members.wrong_types | NRPS-007 | ATK-095 |

  @id:roster.members.many @must @req:NRPS-023 @atk:ATK-095 @serial
  Scenario: A roster that is far too long is survived
    Given an instructor of a course with a roster
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "nrps.members.many"
    Then the page of the tool does not break

  @id:roster.members.bare.shown @must @req:NRPS-007
  Scenario: Members without a name are members
    Given the tool shows who is on the roster
    And an instructor of a course with a roster
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "nrps.members.bare"
    Then the page shows every learner once

  @id:roster.members.markup @must @req:CORE-054 @req:NRPS-007 @atk:ATK-095
  Scenario: Markup in the names of members is escaped
    Given an instructor of a course with a roster
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "nrps.members.markup"
    Then the markup is on no page of the tool
    And the page of the tool does not break

  @id:roster.status.inactive @must @req:NRPS-008
  Scenario: A member who is inactive is read
    Given an instructor of a course with a roster
    And one member of the course is inactive
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool
    Then the page of the tool does not break

  @id:roster.status.inactive.shown @observation @req:NRPS-008
  Scenario: Whether the tool shows a member who is inactive
    Given the tool shows who is on the roster
    And an instructor of a course with a roster
    And one member of the course is inactive
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool
    Then it is recorded whether the page shows that member

  @id:roster.changes @must @req:NRPS-015
  Scenario: Changes are asked for by the URL that the platform gave
    Given an instructor of a course with a roster
    And the instructor has done "roster" in the tool
    When a member leaves the course, and the instructor does "roster-changes" in the tool
    Then the tool asks for the changes by their URL as given

  @id:roster.changes.deleted @must @req:NRPS-015 @req:NRPS-008
  Scenario: Who has left the course leaves the list
    Given the tool shows who is on the roster
    And an instructor of a course with a roster
    And the instructor has done "roster" in the tool
    When a member leaves the course, and the instructor does "roster-changes" in the tool
    Then the page does not show that member

  @id:roster.link @must @req:NRPS-016
  Scenario: The roster of a link is at the URL of the roster, with the id of the link
    Given an instructor of a course with a roster
    And the tool does "roster-link" where nothing is wrong
    When the instructor does "roster-link" in the tool
    Then the tool asks for the members of the link at the URL of the roster

  @id:roster.link.query @must @req:NRPS-016
  Scenario: The id of the link is added to the query that is there
    Given an instructor of a course with a roster
    And the URLs of the service have a query
    And the tool does "roster-link" where nothing is wrong
    When the instructor does "roster-link" in the tool
    Then the tool asks for the members of the link at the URL of the roster

  @id:roster.identity.renamed @must @req:NRPS-020
  Scenario: Who was launched under another name is one person
    Given the tool shows who is on the roster
    And an instructor of a course with a roster
    And the tool does "roster" where nothing is wrong
    And a learner of the course has opened the link under another name
    When the instructor does "roster" in the tool
    Then the page shows that learner once

  @id:roster.identity.namesakes @must @req:NRPS-020
  Scenario: People with the same name and address are not one
    Given the tool shows who is on the roster
    And an instructor of a course with a roster
    And the learners of the course have the same name and address
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool
    Then the page shows every learner once

  @id:roster.trouble @must
  Scenario Outline: The page of the tool survives trouble with the roster
    Given an instructor of a course with a roster
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "<fault>"
    Then the page of the tool does not break

    Examples:
      | case         | fault              | req      |
      | forbidden    | service.status_403 | NRPS-021 |
      | not_found    | service.status_404 | NRPS-021 |
      | error        | service.status_500 | NRPS-021 |
      | unavailable  | service.status_503 | NRPS-021 |
      | empty        | service.empty      | NRPS-021 |
      | html         | service.html       | NRPS-021 |

  @id:roster.trouble.unauthorized @must @req:NRPS-021 @serial
  Scenario: The page of the tool survives that its access token is called invalid
    Given an instructor of a course with a roster
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "service.status_401"
    Then the page of the tool does not break

  @id:roster.trouble.slow @must @req:NRPS-021 @serial
  Scenario: The page of the tool survives a roster that does not come
    Given an instructor of a course with a roster
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "service.slow" for 15 seconds of the tool's time
    Then the page of the tool does not break

  @id:roster.large @must @req:NRPS-023 @req:NRPS-012 @serial
  Scenario: A roster of 10,000 members is read to the end
    Given an instructor of a course with 10000 members, 1000 to a page
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool
    Then the tool asks for every next page by its URL as given
    And the page of the tool does not break

  @id:roster.stranger @must
  Scenario Outline: A roster that leads to another host is not asked for there with the access token
    Given an instructor of a course with a roster
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "<fault>" for another host
    Then the other host gets no access token

    Examples:
      | case  | fault                | req                      | atk     |
      | next  | nrps.next.foreign    | TOK-027 TOK-045 NRPS-012 | ATK-093 |
      | found | service.redirect_302 | TOK-027 TOK-045          | ATK-092 |
      | kept  | service.redirect_307 | TOK-027 TOK-045          | ATK-092 |

  @id:roster.endless @observation
  Scenario Outline: Whether the tool stops where the pages do not end
    Given an instructor of a course with 5 members, 2 to a page
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool, and the course has the fault "<fault>"
    Then it is recorded how many pages the tool asks for

    Examples:
      | case     | fault              | req      | atk     |
      | self     | nrps.next.self     | NRPS-012 | ATK-094 |
      | repeated | nrps.next.repeated | NRPS-012 | ATK-094 |
      | new      | nrps.next.endless  | NRPS-012 | ATK-094 |

  @id:roster.test_user @observation @req:NRPS-022
  Scenario: Whether the tool hides or marks a test user
    Given the tool shows who is on the roster
    And an instructor of a course with a roster
    And one member of the course is a test user
    And the tool does "roster" where nothing is wrong
    When the instructor does "roster" in the tool
    Then it is recorded whether the page shows that member

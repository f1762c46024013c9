Feature: Every call to a service keeps the rules
  The tool's calls are judged wherever they happen: each request for an access token and each call to the services for grades
  and rosters, in whatever case of the run it was made, also at launches and also where the platform refused it. The cases here
  come last and look back, one rule each. The act named first makes sure that there is something to look at.

  @service:tokens @id:tokens.rule @must @last
  Scenario Outline: Requests for access tokens keep the rule "<rule>"
    Given the tool has called the services by "every act"
    Then every call of the run keeps the rule "<rule>"

    Examples: The request
      | case           | rule                         | req     | cert   |
      | method         | token: method                | TOK-001 |        |
      | media_type     | token: media type            | TOK-001 |        |
      | grant_type     | token: grant_type            | TOK-002 |        |
      | assertion_type | token: client_assertion_type | TOK-003 |        |
      | scope          | token: scope                 | TOK-005 |        |
      | no_secret      | token: no secret             | TOK-015 |        |

    Examples: The assertion
      | case      | rule                 | req     | cert   |
      | assertion | assertion: form      | TOK-004 | CT-053 |
      | signature | assertion: signature | TOK-004 | CT-053 |
      | alg       | assertion: alg       | TOK-014 | CT-053 |
      | kid       | assertion: kid       | TOK-014 | CT-053 |
      | iss       | assertion: iss       | TOK-006 | CT-053 |
      | sub       | assertion: sub       | TOK-006 | CT-053 |
      | aud       | assertion: aud       | TOK-007 | CT-053 |
      | iat       | assertion: iat       | TOK-009 | CT-053 |
      | exp       | assertion: exp       | TOK-009 | CT-053 |
      | life      | assertion: life      | TOK-009 |        |
      | jti       | assertion: jti       | TOK-010 | CT-053 |
      | jti_fresh | assertion: fresh jti | TOK-010 |        |

  @service:tokens @id:tokens.rule @should @last
  Scenario Outline: Requests for access tokens keep the rule "<rule>", as they should
    Given the tool has called the services by "every act"
    Then every call of the run keeps the rule "<rule>"

    Examples:
      | case          | rule                     | req     |
      | deployment_id | assertion: deployment_id | TOK-013 |
      | offered       | token: offered scopes    | TOK-026 |

  @service:tokens @id:tokens.rule.reused @should @last @req:TOK-021
  Scenario: An access token is used until it expires
    Given the tool has called the services by "any act" several times
    Then every call of the run keeps the rule "token: reused"

  @service:tokens @id:calls.rule @must @last
  Scenario Outline: Calls to services keep the rule "<rule>"
    Given the tool has called the services by "every act"
    Then every call of the run keeps the rule "<rule>"

    Examples:
      | case   | rule          | req     |
      | bearer | call: bearer  | TOK-040 |
      | scope  | grades: scope | AGS-102 |

  @service:ags @id:line_items.rule @must @last
  Scenario Outline: Line items keep the rule "<rule>"
    Given the tool has called the services by "<act>"
    Then every call of the run keeps the rule "<rule>"

    Examples:
      | case          | rule                      | act              | req     | cert   |
      | accept        | line item: accept         | line-items       | AGS-020 | CT-061 |
      | media_type    | line item: media type     | line-item        | AGS-020 | CT-061 |
      | json          | line item: json           | line-item        | AGS-020 |        |
      | label         | line item: label          | line-item        | AGS-027 | CT-061 |
      | score_maximum | line item: scoreMaximum   | line-item        | AGS-028 | CT-061 |
      | numbers       | line item: numbers        | line-item        | AGS-084 |        |
      | resource_link | line item: resourceLinkId | line-item        | AGS-031 |        |
      | dates         | line item: dates          | line-item        | AGS-037 |        |
      | names         | line item: names          | line-item        | AGS-008 |        |
      | complete      | line item: complete       | change-line-item | AGS-033 |        |
      | same_item     | line item: same item      | change-line-item | AGS-034 |        |

  @service:ags @id:line_items.rule @may @last
  Scenario Outline: Line items keep the rule "<rule>", where they have anything to do with it
    Given the tool has called the services by "<act>"
    Then every call of the run keeps the rule "<rule>"

    Examples:
      | case              | rule                        | act       | req     |
      | grades_released   | line item: gradesReleased   | line-item | AGS-038 |
      | texts             | line item: texts            | line-item | AGS-039 |
      | submission_review | line item: submissionReview | line-item | AGS-045 |

  @service:ags @id:scores.rule @must @last
  Scenario Outline: Scores keep the rule "<rule>"
    Given the tool has called the services by "<act>"
    Then every call of the run keeps the rule "<rule>"

    Examples:
      | case              | rule                    | act      | req     | cert   |
      | media_type        | score: media type       | score    | AGS-020 | CT-061 |
      | json              | score: json             | score    | AGS-020 |        |
      | address           | score: address          | score    | AGS-060 | CT-061 |
      | user              | score: userId           | score    | AGS-061 | CT-061 |
      | activity_progress | score: activityProgress | score    | AGS-062 | CT-061 |
      | grading_progress  | score: gradingProgress  | score    | AGS-063 | CT-061 |
      | timestamp         | score: timestamp        | score    | AGS-064 | CT-061 |
      | later             | score: later            | progress | AGS-065 |        |
      | score_given       | score: scoreGiven       | score    | AGS-066 | CT-061 |
      | numbers           | score: numbers          | score    | AGS-084 |        |
      | names             | score: names            | score    | AGS-008 |        |

  @service:ags @id:scores.rule.learners @should @last @req:AGS-083
  Scenario: Scores are for learners
    Given the tool has called the services by "score"
    Then every call of the run keeps the rule "score: learners"

  @service:ags @id:scores.rule @may @last
  Scenario Outline: Scores keep the rule "<rule>", where they have anything to do with it
    Given the tool has called the services by "<act>"
    Then every call of the run keeps the rule "<rule>"

    Examples:
      | case         | rule                 | act   | req     |
      | scoring_user | score: scoringUserId | score | AGS-069 |
      | comment      | score: comment       | score | AGS-070 |
      | submission   | score: submission    | score | AGS-071 |

  @service:ags @id:results.rule @must @last
  Scenario Outline: Requests for results keep the rule "<rule>"
    Given the tool has called the services by "results"
    Then every call of the run keeps the rule "<rule>"

    Examples:
      | case    | rule             | req     |
      | accept  | results: accept  | AGS-020 |
      | address | results: address | AGS-090 |

  @service:nrps @id:roster.rule @must @last
  Scenario Outline: Requests for rosters keep the rule "<rule>"
    Given the tool has called the services by "<act>"
    Then every call of the run keeps the rule "<rule>"

    Examples:
      | case    | rule            | act         | req      | cert   |
      | method  | roster: method  | roster      | NRPS-002 | CT-051 |
      | accept  | roster: accept  | roster      | NRPS-002 | CT-052 |
      | scope   | roster: scope   | roster      | NRPS-003 | CT-054 |
      | address | roster: address | roster      | NRPS-012 |        |
      | link    | roster: rlid    | roster-link | NRPS-016 |        |

  @service:nrps @id:roster.rule.role @should @last @req:NRPS-010
  Scenario: A role is asked for as a whole
    Given the tool has called the services by "roster-learners"
    Then every call of the run keeps the rule "roster: role"

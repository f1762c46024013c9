@service:core
Feature: The answer is taken once, from the browser that asked
  The state is the tool's defence against a forged answer: it belongs to one browser and one login.

  Background:
    Given a learner who can open a link of the course
    And the tool has accepted an untouched launch of that link

  @id:response.state @must
  Scenario Outline: An answer whose state is not the one of this login is refused
    When the answer of a new login arrives with the change "<change>"
    Then the tool refuses the launch
    And no new session is opened

    Examples:
      | case          | change        | req      | atk             |
      | missing       | state.missing | OIDC-082 | ATK-066         |
      | empty         | state.empty   | OIDC-082 | ATK-066         |
      | altered       | state.altered | OIDC-082 | ATK-066         |
      | huge          | state.huge    | OIDC-082 | ATK-066         |
      | other_browser | browser.other | OIDC-082 | ATK-010 ATK-065 |

  @id:response.state.swapped @must @req:OIDC-082 @req:SEC-020 @atk:ATK-064
  Scenario: The state of one login does not carry the answer of another
    Given two open logins in one browser
    When the second answer arrives with the state of the first
    Then the tool refuses the launch
    And no new session is opened

  @id:response.unsolicited @must
  Scenario Outline: An answer that nobody asked for is refused
    When a good token arrives without a login, <how>
    Then the tool refuses the launch
    And no new session is opened

    Examples:
      | case           | how                 | req      | atk     |
      | without_state  | without state       | OIDC-082 | ATK-062 |
      | invented_state | with a made-up state | OIDC-082 | ATK-063 |

  @id:response.replay @must @req:OIDC-083
  Scenario Outline: The same answer a second time opens nothing new
    When the accepted answer is posted again from <browser>
    Then the replay opens no new session

    Examples:
      | case          | browser         | atk     |
      | same_browser  | the same browser | ATK-069 |
      | other_browser | another browser | ATK-069 |

  @id:response.replay_later @must @serial @req:OIDC-083 @req:SEC-021 @atk:ATK-069
  Scenario Outline: The same answer opens nothing new after <seconds> seconds either
    When <seconds> seconds pass for the tool
    And the accepted answer is posted again from the same browser
    Then the replay opens no new session

    @wait:15s
    Examples:
      | case      | seconds |
      | after_15s | 15      |

    @wait:120s
    Examples:
      | case     | seconds |
      | after_2m | 120     |

  @id:response.race @must @req:OIDC-083 @atk:ATK-077
  Scenario: The same answer 20 times at once opens one session at most
    When the answer of a new login arrives 20 times at once
    Then at most one session is opened
    And the tool does not crash

  @id:response.get @should @req:OIDC-084 @atk:ATK-072
  Scenario: A token in the query string is refused
    When the answer of a new login arrives with the change "method.get"
    Then the tool refuses the launch
    And no new session is opened

  @id:response.extra_fields @should @req:OIDC-088
  Scenario: Further form fields are ignored
    When the answer of a new login arrives with the change "fields.extra"
    Then the tool accepts the launch

  @id:response.token_and_error @should @req:OIDC-020 @atk:ATK-074
  Scenario: A token beside an error is refused
    When the answer of a new login arrives with the change "fields.error"
    Then the tool refuses the launch
    And no new session is opened

  @id:response.two_states @should @serial @req:OIDC-020 @atk:ATK-066
  Scenario: Two states in one answer are refused
    When the answer of a new login arrives with the change "state.twice"
    Then the tool refuses the launch
    And no new session is opened
    And the tool does not crash

  @id:response.two_tokens @should @req:OIDC-020 @atk:ATK-074
  Scenario: Two tokens in one answer are refused
    When the answer of a new login arrives with the change "fields.token_twice"
    Then the tool refuses the launch
    And no new session is opened

  @id:response.media_type @must @req:OIDC-081 @atk:ATK-073
  Scenario Outline: An answer that is no form is survived
    When the answer of a new login arrives with the change "<change>"
    Then the tool does not crash

    Examples:
      | case      | change         |
      | json      | body.json      |
      | text      | body.text      |
      | multipart | body.multipart |
      | none      | body.none      |

  @id:response.error @must @req:OIDC-066
  Scenario: An error answer is shown as a failure
    When the platform answers a new login with an error
    Then the tool refuses the launch
    And no new session is opened
    And the markup is on no page of the tool
    And the tool does not crash

  @id:response.error_loop @should @req:OIDC-067
  Scenario: login_required does not start the login again for ever
    When the platform answers every login with login_required
    Then the tool asks the platform at most 2 more times

  @id:response.target @must @req:OIDC-085
  Scenario: After the launch the browser is on the origin of the signed target_link_uri
    When the learner opens the link
    Then the tool accepts the launch
    And the browser ends on the origin of the target

  @id:response.target.login_differs @should @req:CORE-012
  Scenario: The signed target_link_uri wins over the one of the login
    When the login names another target than the token
    Then the browser never visits the target of the login

  @id:response.target.foreign @must @req:OIDC-085 @atk:ATK-046
  Scenario: A signed target_link_uri outside the tool is not followed
    When the token names a target on a stranger's host
    Then the browser never visits the stranger
    And the tool does not crash

  @id:response.token_kept @should @req:OIDC-087 @atk:ATK-079
  Scenario: The token appears in no address
    When the learner opens the link
    Then the tool accepts the launch
    And no address and no link carries the token

  @id:response.fixation @must @req:OIDC-021 @atk:ATK-078
  Scenario: A session cookie that an attacker planted is not taken over
    Given a browser in which an attacker has planted session cookies
    When the learner opens the link
    Then the planted cookies open no session

  @id:response.mix_up @must @req:SEC-031 @atk:ATK-076
  Scenario: The answer of another platform does not fit the state
    Given the tool is registered with two platforms
    When the login of the first platform is answered by the second
    Then the tool refuses the launch
    And no new session is opened

  @id:response.seen.late @observation @serial @req:OIDC-041 @atk:ATK-071
  Scenario Outline: Whether a login is still open after <seconds> seconds
    When the answer of a new login arrives after <seconds> seconds
    Then it is recorded whether the tool takes the launch

    @wait:3600s
    Examples:
      | case     | seconds |
      | after_1h | 3600    |

    @wait:86400s
    Examples:
      | case      | seconds |
      | after_24h | 86400   |

  @id:response.seen.other_redirect_uri @observation @req:OIDC-035 @atk:ATK-075
  Scenario: Whether an answer is taken at another redirect URI than the tool asked for
    When the answer of a new login arrives at another redirect URI of the tool
    Then it is recorded whether the tool takes the launch

  @id:response.seen.headers @observation @req:OIDC-087 @req:OIDC-022 @atk:ATK-079
  Scenario: Who may frame the page, and what other sites learn of its address
    When the learner opens the link
    Then it is recorded what the page allows other sites

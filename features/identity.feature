@service:core
Feature: A user is issuer and sub, and nothing else
  Who is logged in is read by the selector `[shows] user` of the configuration.

  Background:
    Given the tool shows who is logged in
    And a learner who can open a link of the course
    And the tool has accepted an untouched launch of that link

  @id:identity.new_name @must @req:CORE-020
  Scenario: A new name and e-mail address make no new user
    When the learner opens the link with the variation "person.renamed"
    Then the tool accepts the launch
    And the page shows the same user as before

  @id:identity.same_email @must @req:CORE-020 @atk:ATK-050
  Scenario: Somebody else's e-mail address makes nobody that person
    When the learner opens the link with the variation "person.other_sub"
    Then the tool accepts the launch
    And the page shows another user than before

  @id:identity.case @must @req:CORE-017 @atk:ATK-052
  Scenario: Two users whose ids differ in case are two users
    When the learner opens the link with the variation "person.sub_case"
    Then the tool accepts the launch
    And the page shows another user than before

  @id:identity.hint_of_another @must @req:CORE-020 @atk:ATK-011
  Scenario: The signed sub says who comes, not the login_hint
    When the login names another learner than the token
    Then the tool accepts the launch
    And the page shows the same user as before
    And the page shows nothing of the learner of the login

  @id:identity.switched @must @req:CORE-020 @atk:ATK-061
  Scenario: A second person in the same browser takes over fully
    When another learner opens the link in the browser of the earlier launch
    Then the tool accepts the launch
    And the page shows another user than before

  @id:identity.role_switched @must @req:ROLE-003 @atk:ATK-061
  Scenario: An instructor who comes back as a learner is a learner
    Given the tool shows the role
    When the learner opens the link with the variation "roles.instructor"
    And the learner opens the link with the variation "roles.learner"
    Then the page does not show the role of an instructor
    And the tool does not crash

  @id:identity.anonymous @must @req:CORE-019 @atk:ATK-060
  Scenario: An anonymous launch does not inherit the user before it
    When an anonymous launch follows in the browser of the earlier launch
    Then the page does not show the user of the earlier launch
    And the tool does not crash

@service:core
Feature: A refusal is safe and says why
  One refused launch, looked at closely; and one look back at the whole run.

  Background:
    Given a learner who can open a link of the course
    And the tool has accepted an untouched launch of that link

  @id:refusal.no_personal_data @must @req:SEC-029
  Scenario: The page of a refusal shows nothing of the launch
    When the platform answers with the fault "signature.flipped"
    Then no name and no address of the learner is on the page

  @id:refusal.explains @should @req:SEC-030
  Scenario: The page of a refusal has words, no stack trace and no token
    When the platform answers with the fault "exp.past_1d"
    Then the page of the refusal has words, no stack trace and no token

  @id:refusal.no_crash @must @last @req:SEC-028
  Scenario: No launch of the whole run broke the tool
    Then no exchange of the run has crashed the tool

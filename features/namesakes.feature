@service:core
Feature: Nobody is taken for somebody else who was here by name
  The tool meets a user by name, and then another one who comes without a name. Whatever the second one is shown of the
  first, the tool remembered and mixed up. That needs a tool whose pages show the name of the user.

  Background:
    Given a learner who can open a link of the course
    And the tool has accepted an untouched launch of that link

  @id:identity.look_alike @must
  Scenario Outline: A user whose id differs by <difference> is another user
    When somebody whose id differs by <difference> opens the link, and is not named
    Then the page shows nothing of the first learner

    Examples:
      | case         | difference                  | req      | atk             |
      | space_behind | white space behind it       | CORE-017 | ATK-052         |
      | space_before | white space before it       | CORE-017 | ATK-052         |
      | nul          | a NUL and what follows it   | CORE-017 | ATK-052 ATK-057 |
      | cut          | its 256th character         | CORE-017 | ATK-052 ATK-057 |
      | unicode      | its Unicode form            | CORE-017 | ATK-052         |

  @id:identity.other_platform @must @req:CORE-020 @req:CORE-010 @atk:ATK-051
  Scenario: The same sub from another platform is another user
    Given the tool is registered with two platforms
    When somebody with the same id comes from the other platform, and is not named
    Then the page shows nothing of the learner of the first platform

  @id:identity.name_left_over @must @req:CORE-020 @atk:ATK-061
  Scenario: A user without a name does not get the name of the one before in the same browser
    Given the page of that launch shows the name of the learner
    When another learner, who is not named, opens the link in the browser of the earlier launch
    Then the tool accepts the launch
    And the page shows nothing of the earlier learner

//! A person of a campus, and how much of them a tool may learn.

use homeroom_vocab::id::UserId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::edge::{self, Invalid};
use super::roles;

/// Someone who can open links. The id becomes `sub`: stable and never given to another person (CORE-018).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Person {
    #[schema(value_type = String)]
    pub(crate) id: UserId,
    pub(crate) name: Option<String>,
    pub(crate) given_name: Option<String>,
    pub(crate) middle_name: Option<String>,
    pub(crate) family_name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) picture: Option<String>,
    pub(crate) sourcedid: Option<String>,
    /// Role URIs that hold in the whole system.
    pub(crate) system_roles: Vec<String>,
    /// Role URIs that hold in the whole institution.
    pub(crate) institution_roles: Vec<String>,
}

impl Person {
    /// The whole name: as given, or made from its parts.
    pub(crate) fn full_name(&self) -> Option<String> {
        if self.name.is_some() {
            return self.name.clone();
        }
        let parts: Vec<&str> = [&self.given_name, &self.middle_name, &self.family_name]
            .into_iter()
            .filter_map(|part| part.as_deref())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The roles that this person has whatever the course.
    pub(crate) fn own_roles(&self) -> Vec<String> {
        self.institution_roles.iter().chain(&self.system_roles).cloned().collect()
    }

    /// Everything that this person is looked for by, in small letters.
    pub(crate) fn found_by(&self) -> String {
        let texts = [
            &self.name,
            &self.given_name,
            &self.middle_name,
            &self.family_name,
            &self.email,
            &self.sourcedid,
        ];
        let roles = self.own_roles();
        let words = roles.iter().filter_map(|role| role.rsplit(['#', '/']).next());
        let texts = texts.into_iter().filter_map(|text| text.as_deref());
        let all: Vec<&str> = std::iter::once(self.id.as_str()).chain(texts).chain(words).collect();
        all.join("\n").to_lowercase()
    }

    /// What to call this person on a page, where even a nameless one needs a label.
    pub(crate) fn label(&self) -> String {
        self.full_name().unwrap_or_else(|| self.id.to_string())
    }
}

/// A person as someone asks for one.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewPerson {
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) given_name: Option<String>,
    pub(crate) middle_name: Option<String>,
    pub(crate) family_name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) picture: Option<String>,
    pub(crate) sourcedid: Option<String>,
    pub(crate) system_roles: Vec<String>,
    pub(crate) institution_roles: Vec<String>,
}

impl NewPerson {
    /// Checks everything; `minted` is the id if none was asked for.
    pub(crate) fn parse(self, minted: String) -> Result<Person, Invalid> {
        Ok(Person {
            id: UserId::from(edge::id("id", self.id.as_deref().unwrap_or(&minted))?),
            name: edge::text(self.name),
            given_name: edge::text(self.given_name),
            middle_name: edge::text(self.middle_name),
            family_name: edge::text(self.family_name),
            email: edge::text(self.email),
            locale: edge::text(self.locale),
            picture: edge::text(self.picture),
            sourcedid: edge::text(self.sourcedid),
            system_roles: roles::parse("system_roles", self.system_roles)?,
            institution_roles: roles::parse("institution_roles", self.institution_roles)?,
        })
    }
}

/// Which personal data a tool receives (CORE-027).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Privacy {
    /// Names, e-mail, picture, locale, the id in the student system.
    #[default]
    All,
    /// The e-mail address only.
    Email,
    /// The names only.
    Name,
    /// Nothing personal.
    None,
}

impl Privacy {
    pub(crate) fn shows_names(self) -> bool {
        matches!(self, Self::All | Self::Name)
    }

    pub(crate) fn shows_email(self) -> bool {
        matches!(self, Self::All | Self::Email)
    }

    pub(crate) fn shows_the_rest(self) -> bool {
        self == Self::All
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: Option<&str>, given: Option<&str>, family: Option<&str>) -> Person {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let new = NewPerson {
            name: own(name),
            given_name: own(given),
            family_name: own(family),
            ..NewPerson::default()
        };
        new.parse("u-1".to_owned()).unwrap()
    }

    #[test]
    fn a_full_name_is_made_from_its_parts_unless_given() {
        assert_eq!(person(None, Some("Ada"), Some("Byron")).full_name().as_deref(), Some("Ada Byron"));
        assert_eq!(person(Some("A. B."), Some("Ada"), None).full_name().as_deref(), Some("A. B."));
        assert_eq!(person(None, None, None).full_name(), None);
    }

    #[test]
    fn a_nameless_person_is_labelled_by_id() {
        assert_eq!(person(None, None, None).label(), "u-1");
    }
}

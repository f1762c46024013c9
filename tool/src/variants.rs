//! Other ways in which a correct tool may be made, as switches, all off by default. None breaks a rule, so a harness must
//! come to the same verdicts whichever is on.

/// A way to be different and correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// How it is called on the command line.
    pub name: &'static str,
    /// What the tool then does differently.
    pub title: &'static str,
}

/// The variants that are switched on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variants(Vec<&'static Variant>);

impl Variants {
    pub(crate) fn new(on: Vec<&'static Variant>) -> Self {
        Self(on)
    }

    pub(crate) fn has(&self, variant: Variant) -> bool {
        self.0.iter().any(|on| on.name == variant.name)
    }
}

/// Writes the table: one constant a row, and [`VARIANTS`] over the rows.
macro_rules! variants {
    ($($(#[$doc:meta])* $constant:ident: $name:literal, $title:literal;)+) => {
        impl Variant {
            $(
                $(#[$doc])*
                pub(crate) const $constant: Self = Self { name: $name, title: $title };
            )+
        }

        /// Every variant that can be switched on.
        pub static VARIANTS: &[Variant] = &[$(Variant::$constant),+];
    };
}

variants! {
    /// CORE-019 leaves it to the tool whether anonymous launches are taken.
    ANONYMOUS_REFUSED: "anonymous-refused", "refuses a launch that does not say who the user is, with 403";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_variant_has_a_name_of_its_own_in_kebab_case() {
        let names: HashSet<_> = VARIANTS.iter().map(|variant| variant.name).collect();
        assert_eq!(names.len(), VARIANTS.len());
        let kebab =
            |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(names.iter().all(|name| kebab(name)));
        assert!(VARIANTS.iter().all(|variant| !variant.title.is_empty()));
    }

    #[test]
    fn a_tool_is_plain_unless_a_variant_is_switched_on() {
        let none = Variants::default();
        assert!(VARIANTS.iter().all(|variant| !none.has(*variant)));
        let one = Variants::new(vec![&VARIANTS[0]]);
        assert_eq!(VARIANTS.iter().filter(|variant| one.has(**variant)).count(), 1);
    }
}

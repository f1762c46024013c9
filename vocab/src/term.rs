//! What a row of a table is, and the macro that writes one.

/// One name on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The name of the constant, such as `MESSAGE_TYPE`.
    pub name: &'static str,
    /// What stands on the wire.
    pub value: &'static str,
    /// The requirement that introduces the value, such as `CORE-001`.
    pub requirement: &'static str,
}

/// A table of this crate under its module path, such as `role::context`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// The module path below the crate.
    pub name: &'static str,
    /// The rows, in the order in which the module lists them.
    pub terms: &'static [Term],
}

/// Writes a table: one public constant a row, and `ALL` over the rows.
macro_rules! terms {
    ($($(#[$doc:meta])* $name:ident = $value:literal, $requirement:literal;)+) => {
        $(
            $(#[$doc])*
            #[doc = concat!("\n\nOn the wire: `", $value, "`. Requirement ", $requirement, ".")]
            pub const $name: &str = $value;
        )+

        /// Every row of this table, in the order above.
        pub const ALL: &[$crate::Term] = &[
            $($crate::Term { name: stringify!($name), value: $value, requirement: $requirement },)+
        ];
    };
}

pub(crate) use terms;

//! The registers of a workbook.

use shizu_rules::Lang;
use shizu_rules::vocabulary::{Register, Term};

use crate::field::Field;
use crate::registers;

macro_rules! kinds {
    ($($kind:ident $letter:literal,)+) => {
        /// A register of the workbook, in the order of [`Register`], which has its code and what it is called.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $(#[doc = concat!("[`Register::", stringify!($kind), "`].")] $kind,)+
        }

        impl Kind {
            /// Every register, in the order shown.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)+];

            /// The same in the vocabulary of the rules.
            pub const fn register(self) -> Register {
                match self { $(Kind::$kind => Register::$kind,)+ }
            }

            /// What the ids start with that the workbook gives.
            pub(crate) const fn letter(self) -> &'static str {
                match self { $(Kind::$kind => $letter,)+ }
            }
        }
    };
}

kinds! {
    Body "B",
    Matter "M",
    Finding "F",
    Task "T",
    Return "R",
    Case "C",
    Exchange "E",
    Score "S",
    Result "G",
    Check "K",
    Setting "P",
}

impl Kind {
    /// Stable code: the register's name in files and commands.
    pub fn code(self) -> &'static str {
        self.register().code()
    }

    /// What people call a row of it.
    pub fn label(self, lang: Lang) -> &'static str {
        self.register().label(lang)
    }

    /// The register with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Position in [`Kind::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The fields of its rows; the first is always `id`.
    pub fn fields(self) -> &'static [Field] {
        registers::fields(self)
    }

    /// Position of the field with this code in [`Kind::fields`].
    pub fn field(self, code: &str) -> Option<usize> {
        self.fields().iter().position(|field| field.code == code)
    }
}

//! The registers of a workbook.

use shizu_rules::Lang;

use crate::field::Field;
use crate::registers;

macro_rules! kinds {
    ($($kind:ident $code:literal $zh:literal $en:literal $letter:literal,)+) => {
        /// A register of the workbook.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $(#[doc = concat!($zh, ": ", $en, ".")] $kind,)+
        }

        impl Kind {
            /// Every register, in the order shown.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)+];

            /// Stable code: the register's name in files and commands.
            pub const fn code(self) -> &'static str {
                match self { $(Kind::$kind => $code,)+ }
            }

            /// What people call a row of it.
            pub const fn label(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Kind::$kind, Lang::Zh) => $zh, (Kind::$kind, Lang::En) => $en,)+ }
            }

            /// What the ids start with that the workbook gives.
            pub(crate) const fn letter(self) -> &'static str {
                match self { $(Kind::$kind => $letter,)+ }
            }
        }
    };
}

kinds! {
    Body "body" "机构" "body" "B",
    Matter "matter" "线索" "matter" "M",
    Finding "finding" "巡察发现" "finding" "F",
    Task "task" "任务" "task" "T",
    Return "return" "报表" "return" "R",
    Case "case" "以案促改案件" "case" "C",
    Exchange "exchange" "信息交换" "exchange" "E",
    Score "score" "评分" "score" "S",
    Result "result" "成果" "result" "G",
    Check "check" "清单检查" "check" "K",
    Setting "setting" "设置" "setting" "P",
}

impl Kind {
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

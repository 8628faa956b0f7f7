//! What is to be said of one cell of a row: kept beside the row, told in both languages.

use kernel::Words;
use serde::{Deserialize, Serialize};

use crate::intake::FaultKind;

/// One thing to say of one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct CellFault {
    /// What the heading of its column says.
    pub column: String,
    /// What is wrong.
    pub kind: FaultKind,
    /// What stands there, shortened; empty for what should not be shown.
    pub found: String,
    /// What the sentence needs beside.
    pub hint: String,
}

/// A fault as it is kept beside its row.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    column: String,
    kind: String,
    found: String,
    hint: String,
}

impl From<CellFault> for Stored {
    fn from(fault: CellFault) -> Stored {
        let CellFault { column, kind, found, hint } = fault;
        Stored { column, kind: kind.to_string(), found, hint }
    }
}

impl TryFrom<Stored> for CellFault {
    type Error = kernel::BadCell;
    fn try_from(stored: Stored) -> Result<CellFault, kernel::BadCell> {
        let Stored { column, kind, found, hint } = stored;
        Ok(CellFault { column, kind: kind.parse()?, found, hint })
    }
}

impl CellFault {
    /// Whether the row goes in all the same, without what stood in this cell.
    pub const fn is_remark(&self) -> bool {
        matches!(self.kind, FaultKind::Aadhaar | FaultKind::MoreMobiles)
    }

    /// What is wrong and what to do, without the row and column.
    pub fn reason(&self) -> Words {
        let says = self.kind.says(&self.found, &self.hint);
        let bare = |text: &str| text.trim_start_matches([':', ' ']).to_owned();
        Words { hi: bare(&says.hi), en: bare(&says.en) }
    }

    /// The column, what stands there, what is wrong and what to do.
    pub fn told(&self) -> Words {
        let says = self.kind.says(&self.found, &self.hint);
        Words { hi: format!("{}{}", self.column, says.hi), en: format!("{}{}", self.column, says.en) }
    }
}

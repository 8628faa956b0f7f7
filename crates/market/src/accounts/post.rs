//! Where an officer works: one department, some blocks. What lies outside does not exist for her.

use std::fmt;

use kernel::{BadCell, Cell, Column};

kernel::codes! {
    /// One of the four departments that find makers together. Each is named in `locales/*/departments.ftl`.
    pub enum DepartmentKey {
        /// Mukhyamantri Laghu evam Kutir Udyam Vikas Board.
        CottageBoard = "cottage_board",
        /// Jharkhand State Livelihood Promotion Society.
        Jslps = "jslps",
        /// Industries Department, with the district industries centre.
        Industries = "industries",
        /// Handicrafts.
        Handicrafts = "handicrafts",
    }
}

/// Blocks by LGD code; stored with semicolons between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks(pub Vec<String>);

impl Blocks {
    /// Whether a block is among them.
    pub fn cover(&self, block_code: &str) -> bool {
        self.0.iter().any(|code| code == block_code)
    }

    /// With a semicolon before and after each, for `$1 like '%;' || block_code || ';%'`. No blocks are «;», which is like none.
    pub fn fenced(&self) -> String {
        self.0.iter().fold(String::from(";"), |all, code| all + code + ";")
    }
}

impl fmt::Display for Blocks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(";"))
    }
}

impl Column for Blocks {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        let text = String::from_cell(cell)?;
        Ok(Blocks(text.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect()))
    }
}

/// What an officer sees and may touch: her department's cases in her blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// For which department.
    pub department: DepartmentKey,
    /// In which blocks.
    pub blocks: Blocks,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_come_back_as_they_were_stored() {
        for text in ["", "3082", "3082;6623"] {
            let blocks = Blocks::from_cell(Cell::from(text)).expect("text");
            assert_eq!(blocks.to_cell(), Cell::from(text));
        }
        assert!(Blocks::from_cell(Cell::Int(3)).is_err());
    }

    #[test]
    fn a_part_of_a_code_is_not_covered() {
        let blocks = Blocks(vec!["3082".to_owned(), "6623".to_owned()]);
        assert!(blocks.cover("6623") && !blocks.cover("308") && !blocks.cover(""));
        assert_eq!((blocks.fenced().as_str(), Blocks::default().fenced().as_str()), (";3082;6623;", ";"));
    }
}

//! The page on which finance sees a rule before it is set, alike for each kind of rule: what would change, «set it», «not so».

use crate::desk::told;
use crate::form::{Typed, key_for};
use crate::parts::Button;
use crate::text::Text;
use crate::views::board::{Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// A kind of rule.
pub(crate) struct Rule {
    /// Where it stands, and is set.
    pub here: &'static str,
    /// What it is made of, as its form names it.
    pub fields: &'static [&'static str],
    /// The sentences: the title, what leads to it, the button that sets it, the way back.
    pub says: [&'static str; 4],
}

impl Rule {
    /// What was typed, shown in `blocks`, with the button that sets it.
    pub(crate) fn shown(&self, t: &Text, finance: &Finance, typed: &Typed, mut blocks: Vec<Block>) -> Board {
        let [title, lead, set, not_so] = self.says.map(|key| t.get(key));
        blocks.push(Block::Form(BoardForm {
            action: t.path(self.here),
            method: "post",
            asks: Vec::new(),
            with: self.fields.iter().map(|name| ((*name).to_owned(), typed.get(name).to_owned())).collect(),
            button: Button::main(set),
            form_key: Some(key_for(&finance.buyer.session)),
        }));
        blocks.push(Block::Button(Button::second(not_so).to(t.path(self.here))));
        Board::of(Desk::Finance, told::name_of(&finance.buyer), self.here, title, blocks).led(lead)
    }
}

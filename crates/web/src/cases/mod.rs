//! Pages of those who find makers: an officer's day and cases, the head's department, the DC's office's funnel.
//!
//! Reads and writes: through `market::cases` and `market::matching`. Another department's case does not exist for the
//! reader, but for the word that she was met already. What was typed comes back when a form is refused.
//!
//! Start at [`routes`].

mod case;
mod checklist;
mod day;
mod deeds;
mod found;
mod funnel;
mod head;
mod list;
pub(crate) mod selling;
pub(crate) mod told;

use kernel::Words;
use market::cases::{By, Scope};

use crate::desk::{send, told as desk_told};
use crate::form::{Typed, key_for};
use crate::parts::{Button, Choice, Field, Kind, Select, Wrongs};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::views::desk::Desk;
use crate::who::{Buyer, DcOffice, Head, Officer};

/// The rooms of officers, heads and the DC's office.
pub(crate) fn routes(routes: Routes) -> Routes {
    let (officer, head, office) = (Right::Officer, Right::Head, Right::DcOffice);
    let deeds = |routes: Routes| {
        let own = officer.own(Thing::Case);
        routes
            .post("/officer/cases/{id}/visits", own, deeds::visit)
            .post("/officer/cases/{id}/consents", own, deeds::consent)
            .post("/officer/cases/{id}/withdrawals", own, deeds::withdraw)
            .post("/officer/cases/{id}/attestations", own, deeds::attest)
            .post("/officer/cases/{id}/waivers", own, deeds::waive)
            .post("/officer/cases/{id}/next-actions", own, deeds::plan)
            .post("/officer/cases/{id}/joinings", own, deeds::join)
            .post("/officer/cases/{id}/handovers", own, deeds::hand_over)
            .post("/officer/cases/{id}/stops", own, deeds::stop)
            .post("/officer/cases/{id}/reopenings", own, deeds::reopen)
            .post("/officer/cases/{id}/proposals", own, deeds::propose)
            .post("/officer/cases/{id}/sellings", own, deeds::sell_as)
            .post("/officer/cases/{id}/merges", own, deeds::merge)
            .post("/officer/cases/{id}/separations", own, deeds::unmerge)
    };
    let routes = routes
        .get("/officer", officer, day::show)
        .get("/officer/cases", officer, list::of_officer)
        .post("/officer/cases", officer, found::create)
        .get("/officer/cases/new", officer, found::ask)
        .get("/officer/cases/{id}", officer.own(Thing::Case), case::of_officer);
    deeds(routes)
        .get("/head", head, head::home)
        .get("/head/cases", head, list::of_head)
        .get("/head/cases/{id}", head.own(Thing::Case), case::of_head)
        .post("/head/cases/{id}/approvals", head.own(Thing::Case), head::approve)
        .post("/head/cases/{id}/returns", head.own(Thing::Case), head::send_back)
        .post("/head/cases/{id}/handovers", head.own(Thing::Case), head::hand_over)
        .post("/head/cases/{id}/sellings", head.own(Thing::Case), head::sell_as)
        .get("/head/funnel", head, funnel::of_head)
        .get("/head/checklists", head, checklist::all)
        .get("/head/checklists/{kind}", head.any(Thing::Checklist), checklist::show)
        .post("/head/checklists/{kind}", head.any(Thing::Checklist), checklist::save)
        .get("/office/funnel", office, funnel::of_office)
        .get("/office/cases", office, list::of_office)
        .get("/office/cases/{id}", office.any(Thing::Case), case::of_office)
}

/// Who reads, at which desk, and whose cases there are.
#[derive(Clone, Debug)]
struct Reader {
    desk: Desk,
    by: By,
    whose: Words,
    key: String,
}

impl Reader {
    fn of(buyer: &Buyer, desk: Desk, scope: Scope) -> Reader {
        let by = By { person: buyer.who.person, scope };
        Reader { desk, by, whose: desk_told::name_of(buyer), key: key_for(&buyer.session) }
    }

    fn officer(officer: &Officer) -> Reader {
        Reader::of(&officer.buyer, Desk::Officer, Scope::Officer(officer.post.clone()))
    }

    fn head(head: &Head) -> Reader {
        Reader::of(&head.buyer, Desk::Head, Scope::Head(head.department))
    }

    fn office(office: &DcOffice) -> Reader {
        Reader::of(&office.buyer, Desk::Office, Scope::District)
    }

    /// Where the cases of this desk are, behind the language.
    const fn cases(&self) -> &'static str {
        match self.desk {
            Desk::Head => "/head/cases",
            Desk::Office => "/office/cases",
            Desk::Officer | Desk::Maker | Desk::Hub | Desk::Finance | Desk::Administrator => "/officer/cases",
        }
    }

    fn board(&self, title: String, room: &'static str, blocks: Vec<Block>) -> Board {
        Board::of(self.desk, self.whose.clone(), room, title, blocks)
    }

    /// A form of this reader.
    fn form(&self, action: String, asks: Vec<Ask>, button: Button) -> BoardForm {
        BoardForm { action, method: "post", asks, with: vec![], button, form_key: Some(self.key.clone()) }
    }
}

/// A question to be typed, with what was typed before and what was wrong with it.
fn field(t: &Text, name: &str, kind: Kind, typed: &Typed, wrongs: &Wrongs) -> Ask {
    Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs))
}

/// A question with a long list of answers.
fn select(
    t: &Text,
    name: &str,
    typed: &Typed,
    wrongs: &Wrongs,
    choices: impl IntoIterator<Item = (String, String)>,
) -> Ask {
    let chosen = typed.get(name);
    let choices =
        choices.into_iter().map(|(value, label)| Choice::new(value, label).chosen_if(chosen)).collect();
    let label = t.get(&format!("field-{name}"));
    let error = wrongs.of(name).map(str::to_owned);
    Ask::Select(Select { name: name.to_owned(), label, any: Some(t.get("case-choose")), error, choices })
}

/// A form folded away; it is open if something in it was wrong.
fn folded(summary: String, form: BoardForm, wrongs: &Wrongs) -> Block {
    let names = form.asks.iter().map(|ask| match ask {
        Ask::Field(field) => &field.name,
        Ask::Select(select) => &select.name,
        Ask::Radios(radios) => &radios.name,
        Ask::Checks(checks) => &checks.name,
    });
    let open = names.into_iter().any(|name| wrongs.of(name).is_some());
    Block::Folded(Folded { summary, open, form })
}

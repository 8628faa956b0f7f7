//! The table of routes: the only way a page gets an address. Each entry says who may come and whose row the address names.
//!
//! Reads: who has signed in. Writes: nothing. Never: lets anybody through whom the entry does not name; the door is
//! closed here, before the handler, whose own arguments say the same once more.
//!
//! Start at [`Routes::get`]; the entries stand in [`router`](crate::router) and the `routes` of each room.

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::handler::Handler;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use http::Method;
use market::accounts::{Role, Who};
use market::roles;

use crate::app::App;
use crate::error::WebError;
use crate::who::{Buyer, place_of};

kernel::codes! {
    /// Who may come to an address.
    pub enum Right {
        /// Everybody, signed in or not.
        Anybody = "anybody",
        /// Whoever has signed in.
        SignedIn = "signed_in",
        /// Whoever works for the mart, also before a second factor is proven: she proves it there.
        Staff = "staff",
        /// Whoever works for the mart and has proven it.
        Colleague = "colleague",
        /// A maker, or who speaks for her.
        Maker = "maker",
        /// The keeper of a hub.
        Keeper = "keeper",
        /// An officer with a post: a department in some blocks.
        Officer = "officer",
        /// The head of a department.
        Head = "head",
        /// Who asks for, approves or ends roles: heads, the DC's office, administrators.
        Giver = "giver",
        /// Who makes or approves payouts.
        Finance = "finance",
        /// The Deputy Commissioner's office.
        DcOffice = "dc_office",
        /// Who runs the machine.
        Administrator = "administrator",
        /// A program outside whose message proves itself; nobody with a browser.
        Gateway = "gateway",
    }
}

impl Right {
    /// Whether somebody who has signed in may come.
    pub fn admits(self, who: &Who) -> bool {
        match self {
            Right::Anybody | Right::SignedIn => true,
            Right::Staff => who.works_here(),
            Right::Colleague => who.grants.iter().any(|grant| grant.role.is_staff()),
            Right::Maker => !who.makers().is_empty(),
            Right::Keeper => who.hub().is_some(),
            Right::Officer => who.post().is_some(),
            Right::Head => who.heads().is_some(),
            Right::Giver => roles::rules::gives_roles(who),
            Right::Finance => who.is(Role::Finance),
            Right::DcOffice => who.is(Role::DcOffice),
            Right::Administrator => who.is(Role::Administrator),
            Right::Gateway => false,
        }
    }

    /// Whether one need not sign in; a message from outside proves itself in its handler.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Right::Anybody | Right::Gateway)
    }

    /// With an address that names something open to all who may come.
    pub const fn any(self, thing: Thing) -> Access {
        Access { right: self, row: Row::Any(thing) }
    }

    /// With an address that names something of one's own: another's does not exist.
    pub const fn own(self, thing: Thing) -> Access {
        Access { right: self, row: Row::Own(thing) }
    }
}

kernel::codes! {
    /// What the braces of an address name.
    pub enum Thing {
        /// An account of the ledger, by its name.
        Account = "account",
        /// What goes abroad in one shipment, by its id.
        ExportCase = "export_case",
        /// What somebody abroad asked for, by its code; whoever has that may look.
        ExportCode = "export_code",
        /// The same for the desk, by its id.
        ExportEnquiry = "export_enquiry",
        /// A check of the launch gate, by its name.
        GateCheck = "gate_check",
        /// What an institution asked for, by its code; whoever has that may look.
        InstitutionCode = "institution_code",
        /// The same for the desk, by its id.
        InstitutionEnquiry = "institution_enquiry",
        /// A file of ours, by its hashed name.
        Asset = "asset",
        /// Money on its way back that is paid out at a hub, by its id.
        AtHub = "at_hub",
        /// Money on its way back that goes to a UPI address, by its id.
        ToUpi = "to_upi",
        /// Days on which a maker makes nothing, by their id.
        Away = "away",
        /// Something that looks wrong, found by rule, by its id; whom it concerns does not find it.
        Anomaly = "anomaly",
        /// A bank account asked for on behalf of a maker, by its id.
        BankChange = "bank_change",
        /// A payout batch, by its id.
        Batch = "batch",
        /// A bill, a credit note or a voucher, by its id; it concerns its buyer, its maker, its hub and finance.
        Bill = "bill",
        /// Many goods changed in one act, by its id.
        BulkEdit = "bulk_edit",
        /// Something that went wrong with a good, by its id.
        Card = "card",
        /// A maker's case, by its id.
        Case = "case",
        /// The cash of a hub, counted, by its id.
        CashCount = "cash_count",
        /// Pieces that somebody of finance wants to give back, by its id.
        Claim = "claim",
        /// A recording, by its id.
        Clip = "clip",
        /// Something that went wrong with a shipment on its way, by its id.
        Hitch = "hitch",
        /// A part of the mart that may stand still, by its word.
        Check = "check",
        /// A department's checklist, by the kind of maker.
        Checklist = "checklist",
        /// Goods of a feast or a season, by their slug or their id.
        Collection = "collection",
        /// A gift kit, by its slug or its id.
        Kit = "kit",
        /// An offer, by its id; for a maker those she pays for.
        Offer = "offer",
        /// What somebody complains of, by its number; who has not signed in opens it with her mobile too.
        Complaint = "complaint",
        /// A place where parcels wait for their buyers, by its id.
        Counter = "counter",
        /// A family of goods, by its key.
        Craft = "craft",
        /// What the DC reads, by its word.
        Figure = "figure",
        /// An entry of the ledger, by its id.
        Entry = "entry",
        /// Where our books, the payment company and the bank differ, by its id.
        Gap = "gap",
        /// How the front page is arranged, by its id.
        FrontPage = "front_page",
        /// What somebody said of a page in a trial, by its id.
        Feedback = "feedback",
        /// A photo or voice of a field record, by the id its phone made.
        File = "file",
        /// A batch of food, by the code on its pack or by its id.
        FoodBatch = "food_batch",
        /// A register handed in by a department, by its id.
        Filing = "filing",
        /// A parcel that is late, by the call the dispatch clock asks for.
        Late = "late",
        /// A maker's public page, by its slug.
        Maker = "maker",
        /// A review meeting that was held, by its id.
        Meeting = "meeting",
        /// A member of a group, by her id.
        Member = "member",
        /// A message that was set aside, by its id.
        Message = "message",
        /// A month of the ledger, as 2026-11.
        Month = "month",
        /// An order, by its code; whoever has the code may follow and pay it.
        Order = "order",
        /// News by SMS, by its id.
        NewsLetter = "news_letter",
        /// Whoever gets news, by the code that stops it; whoever has that may.
        NewsCode = "news_code",
        /// A page of words, by its name.
        Page = "page",
        /// A parcel, by its id or by the code on its slip.
        Parcel = "parcel",
        /// A key in one's own phone, by its id.
        Passkey = "passkey",
        /// Money on its way to a maker, by its id.
        Payout = "payout",
        /// A picture, by its id and size.
        Picture = "picture",
        /// A good, by its slug.
        Product = "product",
        /// A photo of what was wrong with a good or beside a review, by its id.
        QualityPhoto = "quality_photo",
        /// What an officer recorded in the field, by the id her phone made.
        Record = "record",
        /// A change of a good that waits for a second person, by its id.
        Proposal = "proposal",
        /// A tax rate, by its key and the day it begins.
        Rate = "rate",
        /// What a keeper has laid out at a stall of her hub, by its id.
        LaidOut = "laid_out",
        /// What was sold by hand at a stall of one's hub, by the order's code.
        HandSale = "hand_sale",
        /// Pieces of a line that a buyer sends back, by its id.
        Return = "return",
        /// Word of a backup that was restored, by its id.
        RestoreWord = "restore_word",
        /// Something a buyer fetches at a counter of one's hub, by its id.
        Pickup = "pickup",
        /// Somebody's role, by its id.
        Role = "role",
        /// A request for a role, by its id.
        RoleRequest = "role_request",
        /// What a maker asks an officer of her block for, by its id.
        Request = "request",
        /// A place of the mart's own where a link stands, by its key.
        SharePlace = "share_place",
        /// Parcels under one label, by their id.
        Shipment = "shipment",
        /// A stall, by its id.
        Stall = "stall",
        /// The page of a stall, by what its printed code says.
        StallCode = "stall_code",
        /// A bank's statement, by its id.
        Statement = "statement",
        /// What a department wants to reach in a block in a month, by its id.
        Target = "target",
        /// What somebody has to do by a day, by its id.
        Task = "task",
        /// A craft template, by its family.
        Template = "template",
        /// A size or colour of a good in one's own basket, by its id.
        Variant = "variant",
    }
}

/// Whose row an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// It names none.
    None,
    /// Anybody's who may come.
    Any(Thing),
    /// One's own, one's hub's, one's post's.
    Own(Thing),
}

/// Who may come, to whose row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Who.
    pub right: Right,
    /// Whose.
    pub row: Row,
}

impl From<Right> for Access {
    fn from(right: Right) -> Access {
        Access { right, row: Row::None }
    }
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Entry {
    /// How it is asked.
    pub method: Method,
    /// Where, with braces around what varies.
    pub path: String,
    /// Who may come, to whose row.
    pub access: Access,
}

/// Routes with what has been written down about each.
pub(crate) struct Routes {
    app: App,
    router: Router<App>,
    /// The table.
    pub entries: Vec<Entry>,
}

impl Routes {
    /// No routes.
    pub(crate) fn new(app: &App) -> Routes {
        Routes { app: app.clone(), router: Router::new(), entries: Vec::new() }
    }

    /// A page that is looked at; it changes nothing.
    pub(crate) fn get<H, T>(self, path: &str, access: impl Into<Access>, handler: H) -> Routes
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, path, access.into(), on(MethodFilter::GET, handler))
    }

    /// A form that is sent.
    pub(crate) fn post<H, T>(self, path: &str, access: impl Into<Access>, handler: H) -> Routes
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, path, access.into(), on(MethodFilter::POST, handler))
    }

    fn add(mut self, method: Method, path: &str, access: Access, route: MethodRouter<App>) -> Routes {
        let route = if access.right.is_open() {
            route
        } else {
            route.layer(middleware::from_fn_with_state((self.app.clone(), access.right), door))
        };
        self.router = self.router.route(path, route);
        self.entries.push(Entry { method, path: path.to_owned(), access });
        self
    }

    /// Routes that were made elsewhere, with their own table.
    pub(crate) const fn made(app: App, router: Router<App>, entries: Vec<Entry>) -> Routes {
        Routes { app, router, entries }
    }

    /// The routes of a room.
    pub(crate) fn room(self, routes: fn(Routes) -> Routes) -> Routes {
        routes(self)
    }

    /// Other routes beside these.
    pub(crate) fn merge(mut self, other: Routes) -> Routes {
        self.router = self.router.merge(other.router);
        self.entries.extend(other.entries);
        self
    }

    /// Other routes under a path.
    pub(crate) fn nest(mut self, at: &str, inner: Routes) -> Routes {
        self.router = self.router.nest(at, inner.router);
        let placed = |entry: Entry| {
            let path = if entry.path == "/" { at.to_owned() } else { format!("{at}{}", entry.path) };
            Entry { path, ..entry }
        };
        self.entries.extend(inner.entries.into_iter().map(placed));
        self
    }

    /// The same table with something around its router.
    pub(crate) fn around(mut self, change: impl FnOnce(Router<App>) -> Router<App>) -> Routes {
        self.router = change(self.router);
        self
    }

    /// The router, without its table.
    pub(crate) fn router(self) -> Router<App> {
        self.router
    }
}

/// Lets in whom the entry names. Who has the right but proved no second factor in this session proves it first; to
/// everybody else who has signed in, there is nothing here.
async fn door(
    State((app, right)): State<(App, Right)>,
    request: Request,
    next: Next,
) -> Result<Response, WebError> {
    let (mut parts, body) = request.into_parts();
    let buyer = Buyer::from_request_parts(&mut parts, &app).await?;
    if !right.admits(&buyer.who) {
        let may_later = right.admits(&buyer.who.proven());
        return Err(if may_later { WebError::SecondFactor(place_of(&parts)) } else { WebError::Missing });
    }
    Ok(next.run(Request::from_parts(parts, body)).await)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;
    use kernel::ids::{HubId, Id, MakerId, PersonId};
    use kernel::india::Mobile;
    use market::accounts::{Blocks, DepartmentKey, Grant};

    fn somebody(roles: &[Role]) -> Who {
        let (at, noise) = (kernel::Time(0), [0; 10]);
        let grant = |role: &Role| Grant {
            role: *role,
            maker: (*role == Role::Maker).then(|| MakerId::new(at, noise)),
            hub: (*role == Role::HubKeeper).then(|| HubId::new(at, noise)),
            department: matches!(role, Role::Officer | Role::DepartmentHead).then_some(DepartmentKey::Jslps),
            blocks: Blocks(vec!["3082".to_owned()]),
        };
        Who {
            person: PersonId::new(at, noise),
            mobile: Mobile::typed("6300000000").expect("a mobile"),
            name: String::new(),
            lang: Lang::Hi,
            grants: roles.iter().map(grant).collect(),
            held_back: Vec::new(),
        }
    }

    #[test]
    fn each_role_opens_its_own_rooms_and_no_other() {
        let opens = |roles: &[Role]| -> Vec<&str> {
            let who = somebody(roles);
            Right::ALL.iter().filter(|right| right.admits(&who)).map(|right| right.as_str()).collect()
        };
        let all = ["anybody", "signed_in"];
        assert_eq!(opens(&[]), all);
        for (role, own) in [
            (Role::Maker, "maker"),
            (Role::HubKeeper, "keeper"),
            (Role::Officer, "officer"),
            (Role::DepartmentHead, "head"),
            (Role::Finance, "finance"),
            (Role::DcOffice, "dc_office"),
            (Role::Administrator, "administrator"),
        ] {
            let staff: &[&str] = if role.is_staff() { &["staff", "colleague"] } else { &[] };
            let gives = matches!(role, Role::DepartmentHead | Role::DcOffice | Role::Administrator);
            let giver: &[&str] = if gives { &["giver"] } else { &[] };
            let mut all = [&all, staff, &[own], giver].concat();
            all.sort_by_key(|name| Right::ALL.iter().position(|right| right.as_str() == *name));
            assert_eq!(opens(&[role]), all);
        }
        let both = opens(&[Role::Maker, Role::HubKeeper]);
        assert_eq!(both, ["anybody", "signed_in", "staff", "colleague", "maker", "keeper"]);
    }

    #[test]
    fn a_role_about_nothing_opens_nothing() {
        for role in [Role::Maker, Role::HubKeeper, Role::Officer, Role::DepartmentHead] {
            let mut who = somebody(&[role]);
            for grant in &mut who.grants {
                (grant.maker, grant.hub, grant.department) = (None, None, None);
            }
            let opened = Right::ALL.iter().filter(|right| right.admits(&who)).count();
            assert_eq!(opened, if role.is_staff() { 4 } else { 2 }, "{role}");
        }
    }

    #[test]
    fn before_the_second_factor_work_for_the_mart_is_held_back_and_a_makers_own_is_not() {
        let who = somebody(&[Role::Maker, Role::Finance]).unproven();
        assert!(Right::Maker.admits(&who) && Right::Staff.admits(&who) && !Right::Finance.admits(&who));

        assert!(!Right::Colleague.admits(&who));
        let who = who.proven();
        assert!(Right::Finance.admits(&who) && Right::Colleague.admits(&who));
    }
}

//! Every address of the mart, as everybody, to everybody's row: generated from the table of routes, so that none is forgotten.
//!
//! What is not yours is not there: another's row answers word for word like one that never was.

use axum::http::Method;
use store::{Engine, params, sql};
use web::{Entry, Right, Row, Thing};

use crate::api_town::Town;
use crate::page_browser::{Browser, Page};
use crate::walker_cast::{Person, cast};

/// Addresses whose form is only turned into a page.
const LEADS_ON: [&str; 2] = ["/orders/{code}/return", "/orders/{code}/payment"];

/// What the record the walker brings along has not: a recorded voice, and a yes that could be taken back.
const LACKS: [&str; 12] = [
    "/courier/label",
    "/head/listings/{id}/voice",
    "/officer/field/records/{id}/withdrawal",
    "/quality/photos/{id}",
    "/cards/photos/{id}",
    "/officer/clips/{id}/file",
    "/maker/voice/{id}/file",
    "/complaints/{number}/photos/{seq}",
    "/returns/{id}/photos/{which}",
    "/orders/{code}/door/{id}",
    "/hub/shipments/{id}/door/photo",
    "/hub/complaints/{number}/looks/{code}",
];

/// An id or code of each kind that nobody has.
pub fn nobodys(thing: Thing) -> &'static str {
    match thing {
        Thing::Account => "nothing",
        Thing::Entry => "jrn_00000000000000000000000000",
        Thing::Late => "dsp_00000000000000000000000000",
        Thing::Month => "2019-01",
        Thing::ExportCase => "xcs_00000000000000000000000000",
        Thing::ExportCode => "EX-0000-0000-0000-0000",
        Thing::ExportEnquiry => "xen_00000000000000000000000000",
        Thing::InstitutionCode => "IN-0000-0000-0000-0000",
        Thing::InstitutionEnquiry => "ine_00000000000000000000000000",
        Thing::Anomaly => "anm_00000000000000000000000000",
        Thing::AtHub => "rah_00000000000000000000000000",
        Thing::ToUpi => "rtu_00000000000000000000000000",
        Thing::Away => "awy_00000000000000000000000000",
        Thing::Asset => "nothing.000000000000.css",
        Thing::BankChange => "bch_00000000000000000000000000",
        Thing::Batch => "bat_00000000000000000000000000",
        Thing::Bill => "bil_00000000000000000000000000",
        Thing::BulkEdit => "blk_00000000000000000000000000",
        Thing::Card => "imp_00000000000000000000000000",
        Thing::Case => "cas_00000000000000000000000000",
        Thing::CashCount => "cct_00000000000000000000000000",
        Thing::Gap => "gap_00000000000000000000000000",
        Thing::Statement => "stm_00000000000000000000000000",
        Thing::Hitch => "htc_00000000000000000000000000",
        Thing::Claim => "clm_00000000000000000000000000",
        Thing::Clip => "clp_00000000000000000000000000",
        Thing::Collection => "col_00000000000000000000000000",
        Thing::FrontPage => "fpg_00000000000000000000000000",
        Thing::Complaint => "DGM-200001-000001",
        Thing::Message => "job_00000000000000000000000000",
        Thing::Check
        | Thing::GateCheck
        | Thing::Checklist
        | Thing::Craft
        | Thing::Figure
        | Thing::Maker
        | Thing::Page
        | Thing::Product
        | Thing::SharePlace
        | Thing::Template => "nothing-of-this-name",
        Thing::Feedback => "fbk_00000000000000000000000000",
        Thing::File => "fil_00000000000000000000000000",
        Thing::FoodBatch => "fbt_00000000000000000000000000",
        Thing::Filing => "reg_00000000000000000000000000",
        Thing::Meeting => "mtg_00000000000000000000000000",
        Thing::Member => "mem_00000000000000000000000000",
        Thing::Kit => "kit_00000000000000000000000000",
        Thing::NewsLetter => "nwl_00000000000000000000000000",
        Thing::NewsCode => "NOBODYSCODE0",
        Thing::Offer => "ofr_00000000000000000000000000",
        Thing::Order => "DM-0000-0000-0000-0000",
        Thing::Parcel => "pcl_00000000000000000000000000",
        Thing::Passkey => "psk_00000000000000000000000000",
        Thing::Payout => "pyt_00000000000000000000000000",
        Thing::Picture => "pic_00000000000000000000000000",
        Thing::Pickup => "shp_00000000000000000000000000",
        Thing::LaidOut => "quo_00000000000000000000000000",
        Thing::HandSale => "DM-0000-0000-0000-0001",
        Thing::Stall => "stl_00000000000000000000000000",
        Thing::StallCode => "NOTHING0",
        Thing::Counter => "ctr_00000000000000000000000000",
        Thing::Proposal => "prq_00000000000000000000000000",
        Thing::QualityPhoto => "qph_00000000000000000000000000",
        Thing::Rate => "nothing.2019-01-01",
        Thing::Record => "fld_00000000000000000000000000",
        Thing::Request => "hlp_00000000000000000000000000",
        Thing::RestoreWord => "rst_00000000000000000000000000",
        Thing::Return => "ret_00000000000000000000000000",
        Thing::Role => "rol_00000000000000000000000000",
        Thing::RoleRequest => "rqs_00000000000000000000000000",
        Thing::Shipment => "shp_00000000000000000000000000",
        Thing::Target => "tgt_00000000000000000000000000",
        Thing::Task => "tsk_00000000000000000000000000",
        Thing::Variant => "var_00000000000000000000000000",
    }
}

/// The address with its braces filled; behind an id, a kind of file is «csv» and anything else, such as a picture's size, «480».
fn at(path: &str, id: &str) -> String {
    let mut ids = std::iter::once(id).chain(std::iter::repeat("480"));
    let parts = path.split('/').map(|part| match part {
        "{kind}" => "csv",
        "{screen}" => "maker",
        part if part.starts_with('{') => ids.next().unwrap_or(""),
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Asks as somebody, in a session of her own; the API hears the token, pages the cookie.
pub async fn ask(town: &Town, who: &Person, entry: &Entry, id: &str, headers: &[(&str, &str)]) -> Page {
    let path = at(&entry.path, id);
    let session = who.session(town).await;
    let mut browser = match &session {
        Some(opened) => Browser::with_session(town, opened),
        None => Browser::new(town),
    };
    let bearer = session.as_ref().map(|opened| format!("Bearer {}", opened.token.reveal()));
    let mut headers = headers.to_vec();
    if let Some(bearer) = bearer.as_deref().filter(|_| is_api(entry)) {
        headers.push(("authorization", bearer));
    }
    browser.once(entry.method.as_str(), &path, &headers, "").await
}

fn is_api(entry: &Entry) -> bool {
    entry.path.starts_with("/api/")
}

fn is_page(entry: &Entry) -> bool {
    entry.path.starts_with("/hi") || entry.path.starts_with("/en")
}

/// The body without what names the address it stands at, and without what is new on every page.
fn bare(page: &Page, id: &str) -> String {
    let mut rest = page.html.as_str();
    let mut out = String::new();
    // Keys of forms differ on each page.
    while let Some((before, after)) = rest.split_once("name=\"form_key\" value=\"") {
        out.push_str(before);
        rest = after.split_once('"').map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    // The address «/head» also stands in the ends of every page's head and header.
    out.replace("</head", "").replace(id, "…")
}

/// A walk: what was asked so far, and what was not as the table says.
struct Walk<'a> {
    town: &'a Town,
    cells: u32,
    faults: Vec<String>,
}

impl Walk<'_> {
    fn expect(&mut self, page: &Page, who: &Person, entry: &Entry, row: &str, allowed: &[u16]) {
        self.cells += 1;
        if !allowed.contains(&page.status) {
            let (method, path, name) = (&entry.method, &entry.path, who.name);
            self.faults.push(format!("{method} {path} as {name} to {row}: {}, not {allowed:?}", page.status));
        }
    }

    /// A page that must look, its own address aside, like another.
    fn alike(&mut self, entry: &Entry, who: &Person, one: (&Page, &str), other: (&Page, &str)) {
        let look = |(page, id): (&Page, &str)| (page.status, bare(page, id));
        if look(one) != look(other) {
            let (method, path, name) = (&entry.method, &entry.path, who.name);
            self.faults
                .push(format!("{method} {path} as {name}: what is not hers does not look like nothing"));
        }
    }

    /// Whom the entry does not name: sent to sign in, to prove herself, or told that there is nothing here.
    async fn closed(&mut self, who: &Person, entry: &Entry) {
        let id = match entry.access.row {
            Row::None => "",
            Row::Any(thing) | Row::Own(thing) => {
                who.others.get(&thing).map_or(nobodys(thing), String::as_str)
            }
        };
        let own = [("origin", self.town.url.as_str())];
        let page = ask(self.town, who, entry, id, &own).await;
        let led = page.header("location").to_owned();
        let held_back = who.id.is_some()
            && !who.proven
            && matches!(entry.access.right, Right::Finance | Right::Colleague);
        if is_api(entry) {
            self.expect(&page, who, entry, "any", &[401]);
        } else if who.id.is_none() || held_back {
            self.expect(&page, who, entry, "any", &[303]);
            let wanted = if held_back { "/second-factor" } else { "/sign-in" };
            if !led.contains(wanted) {
                self.faults.push(format!("{} as {}: led to {led}, not to {wanted}", entry.path, who.name));
            }
        } else {
            self.expect(&page, who, entry, "any", &[404]);
            // Beside it in the same room: what stands around a page may depend on the room, which its address names anyway.
            let room = entry.path.split('/').take(3).collect::<Vec<_>>().join("/");
            let nothing = Entry { path: format!("{room}/nothing/of/this/name"), ..entry.clone() };
            let none = ask(self.town, who, &nothing, "", &own).await;
            let (here, there) = (at(&entry.path, id), nothing.path);
            self.alike(entry, who, (&page, &here[3..]), (&none, &there[3..]));
        }
    }

    /// Whom the entry names: what is hers opens, a form that is not ours is refused, another's row is none.
    async fn open(&mut self, who: &Person, entry: &Entry) {
        let rows: Vec<(&str, String)> = match entry.access.row {
            Row::None => vec![("none", String::new())],
            Row::Any(thing) => vec![("random", nobodys(thing).to_owned())],
            Row::Own(thing) => {
                let own = who.own.get(&thing).map(|id| ("own", id.clone()));
                let others = who.others.get(&thing).map(|id| ("another's", id.clone()));
                let gone = who.gone.get(&thing).map(|id| ("gone", id.clone()));
                let rows = own.into_iter().chain(others).chain(gone);
                rows.chain([("random", nobodys(thing).to_owned())]).collect()
            }
        };
        let own = [("origin", self.town.url.as_str())];
        for (row, id) in &rows {
            let looks = entry.method == Method::GET;
            // What turns a form into a page and changes nothing may come from anywhere, as from the payment company; who must
            // first give a number is led there before the form is read.
            let leads_on = LEADS_ON.iter().any(|path| entry.path.ends_with(path));
            if !looks && is_page(entry) && !leads_on {
                for foreign in [&[("origin", "https://evil.example")][..], &[("origin", "null")], &[]] {
                    let page = ask(self.town, who, entry, id, foreign).await;
                    let stands_before = who.id.is_none() && entry.path.ends_with("/checkout/address");
                    self.expect(&page, who, entry, row, if stands_before { &[303] } else { &[403] });
                }
            }
            let page = ask(self.town, who, entry, id, &own).await;
            // Who asked for a role does not decide on it.
            let asked_herself = entry.access.row == Row::Own(Thing::RoleRequest);
            let lacks = *row == "own" && LACKS.iter().any(|end| entry.path.ends_with(end));
            let allowed: &[u16] = match (*row, looks) {
                ("own", _) if lacks => &[303, 404],
                ("own", false) if asked_herself => &[303, 404, 409, 422],
                ("own", true) => &[200, 303],
                ("none", true) => &[200, 303, 308, 422],
                ("own" | "none", false) => &[200, 201, 204, 303, 400, 409, 415, 422],
                (_, true) => &[404],
                // A form of somebody without a session cannot be ours.
                (_, false) if who.id.is_none() => &[303, 403, 404, 422],
                (_, false) => &[303, 404, 422],
            };
            self.expect(&page, who, entry, row, allowed);
            if let ("another's" | "gone", Row::Own(thing)) = (*row, entry.access.row) {
                let none = ask(self.town, who, entry, nobodys(thing), &own).await;
                self.alike(entry, who, (&page, id), (&none, nobodys(thing)));
            }
        }
    }

    /// Goes to every address that is asked in one of these ways, as everybody.
    async fn everywhere(&mut self, people: &[Person], looks: bool) {
        for entry in &self.town.entries {
            let right = entry.access.right;
            let is_twin = entry.path.starts_with("/en");
            if (entry.method == Method::GET) != looks || right == Right::Gateway || is_twin {
                continue;
            }
            for who in people {
                if who.rights.contains(&right) {
                    self.open(who, entry).await;
                } else {
                    self.closed(who, entry).await;
                }
            }
        }
    }
}

/// How many rows everything has that a page could have changed.
async fn footprint(town: &Town) -> Vec<i64> {
    let counts = [
        sql!("select count(*) from audit_entry"),
        sql!("select count(*) from buyer_order"),
        sql!("select count(*) from cart_line"),
        sql!("select count(*) from job"),
        sql!("select count(*) from journal_entry"),
        sql!("select coalesce(sum(version), 0) from parcel"),
        sql!("select count(*) from passkey where removed_at_ms is null"),
        sql!("select count(*) from person"),
        sql!("select count(*) from help_request"),
        sql!("select count(*) from product_pause where ended_at_ms is null"),
        sql!("select coalesce(sum(price_paise), 0) from variant"),
        sql!("select count(*) from device_pin"),
        sql!("select count(*) from quote"),
        sql!("select count(*) from recovery_code"),
        sql!("select count(*) from role_grant where ended_at_ms is null"),
        sql!("select coalesce(sum(version), 0) from role_request"),
        sql!("select coalesce(sum(version), 0) from second_factor"),
        sql!("select coalesce(sum(version), 0) from shipment"),
        sql!("select count(*) from sign_in_code"),
        sql!("select coalesce(sum(held), 0) from stock"),
    ];
    let mut read = town.db.read().await.expect("reads");
    let mut found = Vec::new();
    for count in counts {
        let (n,): (i64,) = read.one(count, params![]).await.expect("counts");
        found.push(n);
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_walks_everywhere_and_finds_only_what_is_hers() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let people = cast(&town).await;
    let before = footprint(&town).await;
    let mut walk = Walk { town: &town, cells: 0, faults: Vec::new() };
    walk.everywhere(&people, true).await;
    assert_eq!(footprint(&town).await, before, "looking changes nothing");
    walk.everywhere(&people, false).await;
    println!("walker: {} addresses, {} people, {} cells", town.entries.len(), people.len(), walk.cells);
    assert!(walk.faults.is_empty(), "{} faults:\n{}", walk.faults.len(), walk.faults.join("\n"));
    assert!(walk.cells > 2_000, "only {} cells", walk.cells);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_with_braces_says_whose_row_they_name() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    for entry in &town.entries {
        let named = entry.access.row != Row::None;
        assert_eq!(entry.path.contains('{'), named, "{} {}", entry.method, entry.path);
    }
    let mut seen = std::collections::BTreeSet::new();
    for entry in &town.entries {
        assert!(seen.insert((entry.path.clone(), entry.method.to_string())), "{} twice", entry.path);
    }
    // The walk goes in Hindi; the English pages are the same table.
    let of = |lang: &str| -> Vec<String> {
        let pages = town.entries.iter().filter(|entry| entry.path.starts_with(lang));
        pages.map(|entry| format!("{} {} {:?}", entry.method, &entry.path[3..], entry.access)).collect()
    };
    assert_eq!(of("/hi"), of("/en"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_from_outside_without_its_proof_is_refused() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    for entry in town.entries.iter().filter(|entry| entry.access.right == Right::Gateway) {
        let page = Browser::new(&town).once(entry.method.as_str(), &entry.path, &[], "{}").await;
        assert!((400..500).contains(&page.status), "{}: {}", entry.path, page.status);
    }
}

//! No statement that somebody waits for reads a large table from end to end, or sorts more than a page of it: each is explained by
//! both engines upon an invented year.

use std::collections::{BTreeMap, BTreeSet};

use market::invented::{Size, invent};
use store::plans::{Plan, plans};
use store::{Engine, on_each_engine, testing::Fresh};

use crate::invented::staffed;

/// Tables that grow with goods, people and orders.
const LARGE: &str = "audit_entry bill bill_line booking buyer_order case_next case_step complaint hub_look job journal_entry maker \
    maker_case order_line parcel parcel_number payment payment_event payment_intent payout payout_line person posting product \
    quote quote_line quote_shipment refund scan search_document session shelf shipment stock stock_movement variant weighing withheld";
/// Rows that PostgreSQL expects to sort at most; a page of the longest list has 500.
const SORTED_MOST: u64 = 600;

/// Indexes that hold only what is asked for: to go through one of them is to read the answer.
const FEW: &str = "buyer_order_of_trial parcel_of_trial parcel_unpaid payment_event_to_wipe payment_event_undigested product_untranslated \
    shipment_tried shipment_under_way";

/// What may go through everything, and why: by the file and the beginning of the statement; nothing said: all of the file.
const MAY: &[(&str, &str, &str)] = &[
    ("/tests/", "", "tests look at small marts"),
    ("/verify/", "", "verify reads everything, that is what it is for"),
    (
        "/ledger/sql.rs",
        "select cast(coalesce(sum(amount_paise), 0) as bigint) from posting",
        "part of verify",
    ),
    ("/invented/", "", "an invented year is written in bulk"),
    ("/intake/", "", "an import knows all makers and goods"),
    ("/makers/sql.rs", "insert into aggregator", "an import"),
    ("/personal/sql.rs", "", "an upgrade, once"),
    ("/cases/enrol_sql.rs", "", "an upgrade, once"),
    ("/bills/sql.rs", "select s.id, s.freight_paise", "an upgrade, once"),
    ("/store/src/sql.rs", "select id, kind, once_key, payload_sealed", "an upgrade, once"),
    ("/launch/gate_sql.rs", "", "the gate is looked at before the mart is large"),
    ("/launch/gate_rows_sql.rs", "", "the same, one by one"),
    ("/launch/sql.rs", "insert into mart_beginning", "a mart begins once, before anybody has ordered"),
    ("/sharing/sql.rs", "select u.day", "open: the page of visits goes through the orders of its days"),
    ("/ledger/months_sql.rs", "", "a month is closed by people, once"),
    ("/backups/sql.rs", "", "a backup is proven by the clock, once a day"),
    ("/anomalies/rules_sql.rs", "", "the clock looks through everything, once a day"),
    ("/catalogue/stock_sql.rs", "", "weeks are opened by the clock"),
    ("/batches/sql.rs", "", "by the clock, and in a demo"),
    ("/erasure/wipe_sql.rs", "", "an erasure is carried out by the clock"),
    ("/catalogue/facets_sql.rs", "", "counts beside filters, kept five seconds for all"),
    ("/catalogue/sql.rs", "select c.craft_key", "crafts with their counts, kept five seconds for all"),
    ("/cases/lists_sql.rs", "select c.id", "goes back by id until the page is full"),
    ("/makers/sql.rs", "select m.id, m.slug", "goes back from the newest until enough are found"),
    ("/cases/funnel_sql.rs", "", "open: a funnel counts every case"),
    ("/promises/sql.rs", "", "open: the page of promises counts a quarter of the year"),
    ("/ledger/sql.rs", "select kind", "open: the balance of all accounts is a sum over the journal"),
    ("/ledger/explain_sql.rs", "select e.id", "open: the journal of an account of everybody's"),
    ("/complaints/read_sql.rs", "select m.name_hi", "open: makers of whom counterfeits are known"),
    ("/proposals/sql.rs", "", "open: goods of some blocks, by a word or by what they lack"),
    ("/bulk/sql.rs", "select v.id", "open: goods of some blocks, by a word"),
    ("/export/", "", "open: goods of some blocks that may go abroad, sellers of record"),
    ("/fieldwork/apply_sql.rs", "", "open: what an officer's phone takes along, of some blocks"),
    ("/training/sql.rs", "select m.id", "open: makers of some blocks"),
    ("/licences/sql.rs", "select m.id", "open: makers of some blocks whose licence ends"),
    ("/stalls/sql.rs", "select m.id", "open: makers a stall may sell for"),
    ("/meetings/sql.rs", "select p.id", "open: whoever works here, by name"),
];

#[tokio::test(flavor = "multi_thread")]
async fn no_statement_that_somebody_waits_for_reads_or_sorts_a_whole_table() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = staffed(&fresh.db).await;
        let size = Size { first: 0, makers: 60, goods: 300, orders: 1_500, seed: 7 };
        invent(&fresh.db, size, &|_, _, _| ()).await.expect("is invented");
        drop(town);
        let all = plans(&fresh.db, &fresh.url).await;
        assert!(all.len() > 1_000, "only {} statements have a plan", all.len());
        let faults: Vec<String> = all.iter().filter_map(|plan| fault(fresh.db.engine(), plan)).collect();
        assert!(faults.is_empty(), "{} statements\n{}", faults.len(), faults.join("\n"));
    });
}

/// What is wrong with a plan, unless it may be so.
fn fault(engine: Engine, (sql, lines): &Plan) -> Option<String> {
    let (place, text) = (sql.place(), sql.text().split_whitespace().collect::<Vec<_>>().join(" "));
    let may = |(file, begins, _): &&(&str, &str, &str)| place.contains(file) && text.starts_with(begins);
    if MAY.iter().any(|rule| may(&rule)) {
        return None;
    }
    let wrong = match engine {
        Engine::Sqlite => scans_of_file(&text, lines),
        Engine::Postgres => scans_of_server(lines),
    };
    (!wrong.is_empty()).then(|| {
        let begins: String = text.chars().take(90).collect();
        format!("{place}: {begins}\n    {}", wrong.into_iter().collect::<Vec<_>>().join("; "))
    })
}

fn is_large(table: &str) -> bool {
    LARGE.split_whitespace().any(|large| large == table)
}

/// SQLite names what it scans by the name it has in the statement, which may stand for several tables.
fn scans_of_file(text: &str, lines: &[String]) -> BTreeSet<String> {
    let names = names_in(text);
    let mut wrong = BTreeSet::new();
    for line in lines {
        let Some(rest) = line.strip_prefix("SCAN ") else { continue };
        let name = rest.split_whitespace().next().unwrap_or_default();
        let own = BTreeSet::from([name]);
        if line.split_whitespace().last().is_some_and(|index| FEW.split_whitespace().any(|few| few == index))
        {
            continue;
        }
        if names.get(name).unwrap_or(&own).iter().any(|table| is_large(table)) {
            wrong.insert(line.clone());
        }
    }
    wrong
}

/// Which tables each name of a statement stands for.
fn names_in(text: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for pair in words.windows(3) {
        if matches!(pair[0], "from" | "join" | "update" | "into") {
            names.entry(pair[1]).or_default().insert(pair[1]);
            names.entry(pair[2]).or_default().insert(pair[1]);
        }
    }
    names
}

/// With the few rows of a test PostgreSQL rather reads a whole index than looks up rows one by one, so of its plans only those count
/// that have no index to go by; SQLite's, which know no rows, tell the rest. Sorts say how many rows they expect.
fn scans_of_server(lines: &[String]) -> BTreeSet<String> {
    let mut wrong = BTreeSet::new();
    for (at, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let own = || lines[at + 1..].iter().take_while(|next| next.len() - next.trim_start().len() > indent);
        let said = line.trim_start().trim_start_matches("->").trim();
        let table = said.strip_prefix("Seq Scan on ").and_then(|rest| rest.split_whitespace().next());
        if table.is_some_and(is_large) {
            wrong.insert(said.to_owned());
        }
        // What comes out of a sort went into it, but where a limit stands above: what lies below says it.
        let sorted = own().find_map(|next| rows_of(next)).or(rows_of(said));
        if said.starts_with("Sort ") && sorted.is_some_and(|rows| rows > SORTED_MOST) {
            wrong.insert(format!("sorts {} rows", sorted.unwrap_or(0)));
        }
    }
    wrong
}

/// How many rows PostgreSQL expects of a step.
fn rows_of(line: &str) -> Option<u64> {
    line.split("rows=").nth(1)?.split(' ').next()?.parse().ok()
}

//! Every statement and migration stays within what SQLite, PostgreSQL 15, CockroachDB, YugabyteDB and Citus all take.
//!
//! Tests prepare every statement on the first two; nobody here runs the other three, so what their documentation rules out
//! ([`dialect`]) is a fault. What breaks the list today stands in [`ALLOWED`], with its reason.

use super::Tree;
use super::dialect::{self, Rule};
use super::rust::{self, Kind, TestFiles};

/// A breach that is known: in which file, of which rule, how often, and why it may stand.
struct Allowed {
    path: &'static str,
    rule: &'static str,
    times: usize,
    why: &'static str,
}

const IN_DAYS: &str = "whole days for reports and shelf lives. CockroachDB would answer a decimal: before a first run on it \
                       write cast((a - a % b) / b as bigint)";
const ONE_LIVING: &str = "«one living row»: the arbiter is a partial unique index that the migration makes. On Citus it \
                          must begin with the district";

const WITHIN_A_DISTRICT: &str = "a report of one district, which Citus keeps on one node";
const NOT_THERE: &str =
    "«SQLite only»: it cannot change a constraint, so the table is made anew; other engines never see it";

const ALLOWED: &[Allowed] = &[
    Allowed { path: "crates/market/src/batches/sql.rs", rule: "/", times: 2, why: IN_DAYS },
    Allowed { path: "crates/market/src/cases/funnel_sql.rs", rule: "/", times: 1, why: IN_DAYS },
    Allowed { path: "crates/market/src/promises/sql.rs", rule: "/", times: 3, why: IN_DAYS },
    Allowed { path: "crates/market/src/quality/trends_sql.rs", rule: "/", times: 1, why: IN_DAYS },
    Allowed { path: "crates/market/src/reports/facts_sql.rs", rule: "/", times: 4, why: IN_DAYS },
    Allowed { path: "crates/market/src/reports/incomes_sql.rs", rule: "/", times: 3, why: IN_DAYS },
    Allowed {
        path: "crates/market/src/reports/facts_sql.rs",
        rule: "over (",
        times: 2,
        why: WITHIN_A_DISTRICT,
    },
    Allowed { path: "crates/market/src/sharing/sql.rs", rule: "/", times: 1, why: IN_DAYS },
    Allowed {
        path: "crates/market/src/reports/incomes_sql.rs",
        rule: "over (",
        times: 2,
        why: WITHIN_A_DISTRICT,
    },
    Allowed {
        path: "migrations/0051_targets_have_a_pace_and_what_looks_wrong_is_answered.sql",
        rule: "/",
        times: 1,
        why: "fills a new column once; a database that begins on another engine has no rows to fill",
    },
    Allowed {
        path: "crates/market/src/cases/people_sql.rs",
        rule: "on conflict … where",
        times: 1,
        why: ONE_LIVING,
    },
    Allowed {
        path: "crates/market/src/cases/sql.rs",
        rule: "on conflict … where",
        times: 1,
        why: ONE_LIVING,
    },
    Allowed { path: ANEW, rule: "pragma", times: 1, why: NOT_THERE },
    Allowed { path: ANEW, rule: "select *", times: 1, why: NOT_THERE },
    Allowed { path: OFFERS, rule: "pragma", times: 1, why: NOT_THERE },
    Allowed { path: OFFERS, rule: "select *", times: 2, why: NOT_THERE },
    Allowed { path: KITS, rule: "pragma", times: 1, why: NOT_THERE },
    Allowed { path: KITS, rule: "select *", times: 1, why: NOT_THERE },
    Allowed {
        path: "migrations/0017_orders_that_have_nothing_in_common_do_not_meet.sql",
        rule: "set (",
        times: 1,
        why: "room on the pages of one hot table, marked «PostgreSQL only»; its cousins can do without",
    },
];

const ANEW: &str =
    "migrations/0049_what_is_promised_is_learnt_and_what_goes_wrong_on_the_way_ends_fairly.sql";

const OFFERS: &str = "migrations/0056_an_offer_says_who_pays_for_it.sql";

const KITS: &str = "migrations/0063_a_kit_of_several_makers_has_one_price.sql";

/// A rule broken at a place.
struct Breach {
    path: String,
    line: usize,
    rule: Rule,
}

/// Breaches that nobody has allowed, and allowances that nobody needs.
pub fn faults(tree: &Tree) -> Vec<String> {
    let tests = TestFiles::of(tree);
    let mut found = Vec::new();
    for (path, text) in tree.under("crates/", ".rs") {
        if !tests.cover(path) && !path.starts_with("crates/xtask/") {
            found.extend(in_statements(path, text));
        }
    }
    for (path, text) in tree.under("migrations/", ".sql") {
        found.extend(in_migration(path, text));
    }
    without(found, ALLOWED, |path| tree.all().any(|(known, _)| known == path))
}

/// Breaches in what stands in `sql!(…)`, and in the other literals of a `sql.rs`: pieces that a macro puts into one.
fn in_statements(path: &str, text: &str) -> Vec<Breach> {
    let tokens = rust::tokens(text);
    let tests = rust::test_parts(&tokens);
    let wrapped = super::sql::inside_sql_macro(&tokens);
    let mut found = Vec::new();
    let mut statement: Option<(usize, String)> = None;
    for (at, token) in tokens.iter().enumerate() {
        if !wrapped[at] {
            found.extend(statement.take().into_iter().flat_map(|(line, sql)| broken(path, line, &sql)));
        }
        let Kind::Text(literal) = &token.kind else { continue };
        if tests[at] {
            continue;
        }
        if wrapped[at] {
            statement.get_or_insert_with(|| (token.line, String::new())).1.push_str(literal);
        } else if super::sql::is_sql_file(path) {
            found.extend(broken(path, token.line, literal));
        }
    }
    found.extend(statement.into_iter().flat_map(|(line, sql)| broken(path, line, &sql)));
    found
}

fn in_migration(path: &str, text: &str) -> Vec<Breach> {
    let mut line = 1;
    let mut found = Vec::new();
    for sentence in text.split_inclusive(";\n") {
        found.extend(broken(path, line, sentence));
        line += sentence.matches('\n').count();
    }
    found
}

fn broken(path: &str, line: usize, sql: &str) -> Vec<Breach> {
    let rules = dialect::breaches(&dialect::words(sql));
    rules.into_iter().map(|rule| Breach { path: path.to_owned(), line, rule }).collect()
}

/// Drops what is allowed; `here` tells whether a file is part of this tree.
fn without(found: Vec<Breach>, allowed: &[Allowed], here: impl Fn(&str) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    let covers = |one: &Allowed, breach: &Breach| one.path == breach.path && one.rule == breach.rule.words;
    for one in allowed.iter().filter(|one| here(one.path)) {
        let times = found.iter().filter(|breach| covers(one, breach)).count();
        if times != one.times {
            let Allowed { path, rule, times: known, why } = one;
            faults.push(format!("{path}: «{rule}» stands here {times} times and was allowed {known} times ({why}); see tidy/portable.rs"));
        }
    }
    for breach in found.iter().filter(|breach| !allowed.iter().any(|one| covers(one, breach))) {
        let Breach { path, line, rule } = breach;
        faults.push(format!("{path}:{line}: «{}» is not taken by all engines: {}", rule.words, rule.why));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "crates/market/src/makers/sql.rs";

    fn told(files: &[(&str, &str)]) -> Vec<String> {
        faults(&Tree::of(files))
    }

    #[test]
    fn a_statement_is_read_with_all_its_pieces() {
        let text = "//! x\nfn a() { q(sql!(\"select id from a \", \"where b = \", \"any($1)\")) }\nfn b() { heads!(\"where c ilike $1\") }";
        let found = told(&[(PATH, text)]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("crates/market/src/makers/sql.rs:2: «any (»"), "{found:?}");
        assert!(found[1].starts_with("crates/market/src/makers/sql.rs:3: «ilike»"), "{found:?}");
    }

    #[test]
    fn a_statement_is_read_wherever_it_stands_and_a_sentence_is_not() {
        let text = "//! x\nfn a() { q(sql!(\"select * from a\")); say(\"now() and / for update\") }";
        assert_eq!(told(&[("crates/store/src/migrate.rs", text)]).len(), 1);
        assert!(told(&[("crates/store/tests/it/main.rs", text)]).is_empty());
    }

    #[test]
    fn a_migration_is_read_too() {
        let text =
            "-- Goods, no now() here.\ncreate table a (\n    id text primary key\n);\ncreate trigger b;\n";
        let found = told(&[("migrations/0001_goods.sql", text)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("migrations/0001_goods.sql:5: «create trigger»"));
    }

    #[test]
    fn an_allowance_counts_and_ends_with_its_breach() {
        let path = "crates/market/src/cases/funnel_sql.rs";
        let with =
            |times: usize| format!("//! x\nfn a() {{ sql!(\"select 1 {} from a\") }}", "/ 2 ".repeat(times));
        assert!(told(&[(path, &with(1))]).is_empty());
        assert!(told(&[(path, &with(2))])[0].contains("2 times and was allowed 1"));
        assert!(told(&[(path, &with(0))])[0].contains("0 times and was allowed 1"));
    }
}

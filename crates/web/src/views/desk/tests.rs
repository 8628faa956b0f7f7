//! What desks must show and must not show.

use kernel::{Lang, Paise};

use super::sample;
use super::*;
use crate::page::{Visit, page};
use crate::text::Text;
use crate::views::sample::site;

fn shown(lang: Lang, name: &str) -> String {
    let t = Text::new(lang);
    let (_, path, view) = sample::views(&t).into_iter().find(|(found, _, _)| *found == name).expect("a view");
    let visit = Visit { path: path.to_owned(), cart_count: None, signed_in: Some(true) };
    page(&site(), t, &visit, view.as_ref()).expect("renders")
}

fn papers(t: &Text) -> Vec<(&'static str, Paper)> {
    let site = site();
    vec![
        ("slip", sample::slip().paper(t, &site).expect("renders")),
        ("label-post", sample::label(true).paper(t, &site).expect("renders")),
        ("label-own", sample::label(false).paper(t, &site).expect("renders")),
    ]
}

#[test]
fn papers_stand_alone_and_keep_the_place() {
    for lang in Lang::ALL {
        let t = Text::new(*lang);
        for (name, paper) in papers(&t) {
            let html = paper.html(t, &site()).expect("renders");
            for bad in ["<header class=\"top\"", "<footer class=\"foot\"", "<script", "style=", "⟨"] {
                assert!(!html.contains(bad), "{name} contains {bad}");
            }
            assert!(
                html.contains(&format!("href=\"/{}{}\"", lang.other(), paper.here)),
                "{name} loses its place"
            );
            assert!(html.contains(&format!("href=\"{}\"", t.path(&paper.back))), "{name} has no way back");
            if let Ok(folder) = std::env::var("MART_GALLERY") {
                std::fs::create_dir_all(&folder).expect("a folder");
                std::fs::write(format!("{folder}/{lang}-paper-{name}.html"), html).expect("written");
            }
        }
    }
}

#[test]
fn a_label_can_be_read_far_away_and_a_code_read_out() {
    let t = Text::new(Lang::Hi);
    let label = sample::label(true).paper(&t, &site()).expect("renders").sheet;
    for said in ["Jharkhand", "PIN 834001", "98765 43210", "P7K 3F9 QXT", "FOOD", "815353", "India Post"] {
        assert!(label.contains(said), "{said} in {label}");
    }
    assert!(!sample::label(false).paper(&t, &site()).expect("renders").sheet.contains("Article"));
    assert_eq!((spaced("P7K3F9QXT").as_str(), spaced("").as_str()), ("P7K 3F9 QXT", ""));
}

/// Every form of a page leads to one main button at most that is in sight; what is folded away is not.
#[test]
fn a_screen_has_one_main_button() {
    for lang in Lang::ALL {
        for (name, _, _) in sample::views(&Text::new(*lang)) {
            let main = shown(*lang, name);
            assert!(main.matches("class=\"button\"").count() <= 1, "{name} has several main buttons");
        }
    }
}

#[test]
fn a_maker_is_never_shown_a_buyers_name_or_street() {
    for state in ["desk-parcel-asked", "desk-parcel-accepted", "desk-parcel-packed", "desk-parcel-delivered"]
    {
        let html = shown(Lang::Hi, state);
        assert!(html.contains("Ranchi") && html.contains("₹988"), "{state}");
    }
}

#[test]
fn what_can_be_done_follows_from_how_it_stands() {
    let forms = |name: &str| {
        let html = shown(Lang::En, name);
        ["/acceptance", "/refusal", "/packing", "/inspection", "/departure", "/delivery", "/approval"]
            .into_iter()
            .filter(|form| html.contains(&format!("{form}\" method=\"post\"")))
            .collect::<Vec<_>>()
    };
    assert_eq!(forms("desk-parcel-asked"), ["/acceptance", "/refusal"]);
    assert_eq!(forms("desk-parcel-accepted"), ["/refusal", "/packing"]);
    for name in ["desk-parcel-packed", "desk-parcel-shipped", "desk-parcel-delivered", "desk-parcel-declined"]
    {
        assert!(forms(name).is_empty(), "{name}");
    }
    assert_eq!(forms("desk-hub-parcel"), ["/inspection"]);
    assert!(forms("desk-hub-parcel-here").is_empty() && forms("desk-hub-parcel-accepted").is_empty());
    assert_eq!(forms("desk-ship-ready"), ["/departure"]);
    assert!(forms("desk-ship-missing").is_empty());
    assert_eq!(
        forms("desk-ship-spent"),
        ["/refusal"],
        "cash that nobody pays comes back also without a code"
    );
    assert_eq!(forms("desk-ship-post"), ["/delivery"]);
    assert_eq!(forms("desk-batch-yours"), ["/approval"]);
    assert!(forms("desk-batch-others").is_empty() && forms("desk-batch-given").is_empty());
}

#[test]
fn who_made_a_batch_is_told_who_may_approve_it() {
    assert!(
        shown(Lang::En, "desk-batch-others")
            .contains("You made this batch, so somebody else in finance must")
    );
    assert!(shown(Lang::En, "desk-batch-yours").contains("Approve ₹13,150.50"));
}

#[test]
fn the_passbook_says_when_and_with_which_number() {
    let html = shown(Lang::Hi, "desk-money");
    for said in ["बैंक में गया 14-11-2026, UTR SBIN326327004411", "25 नवंबर तक बैंक जाएगा", "₹4,250.50"]
    {
        assert!(html.contains(said), "{said}");
    }
    assert!(shown(Lang::En, "desk-money-empty").contains("No bank account of yours is on record"));
}

#[test]
fn the_header_names_the_room_one_is_in_and_signs_out() {
    let html = shown(Lang::En, "desk-maker");
    assert!(html.contains("aria-current=\"page\">Today") && html.contains("action=\"/en/sign-out\""));
    assert!(!html.contains("role=\"search\""), "a desk has no shop around it");
}

#[test]
fn books_that_do_not_balance_are_an_alarm() {
    let balance =
        |paise| BalanceLine { account: "gateway".into(), name: "account-gateway", balance: Paise(paise) };
    let t = Text::new(Lang::En);
    let mut out = String::new();
    let home = FinanceHome {
        whose: kernel::Words::new("", ""),
        today: kernel::Day(0),
        sweep: Sweep { is_late: false, at: None },
        ageing: [Paise::ZERO; 3],
        month: None,
        claims: 0,
        gaps: 0,
        due: vec![],
        batches: vec![],
        balances: vec![balance(100), balance(-99)],
        form_key: None,
        wrongs: crate::parts::Wrongs::none(),
    };
    home.write_main(&t, &site(), &mut out).expect("renders");
    assert!(out.contains("The sums differ"), "{out}");
}

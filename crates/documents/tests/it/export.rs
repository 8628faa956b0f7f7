//! Papers of what goes abroad: bamboo with its certificate, lac bangles, and the short form of customs where the value is small.

use documents::{Copy, bill, export_papers, render};
use kernel::ids::{ExportCaseId, ExportEnquiryId, ExporterId, Id, LineId, OrderId, ShipmentId};
use kernel::{Day, Lang, Paise, Time, Words};
use market::audit::Trail;
use market::delivery::Shipment;
use market::export::case::{Case, CaseRow, Line, Printed};
use market::export::enquiry::Buyer;
use market::export::rules::Form;
use market::export::{CaseState, Scheme};
use market::orders::Order;

use crate::reader;
use crate::samples::tax_invoice;

fn at() -> Time {
    Day::of(2026, 11, 28).expect("a day").starts().plus_minutes(10 * 60)
}

fn line(describes: &str, hs8: &str, material: &str, quantity: i64, unit: i64, net_g: i64) -> Line {
    Line {
        line: LineId::new(at(), [1; 10]),
        hs8: hs8.to_owned(),
        describes: describes.to_owned(),
        material: material.to_owned(),
        quantity,
        unit: Paise(unit),
        value: Paise(unit * quantity),
        net_g,
        gross_g: net_g + 80,
        ordered: quantity,
        paid: Paise(unit * quantity),
    }
}

fn row(country: &str, currency: &str, rupees_e4: i64, certificate: &str) -> CaseRow {
    CaseRow {
        id: ExportCaseId::new(at(), [1; 10]),
        enquiry: ExportEnquiryId::new(at(), [2; 10]),
        order: OrderId::new(at(), [3; 10]),
        shipment: ShipmentId::new(at(), [4; 10]),
        state: CaseState::Ready,
        opened_at: at(),
        ready_at: Some(at().plus_minutes(8)),
        exporter: ExporterId::new(at(), [5; 10]),
        box_name: None,
        gross_g: Some(1_450),
        length_mm: Some(320),
        breadth_mm: Some(300),
        height_mm: Some(180),
        certificate: certificate.to_owned(),
        currency: currency.to_owned(),
        rupees_e4: Some(rupees_e4),
        sdr_e4: Some(1_120_000),
        article: None,
        bill_number: None,
        bill_day: None,
        office_code: None,
        remittance_kind: None,
        remittance_number: None,
        remittance_day: None,
        remittance: None,
        bank_charges: None,
        scheme: Scheme::None,
        scheme_reference: String::new(),
        scheme_amount: Paise::ZERO,
        reason: String::new(),
        version: 3,
        trail: Trail::default(),
        order_code: "DM-7K3F-9QXT-M2PA-W6RC".to_owned(),
        order_state: Order::Confirmed,
        goods: Paise(0),
        freight: Paise(2_000_00),
        shipment_state: Shipment::Planned,
        posted_as: Some("EE473124829IN".to_owned()),
        country: country.to_owned(),
        photos: 1,
    }
}

fn case(row: CaseRow, country: &str, lines: Vec<Line>) -> Case {
    Case {
        row,
        lines,
        buyer: Buyer {
            name: "Hans Müller".to_owned(),
            street: "Lindenallee 4".to_owned(),
            city: "Köln".to_owned(),
            region: String::new(),
            postal: "50667".to_owned(),
            phone: "+492215550134".to_owned(),
            email: String::new(),
        },
        lang: Lang::En,
        country: Words::new("", country),
        box_name: "HANS MÜLLER".to_owned(),
        exporter: Printed {
            iec: "AAAAA0000A".to_owned(),
            ad_code: "6390009".to_owned(),
            lut_number: "AD2004260012345".to_owned(),
            lut_until: Day::of(2027, 3, 31).expect("a day"),
            name: "Baba Dham Mahila Federation (sample)".to_owned(),
            gstin: "20AAAAA0000A1Z5".to_owned(),
            place: "Castairs Town, Deoghar, Jharkhand".to_owned(),
            pincode: "814112".to_owned(),
        },
        photos: Vec::new(),
        verdicts: Vec::new(),
        faults: Vec::new(),
        came_in: Paise(0),
        bill: None,
        paid_as: None,
    }
}

fn bamboo() -> Case {
    let lines = vec![line("Basket", "46021100", "bamboo, split and woven", 2, 449_00, 480)];
    case(row("DE", "EUR", 985_000, "PSC/JH/26/117"), "Germany", lines)
}

fn bangles() -> Case {
    let lines = vec![
        line("Bangles, set of twelve", "71171910", "lac and glass", 3, 350_00, 210),
        line("Bangles, pair of kada", "71171910", "lac", 200, 250_00, 3),
    ];
    case(row("GB", "GBP", 1_062_000, ""), "United Kingdom", lines)
}

#[test]
fn bamboo_has_an_invoice_a_list_and_the_short_form_that_agree() {
    let case = bamboo();
    assert_eq!(case.form(), Form::Cn22);
    let papers = export_papers(&case);
    for (paper, name) in papers.iter().zip(["export_invoice", "export_packing", "export_cn22"]) {
        let pdf = render(std::slice::from_ref(paper)).expect("prints");
        reader::looks_as_before(&pdf, name);
        let Some(read) = reader::words(&pdf, name) else { return };
        for said in [
            "Hans Müller",
            "Lindenallee 4",
            "50667",
            "GERMANY",
            "46021100",
            "bamboo",
            "AAAAA0000A",
            "EE473124829IN",
        ] {
            assert!(read.contains(said), "{name}: «{said}» is missing: {read}");
        }
    }
    let all = render(&papers).expect("prints");
    let Some(read) = reader::words(&all, "export_all") else { return };
    for said in [
        "SUPPLY MEANT FOR EXPORT UNDER BOND OR LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX",
        "PSC/JH/26/117",
        "₹898.00",
        "EUR 9.12",
        "₹2,898.00",
        "1450",
        "gross 1.450",
        "CN 22",
        "the buyer pays them on arrival",
        "Deoghar, Jharkhand",
    ] {
        assert!(read.contains(said), "«{said}» is missing: {read}");
    }
}

#[test]
fn bangles_of_great_value_have_the_long_form() {
    let case = bangles();
    assert_eq!(case.form(), Form::Cn23);
    let papers = export_papers(&case);
    let pdf = render(&papers[2..]).expect("prints");
    reader::looks_as_before(&pdf, "export_cn23");
    let Some(read) = reader::words(&pdf, "export_cn23") else { return };
    for said in ["CN 23", "71171910", "lac and glass", "UNITED KINGDOM", "₹51,050.00", "Certificate no. none"]
    {
        assert!(read.contains(said), "«{said}» is missing: {read}");
    }
}

#[test]
fn the_tax_invoice_of_what_left_says_under_what_and_names_no_pincode() {
    let mut one = tax_invoice();
    one.head.supplied_in = "96".to_owned();
    one.head.supplied_in_name = Words::new("अन्य देश", "Other Countries");
    let pdf = render(&[bill(&one, Copy::Whole)]).expect("prints");
    let Some(read) = reader::words(&pdf, "export_tax_invoice") else { return };
    assert!(read.contains("SUPPLY MEANT FOR EXPORT") && read.contains("Other Countries (96)"), "{read}");
    assert!(!read.contains("पिनकोड"), "{read}");
}

//! Bills on paper.

use documents::{Copy, bill, render};
use kernel::ids::{BillId, HubId, Id, LineId, MakerId, OrderId, PersonId};
use kernel::india::Mobile;
use kernel::{BasisPoints, Day, Paise, Words};
use market::bills::{Bill, BillHead, BillKind, BillLine, Standing};
use market::personal::Recipient;

use crate::reader;

fn cup(name: &str, quantity: u32, unit: i64, half: i64) -> BillLine {
    let gross = Paise(unit * i64::from(quantity));
    BillLine {
        line: Some(LineId::new(kernel::Time(1), [1; 10])),
        name: Words::new(name, "Clay cups, set of six"),
        hsn: "6912".to_owned(),
        quantity,
        unit: Paise(unit),
        gross,
        rate: BasisPoints(500),
        taxable: Paise(gross.0 - 2 * half),
        cgst: Paise(half),
        sgst: Paise(half),
        igst: Paise::ZERO,
    }
}

pub fn sample() -> Bill {
    let lines = vec![
        cup("मिट्टी के कुल्हड़, छः का जोड़ा", 2, 240_00, 11_43),
        BillLine { line: None, quantity: 0, ..cup("डाक ख़र्च", 1, 42_00, 1_00) },
    ];
    let at = Day::of(2026, 11, 28).expect("a day").starts().plus_minutes(10 * 60 + 5);
    let head = BillHead {
        id: BillId::new(at, [2; 10]),
        kind: BillKind::TaxInvoice,
        number: "I42-26-17".to_owned(),
        order: OrderId::new(at, [3; 10]),
        order_code: "DM-7K3F-9QXT-M2PA-W6RC".to_owned(),
        person: PersonId::new(at, [4; 10]),
        maker: MakerId::new(at, [5; 10]),
        hub: HubId::new(at, [6; 10]),
        parcel_code: "P7K3F9QXT".to_owned(),
        standing: Standing::Regular,
        seller: Words::new("रिखिया कुम्हार समिति (नमूना)", "Rikhia Potters (sample)"),
        seller_address: Words::new("रिखिया, मोहनपुर 814112", "Rikhia, Mohanpur 814112"),
        gstin: "20AAAAA0000A1Z5".to_owned(),
        enrolment_no: String::new(),
        for_maker: Words::default(),
        supplied_in: "20".to_owned(),
        supplied_in_name: Words::new("झारखंड", "Jharkhand"),
        goods: Paise(480_00),
        freight: Paise(42_00),
        taxable: Paise(480_00 + 42_00 - 24_86),
        cgst: Paise(12_43),
        sgst: Paise(12_43),
        igst: Paise::ZERO,
        total: Paise(522_00),
        issued_at: at,
        corrects: None,
    };
    let recipient = Recipient {
        name: "अनीता देवी".to_owned(),
        mobile: Mobile::typed("6300000001").expect("a number"),
        house: "12, सुभाष चौक".to_owned(),
        area: "देवघर".to_owned(),
        landmark: "घंटाघर के पास".to_owned(),
    };
    Bill { head, lines, recipient: Some(recipient), pin: "814112".to_owned() }
}

#[test]
fn a_tax_invoice_says_what_the_law_wants_and_looks_as_it_did() {
    let pdf = render(&[bill(&sample(), Copy::Whole)]).expect("prints");
    assert!(pdf.len() <= 60_000, "{} bytes", pdf.len());
    reader::looks_as_before(&pdf, "tax_invoice");
    let Some(read) = reader::words(&pdf, "tax_invoice") else { return };
    for said in [
        "Tax invoice",
        "I42-26-17",
        "28-11-2026",
        "20AAAAA0000A1Z5",
        "अनीता देवी",
        "814112",
        "Jharkhand (20)",
        "6912",
        "₹457.14",
        "5 %",
        "CGST",
        "SGST",
        "₹522.00",
        "Original for recipient",
        "reverse charge",
    ] {
        assert!(read.contains(said), "«{said}» is missing: {read}");
    }
}

#[test]
fn a_bill_of_a_trial_says_that_it_is_none() {
    let read = |number: &str| {
        let mut bill = sample();
        bill.head.number = number.to_owned();
        let pdf = render(&[self::bill(&bill, Copy::Whole)]).expect("prints");
        reader::words(&pdf, number)
    };
    let (Some(tried), Some(real)) = (read("TI42-26-17"), read("I42-26-17")) else { return };
    assert!(tried.contains("Paper of a trial") && !real.contains("Paper of a trial"), "{tried}");
}

#[test]
fn a_makers_own_copy_does_not_name_the_buyer() {
    let pdf = render(&[bill(&sample(), Copy::PlaceOnly)]).expect("prints");
    let Some(read) = reader::words(&pdf, "makers_copy") else { return };
    assert!(!read.contains("अनीता") && !read.contains("सुभाष") && read.contains("814112"), "{read}");
}

#[test]
fn each_kind_says_what_it_must() {
    let of = |kind, standing| {
        let mut bill = sample();
        bill.head = BillHead { kind, standing, ..bill.head };
        if standing != Standing::Regular {
            bill.head = BillHead { cgst: Paise::ZERO, sgst: Paise::ZERO, gstin: String::new(), ..bill.head };
        }
        bill
    };
    for (kind, standing, said) in [
        (BillKind::BillOfSupply, Standing::Composition, "not eligible to collect tax on supplies"),
        (BillKind::CashMemo, Standing::Unregistered, "Supplier not registered"),
        (BillKind::RefundVoucher, Standing::Regular, "never left"),
        (BillKind::CreditNote, Standing::Regular, "taken back"),
    ] {
        let pdf = render(&[bill(&of(kind, standing), Copy::Whole)]).expect("prints");
        let Some(read) = reader::words(&pdf, kind.as_str()) else { return };
        assert!(read.contains(said), "{kind}: {read}");
        assert_eq!(read.contains("CGST"), standing == Standing::Regular, "{kind}: {read}");
    }
}

//! Bills on paper.

use documents::{Copy, bill, render};
use kernel::Paise;
use market::bills::{BillHead, BillKind, Standing};

use crate::reader;
use crate::samples::tax_invoice;

#[test]
fn a_tax_invoice_says_what_the_law_wants_and_looks_as_it_did() {
    let pdf = render(&[bill(&tax_invoice(), Copy::Whole)]).expect("prints");
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
        let mut bill = tax_invoice();
        bill.head.number = number.to_owned();
        let pdf = render(&[self::bill(&bill, Copy::Whole)]).expect("prints");
        reader::words(&pdf, number)
    };
    let (Some(tried), Some(real)) = (read("TI42-26-17"), read("I42-26-17")) else { return };
    assert!(tried.contains("Paper of a trial") && !real.contains("Paper of a trial"), "{tried}");
}

#[test]
fn a_makers_own_copy_does_not_name_the_buyer() {
    let pdf = render(&[bill(&tax_invoice(), Copy::PlaceOnly)]).expect("prints");
    let Some(read) = reader::words(&pdf, "makers_copy") else { return };
    assert!(!read.contains("अनीता") && !read.contains("सुभाष") && read.contains("814112"), "{read}");
}

#[test]
fn each_kind_says_what_it_must() {
    let of = |kind, standing| {
        let mut bill = tax_invoice();
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

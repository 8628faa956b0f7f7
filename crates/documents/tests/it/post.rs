//! Stickers, slips and lists; the bars on a sticker are read again off the printed page.

use std::process::Command;

use documents::{Block, StickerSheet, code128, manifest, packing_slip, render, round, runner_list, sticker};
use image::GrayImage;
use kernel::ids::{HubId, Id, MakerId, ShipmentId};
use kernel::india::{ArticleNumber, Mobile, Pin};
use kernel::{Day, Lang, Words};
use market::bookings::{Parcelled, PostOffice, Sticker, Story};
use market::delivery::{Carrier, Shipment};
use market::hubs::{Run, Stop};
use market::personal::Recipient;

use crate::reader;

fn day() -> Day {
    Day::of(2026, 11, 28).expect("a day")
}

fn sample() -> Sticker {
    let at = day().starts();
    Sticker {
        id: ShipmentId::new(at, [1; 10]),
        order_code: "DM-7K3F-9QXT-M2PA-W6RC".to_owned(),
        state: Shipment::Planned,
        carrier: Carrier::IndiaPost,
        number: ArticleNumber::of("EE", 12_345_678).map(|number| number.as_str().to_owned()),
        lang: Lang::Hi,
        is_food: true,
        weight_g: 1_250,
        measures_mm: [300, 200, 150],
        to: Some(Recipient {
            name: "श्रीमती अनीता देवी".to_owned(),
            mobile: Mobile::typed("6300000001").expect("a number"),
            house: "क्वार्टर 12, सुभाष चौक".to_owned(),
            area: "Kanke Road".to_owned(),
            landmark: "near the clock tower".to_owned(),
        }),
        pin: Pin::typed("834001").expect("a pincode"),
        district: "Ranchi".to_owned(),
        state_name: Words::new("झारखंड", "Jharkhand"),
        goes_abroad: false,
        parcels: vec!["P7K3F9QXT".to_owned(), "P2PAW6RC9".to_owned()],
        handed_at: None,
    }
}

fn office() -> PostOffice {
    PostOffice {
        id: HubId::new(day().starts(), [4; 10]),
        key: "deoghar".to_owned(),
        name: Words::new("देवघर संग्रह केंद्र", "Deoghar collection point"),
        block_code: "3082".to_owned(),
        address: Words::new("टावर चौक", "Tower Chowk"),
        pincode: Pin::typed("814112").expect("a pincode"),
        open_hours: "10–17".to_owned(),
    }
}

/// The page as a scanner sees it, 203 dots to the inch as a cheap label printer has them; `None` without the program.
fn scanned(pdf: &[u8], name: &str) -> Option<GrayImage> {
    let path = std::env::temp_dir().join(format!("bars-{}-{name}.pdf", std::process::id()));
    std::fs::write(&path, pdf).expect("is kept");
    let picture = path.with_extension("");
    let args = ["-gray", "-r", "203", "-png", "-singlefile"];
    let drawn = Command::new("pdftoppm").args(args).arg(&path).arg(&picture).output().ok()?;
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let png = picture.with_extension("png");
    let seen = image::open(&png).expect("a picture").to_luma8();
    for file in [&path, &png] {
        std::fs::remove_file(file).expect("is removed");
    }
    Some(seen)
}

/// What one line of dots says, read as scanners do: the widths of bars and gaps, set beside those of each symbol.
fn read_line(line: &[bool]) -> Option<String> {
    let mut runs: Vec<(bool, f64)> = Vec::new();
    for dark in line {
        match runs.last_mut() {
            Some((is_dark, run)) if is_dark == dark => *run += 1.0,
            _ => runs.push((*dark, 1.0)),
        }
    }
    let first = runs.iter().position(|(dark, _)| *dark)?;
    let widths: Vec<f64> = runs.iter().skip(first).map(|(_, run)| *run).collect();
    let letter = |at: usize| -> Option<char> {
        let symbol: Vec<f64> = widths.get(at * 6..at * 6 + 6)?.to_vec();
        let module = symbol.iter().sum::<f64>() / 11.0;
        let fits = |code: char| {
            let known = code128::widths(&code.to_string())?;
            let apart: f64 = known
                .iter()
                .skip(6)
                .zip(&symbol)
                .map(|(known, seen)| (f64::from(*known) - seen / module).abs())
                .sum();
            Some((code, apart))
        };
        let best = (' '..='~').filter_map(fits).min_by(|a, b| a.1.total_cmp(&b.1))?;
        (best.1 < 2.0).then_some(best.0)
    };
    // Start, letters, the check symbol, the stop of seven.
    let letters = widths.len().checked_sub(6 + 6 + 7)? / 6;
    let text: String = (1..=letters).map(letter).collect::<Option<_>>()?;
    let again: Vec<f64> = code128::widths(&text)?.into_iter().map(f64::from).collect();
    let module = widths.iter().take(again.len()).sum::<f64>() / again.iter().sum::<f64>();
    let same = again.iter().zip(&widths).all(|(known, seen)| (known - seen / module).abs() < 0.7);
    same.then_some(text)
}

/// Every line of a page that can be read as bars.
fn codes(page: &GrayImage) -> Vec<String> {
    let lines = page.rows().filter_map(|row| {
        let dark: Vec<bool> = row.map(|dot| dot.0[0] < 128).collect();
        read_line(&dark)
    });
    lines.collect()
}

#[test]
fn the_bars_on_a_sticker_are_read_again_off_the_printed_page() {
    for sheet in [StickerSheet::A6, StickerSheet::A4] {
        let pdf = render(&[sticker(&sample(), &office(), sheet, day())]).expect("prints");
        let Some(page) = scanned(&pdf, "sticker") else { return };
        let read = codes(&page);
        assert!(read.len() > 60, "read on only {} lines", read.len());
        assert!(read.iter().all(|code| code == "EE123456785IN"), "{read:?}");
    }
}

#[test]
fn a_sticker_fits_its_sheet_and_says_all_a_postman_needs() {
    let pdf = render(&[sticker(&sample(), &office(), StickerSheet::A6, day())]).expect("prints");
    reader::looks_as_before(&pdf, "sticker");
    let Some(read) = reader::words(&pdf, "sticker") else { return };
    for said in [
        "EE123456785IN",
        "Speed Post",
        "FOOD",
        "अनीता",
        "Kanke Road",
        "near the clock tower",
        "Ranchi, Jharkhand",
        "PIN 834001",
        "6300000001",
        "1250 g, 30 × 20 × 15 cm",
        "DM-7K3F-9QXT-M2PA-W6RC",
        "P7K3F9QXT",
        "814112",
    ] {
        assert!(read.contains(said), "«{said}» is missing: {read}");
    }
    assert!(read.replace(" ", "").ends_with("1/1"), "one page: {read}");
}

#[test]
fn a_text_without_bars_is_still_printed() {
    let mut paper = sticker(&sample(), &office(), StickerSheet::A6, day());
    paper.blocks = vec![Block::Bars("पेड़ा".to_owned()), Block::Bars(String::new())];
    assert!(render(&[paper]).expect("prints").starts_with(b"%PDF"));
}

#[test]
fn the_runners_list_says_where_to_and_never_the_code() {
    let run = Run { id: sample().id, sticker: Sticker { carrier: Carrier::OwnHands, ..sample() } };
    let pdf = render(&[runner_list((&[run], &[]), &office(), day())]).expect("prints");
    let Some(read) = reader::words(&pdf, "runner") else { return };
    for said in ["अनीता", "6300000001", "Kanke Road", "DM-7K3F-9QXT-M2PA-W6RC", "_ _ _ _ _ _"] {
        assert!(read.contains(said), "«{said}» is missing: {read}");
    }
    let stop = Stop {
        maker: MakerId::new(day().starts(), [6; 10]),
        name: Words::new("सुनीता देवी", "Sunita Devi"),
        village: Words::new("जसीडीह", "Jasidih"),
        mobile: "9800000001".to_owned(),
        parcel_code: "P7K3F9QXT".to_owned(),
        pieces: 4,
        ready_by: Some(day()),
    };
    let pdf = render(&[round(&[stop], &office(), day())]).expect("prints");
    let read = reader::words(&pdf, "round").expect("a reader");
    assert!(read.contains("Jasidih") && read.contains("9800000001") && read.contains("P7K3F9QXT"), "{read}");
}

#[test]
fn a_slip_introduces_each_maker_and_a_list_adds_up() {
    let story = |name: &str, tells: &str| Story {
        parcel_code: "P7K3F9QXT".to_owned(),
        name: Words::new(name, "Sunita Devi"),
        village: Words::new("जसीडीह", "Jasidih"),
        story: Words::new(tells, "My mother taught me lac."),
        goods: vec![Parcelled {
            name: Words::new("लाख की चूड़ी", "Lac bangles"),
            label: Words::new("2.6", "2.6"),
            quantity: 4,
        }],
    };
    let stories = [story("सुनीता देवी", "माँ ने लाख सिखाया।"), story("फूलमनी", "")];
    let pdf = render(&[packing_slip(&sample(), &stories, day())]).expect("prints");
    reader::looks_as_before(&pdf, "slip");
    let Some(read) = reader::words(&pdf, "slip") else { return };
    assert!(read.contains("Sunita Devi") && read.contains("My mother taught me lac."), "{read}");
    assert!(!read.contains('₹'), "prices stand on the bill: {read}");

    let pdf =
        render(&[manifest(&[sample(), sample()], &office(), Carrier::IndiaPost, day())]).expect("prints");
    reader::looks_as_before(&pdf, "manifest");
    let read = reader::words(&pdf, "manifest").expect("a reader");
    assert!(read.contains("2500") && read.matches("EE123456785IN").count() == 2, "{read}");
}

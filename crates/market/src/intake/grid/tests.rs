//! Files as departments send them, and as somebody who means harm would make them.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn lines(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
    let book = read(bytes).expect("a book");
    book.sheets[0].lines.iter().map(|line| (line.number, line.cells.clone())).collect()
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("a file").into_inner()
}

/// An ODS file whose tables are given as XML.
fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    packed(&[("mimetype", kind), ("content.xml", content.as_bytes())])
}

fn xlsx(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a file")
}

#[test]
fn text_is_read_in_every_encoding_offices_use() {
    let text = "नाम,मोबाइल\nसुनीता देवी,९४३१०१२३४५\n";
    let wide = |big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let with = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let expected = lines(text.as_bytes());
    assert_eq!(expected[1], (2, vec!["सुनीता देवी".to_owned(), "९४३१०१२३४५".to_owned()]));
    for bytes in [
        with(b"\xef\xbb\xbf", text.as_bytes()),
        with(b"\xff\xfe", &wide(false)),
        with(b"\xfe\xff", &wide(true)),
        wide(false),
        wide(true),
    ] {
        assert_eq!(lines(&bytes), expected);
    }
    assert_eq!(lines(b"Name,Village\nSunita\x92s\xa0group,Sarath\n")[1].1[0], "Sunita’s group");
}

#[test]
fn the_mark_between_cells_is_found_below_a_title_too() {
    for text in [
        "Register\nof makers\nName;Mobile\nSunita;9431012345\n",
        "sep=;\nName;Mobile\nSunita, Devi;9431012345\n",
    ] {
        let cells = lines(text.as_bytes());
        assert_eq!(cells.last().expect("a line").1[1], "9431012345", "{text}");
    }
    assert_eq!(lines(b"Name\tMobile\nSunita\t9431012345\n")[1].1.len(), 2);
}

#[test]
fn marks_nobody_sees_are_gone_and_joiners_that_shape_letters_stay() {
    assert_eq!(clean(" सुनीता\u{a0}\u{200b} देवी\u{200d}\u{feff} "), "सुनीता देवी");
    assert_eq!(clean("क्\u{200d}ष"), "क्\u{200d}ष");
    assert_eq!(clean("a\0b\u{202e}c\r\nd"), "abc\nd");
}

#[test]
fn hindi_of_an_old_font_is_refused_with_what_to_do() {
    let krutidev = "Ø-la-,uke,firk/ifr dk uke,xzke,eksckby\n1,lqfurk nsoh,jes'k dqekj,lkjB,9431012345\n2,xhrk dqekjh,,,\n";
    let refused = read(krutidev.as_bytes()).expect_err("not read");
    assert_eq!(refused, Unreadable::LegacyFont);
    assert!(refused.words().hi.contains("यूनिकोड") && refused.words().en.contains("Kruti Dev"));
    // The same words in a workbook that names the font.
    let file = xlsx(|book| {
        let font = Format::new().set_font_name("Kruti Dev 010");
        let sheet = book.add_worksheet();
        for (column, text) in ["uke", "xzke"].iter().enumerate() {
            let column = u16::try_from(column).expect("few");
            sheet.write_string_with_format(0, column, *text, &font).expect("written");
        }
    });
    assert_eq!(read(&file).expect_err("not read"), Unreadable::LegacyFont);
    // English words and real Hindi are no old font.
    assert!(read("name,flag\nSunita,dk\n".as_bytes()).is_ok());
    assert!(read("नाम,uke,firk,ifr\nसुनीता,a,b,c\nगीता,a,b,c\nरीता,d,e,f\n".as_bytes()).is_err());
}

#[test]
fn a_workbook_gives_numbers_in_full_dates_as_days_and_merged_cells_downwards() {
    let file = xlsx(|book| {
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let sheet = book.add_worksheet().set_name("देवघर").expect("a name");
        sheet.merge_range(0, 0, 0, 3, "कारीगरों की पंजी", &Format::new()).expect("merged");
        sheet.write_row(2, 0, ["गाँव", "मोबाइल", "तारीख", "खाता"]).expect("written");
        sheet.merge_range(3, 0, 4, 0, "सारठ", &Format::new()).expect("merged");
        sheet.write_number(3, 1, 9_431_012_345.0).expect("written");
        sheet.write_number_with_format(3, 2, 46_000.0, &day).expect("written");
        sheet.write_number(3, 3, 12_345_678_901_234_567.0).expect("written");
        sheet.write_string(4, 1, "9801234567").expect("written");
        book.add_worksheet().set_name("खाली").expect("a name");
        book.add_worksheet()
            .set_name("छिपा")
            .expect("a name")
            .set_hidden(true)
            .write_string(0, 0, "x")
            .expect("written");
    });
    let book = read(&file).expect("a book");
    assert_eq!(book.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["देवघर"]);
    let cells = lines(&file);
    assert_eq!(cells[2], (4, ["सारठ", "9431012345", "2025-12-09", CUT].map(str::to_owned).to_vec()));
    assert_eq!(cells[3], (5, ["सारठ", "9801234567"].map(str::to_owned).to_vec()));
}

#[test]
fn an_opendocument_sheet_gives_the_same() {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let file = ods(&format!(
        "<table:table table:name=\"पंजी\"><table:table-header-rows><table:table-row>{}{}</table:table-row></table:table-header-rows>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>\
         <table:table-row><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>सा<text:span>रठ</text:span></text:p>\
         <office:annotation><text:p>टिप्पणी</text:p></office:annotation></table:table-cell>\
         <table:table-cell office:value-type=\"float\" office:value=\"9431012345\"><text:p>9,43,10,12,345</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2026-03-15T00:00:00\"><text:p>15/03/26</text:p></table:table-cell></table:table-row>\
         <table:table-row><table:covered-table-cell/><table:table-cell office:value-type=\"float\" office:value=\"1.2E+17\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>\
         </table:table>",
        cell("गाँव &amp; टोला"),
        cell("मोबाइल")
    ));
    let cells = lines(&file);
    assert_eq!(cells[0], (1, ["गाँव & टोला", "मोबाइल"].map(str::to_owned).to_vec()));
    assert_eq!(cells[1], (4, ["सारठ", "9431012345", "2026-03-15"].map(str::to_owned).to_vec()));
    assert_eq!(cells[2], (5, ["सारठ", CUT].map(str::to_owned).to_vec()));
}

#[test]
fn what_is_no_sheet_is_refused_with_a_sentence() {
    let page = b"<html><table><tr><td>Name</td></tr></table></html>";
    for (bytes, why) in [
        (&page[..], Unreadable::WebPage),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Unreadable::OldExcel),
        (b"\xef\xbb\xbf\xff\xff", Unreadable::NotUnicode),
        (&vec![b'a'; BYTES_MOST + 1], Unreadable::TooLarge),
    ] {
        assert_eq!(read(bytes).expect_err("not read"), why);
    }
    for bytes in
        [&b""[..], b"%PDF-1.4", b"PK\x03\x04 broken", b"\x01\x02\x03\x80", &packed(&[("a.txt", b"hello")])]
    {
        assert!(matches!(read(bytes), Err(Unreadable::NotASheet(_))));
    }
}

#[test]
fn bounds_hold_for_rows_columns_cells_and_repeats() {
    let long: String = (0..=ROWS_MOST).map(|n| format!("{n}\n")).collect();
    assert_eq!(read(long.as_bytes()).expect_err("too long"), Unreadable::TooLarge);
    let wide = ",".repeat(COLUMNS_MOST) + "x\n";
    assert_eq!(read(wide.as_bytes()).expect_err("too wide"), Unreadable::TooWide);
    let open = format!("Name,Village\nA,\"{}\n", "x,y\n".repeat(3_000));
    assert_eq!(read(open.as_bytes()).expect_err("an open quotation"), Unreadable::LongCell(2));
    let cell = "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
    for times in ["1000000", "99999999999"] {
        let many = ods(&format!(
            "<table:table><table:table-row table:number-rows-repeated=\"{times}\">{cell}</table:table-row></table:table>"
        ));
        assert_eq!(read(&many).expect_err("too long"), Unreadable::TooLarge);
    }
    let corner = xlsx(|book| {
        book.add_worksheet().write_string(1_048_575, 3, "far").expect("written");
    });
    assert_eq!(
        lines(&corner),
        [(1_048_576, vec![String::new(), String::new(), String::new(), "far".to_owned()])]
    );
}

#[test]
fn a_small_file_that_unpacks_to_much_is_refused() {
    let zeros = vec![b' '; 1_048_576];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let quick = SimpleFileOptions::default().compression_level(Some(1));
    for name in ["xl/workbook.xml", "xl/sharedStrings.xml"] {
        writer.start_file(name, quick).expect("a part");
        for _ in 0..49 {
            writer.write_all(&zeros).expect("written");
        }
    }
    let bomb = writer.finish().expect("a file").into_inner();
    assert!(bomb.len() < 1_048_576, "it is small: {}", bomb.len());
    assert_eq!(read(&bomb).expect_err("a bomb"), Unreadable::TooLarge);
    let parts: Vec<(String, Vec<u8>)> = (0..1_001).map(|n| (format!("p{n}"), Vec::new())).collect();
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(read(&packed(&parts)).expect_err("too many parts"), Unreadable::TooLarge);
}

#[test]
fn a_sheet_of_long_texts_said_often_stops_at_the_bound() {
    let text = "x".repeat(CELL_MOST);
    let cell = format!(
        "<table:table-cell table:number-columns-repeated=\"100\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    );
    let file = ods(&format!(
        "<table:table><table:table-row table:number-rows-repeated=\"19000\">{cell}</table:table-row></table:table>"
    ));
    assert_eq!(read(&file).expect_err("too much"), Unreadable::TooLarge);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(&bytes);
        let _ = read(&[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    #[test]
    fn no_damage_to_a_workbook_makes_it_panic(hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut file = xlsx(|book| {
            book.add_worksheet().write_row(0, 0, ["नाम", "मोबाइल"]).expect("written");
        });
        for (place, byte) in hits {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let _ = read(&file);
    }

    #[test]
    fn no_content_of_an_opendocument_sheet_makes_it_panic(content in "(<table:table>|<table:table-row|>|</table:table-row>|<table:table-cell| table:number-columns-repeated=\"[0-9]{1,20}\"|<text:p>|</text:p>|&#x[0-9a-f]{1,8};|&[a-z]{2};|[a-zऀ-ॿ]{0,4}|/>){0,30}") {
        let _ = read(&packed(&[("content.xml", content.as_bytes())]));
    }
}

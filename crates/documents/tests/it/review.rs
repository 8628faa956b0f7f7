//! The note of a review meeting: two pages, decisions first, in either language.

use documents::{Spoken, render, review_note};
use market::meetings::Note;
use market::reports::Waits;

use crate::reader;
use crate::samples::{Sentences, meeting, note};

#[test]
fn the_fullest_note_has_two_pages_and_looks_as_it_did() {
    let pdf = render(&[note("hi", 14)]).expect("prints");
    reader::looks_as_before(&pdf, "review_note");
    let Some(read) = reader::words(&pdf, "review_note") else { return };
    assert!(read.replace(' ', "").ends_with("2/2"), "two pages: {read}");
    let first = |words: &str| read.find(words).unwrap_or_else(|| panic!("«{words}» is missing: {read}"));
    let order = ["26-11-2026", "₹41,250", "₹12,345", "₹8,100"].map(first);
    assert!(order.is_sorted(), "tasks, figures, departments, blocks: {order:?}");
}

#[test]
fn an_english_note_says_the_same_and_an_empty_one_says_that_nothing_waits() {
    let pdf = render(&[note("en", 2)]).expect("prints");
    let Some(read) = reader::words(&pdf, "review_note_en") else { return };
    for said in ["Needs a decision", "What became of the tasks", "late", "Sarath", "JSLPS", "₹842"] {
        assert!(read.contains(said), "«{said}» is missing: {read}");
    }
    let sentences = Sentences::of("en");
    let nothing = Note { waits: Waits::default(), tasks: Vec::new(), ..meeting(0) };
    let spoken = Spoken { lang: "en", say: &|key, words| sentences.say(key, words) };
    let pdf = render(&[review_note(&nothing, spoken)]).expect("prints");
    let Some(read) = reader::words(&pdf, "review_note_empty") else { return };
    assert!(read.contains("Nothing waits for your decision today"), "{read}");
}

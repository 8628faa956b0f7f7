//! Reads PDFs as other programs do.

use std::path::{Path, PathBuf};
use std::process::Command;

use image::GrayImage;

/// How far the grey of a pixel may differ on the average: another version of the reader draws edges otherwise.
const UNLIKE_MOST: f64 = 2.0;

fn is_here(program: &str) -> bool {
    let is_here = Command::new(program).arg("-v").output().is_ok();
    if !is_here {
        eprintln!("{program} is not installed: what it would show is not looked at");
    }
    is_here
}

fn kept(pdf: &[u8], name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("documents-{}-{name}.pdf", std::process::id()));
    std::fs::write(&path, pdf).expect("the paper is kept for its readers");
    path
}

/// The words of a file with white space made one; `None` without a reader.
pub fn words(pdf: &[u8], name: &str) -> Option<String> {
    if !is_here("pdftotext") {
        return None;
    }
    let path = kept(pdf, name);
    let read = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().expect("runs");
    std::fs::remove_file(&path).expect("is removed");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let text = String::from_utf8(read.stdout).expect("words");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Compares the first page with the picture that was kept of it.
pub fn looks_as_before(pdf: &[u8], name: &str) {
    if !is_here("pdftoppm") {
        return;
    }
    let path = kept(pdf, name);
    let picture = path.with_extension("");
    let args = ["-gray", "-r", "60", "-png", "-singlefile"];
    let drawn = Command::new("pdftoppm").args(args).arg(&path).arg(&picture).output().expect("runs");
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let png = picture.with_extension("png");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/golden/{name}.png"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::copy(&png, &golden).expect("is kept");
    }
    let (is, was) = (grey(&png), grey(&golden));
    for file in [&path, &png] {
        std::fs::remove_file(file).expect("is removed");
    }
    assert_eq!(is.dimensions(), was.dimensions(), "{name}");
    let apart: u64 = is.as_raw().iter().zip(was.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    let unlike = apart as f64 / is.as_raw().len() as f64;
    assert!(unlike <= UNLIKE_MOST, "{name} differs by {unlike:.2} of 255 a pixel; BLESS=1 if it should");
}

fn grey(path: &Path) -> GrayImage {
    image::open(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display())).to_luma8()
}

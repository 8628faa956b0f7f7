//! Papers as whoever holds them sees them: the words can be read out of the file, the page looks as it looked.
//!
//! `pdftotext` and `pdftoppm` (Debian: poppler-utils, which `cargo xtask test` installs) read the files. Without them the tests
//! that need them say so and look at the bytes only. `BLESS=1` writes the pictures anew; look at them before they are kept.

mod bills;
mod export;
mod post;
mod press;
mod reader;
mod review;
mod samples;

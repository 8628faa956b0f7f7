//! The seeds of the fuzzer, read in every run: money, days, numbers and codes as people write them.

use kernel::india::{Gstin, Ifsc, Mobile, Pan, Pin};
use kernel::{Day, Paise, Time, aadhaar};

#[test]
fn what_was_read_is_read_the_same_after_it_was_shown() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/written");
    let seeds: Vec<_> = std::fs::read_dir(folder).expect("seeds").flatten().collect();
    assert!(seeds.len() > 10, "only {} seeds", seeds.len());
    let mut read = 0;
    for seed in seeds {
        let typed = String::from_utf8(std::fs::read(seed.path()).expect("a seed")).expect("text");
        if let Some(paise) = Paise::typed(&typed) {
            assert_eq!(Paise::typed(&paise.to_string()), Some(paise), "{typed}");
            read += 1;
        }
        if let Some(day) = Day::from_iso(&typed) {
            assert_eq!(Day::from_iso(&day.iso()), Some(day), "{typed}");
            read += 1;
        }
        let told = [
            Time::from_written(&typed).map(Time::rfc3339),
            Mobile::typed(&typed).map(|one| one.as_str().to_owned()),
            Pin::typed(&typed).map(|one| one.as_str().to_owned()),
            Pan::typed(&typed).map(|one| one.as_str().to_owned()),
            Gstin::typed(&typed).map(|one| one.as_str().to_owned()),
            Ifsc::typed(&typed).map(|one| one.as_str().to_owned()),
            aadhaar::is_in(&typed).then(String::new),
        ];
        read += told.iter().flatten().count();
    }
    assert!(read >= 9, "only {read} were read");
}

//! Registers by the command line: looked at without writing, entered on wish, the answer as a script reads it.

use serde_json::Value;

use crate::program::{Scratch, refuses, run};

const SHEET: &str = "जेएसएलपीएस देवघर,,,,\n\
                     कारीगर का नाम,मोबाइल नं०,ग्राम,प्रखण्ड,कार्य\n\
                     SUNITA MARANDI,9431012345,Sarath,सारठ,बांस\n\
                     फूलमनी टुडू,94310xxxxx,चितरा,सारठ,बांस\n\
                     कुल,2,,,\n";

struct Mart {
    scratch: Scratch,
}

impl Mart {
    fn seeded() -> Mart {
        let mart = Mart { scratch: Scratch::new() };
        let seeded = run(&["seed", "--without-sample", "--data", &mart.data()]);
        assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
        mart
    }

    fn data(&self) -> String {
        self.scratch.path("data").to_string_lossy().into_owned()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.scratch.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path.to_string_lossy().into_owned()
    }

    /// The exit code and what was said.
    fn imports(&self, file: &str, more: &[&str]) -> (Option<i32>, String) {
        let data = self.data();
        let mut arguments = vec!["import", "register", file, "--department", "jslps", "--data", &data];
        arguments.extend(more);
        let output = run(&arguments);
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).expect("UTF-8"))
    }

    fn told(&self, file: &str, more: &[&str]) -> (Option<i32>, Value) {
        let (code, said) = self.imports(file, &[&["--json"], more].concat());
        (code, serde_json::from_str(&said).unwrap_or_else(|cause| panic!("{cause}: {said}")))
    }
}

#[test]
fn a_register_is_looked_at_entered_once_and_told_in_json() {
    let mart = Mart::seeded();
    let file = mart.file("march.csv", SHEET.as_bytes());
    for _ in 0..2 {
        let (code, told) = mart.told(&file, &[]);
        assert_eq!((code, &told["rows"], &told["ok"]), (Some(3), &Value::from(2), &Value::from(1)));
        let words: Vec<&String> = told.as_object().expect("an object").keys().collect();
        assert_eq!(words.len(), 4, "{words:?}");
        assert_eq!(
            (&told["errors"][0]["row"], &told["errors"][0]["column"]),
            (&Value::from(4), &Value::from("मोबाइल नं०"))
        );
        assert!(told["errors"][0]["reason"].as_str().expect("a sentence").contains("भारत का मोबाइल नंबर नहीं"));
        assert_eq!(told["duplicates"], Value::Array(vec![]), "a look writes nothing");
    }
    let (code, said) = mart.imports(&file, &["--commit", "--lang", "en"]);
    assert!(
        code == Some(3) && said.contains("row 4, मोबाइल नं०: ") && said.contains("\n1 entered as reg_"),
        "{said}"
    );
    // Who is in now is offered as known, however she is spelt, and is not entered again.
    let again = mart
        .file("april.csv", "नाम,मोबाइल,ग्राम,प्रखंड,शिल्प\nसुनीता मरांडी,9431012345,सारठ,3088,bamboo\n".as_bytes());
    let (code, told) = mart.told(&again, &["--commit"]);
    assert_eq!((code, &told["ok"]), (Some(0), &Value::from(1)), "{told}");
    let duplicate = &told["duplicates"][0];
    assert!(duplicate["maker"].as_str().is_some_and(|maker| maker.starts_with("cas_")), "{told}");
    assert!(duplicate["reasons"].as_array().is_some_and(|reasons| reasons.len() > 1), "{told}");
    let (_, said) = mart.imports(&again, &["--commit", "--lang", "en"]);
    assert!(said.contains("\n0 entered as reg_"), "{said}");
    let verified = run(&["verify", "--data", &mart.data()]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

#[test]
fn what_is_no_register_is_said_in_one_sentence() {
    let mart = Mart::seeded();
    let data = mart.data();
    let refused = |file: &str, code: i32, words: &str| {
        refuses(&["import", "register", file, "--department", "jslps", "--data", &data], code, words);
    };
    refused("nowhere.xlsx", 1, "cannot be read");
    refused(&mart.file("a.pdf", b"%PDF-1.7"), 1, "नहीं खुलती");
    refused(&mart.file("old.csv", "uke,firk,xzke,eksckby\nlqfurk,jes'k,lkjB,1\n".as_bytes()), 1, "यूनिकोड");
    refused(&mart.file("odd.csv", b"a,b\nc,d\n"), 1, "नाम");
    refused(&mart.file("blockless.csv", "नाम,मोबाइल,शिल्प\nसुनीता,9431012345,बांस\n".as_bytes()), 1, "--block");
    refuses(&["import", "register", "x.csv", "--department", "police", "--data", &data], 2, "police");
}

//! Officers record in the field: what arrives once, what comes back, who must say yes, and what a second person makes of it.

use kernel::ids::{FieldFileId, FieldRecordId, Id, MakerId, ProductId};
use kernel::proof::hex;
use kernel::{Limit, Paise, Time};
use market::accounts::{Blocks, DepartmentKey, Post};
use market::cases::{self, By, CaseState, Scope, StopWhy};
use market::fieldwork::{
    self, Answers, Approval, ConsentError, FieldworkError, Head, Kind, Officer, PART_BYTES, Promised, Role,
    Sent, Standing, Withdrawing,
};
use market::media::act::Kept;
use market::media::{Format, sizes};
use sha2::{Digest, Sha256};
use store::{chance, on_each_engine, sql, testing::Fresh};

use crate::town::Town;

/// The block the town's makers live in.
const BLOCK: &str = "2201";

pub async fn officer(town: &Town, name: &str) -> Officer {
    let blocks = Blocks(vec![BLOCK.to_owned()]);
    let post = Post { department: DepartmentKey::Jslps, blocks };
    Officer { person: town.person(name).await, post }
}

pub async fn head(town: &Town, name: &str) -> Head {
    Head { person: town.person(name).await, department: DepartmentKey::Jslps }
}

pub fn answers(more: &[(&str, &str)]) -> Answers {
    let plain = [
        ("name_hi", "फूलमनी मुर्मू"),
        ("mobile", "9431012345"),
        ("block", BLOCK),
        ("village_hi", "सारठ"),
        ("pincode", "814149"),
        ("craft", "bamboo"),
        ("template", "bamboo@1"),
        ("ask_1", "piece"),
        ("ask_2", "kitchen"),
        ("ask_4", "tight"),
        ("ask_5", "smoke"),
        ("ask_6", "plain"),
        ("good_hi", "बाँस की डलिया"),
        ("good_en", "Bamboo basket"),
        ("length_cm", "7"),
        ("breadth_cm", "7"),
        ("height_cm", "2"),
        ("weight_g", "120"),
        ("making", "stock"),
        ("stock", "10"),
        ("material", "60"),
        ("hours", "1.5"),
        ("price", "250"),
    ];
    Answers::of(Kind::Listing, plain.into_iter().chain(more.iter().copied()))
}

pub fn photo(bytes: &[u8], role: Role) -> Promised {
    let length = i64::try_from(bytes.len()).expect("short");
    let sha256 = hex(&Sha256::digest(bytes));
    Promised { id: FieldFileId::new(Time(1), chance::bytes()), role, position: 1, bytes: length, sha256 }
}

pub fn sent(answers: Answers, files: Vec<Promised>) -> Sent {
    let id = FieldRecordId::new(Time(1), chance::bytes());
    Sent { id, kind: Kind::Listing, recorded_at: Time(5), answers, files }
}

/// A picture as the library would make it of these bytes.
fn kept(bytes: &[u8]) -> Kept {
    let files =
        sizes().map(|(width, format)| (width, width, format, 9)).collect::<Vec<(u32, u32, Format, usize)>>();
    Kept { id: market::media::picture_id(bytes), files, look: None }
}

/// Sends all parts of a file and has it kept.
pub async fn delivers(town: &Town, officer: &Officer, file: &Promised, bytes: &[u8]) {
    for (part, chunk) in (0..).zip(bytes.chunks(PART_BYTES)) {
        let sha = hex(&Sha256::digest(chunk));
        fieldwork::put_part(&town.db, officer, file.id, part, chunk, &sha).await.expect("a part");
    }
    let whole = fieldwork::bytes_of(&town.db, officer, file.id).await.expect("reads").expect("whole");
    assert_eq!(whole, bytes);
    let picture = kept(bytes);
    let picture = (file.role != Role::Voice).then_some(&picture);
    fieldwork::kept(&town.db, officer, file.id, picture).await.expect("kept");
}

async fn standing(town: &Town, officer: &Officer, id: FieldRecordId) -> Standing {
    let mut read = town.db.read().await.expect("reads");
    fieldwork::record(&mut read, officer, id).await.expect("reads").expect("a record").row.state
}

/// The last code sent under a key.
pub async fn code_sent(town: &Town) -> String {
    let all = town.messages("sms").await;
    let notice =
        all.iter().rev().find(|payload| payload.contains("sms-consent-code")).expect("a code was sent");
    let digits: Vec<&str> =
        notice.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 6).collect();
    (*digits.first().expect("six digits")).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn phulmanis_basket_is_on_the_shelf_after_her_yes_and_a_second_persons() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anjali, meera) = (officer(&town, "Anjali").await, head(&town, "Meera").await);
        let bytes = vec![7_u8; 150_000];
        let file = photo(&bytes, Role::Goods);
        let record = sent(answers(&[]), vec![file.clone()]);
        let taken = fieldwork::take(&town.db, &anjali, &record).await.expect("taken");
        assert_eq!((taken.state, taken.files.len()), (Standing::Receiving, 1));
        delivers(&town, &anjali, &file, &bytes).await;
        assert_eq!(standing(&town, &anjali, record.id).await, Standing::Waiting);

        let alt = kernel::Words::new("बाँस की डलिया", "A bamboo basket");
        let approval =
            Approval { hsn_key: "bamboo_basketware".to_owned(), alt, selling: Some(town.federation_sells()) };
        let early = fieldwork::approve(&town.db, meera, record.id, &approval).await;
        assert!(matches!(early, Err(FieldworkError::NotNow(_))), "not before her yes");
        fieldwork::ask_code(&town.db, &anjali, record.id).await.expect("a code is sent");
        let wrong = fieldwork::agree_by_code(&town.db, &anjali, record.id, "000000").await;
        assert!(matches!(wrong, Err(ConsentError::WrongCode)));
        let code = code_sent(&town).await;
        fieldwork::agree_by_code(&town.db, &anjali, record.id, &code).await.expect("she agrees");
        assert_eq!(standing(&town, &anjali, record.id).await, Standing::Review);

        let herself = Head { person: anjali.person, department: DepartmentKey::Jslps };
        let alone = fieldwork::approve(&town.db, herself, record.id, &approval).await;
        assert!(matches!(alone, Err(FieldworkError::SamePerson)));
        let alt = kernel::Words::new("बाँस की डलिया", " \n ");
        let silent =
            fieldwork::approve(&town.db, meera, record.id, &Approval { alt, ..approval.clone() }).await;
        assert!(
            matches!(&silent, Err(FieldworkError::Wrong(list)) if list.len() == 1 && list[0].key == "alt_en"),
            "no photo is published that is not described in both languages: {silent:?}"
        );
        let product = fieldwork::approve(&town.db, meera, record.id, &approval).await.expect("approved");
        let again = fieldwork::approve(&town.db, meera, record.id, &approval).await;
        assert!(matches!(again, Err(FieldworkError::NotNow(_))), "only once");
        assert_eq!(town.on_shelf(product).await, Some(("बाँस की डलिया".to_owned(), Paise(250_00))));
        assert_eq!((town.told("sms-agreed").await, town.told("sms-listed").await), (1, 1));
        town.is_sound().await;

        // A hand in the database takes her yes away, and the proof sees it.
        town.suffers(&[(sql!("update listing_consent set answers_sha256 = 'another'"), vec![])]).await;
        let checks = market::verify::run(&town.db).await.expect("looks");
        let broken: Vec<_> = checks.iter().filter(|check| !check.holds()).map(|check| check.name).collect();
        assert_eq!(broken, ["every listing made for a maker has her yes"]);

        let maker = town.maker_of(product).await;
        let person = town.person("Phulmani herself").await;
        let by = Withdrawing::Maker(maker, person);
        fieldwork::withdraw(&town.db, by, record.id).await.expect("she takes it back");
        assert_eq!(town.on_shelf(product).await, None, "it leaves the shelf at once");
        let by = Withdrawing::Maker(maker, person);
        assert!(matches!(fieldwork::withdraw(&town.db, by, record.id).await, Err(FieldworkError::NoRecord)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_and_each_part_arrive_once_however_often_they_are_sent() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anjali, deepak) = (officer(&town, "Anjali").await, officer(&town, "Deepak").await);
        let bytes: Vec<u8> = (0..200_000_u32).map(|n| u8::try_from(n % 251).expect("small")).collect();
        let file = photo(&bytes, Role::Goods);
        let record = sent(answers(&[]), vec![file.clone()]);
        for _ in 0..3 {
            fieldwork::take(&town.db, &anjali, &record).await.expect("taken");
        }
        let other = fieldwork::take(&town.db, &deepak, &record).await;
        assert!(matches!(other, Err(FieldworkError::NoRecord)), "another's id does not exist");

        let chunks: Vec<&[u8]> = bytes.chunks(PART_BYTES).collect();
        let sha = |part: usize| hex(&Sha256::digest(chunks[part]));
        let put = async |who: &Officer, part: usize, sha: &str| {
            let number = i64::try_from(part).expect("small");
            fieldwork::put_part(&town.db, who, file.id, number, chunks[part], sha).await
        };
        assert!(matches!(put(&anjali, 1, &sha(1)).await, Err(FieldworkError::Gap(0))));
        assert!(matches!(put(&anjali, 0, &sha(1)).await, Err(FieldworkError::NotAsPromised)));
        assert!(matches!(put(&deepak, 0, &sha(0)).await, Err(FieldworkError::NoFile)));
        for part in [0, 0, 1, 0, 1, 2, 3, 3] {
            put(&anjali, part, &sha(part)).await.expect("a part, again or not");
        }
        let whole = fieldwork::bytes_of(&town.db, &anjali, file.id).await.expect("reads");
        assert_eq!(whole.as_deref(), Some(bytes.as_slice()), "the same bytes");
        let picture = kept(&bytes);
        for _ in 0..2 {
            fieldwork::kept(&town.db, &anjali, file.id, Some(&picture)).await.expect("kept");
        }
        assert_eq!(standing(&town, &anjali, record.id).await, Standing::Waiting);
        let changed = Sent { answers: answers(&[("price", "300")]), ..record.clone() };
        let late = fieldwork::take(&town.db, &anjali, &changed).await;
        assert!(matches!(late, Err(FieldworkError::NotNow(_))), "what is here stays");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_comes_back_with_the_reason_and_is_mended_under_the_same_id() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anjali = officer(&town, "Anjali").await;
        let bytes = b"a photo".to_vec();
        let file = photo(&bytes, Role::Goods);
        let record = sent(answers(&[("price", "सस्ता"), ("block", "6624")]), vec![file.clone()]);
        let taken = fieldwork::take(&town.db, &anjali, &record).await.expect("kept all the same");
        assert_eq!((taken.state, taken.reason.as_str()), (Standing::SentBack, "!block:block price:rupees"));
        let mended = Sent { answers: answers(&[]), ..record.clone() };
        let taken = fieldwork::take(&town.db, &anjali, &mended).await.expect("mended");
        assert_eq!(taken.state, Standing::Receiving);
        fieldwork::put_part(&town.db, &anjali, file.id, 0, &bytes, &hex(&Sha256::digest(&bytes)))
            .await
            .expect("a part");
        fieldwork::file_refused(&town.db, &anjali, file.id, "broken").await.expect("told");
        assert_eq!(standing(&town, &anjali, record.id).await, Standing::SentBack);
        let better = photo(b"a better photo", Role::Goods);
        let again = Sent { files: vec![better.clone()], ..mended.clone() };
        fieldwork::take(&town.db, &anjali, &again).await.expect("with another photo");
        delivers(&town, &anjali, &better, b"a better photo").await;
        assert_eq!(standing(&town, &anjali, record.id).await, Standing::Waiting);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_is_to_the_very_answers_that_were_read_out() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anjali, meera) = (officer(&town, "Anjali").await, head(&town, "Meera").await);
        let (picture, voice) = (b"a photo".to_vec(), b"OggS haan".to_vec());
        let (goods, said) = (photo(&picture, Role::Goods), photo(&voice, Role::Voice));
        let record = sent(answers(&[]), vec![goods.clone(), said.clone()]);
        fieldwork::take(&town.db, &anjali, &record).await.expect("taken");
        delivers(&town, &anjali, &goods, &picture).await;
        assert_eq!(standing(&town, &anjali, record.id).await, Standing::Receiving);
        delivers(&town, &anjali, &said, &voice).await;
        assert_eq!(
            standing(&town, &anjali, record.id).await,
            Standing::Review,
            "she said it with these answers"
        );

        assert!(matches!(
            fieldwork::send_back(&town.db, meera, record.id, " ").await,
            Err(FieldworkError::NoReason)
        ));
        fieldwork::send_back(&town.db, meera, record.id, "दाम बहुत कम है").await.expect("sent back");
        fieldwork::answer(&town.db, &anjali, record.id, &[("price", "300")])
            .await
            .expect("mended in the form");
        fieldwork::finish(&town.db, &anjali, record.id).await.expect("whole");
        let old = fieldwork::agree_by_voice(&town.db, &anjali, record.id).await;
        assert!(matches!(old, Err(ConsentError::NoVoice)), "what she said was about the old price");
        assert_eq!(standing(&town, &anjali, record.id).await, Standing::Waiting);
        for _ in 0..3 {
            fieldwork::ask_code(&town.db, &anjali, record.id).await.expect("a code");
        }
        let fourth = fieldwork::ask_code(&town.db, &anjali, record.id).await;
        assert!(matches!(fourth, Err(ConsentError::TooManyCodes)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inspection_counts_at_once_and_shows_what_had_changed_meanwhile() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anjali = officer(&town, "Anjali").await;
        let product: ProductId = town.product_of("lac bangles").await;
        let seen = [
            ("product", product.to_string()),
            ("seen_price", "20000".to_owned()),
            ("note", "दरार है".to_owned()),
        ];
        let found = [("check_1", "right"), ("check_2", "right"), ("check_3", "stop"), ("check_4", "right")];
        let given = seen.iter().map(|(key, value)| (*key, value.as_str())).chain(found);
        let finding = photo(b"a crack", Role::Finding);
        let record = Sent {
            id: FieldRecordId::new(Time(1), chance::bytes()),
            kind: Kind::Inspection,
            recorded_at: Time(5),
            answers: Answers::of(Kind::Inspection, given),
            files: vec![finding.clone()],
        };
        let without =
            Sent { id: FieldRecordId::new(Time(1), chance::bytes()), files: vec![], ..record.clone() };
        let taken = fieldwork::take(&town.db, &anjali, &without).await.expect("kept");
        assert_eq!(taken.reason, "!photo:photo", "who stops a good shows why");
        fieldwork::take(&town.db, &anjali, &record).await.expect("taken");
        delivers(&town, &anjali, &finding, b"a crack").await;
        let mut read = town.db.read().await.expect("reads");
        let page = fieldwork::record(&mut read, &anjali, record.id).await.expect("reads").expect("a record");
        assert_eq!((page.row.state, page.verdict.as_deref()), (Standing::Done, Some("not_approved")));
        let difference = page.row.differences.0.first().expect("the price has changed");
        assert_eq!((difference.then.as_str(), difference.now.as_str()), ("20000", "25000"));
        drop(read);
        assert_eq!(town.told("sms-inspected-not-approved").await, 1);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_number_is_shown_and_nothing_is_dropped() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anjali = officer(&town, "Anjali").await;
        let sunita: MakerId = town.maker("Sunita");
        let mobile = town.mobile_of("Sunita");
        let bytes = b"a photo".to_vec();
        let file = photo(&bytes, Role::Goods);
        let record = sent(answers(&[("mobile", mobile.as_str())]), vec![file.clone()]);
        fieldwork::take(&town.db, &anjali, &record).await.expect("taken");
        delivers(&town, &anjali, &file, &bytes).await;
        let mut read = town.db.read().await.expect("reads");
        let page = fieldwork::record(&mut read, &anjali, record.id).await.expect("reads").expect("a record");
        assert_eq!(page.row.state, Standing::Waiting, "it waits; it is not thrown away");
        assert_eq!(page.row.differences.0.first().map(|d| d.maker.clone()), Some(sunita.to_string()));
        let everything = fieldwork::of_officer(&mut read, &anjali, Limit::of(10)).await.expect("reads");
        assert_eq!(everything.len(), 1);
        drop(read);
        fieldwork::answer(&town.db, &anjali, record.id, &[("maker", &sunita.to_string())])
            .await
            .expect("the same");
        fieldwork::finish(&town.db, &anjali, record.id).await.expect("whole");
        fieldwork::drop_record(&town.db, &anjali, record.id).await.expect("taken back before it counts");
        assert_eq!(standing(&town, &anjali, record.id).await, Standing::Dropped);
        town.is_sound().await;
    });
}

fn visit(given: &[(&str, &str)], files: Vec<Promised>) -> Sent {
    let id = FieldRecordId::new(Time(1), chance::bytes());
    let answers = Answers::of(Kind::Visit, given.iter().copied());
    Sent { id, kind: Kind::Visit, recorded_at: Time(5), answers, files }
}

impl Town {
    async fn noted(&self, officer: &Officer, id: FieldRecordId) -> fieldwork::RecordPage {
        let mut read = self.db.read().await.expect("reads");
        fieldwork::record(&mut read, officer, id).await.expect("reads").expect("a record")
    }

    async fn open_cases(&self, officer: &Officer) -> Vec<cases::CaseLine> {
        let scope = Scope::Officer(officer.post.clone());
        cases::open(&mut self.db.read().await.expect("reads"), &scope, Limit::of(50)).await.expect("lists")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_without_signal_begins_a_case_and_the_next_one_is_noted_to_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anjali = officer(&town, "Anjali").await;
        let today = town.db.now().day().iso();
        let met = [
            ("name_hi", "सावित्री देवी"),
            ("mobile", "9123400001"),
            ("block", BLOCK),
            ("village_hi", "रिखिया"),
            ("craft", "bamboo"),
            ("visited", today.as_str()),
            ("tools", "बाँस काटने की छुरी"),
            ("per_week", "८"),
        ];
        let before = town.open_cases(&anjali).await.len();
        let face = photo(b"at work", Role::Maker);
        let first = visit(&met, vec![face.clone()]);
        fieldwork::take(&town.db, &anjali, &first).await.expect("taken");
        assert_eq!(town.open_cases(&anjali).await.len(), before, "her photo is still on its way");
        delivers(&town, &anjali, &face, b"at work").await;
        fieldwork::take(&town.db, &anjali, &first).await.expect("the same, sent again");
        let open = town.open_cases(&anjali).await;
        assert_eq!(open.len(), before + 1, "one case, however often it is sent");
        let page = town.noted(&anjali, first.id).await;
        let case = page.case.expect("a case");
        assert_eq!(page.row.state, Standing::Done);

        let seen = visit(&[("case", &case.to_string()), ("place", "हाट")], vec![]);
        fieldwork::take(&town.db, &anjali, &seen).await.expect("taken");
        let scope = Scope::Officer(anjali.post.clone());
        let view = cases::case(&mut town.db.read().await.expect("reads"), &scope, case).await;
        let view = view.expect("reads").expect("her case");
        assert_eq!((view.visits.len(), view.head.state), (2, CaseState::Visited));
        let shown: Vec<bool> = view.visits.iter().map(|visit| visit.photo.is_some()).collect();
        assert_eq!(shown.iter().filter(|shown| **shown).count(), 1, "her photo stands beside the first");
        assert!(view.visits.iter().any(|visit| visit.capacity_per_week == Some(8)));

        // Another phone meets her too: a case is begun, and who may be the same stands beside it.
        let again = visit(&met, vec![]);
        fieldwork::take(&town.db, &anjali, &again).await.expect("taken");
        let page = town.noted(&anjali, again.id).await;
        let told = page.row.differences.0.first().expect("she is told").clone();
        assert_eq!((told.what.as_str(), told.case), ("met", case.to_string()));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_to_a_case_that_rests_comes_back_and_is_mended() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anjali = officer(&town, "Anjali").await;
        let met = [("name_hi", "सावित्री देवी"), ("block", BLOCK), ("village_hi", "रिखिया")];
        let first = visit(&met, vec![]);
        fieldwork::take(&town.db, &anjali, &first).await.expect("taken");
        let case = town.noted(&anjali, first.id).await.case.expect("a case");
        let by = By::officer(anjali.person, anjali.post.clone());
        cases::stop(&town.db, &by, case, StopWhy::MovedAway, "to Ranchi").await.expect("rests");

        let late = visit(&[("case", &case.to_string()), ("tools", "छुरी")], vec![]);
        let taken = fieldwork::take(&town.db, &anjali, &late).await.expect("kept");
        assert_eq!((taken.state, taken.reason.as_str()), (Standing::SentBack, "!case:case"));
        cases::reopen(&town.db, &by, case, "she is back").await.expect("goes on");
        let mended = fieldwork::take(&town.db, &anjali, &late).await.expect("taken");
        assert_eq!(mended.state, Standing::Done);

        let manoj = Officer {
            person: town.person("Manoj").await,
            post: Post { department: DepartmentKey::Industries, ..anjali.post.clone() },
        };
        let taken = fieldwork::take(&town.db, &manoj, &visit(&[("case", &case.to_string())], vec![])).await;
        assert_eq!(taken.expect("kept").reason, "!case:case", "another department's case is not his");
        let nobody = fieldwork::take(&town.db, &manoj, &late).await;
        assert!(matches!(nobody, Err(FieldworkError::NoRecord)), "another's record does not exist");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_for_somebody_visited_before_goes_on_with_her_case() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anjali, meera) = (officer(&town, "Anjali").await, head(&town, "Meera").await);
        let met =
            [("name_hi", "फूलमनी मुर्मू"), ("block", BLOCK), ("village_hi", "सारठ"), ("mobile", "9431012345")];
        let visited = visit(&met, vec![]);
        fieldwork::take(&town.db, &anjali, &visited).await.expect("taken");
        let case = town.noted(&anjali, visited.id).await.case.expect("a case");

        let bytes = b"a basket".to_vec();
        let file = photo(&bytes, Role::Goods);
        let record = sent(answers(&[]), vec![file.clone()]);
        fieldwork::take(&town.db, &anjali, &record).await.expect("taken");
        delivers(&town, &anjali, &file, &bytes).await;
        let page = town.noted(&anjali, record.id).await;
        let told = page.row.differences.0.first().expect("she is told").clone();
        assert_eq!((told.what.as_str(), told.case.clone()), ("met", case.to_string()));

        fieldwork::answer(&town.db, &anjali, record.id, &[("case", &told.case)]).await.expect("it is she");
        fieldwork::finish(&town.db, &anjali, record.id).await.expect("whole");
        fieldwork::ask_code(&town.db, &anjali, record.id).await.expect("a code is sent");
        let code = code_sent(&town).await;
        fieldwork::agree_by_code(&town.db, &anjali, record.id, &code).await.expect("she agrees");
        let alt = kernel::Words::new("बाँस की डलिया", "A bamboo basket");
        let approval =
            Approval { hsn_key: "bamboo_basketware".to_owned(), alt, selling: Some(town.federation_sells()) };
        let product = fieldwork::approve(&town.db, meera, record.id, &approval).await.expect("approved");
        let maker = town.maker_of(product).await;
        let mut read = town.db.read().await.expect("reads");
        assert_eq!(cases::of_maker(&mut read, maker).await.expect("asks"), Some(case), "one case, not two");
        let visited = cases::last_visit_to(&mut read, maker).await.expect("asks");
        assert_eq!(
            visited,
            Some((DepartmentKey::Jslps, town.db.now().day())),
            "her page tells who was there"
        );
        let view = cases::case(&mut read, &Scope::District, case).await.expect("asks").expect("a case");
        assert_eq!((view.head.state, view.head.maker), (CaseState::Listed, Some(maker)));
        drop(read);
        town.is_sound().await;

        // The second person is looked for: a hand makes the officer her own head, and the proof sees it.
        let hand = [(
            sql!("update case_step set by_id = 'nobody' where step = 'listed' and source like 'fld_%'"),
            vec![],
        )];
        town.suffers(&hand).await;
        let checks = market::verify::run(&town.db).await.expect("looks");
        let broken: Vec<_> = checks.iter().filter(|check| !check.holds()).map(|check| check.name).collect();
        assert_eq!(broken, ["no maker was listed by one person alone"]);
    });
}

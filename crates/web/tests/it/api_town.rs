//! The vocabulary of the API's tests: the sample district behind real HTTP, with its worker, a practice gateway and a
//! practice SMS box, all on loopback. Every answer is held against the document of the API.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use connectors::gateways::Gateways;
use connectors::hyperswitch::Hyperswitch;
use connectors::razorpay::Razorpay;
use connectors::sms::Sms;
use kernel::{Day, Secret, Words};
use market::intake::{self, Register};
use market::media::{self, Develop, Draw, Drawn, Look, NoPhoto, Photo};
use market::quotes::Books;
use market::sharing::Paint;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use simulators::gateway::{self, Gateway, GatewayConfig};
use simulators::hyperswitch::{self, Switch, SwitchConfig};
use simulators::sms::{self, SmsBox, SmsBoxConfig};
use store::blobs::Blobs;
use store::testing::Fresh;
use store::{Db, DbError, params, sql, transaction};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use web::page::{Assets, District, Site, Stage};
use web::{App, AppParts};
use worker::words::Templates;
use worker::{Numbers, Worker};

use crate::api_document::Document;

const FREE_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
/// Deoghar's head post office.
pub const METRICS_TOKEN: &str = "the-word-of-the-machine-that-watches";
pub const ENGINE_KEY: &str = "deoghar-mart-2026";
pub const DEOGHAR: &str = "814112";

pub struct Town {
    pub db: Db,
    pub gateway: Gateway,
    /// The second one.
    pub switch: Switch,
    pub url: String,
    pub phones: SmsBox,
    /// The mart's table of routes.
    pub entries: Vec<web::Entry>,
    document: Document,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Value,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The stable code of a problem.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or("")
    }

    /// Status, code and field of a problem.
    pub fn problem(&self) -> (u16, &str, &str) {
        (self.status, self.code(), self.body["field"].as_str().unwrap_or(""))
    }

    fn read(bytes: &[u8]) -> Answer {
        // A paper is no text; its first bytes are.
        let answer = String::from_utf8_lossy(bytes);
        let (head, text) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let header = |line: &str| {
            let (name, value) = line.split_once(':').expect("a header");
            (name.to_ascii_lowercase(), value.trim().to_owned())
        };
        let body = serde_json::from_str(text).unwrap_or(Value::Null);
        Answer { status, headers: lines.map(header).collect(), body, text: text.to_owned() }
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
}

/// The sheets of the sample district, in the order they lean on each other.
const SHEETS: [(Register, &str); 6] = [
    (Register::Hubs, "hubs.csv"),
    (Register::Aggregators, "aggregators.csv"),
    (Register::Makers, "makers.csv"),
    (Register::Makers, "makers_jslps.xlsx"),
    (Register::Products, "products.csv"),
    (Register::Variants, "variants.csv"),
];

/// The tables and sheets that ship with the mart.
fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

/// Variants of goods that are left out are faulty rows to the import, which leaves them out in turn.
fn every_third_row(sheet: &[u8]) -> Vec<u8> {
    let rows = sheet.split_inclusive(|byte| *byte == b'\n');
    rows.enumerate().filter(|(at, _)| *at == 0 || at % 3 == 1).flat_map(|(_, row)| row.to_vec()).collect()
}

/// Pictures of a few bytes: these tests look at none.
fn scribbles() -> Draw {
    Arc::new(|_| {
        let drawn = |(width, format)| Drawn { width, height: width, format, bytes: vec![0; 16] };
        Ok(media::sizes().map(drawn).collect())
    })
}

/// As the picture library does with a photo, without looking at it further.
fn developed() -> Develop {
    Develop(Arc::new(|photo| {
        let drawn = |(width, format)| Drawn { width, height: width, format, bytes: vec![0; 16] };
        if photo.starts_with(&[0xff, 0xd8]) || photo.starts_with(b"photo ") {
            Ok(Photo { files: media::sizes().map(drawn).collect(), look: Look { light: 120, sharpness: 9 } })
        } else {
            Err(NoPhoto::OtherKind)
        }
    }))
}

/// Says which drawing it was given, and whether a picture.
fn painted() -> Paint {
    Paint(Arc::new(|drawing, picture| {
        Ok(format!("JPEG of {} bytes, {:?}", drawing.len(), picture.map(<[u8]>::len)).into_bytes())
    }))
}

impl Town {
    /// The makers and every third good of the sample district on a fresh database, without pictures.
    pub async fn open(fresh: &Fresh) -> Town {
        only_near_pincodes(&fresh.db).await.expect("pincodes");
        intake::reference::load(&fresh.db, &|_, _, _| ()).await.expect("the tables that ship");
        for (register, file) in SHEETS {
            let mut sheet = std::fs::read(data().join("sample").join(file)).expect("a sheet");
            if register == Register::Products {
                sheet = every_third_row(&sheet);
            }
            intake::apply(&fresh.db, register, &sheet).await.expect("a register");
        }
        Town::served(fresh).await
    }

    /// The same with pictures of a few bytes each.
    pub async fn open_with_pictures(fresh: &Fresh) -> Town {
        only_near_pincodes(&fresh.db).await.expect("pincodes");
        let media = Blobs::folder(&fresh.folder.join("media")).expect("a folder");
        intake::sample_district(&fresh.db, &media, &scribbles(), &|_, _, _| ()).await.expect("a district");
        Town::served(fresh).await
    }

    async fn served(fresh: &Fresh) -> Town {
        let db = fresh.db.clone();
        market::delivery::load_tables(&db).await.expect("delivery tables");
        market::cash::load_tables(&db).await.expect("the rule of cash");
        market::gateways::load_tables(&db).await.expect("the rules of gateways");
        let gateway = gateway::start(GatewayConfig::practice(FREE_PORT)).await.expect("a gateway");
        let switch = hyperswitch::start(SwitchConfig::practice(FREE_PORT)).await.expect("a switch");
        let phones = SmsBoxConfig { listen: FREE_PORT, templates: None, book: None };
        let phones = sms::start(phones).await.expect("phones");
        let listener = TcpListener::bind(FREE_PORT).await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        gateway.send_webhooks_to(&format!("{url}/webhooks/razorpay"));
        switch.send_webhooks_to(&format!("{url}/webhooks/hyperswitch"));
        phones.send_replies_to(&format!("{url}/webhooks/sms"));
        let blobs = Blobs::folder(&fresh.folder.join("media")).expect("a folder");
        let gateways = Gateways {
            razorpay: Razorpay::new(gateway.razorpay_config()).expect("a line"),
            hyperswitch: Some(Hyperswitch::new(switch.config()).expect("a line")),
        };
        let worker = Worker {
            db: db.clone(),
            gateways: gateways.clone(),
            sms: Sms::new(phones.sms_config()).expect("a line"),
            courier: None,
            search_engines: None,
            site: url.clone(),
            lookout: None,
            folder: None,
            media: Some(blobs.clone()),
            backups: None,
            templates: Templates::practice(),
            numbers: Numbers { reply_to: sms::NUMBER.to_owned(), help: "06432-000000".to_owned() },
        };
        let books = Books::open(&mut db.read().await.expect("a connection")).await.expect("books");
        let app = App::new(AppParts {
            db: db.clone(),
            books,
            site: site(&url),
            gateways,
            gateway_origin: gateway.razorpay_config().base_url,
            replies: phones.replies(),
            courier_hook: Some(simulators::courier::hook()),
            media: blobs,
            develop: developed(),
            paint: painted(),
            secure_cookies: false,
            metrics_token: Some(Secret::new(METRICS_TOKEN.to_owned())),
            codes_hourly_most: 100_000,
            engine_key: Some(ENGINE_KEY.to_owned()),
            sms_registered: (1, 1),
        });
        let entries = web::entries(&app);
        tokio::spawn(worker::run(worker, std::future::pending()));
        tokio::spawn(web::serve(listener, app, std::future::pending()));
        let mut town = Town { db, gateway, switch, url, phones, entries, document: Document::default() };
        let document = town.raw("GET", "/openapi.json", &[], String::new()).await.is(200);
        town.document = Document::new(document.body);
        town
    }

    /// A request to the API: headers by name, a body if it is not null. What comes back must be in the document.
    pub async fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let text = if body.is_null() { None } else { Some(body.to_string()) };
        let mut all = vec![("content-type", "application/json")];
        all.retain(|_| text.is_some());
        all.extend_from_slice(headers);
        let answer = self.raw(method, path, &all, text.unwrap_or_default()).await;
        self.document.covers(method, path, &answer);
        answer
    }

    /// As [`Town::call`], any bytes, not held against the document.
    pub async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: String) -> Answer {
        let host = self.url.strip_prefix("http://").expect("an address");
        let mut request = format!("{method} /api/v1{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        let mut line = TcpStream::connect(host).await.expect("the mart answers");
        // The mart may answer and hang up before it has read a body that is too large.
        let _ = line.write_all(request.as_bytes()).await;
        let mut bytes = Vec::new();
        let _ = line.read_to_end(&mut bytes).await;
        Answer::read(&bytes)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[("accept-language", "en")], &Value::Null).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, &[("accept-language", "en")], body).await
    }

    /// The newest code that came to a phone.
    pub async fn code_of(&self, mobile: &str) -> String {
        self.code_after(mobile, 0).await
    }

    /// How many messages a phone has.
    pub fn messages_to(&self, mobile: &str) -> usize {
        self.phones.messages(kernel::india::Mobile::typed(mobile).as_ref()).len()
    }

    /// The newest code of a phone that had so many messages before it came.
    pub async fn code_after(&self, mobile: &str, before: usize) -> String {
        let mobile = kernel::india::Mobile::typed(mobile).expect("a mobile");
        for _ in 0..500 {
            let mut inbox = self.phones.messages(Some(&mobile));
            inbox.truncate(inbox.len().saturating_sub(before));
            let digits = |text: &str| {
                let mut parts = text.split(|c: char| !c.is_ascii_digit());
                parts.find(|digits| digits.len() == 6).map(str::to_owned)
            };
            let newest = inbox.iter().find_map(|message| digits(&message.text));
            if let Some(code) = newest {
                return code;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("no code came to {mobile}");
    }

    /// Somebody signs in; her header.
    pub async fn signs_in(&self, mobile: &str) -> Buyer<'_> {
        let before = self.messages_to(mobile);
        self.post("/sign-in-codes", &json!({ "mobile": mobile })).await.is(202);
        let code = self.code_after(mobile, before).await;
        let session = self.post("/sessions", &json!({ "mobile": mobile, "code": code })).await.is(201);
        Buyer { town: self, bearer: format!("Bearer {}", session.body["token"].as_str().expect("a token")) }
    }

    /// Variants that lie ready: id, slug of the product, how many.
    pub async fn ready(&self) -> Vec<(String, String, u64)> {
        let page = self.get("/products?limit=100").await.is(200);
        let items = page.body["items"].as_array().expect("items");
        let variants = items.iter().flat_map(|item| {
            let slug = item["slug"].as_str().expect("a slug");
            item["variants"].as_array().expect("variants").iter().map(move |v| (v, slug))
        });
        let ready = variants.filter(|(v, _)| v["making"] == "stock" && v["available"].as_u64() > Some(0));
        let piece = |(v, slug): (&Value, &str)| {
            let id = v["id"].as_str().expect("an id").to_owned();
            (id, slug.to_owned(), v["available"].as_u64().expect("a count"))
        };
        ready.map(piece).collect()
    }

    /// How many pieces of a variant can be had.
    pub async fn available(&self, slug: &str, variant: &str) -> u64 {
        let product = self.get(&format!("/products/{slug}")).await.is(200);
        let variants = product.body["variants"].as_array().expect("variants");
        let found = variants.iter().find(|v| v["id"] == variant).expect("the variant");
        found["available"].as_u64().expect("a count")
    }
}

/// Somebody who has signed in.
pub struct Buyer<'a> {
    pub town: &'a Town,
    pub bearer: String,
}

impl Buyer<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        let headers = [("authorization", self.bearer.as_str()), ("accept-language", "en")];
        self.town.call("GET", path, &headers, &Value::Null).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.town.call("DELETE", path, &[("authorization", self.bearer.as_str())], &Value::Null).await
    }

    /// A quote to Deoghar.
    pub async fn quote(&self, lines: &[(&str, u64)]) -> Answer {
        let lines: Vec<Value> =
            lines.iter().map(|(id, count)| json!({ "variant_id": id, "quantity": count })).collect();
        let body = json!({ "lines": lines, "pincode": DEOGHAR, "payment_method": "upi" });
        let headers = [("authorization", self.bearer.as_str()), ("accept-language", "en")];
        self.town.call("POST", "/quotes", &headers, &body).await
    }

    /// An order to Deoghar.
    pub async fn order(&self, quote: &str, key: &str) -> Answer {
        self.order_with(&json!({ "quote_id": quote, "address": address() }), key).await
    }

    pub async fn order_with(&self, body: &Value, key: &str) -> Answer {
        let headers =
            [("authorization", self.bearer.as_str()), ("accept-language", "en"), ("idempotency-key", key)];
        self.town.call("POST", "/orders", &headers, body).await
    }
}

/// Anita's address.
pub fn address() -> Value {
    json!({ "name": "अनीता देवी", "house": "12, सुभाष चौक", "area": "देवघर", "pincode": DEOGHAR })
}

/// Of the nineteen thousand pincodes only those of the region, so that each test may have a district of its own.
async fn only_near_pincodes(db: &Db) -> Result<(), DbError> {
    let text = std::fs::read_to_string(data().join("pincodes.csv")).expect("the pincodes");
    let print = kernel::proof::hex(&Sha256::digest(text.as_bytes()));
    transaction!(db, tx => {
        tx.put(sql!("insert into state (gst_code, iso3166_2, name_hi, name_en, kind) values ('20', 'IN-JH', 'झारखंड', 'Jharkhand', 'state'), ('10', 'IN-BR', 'बिहार', 'Bihar', 'state')"), params![]).await?;
        for line in text.lines() {
            let cells: Vec<&str> = line.split(',').collect();
            let (state, near) = match (cells[5], &cells[0][..2]) {
                ("Jharkhand", "81" | "83") => ("20", true),
                ("Bihar", "80") => ("10", true),
                _ => ("", false),
            };
            if near {
                tx.put(sql!("insert into pincode (pin, office, district, state_code, lat_e4, lon_e4, delivers) values ($1, $2, $3, $4, 244850, 867000, 1)"), params![cells[0], cells[1], cells[4], state]).await?;
            }
        }
        let now = tx.now();
        tx.put(sql!("insert into loaded_table (name, sha256, row_count, loaded_at_ms) values ('data/pincodes.csv', $1, 1, $2)"), params![print, now]).await
    })
}

fn site(url: &str) -> Site {
    let district = District {
        owner: Words::new("जिला प्रशासन, देवघर", "District Administration, Deoghar"),
        legal_name: Words::new("देवघर मार्ट समिति", "DeogharMart Society"),
        office: Words::new("समाहरणालय, देवघर 814112", "Collectorate, Deoghar 814112"),
        hours: Words::new("10 से 5", "10 to 5"),
        phone: "06432-232680".to_owned(),
        email: "mart@deoghar.test".to_owned(),
        payment_company: "Razorpay".to_owned(),
        grievance_name: Words::new("सुनीता कुमारी", "Sunita Kumari"),
        grievance_post: Words::new("शिकायत अधिकारी", "Grievance officer"),
        grievance_phone: "06432-232681".to_owned(),
        grievance_email: "grievance@deoghar.test".to_owned(),
        ..District::default()
    };
    Site {
        url: url.to_owned(),
        district,
        assets: Assets::default(),
        stage: Stage::Sample.into(),
        crafts: Vec::new(),
        updated: Day::of(2026, 11, 22).expect("a day"),
    }
}

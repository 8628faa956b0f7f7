//! A browser without script: keeps its cookies, follows redirects, fills the forms it finds on the page.

use std::collections::BTreeMap;

use kernel::totp::{Key, step_at};
use store::sessions::Opened;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::api_town::Town;

pub struct Browser<'a> {
    pub town: &'a Town,
    cookies: BTreeMap<String, String>,
}

/// A page, after all redirects.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    /// Path and query where it was found.
    pub at: String,
    pub headers: BTreeMap<String, String>,
    pub html: String,
}

impl Page {
    #[track_caller]
    pub fn is(self, status: u16) -> Page {
        assert_eq!(self.status, status, "{} {}", self.at, self.html);
        self
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    #[track_caller]
    pub fn shows(&self, words: &str) {
        assert!(self.html.contains(words), "{} does not show {words}", self.at);
    }

    /// The value of the first input of that name in the form that goes to `action`.
    pub fn hidden(&self, action: &str, name: &str) -> String {
        let form = self
            .html
            .split(&format!("action=\"{action}\""))
            .nth(1)
            .unwrap_or_else(|| panic!("no form to {action}"));
        let form = form.split("</form>").next().unwrap_or("");
        let input =
            form.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("no {name} to {action}"));
        let value = input.split("value=\"").nth(1).and_then(|rest| rest.split('"').next());
        value.unwrap_or("").to_owned()
    }
}

impl<'a> Browser<'a> {
    pub fn new(town: &'a Town) -> Browser<'a> {
        Browser { town, cookies: BTreeMap::new() }
    }

    /// A browser that somebody has signed in with.
    pub fn with_session(town: &'a Town, opened: &Opened) -> Browser<'a> {
        let cookies = BTreeMap::from([("mart".to_owned(), opened.token.reveal().clone())]);
        Browser { town, cookies }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.follow("GET", path, &[], "").await
    }

    /// Sends the form to `action` that stands on `page`, with the key the page gave it.
    pub async fn sends(&mut self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let key = page.hidden(action, "form_key");
        let mut all = vec![("form_key", key.as_str())];
        all.extend_from_slice(fields);
        self.posts(action, &all).await
    }

    /// Sends a form from our own page, as browsers say it.
    pub async fn posts(&mut self, action: &str, fields: &[(&str, &str)]) -> Page {
        let origin = self.town.url.clone();
        self.follow("POST", action, &[("origin", &origin)], &encoded(fields)).await
    }

    /// Sends a form with these headers and no others, and does not follow.
    pub async fn posts_with(
        &mut self,
        action: &str,
        headers: &[(&str, &str)],
        fields: &[(&str, &str)],
    ) -> Page {
        self.once("POST", action, headers, &encoded(fields)).await
    }

    /// Sends the form with a file to `action` that stands on `page`, with the key the page gave it.
    pub async fn uploads(&mut self, page: &Page, action: &str, file: (&str, &str)) -> Page {
        let key = page.hidden(action, "form_key");
        let (origin, body) = (self.town.url.clone(), parted(&key, file));
        let mut page = self.once_as(MULTIPART, "POST", action, &[("origin", &origin)], &body).await;
        if page.status == 303 {
            let to = page.header("location").to_owned();
            page = self.once("GET", &to, &[], "").await;
        }
        page
    }

    /// One request, not followed.
    pub async fn once(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Page {
        self.once_as("application/x-www-form-urlencoded", method, path, headers, body).await
    }

    /// The same with a body of another kind.
    pub async fn once_as(
        &mut self,
        kind: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Page {
        let host = self.town.url.strip_prefix("http://").expect("an address").to_owned();
        let cookies: Vec<String> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        // A browser so old that it takes no answer in pieces: the answer ends with the line.
        let mut request = format!("{method} {path} HTTP/1.0\r\nhost: {host}\r\n");
        request.push_str(&format!("cookie: {}\r\n", cookies.join("; ")));
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("content-type: {kind}\r\n"));
        request.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        let mut line = TcpStream::connect(&host).await.expect("the mart answers");
        let _ = line.write_all(request.as_bytes()).await;
        let mut bytes = Vec::new();
        let _ = line.read_to_end(&mut bytes).await;
        // A paper is no text; its first bytes are.
        self.read(path, &String::from_utf8_lossy(&bytes))
    }

    fn read(&mut self, path: &str, answer: &str) -> Page {
        let (head, html) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let mut headers = BTreeMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let (name, value) = (name.to_ascii_lowercase(), value.trim().to_owned());
            if name == "set-cookie" {
                let (key, value) =
                    value.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
                self.cookies.insert(key.to_owned(), value.to_owned());
            }
            headers.insert(name, value);
        }
        Page { status, at: path.to_owned(), headers, html: html.to_owned() }
    }

    async fn follow(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Page {
        let mut page = self.once(method, path, headers, body).await;
        for _ in 0..5 {
            if !matches!(page.status, 303 | 308) {
                break;
            }
            let to = page.header("location").to_owned();
            page = self.once("GET", &to, &[], "").await;
        }
        page
    }

    /// Signs in with the code that comes to the phone.
    pub async fn signs_in(&mut self, mobile: &str) -> Page {
        let before = self.town.messages_to(mobile);
        self.get("/hi/sign-in").await.is(200);
        let code_page = self.posts("/hi/sign-in", &[("mobile", mobile), ("next", "")]).await.is(200);
        let code = self.town.code_after(mobile, before).await;
        self.sends(&code_page, "/hi/sign-in/code", &[("code", &code), ("next", "")]).await.is(200)
    }

    /// Signs in as somebody who works here: also with the code her app shows so many half minutes from now.
    pub async fn works_as(&mut self, mobile: &str, key: &Key, from_now: i64) -> Page {
        let page = self.signs_in(mobile).await;
        let code = key.code_at(step_at(self.town.db.now()) + from_now);
        self.sends(&page, "/hi/second-factor", &[("app_code", &code), ("next", "")]).await
    }
}

/// A form with a file in it.
pub const MULTIPART: &str = "multipart/form-data; boundary=edge";

/// The body of such a form.
pub fn parted(key: &str, (name, text): (&str, &str)) -> String {
    format!(
        "--edge\r\ncontent-disposition: form-data; name=\"form_key\"\r\n\r\n{key}\r\n\
         --edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n--edge--\r\n"
    )
}

fn encoded(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).expect("a form")
}

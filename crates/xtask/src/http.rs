//! A small HTTP/1.1 client over one kept-alive connection to a loopback address.
//!
//! Own, because the drills must know exactly what they know: was the request never sent, answered in full, or lost
//! on the way ([`Lost`])? An ordinary client hides the difference and may repeat a request by itself.

use crate::fault::{Outcome, fault};
use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

const ANSWER_PATIENCE: Duration = Duration::from_secs(30);
const HEADERS_MAX: usize = 200;

/// One connection, opened when first needed and again after it broke.
pub struct Client {
    host: String,
    line: Option<BufReader<TcpStream>>,
    patience: Duration,
}

/// A complete answer: its body has been read to the end.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// Still compressed, if it came so.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Lost {
    /// Nobody listened; nothing can have happened.
    NeverSent(String),
    /// It may have happened or not.
    Unknown(String),
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lost::NeverSent(cause) => write!(f, "not sent: {cause}"),
            Lost::Unknown(cause) => write!(f, "no whole answer: {cause}"),
        }
    }
}

impl Answer {
    /// The value of a header, its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Outcome<serde_json::Value> {
        serde_json::from_slice(&self.body).map_err(|cause| {
            let start: String = String::from_utf8_lossy(&self.body).chars().take(200).collect();
            fault(format!("status {} without JSON ({cause}): {start}", self.status))
        })
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// 2xx?
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Status and the beginning of the body, for a fault.
    pub fn brief(&self) -> String {
        let start: String = String::from_utf8_lossy(&self.body).chars().take(300).collect();
        format!("{} {start}", self.status)
    }
}

impl Client {
    /// `url` is `http://host:port`, with or without a path, which is ignored.
    pub fn new(url: &str) -> Outcome<Client> {
        let rest =
            url.strip_prefix("http://").ok_or_else(|| fault(format!("{url} is not an http address")))?;
        let host = rest.split('/').next().unwrap_or_default().to_owned();
        // Load goes to this machine only, whatever a settings file says.
        if !(host.starts_with("127.0.0.1:") || host.starts_with("localhost:")) {
            return Err(fault(format!("{url} is not on this machine; drills send nothing elsewhere")));
        }
        Ok(Client { host, line: None, patience: ANSWER_PATIENCE })
    }

    /// Sends one request and reads the whole answer.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, Lost> {
        let request = spelled(&self.host, method, path, headers, body);
        self.exchange(&request)
    }

    /// Sends bytes that are a whole request already.
    pub fn exchange(&mut self, request: &[u8]) -> Result<Answer, Lost> {
        let mut line = match self.line.take() {
            Some(line) => line,
            None => self.connect().map_err(|cause| Lost::NeverSent(cause.to_string()))?,
        };
        let unknown = |cause: std::io::Error| Lost::Unknown(cause.to_string());
        line.get_mut().write_all(request).map_err(unknown)?;
        let answer = read_answer(&mut line).map_err(unknown)?;
        if !answer.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close")) {
            self.line = Some(line);
        }
        Ok(answer)
    }

    /// `GET`, once more on a fresh connection if the kept one had died. Only for requests that change nothing.
    pub fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Result<Answer, Lost> {
        match self.send("GET", path, headers, b"") {
            Err(_) => self.send("GET", path, headers, b""),
            answer => answer,
        }
    }

    /// The bytes of a request to this host, to be sent many times.
    #[cfg(feature = "bench")]
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Vec<u8> {
        spelled(&self.host, method, path, headers, b"")
    }

    fn connect(&self) -> std::io::Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect(&self.host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(self.patience))?;
        stream.set_write_timeout(Some(self.patience))?;
        Ok(BufReader::with_capacity(32 * 1024, stream))
    }
}

fn spelled(host: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() || method != "GET" {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    let mut request = head.into_bytes();
    request.extend_from_slice(body);
    request
}

/// A request as it came to us.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The raw body.
    pub body: Vec<u8>,
}

/// Reads one request; `None` when the other side has hung up.
pub fn read_request(line: &mut impl BufRead) -> std::io::Result<Option<Heard>> {
    if line.fill_buf()?.is_empty() {
        return Ok(None);
    }
    read_line(line)?;
    let headers = read_headers(line)?;
    let mut body = Vec::new();
    read_body(line, &headers, &mut body)?;
    Ok(Some(Heard { headers, body }))
}

fn read_answer(line: &mut impl BufRead) -> std::io::Result<Answer> {
    let first = read_line(line)?;
    let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
    let mut answer = Answer { status: status.ok_or_else(|| broken("no status"))?, ..Answer::default() };
    answer.headers = read_headers(line)?;
    if answer.status == 204 || answer.status == 304 {
        return Ok(answer);
    }
    if !read_body(line, &answer.headers, &mut answer.body)? {
        line.read_to_end(&mut answer.body)?;
        answer.headers.push(("connection".to_owned(), "close".to_owned()));
    }
    Ok(answer)
}

fn read_headers(line: &mut impl BufRead) -> std::io::Result<Vec<(String, String)>> {
    let mut headers = Vec::new();
    loop {
        let header = read_line(line)?;
        if header.is_empty() {
            return Ok(headers);
        }
        if headers.len() > HEADERS_MAX {
            return Err(broken("too many headers"));
        }
        if let Some((name, value)) = header.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

/// Reads a body whose end is known from the headers; `false` if it is not.
fn read_body(
    line: &mut impl BufRead,
    headers: &[(String, String)],
    body: &mut Vec<u8>,
) -> std::io::Result<bool> {
    let value = |name: &str| headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    if value("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
        read_chunks(line, body)?;
        return Ok(true);
    }
    let Some(length) = value("content-length") else { return Ok(false) };
    let length: usize = length.parse().map_err(|_| broken("content-length is no number"))?;
    body.resize(length, 0);
    line.read_exact(body)?;
    Ok(true)
}

fn read_chunks(line: &mut impl BufRead, body: &mut Vec<u8>) -> std::io::Result<()> {
    loop {
        let size = read_line(line)?;
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16)
            .map_err(|_| broken("a chunk without size"))?;
        let start = body.len();
        body.resize(start + size, 0);
        line.read_exact(&mut body[start..])?;
        let after = read_line(line)?;
        if size == 0 {
            return Ok(());
        }
        if !after.is_empty() {
            return Err(broken("a chunk longer than it said"));
        }
    }
}

fn read_line(line: &mut impl BufRead) -> std::io::Result<String> {
    let mut text = Vec::new();
    line.read_until(b'\n', &mut text)?;
    if text.pop() != Some(b'\n') {
        return Err(broken("the connection was closed"));
    }
    if text.last() == Some(&b'\r') {
        text.pop();
    }
    String::from_utf8(text).map_err(|_| broken("a header is not text"))
}

fn broken(cause: &str) -> std::io::Error {
    std::io::Error::other(cause.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn answer_to(bytes: &str) -> std::io::Result<Answer> {
        read_answer(&mut bytes.as_bytes())
    }

    #[test]
    fn plain_chunked_and_empty_bodies_are_read() {
        let plain = answer_to("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").unwrap();
        assert_eq!((plain.status, plain.body.as_slice()), (200, b"hi".as_slice()));
        let chunked = answer_to(
            "HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
        );
        assert_eq!(chunked.unwrap().body, b"abcd");
        assert_eq!(answer_to("HTTP/1.1 204 No Content\r\n\r\n").unwrap().body, b"");
    }

    #[test]
    fn half_an_answer_is_no_answer() {
        assert!(answer_to("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi").is_err());
        assert!(answer_to("HTTP/1.1 200 OK\r\nContent-").is_err());
        assert!(answer_to("").is_err());
    }

    #[test]
    fn never_sent_is_told_from_unknown() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut client = Client::new(&url).unwrap();
        let hangs_up = std::thread::spawn(move || drop(listener.accept().unwrap()));
        assert!(matches!(client.send("POST", "/", &[], b"x"), Err(Lost::Unknown(_))));
        hangs_up.join().unwrap();
        assert!(matches!(client.send("POST", "/", &[], b"x"), Err(Lost::NeverSent(_))));
    }

    #[test]
    fn nothing_is_sent_to_other_machines() {
        assert!(Client::new("http://192.0.2.1:80").is_err());
        assert!(Client::new("https://127.0.0.1:80").is_err());
    }
}

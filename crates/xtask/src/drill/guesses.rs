//! Guesses: somebody tries codes of orders, codes of signing in, and has the mart send SMS for nothing. No order is found, nobody gets in,
//! each number gets so many codes, all together so many in an hour, by the operator's own book; and how long an answer takes does not
//! tell whose number is known.

use super::bytes::Dice;
use super::in_parallel;
use super::officers::of_role;
use super::people::{api, code_sent_to, patiently, post, sign_in_all};
use super::webhooks::one_order_each;
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::server::{Mart, Prepared};
use clap::Args;
use serde_json::json;
use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

/// Letters of the codes of orders: Crockford's 32.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The mart's own bounds, which it must keep: codes for a number within a quarter of an hour, tries of a code.
const CODES: usize = 3;
const TRIES: usize = 5;
/// Orders whose codes are guessed, and numbers whose sign-in codes are.
const ORDERS: usize = 12;
const NUMBERS: usize = 16;
/// First of the numbers whose codes are guessed or pumped.
const FIRST_MOBILE: u64 = 7_400_000_000;
/// SMS leave the mart within so long.
const SENT_WITHIN: Duration = Duration::from_secs(120);
/// Two kinds of numbers must not differ by more in how long an answer takes, in the middle of many; on a slow machine by half of it.
const ALIKE_US: u128 = 1_500;

/// Size of a drill of guesses.
#[derive(Args, Clone, Copy, Debug)]
pub struct Guesses {
    /// Guesses of orders' codes, and as many of sign-in codes
    #[arg(long, default_value_t = 100_000)]
    pub guesses: usize,
    /// Requests for sign-in codes
    #[arg(long, default_value_t = 10_000)]
    pub asked: usize,
    /// Threads that guess and ask
    #[arg(long, default_value_t = 32)]
    pub clients: usize,
}

/// Runs the drill on a fresh mart that pays for so many codes in an hour.
pub fn run(prepared: &Prepared<'_>, size: Guesses) -> Outcome<()> {
    let budget = size.asked / 4 + 400;
    let mart = prepared.mart_set(&[("MART_CODES_HOURLY_MOST", budget.to_string())])?;
    orders(&mart, size)?;
    sign_ins(&mart, size)?;
    let asked = who_is_known(&mart)?;
    pumped(&mart, size, (ORDERS + 1 + NUMBERS + asked, budget))?;
    mart.verify()
}

/// Codes of orders: made up, one letter beside a real one, and real ones asked for by somebody else.
fn orders(mart: &Mart, size: Guesses) -> Outcome<()> {
    let buyers = sign_in_all(mart, ORDERS + 1, size.clients)?;
    let (thief, owners) = buyers.split_last().ok_or_else(|| fault("nobody came"))?;
    let codes = one_order_each(mart, owners, size.clients)?;
    let began = Instant::now();
    let answers = in_parallel(
        size.clients,
        size.guesses,
        || api(mart),
        |client, index| {
            let real = &codes[index % codes.len()];
            let mut dice = Dice::new(index as u64 + 1);
            let guess = match index % 4 {
                0 | 1 => made_up(&mut dice),
                2 => beside(real, &mut dice),
                _ => real.clone(),
            };
            let bearer = [("authorization", thief.bearer.as_str())];
            // A real code opens its page, and so it must; through the API it is its buyer's alone.
            let answer = match (guess == *real, index % 3) {
                (false, 0) => patiently(|| client.get(&format!("/hi/orders/{guess}"), &[]))?,
                (false, 1) => patiently(|| client.get(&format!("/hi/orders/{guess}/payment"), &[]))?,
                _ => patiently(|| client.get(&format!("/api/v1/orders/{guess}"), &bearer))?,
            };
            if answer.status == 404 {
                return Ok(());
            }
            Err(fault(format!("the guess {guess} was answered {}", answer.brief())))
        },
    )?;
    let took = began.elapsed().as_secs_f64();
    println!(
        "  {} guesses of codes of {ORDERS} orders found nothing ({:.0}/s)",
        answers.len(),
        answers.len() as f64 / took
    );
    Ok(())
}

/// A code as the mart makes them, of an order nobody has placed.
fn made_up(dice: &mut Dice) -> String {
    let group = |dice: &mut Dice| -> String { (0..4).map(|_| letter(dice)).collect() };
    let groups: Vec<String> = (0..4).map(|_| group(dice)).collect();
    format!("DM-{}", groups.join("-"))
}

fn letter(dice: &mut Dice) -> char {
    char::from(LETTERS[dice.below(LETTERS.len())])
}

/// A real code with one letter changed.
fn beside(real: &str, dice: &mut Dice) -> String {
    let places: Vec<usize> = (3..real.len()).filter(|at| real.as_bytes()[*at] != b'-').collect();
    let at = places[dice.below(places.len())];
    loop {
        let other = letter(dice);
        if !real[at..].starts_with(other) {
            return format!("{}{other}{}", &real[..at], &real[at + 1..]);
        }
    }
}

/// Codes of signing in: each number has one that lives, and all guess at all of them at once.
fn sign_ins(mart: &Mart, size: Guesses) -> Outcome<()> {
    let numbers: Vec<String> = (0..NUMBERS as u64).map(mobile).collect();
    let sent: Vec<String> = in_parallel(
        4,
        numbers.len(),
        || Ok((api(mart)?, Client::new(&mart.simulator("sms")?)?)),
        |(client, phones), index| {
            let asked = json!({ "mobile": numbers[index] });
            let said = patiently(|| post(client, "/api/v1/sign-in-codes", &[], &asked))?;
            if !said.is_success() {
                return Err(fault(format!("no code for {}: {}", numbers[index], said.brief())));
            }
            code_sent_to(phones, &numbers[index])
        },
    )?;
    let told = in_parallel(
        size.clients,
        size.guesses,
        || api(mart),
        |client, index| {
            let at = index % numbers.len();
            let mut guess = Dice::new(index as u64 + 77).below(1_000_000);
            // Luck is no weakness: the right one is tried when it must not help any more.
            if format!("{guess:06}") == sent[at] {
                guess = (guess + 1) % 1_000_000;
            }
            let asked = json!({ "mobile": numbers[at], "code": format!("{guess:06}") });
            let said = patiently(|| post(client, "/api/v1/sessions", &[], &asked))?;
            match (said.status, said.json()?["code"].as_str()) {
                (422, Some(code)) => Ok((at, code.to_owned())),
                _ => Err(fault(format!("a guessed code was answered {}", said.brief()))),
            }
        },
    )?;
    let mut tries = BTreeMap::new();
    for (at, code) in &told {
        *tries.entry((code.as_str(), *at)).or_insert(0_usize) += 1;
    }
    // The last try of a code already says that there is none any more.
    if let Some(((_, at), count)) =
        tries.iter().find(|((code, _), count)| *code == "wrong-code" && **count >= TRIES)
    {
        return Err(fault(format!("the code of {} was compared {} times", numbers[*at], count + 1)));
    }
    let mut client = api(mart)?;
    for (number, code) in numbers.iter().zip(&sent) {
        let asked = json!({ "mobile": number, "code": code });
        let said = patiently(|| post(&mut client, "/api/v1/sessions", &[], &asked))?;
        if said.status != 422 {
            return Err(fault(format!(
                "after so many guesses the right code still counts: {}",
                said.brief()
            )));
        }
    }
    println!(
        "  {} guesses of {NUMBERS} sign-in codes: none got in, no code was compared more than {TRIES} times",
        told.len()
    );
    Ok(())
}

/// How long the mart takes to answer who asks for a code: numbers it knows and numbers it has never seen, in turn.
/// Answers how many codes were sent.
fn who_is_known(mart: &Mart) -> Outcome<usize> {
    let known: Vec<String> = of_role(mart, "maker").into_iter().map(|(mobile, _)| mobile).collect();
    let mut client = api(mart)?;
    let (mut of_known, mut of_others) = (Vec::new(), Vec::new());
    for (index, number) in known.iter().enumerate() {
        let stranger = mobile(5_000 + index as u64);
        for (number, times) in [(number, &mut of_known), (&stranger, &mut of_others)] {
            let asked = json!({ "mobile": number });
            let began = Instant::now();
            let said = post(&mut client, "/api/v1/sign-in-codes", &[], &asked).because("the line broke")?;
            times.push(began.elapsed().as_micros());
            if said.status != 202 {
                return Err(fault(format!("{number} asked for a code and heard {}", said.brief())));
            }
        }
    }
    let (ours, theirs) = (middle(&mut of_known), middle(&mut of_others));
    println!(
        "  asking for a code takes {ours} µs for a known number, {theirs} µs for another (medians of {})",
        known.len()
    );
    if ours.abs_diff(theirs) > ALIKE_US.max(ours.max(theirs) / 2) {
        Err(fault("the time of the answer tells whose number is known"))
    } else {
        Ok(2 * known.len())
    }
}

fn middle(times: &mut [u128]) -> u128 {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// SMS at the mart's cost: a few numbers asked for again and again, then ever new ones until the hour's budget is spent. So many were
/// sent before.
fn pumped(mart: &Mart, size: Guesses, (before, budget): (usize, usize)) -> Outcome<()> {
    let mut phones = Client::new(&mart.simulator("sms")?)?;
    settled(&mut phones, before)?;
    let few: Vec<String> = (0..size.asked as u64 / 50 + 1).map(|n| mobile(20_000 + n)).collect();
    let many = size.asked / 2;
    let statuses = in_parallel(
        size.clients,
        size.asked,
        || api(mart),
        |client, index| {
            let number =
                if index < many { few[index % few.len()].clone() } else { mobile(40_000 + index as u64) };
            let said = post(client, "/api/v1/sign-in-codes", &[], &json!({ "mobile": number }));
            let said = said.because("the mart is silent")?;
            match said.status {
                202 | 429 | 503 => Ok(said.status),
                _ => Err(fault(format!("asking for a code was answered {}", said.brief()))),
            }
        },
    )?;
    let taken = statuses.iter().filter(|status| **status == 202).count();
    let sent = settled(&mut phones, before + taken)? - before;
    for number in &few {
        let own = book(&mut phones, Some(number))?;
        if own > CODES {
            return Err(fault(format!("{number} was sent {own} codes")));
        }
    }
    // Who asks at the same moment sees the same hour: so many more at most as ask at once.
    let all = book(&mut phones, None)?;
    if sent != taken || all > budget + size.clients {
        return Err(fault(format!(
            "{taken} codes were taken, {sent} sent; {all} in the hour, of a budget of {budget}"
        )));
    }
    println!(
        "  {} requests for codes: {taken} SMS by the operator's book, at most {CODES} for each of {} numbers; {all} in the hour, of a budget of {budget}",
        statuses.len(),
        few.len()
    );
    Ok(())
}

/// How many SMS the operator's book holds, of all phones or of one.
fn book(phones: &mut Client, of: Option<&str>) -> Outcome<usize> {
    let path = format!("/messages?to={}", of.unwrap_or_default().replace('+', "%2B"));
    let path = if of.is_none() { "/messages" } else { &path };
    let told = phones.get(path, &[]).because("the operator does not answer")?.json()?;
    told["total"].as_u64().map(|total| total as usize).ok_or_else(|| fault("the book says no total"))
}

/// What the book holds once as many have gone out, or nothing more comes.
fn settled(phones: &mut Client, wanted: usize) -> Outcome<usize> {
    let until = Instant::now() + SENT_WITHIN;
    loop {
        let now = book(phones, None)?;
        if now >= wanted || Instant::now() > until {
            // One that must not be there would come now.
            thread::sleep(Duration::from_millis(500));
            return book(phones, None);
        }
        thread::sleep(Duration::from_millis(100));
    }
}

fn mobile(index: u64) -> String {
    format!("+91{}", FIRST_MOBILE + index * 7_919 % 90_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_beside_a_real_code_is_another_one() {
        let real = "DM-7K3F-9QXT-M2PA-W6RC";
        for seed in 1..500 {
            let guess = beside(real, &mut Dice::new(seed));
            let differ = real.bytes().zip(guess.bytes()).filter(|(a, b)| a != b).count();
            assert_eq!((guess.len(), differ), (real.len(), 1), "{guess}");
        }
        assert_eq!(made_up(&mut Dice::new(1)).len(), real.len());
    }
}

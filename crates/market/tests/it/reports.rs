//! The figures the DC reads: each is the rows it counts, and what the journal says.

use kernel::payment::PayoutStatus::{Processed, Returned};
use kernel::{Limit, Paise};
use market::reports::{self, Count, Cut, Measure, STEP_DAYS, Span};
use market::{cases, complaints, verify};
use store::{on_each_engine, params, sql, testing::Fresh};

use crate::town::{DEOGHAR, Town};

const MONTH_MINUTES: i64 = STEP_DAYS * 24 * 60;

impl Town {
    fn month(&self) -> Span {
        Span::last(self.db.now(), STEP_DAYS)
    }

    async fn counts(&self, measure: Measure, cut: Cut) -> Vec<Count> {
        reports::counts(&mut self.read().await, measure, cut, self.month()).await.expect("counts")
    }

    async fn whole(&self, measure: Measure) -> Count {
        self.counts(measure, Cut::Whole).await.into_iter().next().unwrap_or_default()
    }

    /// Makers and paise of this month, from nothing but the journal.
    async fn journal_says(&self) -> (i64, i64) {
        let span = self.month();
        let asked = sql!(
            "select count(distinct m.maker), cast(coalesce(sum(m.paise), 0) as bigint)
               from (select (select min(w.account) from posting w join journal_entry s on s.id = w.entry_id
                              where s.kind = 'payout_sent' and s.source = e.source and w.account like 'maker:%') as maker,
                            p.amount_paise as paise
                       from journal_entry e join posting p on p.entry_id = e.id and p.account = 'payout_on_way'
                      where e.kind = 'payout_settled' and e.at_ms >= $1 and e.at_ms < $2
                        and not exists (select 1 from journal_entry r where r.kind = 'payout_returned' and r.source = e.source)) m"
        );
        self.read().await.one(asked, params![span.from, span.to]).await.expect("asks")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_reached_makers_is_what_the_journal_says() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 2), ("iron tawa", 1)], DEOGHAR).await;
        assert_eq!(town.whole(Measure::Paid).await, Count::default(), "nobody has been paid yet");
        town.pays_out(Processed).await;
        town.minutes_pass(MONTH_MINUTES);
        assert_eq!(town.whole(Measure::Paid).await, Count::default(), "that was the month before");

        town.sells("Anita", &[("lac bangles", 1), ("clay pot", 3)], DEOGHAR).await;
        town.pays_out(Returned).await;
        assert_eq!(town.whole(Measure::Paid).await, Count::default(), "a bank sent it back");
        town.pays_out(Processed).await;
        let paid = town.whole(Measure::Paid).await;
        assert_eq!((paid.keys, paid.all, town.journal_says().await), (2, 2, (2, paid.amount)));
        let (now, before) =
            reports::of_period(&mut town.read().await, Measure::Paid, town.month()).await.expect("counts");
        assert_eq!((now.amount, before.keys), (paid.amount, 2));
        let year = reports::year(&mut town.read().await, town.db.now()).await.expect("counts");
        assert_eq!(year.iter().map(|(_, step)| step.keys).sum::<i64>(), 4);
        assert_eq!(year.len(), reports::STEPS);
        for (first, step) in year {
            let mut read = town.read().await;
            let month = reports::counts(&mut read, Measure::Paid, Cut::Whole, Span::month(first)).await;
            let month = month.expect("counts").into_iter().next().unwrap_or_default();
            assert_eq!((step.keys, step.amount), (month.keys, month.amount), "a bar opens its month");
        }

        let incomes = reports::incomes(&mut town.read().await, town.month()).await.expect("counts");
        assert_eq!((incomes.makers, incomes.classes), (2, [2, 0, 0, 0, 0, 0]));
        assert_eq!((incomes.lower, incomes.median), (incomes.upper, incomes.upper), "of two, who got less");
        assert!(Paise(200_00) < incomes.median && incomes.median.0 <= paid.amount / 2);
        town.who_got_it(paid.amount).await;
        town.is_sound().await;
        town.suffers(&[(
            sql!("update payout set ended_at_ms = ended_at_ms + 1 where state = 'settled'"),
            vec![],
        )])
        .await;
        let broken: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert!(broken.contains(&"what the DC reads of money is what the journal says"), "{broken:?}");
    });
}

impl Town {
    /// The classes open the makers they count, who got least first, none twice.
    async fn who_got_it(&self, amount: i64) {
        let of = |class| reports::Paid { cut: Cut::Whole, line: "", class };
        let mut read = self.read().await;
        let (span, one) = (self.month(), Limit::of(1));
        let first = reports::earners(&mut read, of(None), span, None, one).await.expect("lists").remove(0);
        let after = Some((first.amount, first.maker));
        let next = reports::earners(&mut read, of(None), span, after, one).await.expect("lists").remove(0);
        assert_eq!(first.amount.0 + next.amount.0, amount);
        assert!(first.amount <= next.amount && first.maker != next.maker);
        for (class, makers) in [(0, 2), (1, 0), (5, 0)] {
            let some = reports::earners(&mut read, of(Some(class)), span, None, Limit::of(9)).await;
            assert_eq!(some.expect("lists").len(), makers, "class {class}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_has_the_code_of_its_order_and_the_first_sale_is_told_by_its_middle() {
    on_each_engine!(async |fresh: &Fresh| {
        const DAY: i64 = 24 * 60;
        let town = Town::found(&fresh.db).await;
        let mut codes = Vec::new();
        // Three makers sell for the first time, two soon and one late: the mean would be nobody's.
        for (good, days) in [("lac bangles", 0), ("iron tawa", 1), ("clay pot", 24)] {
            town.minutes_pass(days * DAY);
            codes.push(town.sells("Anita", &[(good, 1)], DEOGHAR).await.code);
        }
        let first = town.whole(Measure::FirstSale).await;
        let mut days: Vec<i64> = Vec::new();
        let mut read = town.read().await;
        let asked = (Measure::FirstSale, Cut::Whole, "");
        for row in reports::facts(&mut read, asked, town.month(), None, Limit::of(9)).await.expect("lists") {
            assert!(codes.contains(&row.code), "{row:?}");
            days.push(row.amount);
        }
        days.sort_unstable();
        assert_eq!((first.all, first.middle), (3, days[1]));
        assert!(first.middle < first.amount / first.all, "{first:?}: one late sale does not move the middle");
        let funnel =
            cases::funnel(&mut read, &cases::Scope::District, cases::Cut::Whole).await.expect("counts");
        assert_eq!(funnel.median_days, Some(first.middle), "the funnel tells the same");
        let paid = (Measure::Orders, Cut::Whole, "");
        let rows = reports::facts(&mut read, paid, town.month(), None, Limit::of(9)).await.expect("lists");
        assert!(rows.iter().all(|row| codes.contains(&row.code)), "{rows:?}");
        drop(read);
        town.pays_out(Processed).await;
        town.minutes_pass(1);
        let paid = (Measure::Paid, Cut::Whole, "");
        let mut read = town.read().await;
        let rows = reports::facts(&mut read, paid, town.month(), None, Limit::of(9)).await.expect("lists");
        assert!(!rows.is_empty() && rows.iter().all(|row| codes.contains(&row.code)), "{rows:?}");
        drop(read);
        town.is_sound().await;
        let checks = verify::reports(&town.db).await.expect("looks");
        assert!(checks.iter().all(verify::Check::holds), "{checks:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_opens_the_rows_it_counts() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for (good, pieces) in [("lac bangles", 1), ("iron tawa", 1), ("lac bangles", 2), ("clay pot", 1)] {
            town.sells("Anita", &[(good, pieces)], DEOGHAR).await;
            town.minutes_pass(90);
        }
        town.pays_out(Processed).await;
        let bought = town.buys("Anita", &[("kurta", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        for measure in Measure::ALL {
            for cut in Cut::ALL {
                let lines = town.counts(*measure, *cut).await;
                let all: i64 = lines.iter().map(|line| line.all).sum();
                assert_eq!(all, town.whole(*measure).await.all, "{measure} by {cut}: a fact is in one line");
                for line in lines {
                    assert_eq!(
                        town.opens_by_twos(*measure, *cut, &line).await,
                        line.all,
                        "{measure} by {cut}"
                    );
                }
            }
        }
        assert_eq!(town.whole(Measure::Orders).await.keys, 5, "one waits for its maker");
        assert_eq!(town.whole(Measure::Delivery).await.percent_good(), Some(100));
        assert_eq!(town.whole(Measure::FirstSale).await.keys, 3);
        let crafts = town.counts(Measure::Paid, Cut::Craft).await;
        assert_eq!(crafts.len(), 3, "{crafts:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_after_its_day_is_late() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.buys("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        town.brings_to_hub("Ramesh", &bought).await;
        town.minutes_pass(20 * 24 * 60);
        town.everything_arrives(&bought).await;
        assert_eq!(town.whole(Measure::Delivery).await.percent_good(), Some(0));
    });
}

impl Town {
    /// Goes through the rows of a line two at a time: how many there are, none twice, the newest first.
    async fn opens_by_twos(&self, measure: Measure, cut: Cut, line: &Count) -> i64 {
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let place = before.as_ref().map(|(at, key): &(_, String)| (*at, key.as_str()));
            let mut read = self.read().await;
            let asked = (measure, cut, line.cut.as_str());
            let page =
                reports::facts(&mut read, asked, self.month(), place, Limit::of(2)).await.expect("lists");
            let Some(last) = page.last() else { break };
            before = Some((last.at, last.key.clone()));
            seen.extend(page);
        }
        assert!(seen.is_sorted_by(|one, next| (next.at, &one.key) < (one.at, &next.key)), "{seen:?}");
        assert_eq!(seen.iter().map(|fact| fact.amount).sum::<i64>(), line.amount);
        i64::try_from(seen.len()).expect("few")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_what_reached_makers_and_nobody_what_one_of_them_earns() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        town.pays_out(Processed).await;
        town.minutes_pass(MONTH_MINUTES);
        let open = reports::open(&mut town.read().await).await.expect("counts");
        assert_eq!((open.month.keys, open.ever.keys), (0, 2));
        assert_eq!(open.delivery.all, 0);
        assert!(open.crafts.is_empty(), "each craft has fewer than {} makers", reports::FEWEST);
        assert_eq!((open.complained, open.asked, open.complaint_share()), (0, 0, None));

        let hourly = reports::Hourly::default();
        let before = hourly.open(&town.db).await.expect("counts");
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.guest_complains("6300009993", "पन्ना नहीं खुलता", "c1").await.expect("taken");
        let again = hourly.open(&town.db).await.expect("counts");
        assert_eq!(again, before, "the same until the hour strikes");
        town.minutes_pass(60);
        let after = hourly.open(&town.db).await.expect("counts");
        assert_eq!((after.asked, after.complained, after.complaint_share()), (1, 1, Some(1_000)));
        assert_eq!(after.delivery.all, 1);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn money_is_in_time_until_its_day_is_over() {
    on_each_engine!(async |fresh: &Fresh| {
        const DAY: i64 = 24 * 60;
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays_out(Processed).await;
        town.sells("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        assert_eq!(town.whole(Measure::Payouts).await, Count::default(), "no day is over yet");
        assert!(reports::unpaid(&mut town.read().await).await.expect("lists").is_empty());
        town.minutes_pass(8 * DAY);
        let late = town.whole(Measure::Payouts).await;
        assert_eq!((late.all, late.good, late.percent_good()), (2, 1, Some(50)), "Ramesh still waits");
        let waits = reports::unpaid(&mut town.read().await).await.expect("lists");
        let waits: Vec<_> =
            waits.iter().map(|one| (one.name.hi.as_str(), one.parcels, one.has_account)).collect();
        assert_eq!(waits, [("Ramesh", 1, true)]);
        let (parcels, since) = reports::unpaid_parcels(&mut town.read().await).await.expect("counts");
        let payouts = (Measure::Payouts, Cut::Whole, "");
        let rows = reports::facts(&mut town.read().await, payouts, town.month(), None, Limit::of(9))
            .await
            .expect("lists");
        assert_eq!(rows.iter().filter(|row| row.is_open && !row.good).count(), 1, "{rows:?}");
        assert!(parcels == 1 && since.is_some_and(|day| day < town.db.now().day()), "{since:?}");
        town.pays_out(Processed).await;
        assert_eq!(town.whole(Measure::Payouts).await.good, 1, "paid, and late all the same");
        let rows = reports::facts(&mut town.read().await, payouts, town.month(), None, Limit::of(9))
            .await
            .expect("lists");
        assert!(rows.iter().all(|row| !row.is_open), "it has come, late: {rows:?}");
        assert!(reports::unpaid(&mut town.read().await).await.expect("lists").is_empty());
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_complaint_counts_once_it_ended_or_its_month_is_over() {
    on_each_engine!(async |fresh: &Fresh| {
        const DAY: i64 = 24 * 60;
        let town = Town::found(&fresh.db).await;
        let by = complaints::By { person: town.person("Hema").await, scope: complaints::Scope::Office };
        let heard = town.guest_complains("6300009991", "पन्ना नहीं खुलता", "c1").await.expect("taken");
        town.guest_complains("6300009992", "कोई नहीं सुनता", "c2").await.expect("taken");
        assert_eq!(town.whole(Measure::Complaints).await, Count::default(), "nothing has ended");
        town.minutes_pass(DAY);
        let closed = complaints::close(&town.db, &by, &heard, complaints::Outcome::Explained, "अब खुलता है");
        closed.await.expect("closes");
        town.minutes_pass(1);
        let whole = town.whole(Measure::Complaints).await;
        assert_eq!((whole.all, whole.good), (1, 1), "heard and settled in time");
        town.minutes_pass(29 * DAY + 1);
        let whole = town.whole(Measure::Complaints).await;
        assert_eq!((whole.all, whole.good), (2, 1), "the month of the other is over");
        let (mut read, line) = (town.read().await, (Measure::Complaints, Cut::Block, "-"));
        let rows = reports::facts(&mut read, line, town.month(), None, Limit::of(9)).await.expect("lists");
        drop(read);
        assert!(
            rows.iter().all(|row| row.maker.is_none()) && rows.iter().any(|row| row.key == heard),
            "{rows:?}"
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn each_line_has_its_own_middle_and_a_figure_that_is_not_its_rows_is_found() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 2), ("clay pot", 3)], DEOGHAR).await;
        town.pays_out(Processed).await;
        let crafts =
            reports::incomes_by(&mut town.read().await, Cut::Craft, town.month()).await.expect("counts");
        let paid = town.counts(Measure::Paid, Cut::Craft).await;
        assert_eq!(crafts.len(), 3);
        for (line, paid) in crafts.iter().zip(&paid) {
            assert_eq!(
                (&line.cut, line.makers, line.median.0),
                (&paid.cut, 1, paid.amount),
                "one maker each"
            );
        }
        let whole =
            reports::incomes_by(&mut town.read().await, Cut::Whole, town.month()).await.expect("counts");
        let incomes = reports::incomes(&mut town.read().await, town.month()).await.expect("counts");
        assert_eq!(
            (whole[0].makers, whole[0].lower, whole[0].median, whole[0].upper),
            (incomes.makers, incomes.lower, incomes.median, incomes.upper)
        );
        assert_eq!(town.whole(Measure::Listed).await.keys, 7, "all of them were enrolled this month");
        let posts = town.counts(Measure::Listed, Cut::Post).await;
        assert!(posts.iter().all(|line| line.cut.ends_with(" 2201")), "{posts:?}");
        town.is_sound().await;
        let checks = verify::reports(&town.db).await.expect("looks");
        assert!(checks.len() == 2 && checks.iter().all(verify::Check::holds), "{checks:?}");
    });
}

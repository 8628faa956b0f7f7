//! Message `tell_search_engines`: goods have changed since search engines were told last → they are told which addresses to look at.
//!
//! Safe to repeat: to be told of a page twice does no harm, and how far they were told is noted after they have taken it. One message
//! for many addresses; what is left over is told in the next.

use kernel::Lang;
use market::sharing::engines;
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Went};

pub(super) async fn run(worker: &Worker, _job: &Job) -> Went {
    let Some(engine) = &worker.search_engines else { return Ok(Ended::Done) };
    let Some(news) = engines::due(&mut worker.db.read().await?).await? else { return Ok(Ended::Done) };
    if !news.paths.is_empty() {
        let in_language =
            |lang: &Lang| news.paths.iter().map(|path| format!("{}/{lang}{path}", worker.site)).collect();
        let addresses: Vec<Vec<String>> = Lang::ALL.iter().map(in_language).collect();
        let addresses = addresses.concat();
        engine.tell(&worker.site, &addresses).await?;
    }
    engines::told(&worker.db, &news).await?;
    Ok(if news.is_whole { Ended::Done } else { Ended::AskAgain(worker.db.now()) })
}

//! Message `sms`: a person is to be told something → the operator has it.
//!
//! Safe to repeat: the job's id is the key of the sending, and the operator drops a repeat.

use connectors::sms::SmsMessage;
use kernel::india::Mobile;
use market::accounts::CODE_LIFE_MINUTES;
use market::notices::Notice;
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Stuck, Went, put_at};
use crate::words::{self, SIGN_IN_CODE};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let never = |why: &str| Stuck::Never(why.to_owned());
    let notice: Notice = serde_json::from_str(&job.payload).map_err(|_| never("not a notice"))?;
    let lang = notice.lang.parse().map_err(|_| never("a notice in an unknown language"))?;
    let to = Mobile::typed(&notice.to).ok_or_else(|| never("a notice to no mobile number"))?;
    if notice.key == SIGN_IN_CODE && worker.db.now() > put_at(job.id).plus_minutes(CODE_LIFE_MINUTES) {
        tracing::info!("a sign-in code has become useless before it could be sent");
        return Ok(Ended::Done);
    }
    let text =
        words::text(&notice.key, lang, &notice.words, &worker.site, &worker.numbers).map_err(Stuck::Never)?;
    let template = worker.templates.id_of(&notice.key, lang);
    let template_id = template
        .ok_or_else(|| Stuck::Never(format!("{} in {lang} has no registered template", notice.key)))?;
    let message = SmsMessage { to: &to, text: &text, template_id: &template_id, key: &job.id.to_string() };
    worker.sms.send(message).await?;
    Ok(Ended::Done)
}

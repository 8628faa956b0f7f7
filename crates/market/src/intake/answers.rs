//! What was asked of some goods of the sample district, as if they had been listed with the first versions of the templates.

use std::collections::BTreeMap;

use store::{Db, DbError, transaction};

use super::sheet::Sheet;
use super::{IntakeError, files};
use crate::catalogue;
use crate::fieldwork::words_of;
use crate::templates::{self, Answer};

const FILE: &str = "data/sample/answers.csv";

/// Gives invented goods their invented answers; a good that has some keeps them.
///
/// # Errors
/// [`IntakeError::Shipped`] if an answer is to no question of the good's craft; [`IntakeError::Db`].
pub async fn load(db: &Db) -> Result<(), IntakeError> {
    let wrong = |what: String| IntakeError::Shipped { file: FILE.to_owned(), what };
    let sheet = Sheet::read_table(files::bytes(FILE).unwrap_or_default())?;
    let mut goods: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in sheet.rows() {
        let cell = |column| sheet.cell(row, column).to_owned();
        goods.entry(cell("product")).or_default().push((cell("question"), cell("answer")));
    }
    for (slug, given) in goods {
        let mut read = db.read().await?;
        let Some(page) = catalogue::read::product_page(&mut read, &slug).await? else { continue };
        let product = page.facts.id;
        let held = templates::of_craft(&mut read, &page.facts.craft_key).await?;
        let has_some = !templates::answers_of(&mut read, product).await?.is_empty();
        drop(read);
        let Some(held) = held.filter(|_| !has_some) else { continue };
        let asked = held.template.asked();
        let mut answers = Vec::new();
        for (key, typed) in given {
            let question = asked.iter().find(|question| question.key == key);
            let question = question.ok_or_else(|| wrong(format!("{slug}: {key} is not asked")))?;
            let words = words_of(question, &typed).map_err(|why| wrong(format!("{slug}: {key} is {why}")))?;
            answers.push(Answer { key, label: question.words.clone(), words, shown: question.shown });
        }
        let kept: Result<(), DbError> = transaction!(db, tx => {
            templates::keep_answers(tx, product, &held.stamp, &answers).await
        });
        kept?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_invented_answer_answers_a_question() {
        let sheet = Sheet::read_table(files::bytes(FILE).expect("shipped")).expect("reads");
        let products =
            Sheet::read_table(files::bytes("data/sample/products.csv").expect("shipped")).expect("reads");
        for row in sheet.rows() {
            let cell = |column| sheet.cell(row, column);
            let product = products.rows().iter().find(|good| products.cell(good, "slug") == cell("product"));
            let craft = products.cell(product.expect("a good of the sample"), "craft");
            let names = files::names_in("data/templates/");
            let template = names.iter().find_map(|name| {
                let family = name.trim_start_matches("data/templates/").trim_end_matches(".toml");
                let template = templates::read_text(family, &files::text(name)).expect("reads");
                template.crafts.iter().any(|own| own == craft).then(|| template.for_craft(craft))
            });
            let asked = template.expect("a template").asked();
            let question = asked.iter().find(|question| question.key == cell("question")).expect("asked");
            assert!(words_of(question, cell("answer")).is_ok(), "{} {}", cell("product"), cell("question"));
        }
    }
}

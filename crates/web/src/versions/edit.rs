//! What is said of a good, edited by its maker on her phone (few fields, in her language) or by an officer (all of them).

use axum::extract::{FromRequestParts, Path, State};
use axum::response::Response;
use http::request::Parts;
use kernel::ids::{MakerId, PersonId};
use kernel::{Lang, Words};
use market::accounts::Blocks;
use market::audit::Part;
use market::proposals::{
    self, Field, OwnedGood, ProposalError, Proposed, Proposer, Subject, Topic, Whose, fields,
};
use store::sessions::Session;

use super::told;
use crate::app::App;
use crate::desk::{self, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{self, Button, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::{Maker, Officer};

/// Whose goods an editor may touch.
#[derive(Clone, Debug)]
enum Scope {
    Maker(MakerId),
    Blocks(Blocks),
}

/// Whoever edits a good: its maker, or an officer of her block.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    pub session: Session,
    person: PersonId,
    scope: Scope,
    name: Words,
}

impl FromRequestParts<App> for Editor {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let Ok(asked) = Asked::from_request_parts(parts, app).await;
        if asked.rest.starts_with("/maker/") {
            let Maker { buyer, maker, .. } = Maker::from_request_parts(parts, app).await?;
            let name = desk::maker::name_of(&mut app.db().read().await?, maker).await?;
            let (person, scope) = (buyer.who.person, Scope::Maker(maker));
            return Ok(Editor { session: buyer.session, person, scope, name });
        }
        let Officer { buyer, post } = Officer::from_request_parts(parts, app).await?;
        let name = desk::told::name_of(&buyer);
        let (person, scope) = (buyer.who.person, Scope::Blocks(post.blocks));
        Ok(Editor { session: buyer.session, person, scope, name })
    }
}

impl Editor {
    pub(super) const fn whose(&self) -> Whose<'_> {
        match &self.scope {
            Scope::Maker(maker) => Whose::Maker(*maker),
            Scope::Blocks(blocks) => Whose::Blocks(blocks),
        }
    }

    pub(super) const fn is_maker(&self) -> bool {
        matches!(self.scope, Scope::Maker(_))
    }

    pub(super) const fn proposer(&self) -> Proposer {
        let part = if self.is_maker() { Part::Maker } else { Part::Officer };
        Proposer { person: self.person, part }
    }

    /// The page of a good on the editor's desk.
    pub(super) fn home(&self, slug: &str) -> String {
        format!("{}/{slug}", self.room())
    }

    fn room(&self) -> &'static str {
        if self.is_maker() { "/maker/goods" } else { "/officer/goods" }
    }

    /// A good she may edit; another's does not exist.
    pub(super) async fn good(&self, app: &App, slug: &str) -> Result<OwnedGood, WebError> {
        let mut read = app.db().read().await?;
        proposals::good(&mut read, self.whose(), slug).await?.ok_or(WebError::Missing)
    }

    pub(super) fn board(&self, title: String, lead: String, wrongs: Wrongs, blocks: Vec<Block>) -> Board {
        let desk = if self.is_maker() { Desk::Maker } else { Desk::Officer };
        Board::of(desk, self.name.clone(), self.room(), title, blocks).led(lead).wrong(wrongs)
    }

    /// Proposes what was typed beside each of these fields.
    pub(super) async fn propose(
        &self,
        app: &App,
        slug: &str,
        subject: Subject,
        fields: &[Field],
        typed: &Typed,
    ) -> Result<Proposed, ProposalError> {
        let came = |field: &&Field| typed.0.contains_key(field.as_str());
        let wanted: Vec<_> =
            fields.iter().filter(came).map(|field| (*field, typed.get(field.as_str()).to_owned())).collect();
        proposals::propose(app.db(), self.proposer(), self.whose(), slug, subject, &wanted).await
    }
}

/// What somebody is asked about the words of a good: a maker a little, in her language; an officer all of it.
fn asked_of(editor: &Editor, lang: Lang, is_food: bool) -> Vec<Field> {
    let fits = |field: &Field| {
        let of_food = matches!(
            field,
            Field::NetQuantityHi
                | Field::NetQuantityEn
                | Field::IngredientsHi
                | Field::IngredientsEn
                | Field::AllergensHi
                | Field::AllergensEn
                | Field::StorageHi
                | Field::StorageEn
        );
        let other = match lang {
            Lang::Hi => "_en",
            Lang::En => "_hi",
        };
        (is_food || !of_food) && (!editor.is_maker() || !field.as_str().ends_with(other))
    };
    fields::WORDS.into_iter().filter(fits).collect()
}

/// One question about a good, with what stands there or what was typed.
pub(super) fn ask(t: &Text, field: Field, value: &str, wrongs: &Wrongs) -> Ask {
    Ask::Field(parts::Field {
        name: field.as_str().to_owned(),
        label: told::label(t, field),
        hint: String::new(),
        value: value.to_owned(),
        error: wrongs.of(field.as_str()).map(str::to_owned),
        kind: told::kind(field),
    })
}

/// What was wrong beside its question, or the error.
pub(super) fn wrongs_of(t: &Text, cause: ProposalError) -> Result<Wrongs, WebError> {
    match cause {
        ProposalError::Unfit(all) => {
            let add =
                |wrongs: Wrongs, (field, why): (Field, _)| wrongs.and(field.as_str(), told::unfit(t, why));
            Ok(all.into_iter().fold(Wrongs::none(), add))
        }
        ProposalError::Nothing => Ok(Wrongs::none().and("", t.get("versions-wrong-nothing"))),
        cause => Err(cause.into()),
    }
}

/// The address after something was proposed.
pub(super) fn after(t: &Text, editor: &Editor, slug: &str, proposed: Proposed) -> Response {
    let done = match proposed {
        Proposed::Waits(_) => "proposed",
        Proposed::Live(_) => "live",
    };
    to(t, &format!("{}?done={done}", editor.home(slug)))
}

/// `GET …/goods/{slug}/words`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &editor, &slug, None, Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST …/goods/{slug}/words`: it waits for a second person.
pub(super) async fn propose(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let good = editor.good(&app, &slug).await?;
    let fields = asked_of(&editor, t.lang, good.is_food);
    let wrongs = match editor.propose(&app, &slug, Subject::Words, &fields, &typed).await {
        Ok(proposed) => return Ok(after(&t, &editor, &slug, proposed)),
        Err(cause) => wrongs_of(&t, cause)?,
    };
    let board = page(&app, &t, &editor, &slug, Some(&typed), wrongs).await?;
    send(&app, t, &asked, &format!("{}/words", editor.home(&slug)), &board)
}

async fn page(
    app: &App,
    t: &Text,
    editor: &Editor,
    slug: &str,
    typed: Option<&Typed>,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let good = editor.good(app, slug).await?;
    let mut read = app.db().read().await?;
    let about = good.product.to_string();
    let stands = proposals::standing(&mut read, Topic::Words, good.product, &about).await?;
    drop(read);
    let asks = asked_of(editor, t.lang, good.is_food).into_iter().map(|field| {
        let there = stands.get(field);
        ask(t, field, typed.map_or(there.as_str(), |typed| typed.get(field.as_str())), &wrongs)
    });
    let form = BoardForm {
        action: t.path(&format!("{}/words", editor.home(slug))),
        method: "post",
        asks: asks.collect(),
        with: vec![],
        button: Button::main(t.get("versions-send")),
        form_key: Some(key_for(&editor.session)),
    };
    let back = Button::second(t.get("versions-back")).to(t.path(&editor.home(slug)));
    let title = t.say("versions-words-of").set("good", t.pick(&good.name).to_owned()).to_string();
    Ok(editor.board(title, t.get("versions-looked-at"), wrongs, vec![Block::Form(form), Block::Button(back)]))
}

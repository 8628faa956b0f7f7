//! What officers' and makers' pages of recordings have in common: the player, the deeds, what became of a form with a file.

use bytes::Bytes;
use kernel::Words;
use kernel::ids::PersonId;
use market::clips::{
    self, About, Clip, ClipError, ClipState, Heard, LESSON_BYTES_MOST, New, NoClip, Side, VOICE_BYTES_MOST,
};
use market::training;
use store::chance;

use crate::app::App;
use crate::error::WebError;
use crate::form::Typed;
use crate::parts::{Button, Deed, Field, FileField, Kind, Player, Wrongs};
use crate::text::Text;
use crate::views::board::{Ask, Block, FileForm};

/// A recording that everybody may hear.
pub(crate) fn player(t: &Text, heard: &Heard) -> Player {
    player_at(t, heard, format!("/clips/{}", heard.id))
}

/// The same at an address of those who look after it.
pub(super) fn player_at(t: &Text, heard: &Heard, file: String) -> Player {
    Player {
        file,
        mime: heard.medium.mime(),
        moves: heard.medium.moves(),
        words: t.pick(&heard.words).to_owned(),
    }
}

/// One recording with what can be done about it, under `room`.
pub(super) fn shown(
    t: &Text,
    clip: &Clip,
    (person, side): (PersonId, &Side),
    room: &str,
    key: &str,
) -> Vec<Block> {
    let id = clip.heard.id;
    let deed = |end: &str, button| {
        Block::Deed(Deed {
            action: t.path(&format!("{room}/{id}/{end}")),
            button,
            with: vec![],
            form_key: Some(key.to_owned()),
        })
    };
    let may = clip.waits_for(&person.to_string(), side);
    let stands = match (clip.state, may) {
        (ClipState::Waiting, true) => "clips-waits-for-you",
        (ClipState::Waiting, false) => "clips-waits",
        (ClipState::Shown | ClipState::Gone, _) => "clips-heard",
    };
    let mut blocks = vec![
        Block::Heading(name(t, clip)),
        Block::Text(format!("{} · {}", t.get(stands), t.day(&clip.at.day()))),
        Block::Player(player_at(t, &clip.heard, t.path(&format!("{room}/{id}/file")))),
    ];
    if may {
        blocks.push(deed("showing", Button::main(t.get("clips-show"))));
    }
    blocks.push(deed("removal", Button::second(t.get("clips-remove"))));
    blocks
}

fn name(t: &Text, clip: &Clip) -> String {
    let lesson = training::all_lessons().iter().find(|lesson| lesson.key == clip.about);
    match lesson {
        Some(lesson) => t.say("clips-of-lesson").set("lesson", t.pick(&lesson.defect)).to_string(),
        None => t.say("clips-of-maker").set("maker", t.pick(&clip.maker)).to_string(),
    }
}

/// The form that puts one up; `first` is what it asks before the file.
pub(super) fn form(
    t: &Text,
    action: &str,
    first: Vec<Ask>,
    (typed, wrongs): (&Typed, &Wrongs),
    key: String,
) -> FileForm {
    let words = |name: &str| Ask::Field(Field::named(t, name, Kind::Lines, typed.get(name), wrongs));
    FileForm {
        action: t.path(action),
        asks: first.into_iter().chain([words("clip_words_hi"), words("clip_words_en")]).collect(),
        file: FileField {
            name: "clip".to_owned(),
            label: t.get("clips-file"),
            hint: t.get("clips-file-hint"),
            accept: "audio/*,video/mp4,video/webm".to_owned(),
            error: wrongs.of("clip").map(str::to_owned),
        },
        button: Button::main(t.get("clips-go")),
        form_key: Some(key),
    }
}

/// Keeps what a form sent. What was wrong with it stands beside the question it is about.
pub(super) async fn put_up(
    app: &App,
    t: &Text,
    (person, side): (PersonId, &Side),
    about: About,
    typed: &Typed,
    file: Option<Bytes>,
) -> Result<Wrongs, WebError> {
    let Some(file) = file else { return Ok(Wrongs::none().and("clip", t.get("clips-wrong-none"))) };
    let clean = match taken(&about, &file) {
        Ok(clean) => clean,
        Err(why) => return Ok(Wrongs::none().and("clip", t.get(&format!("clips-no-{why}")))),
    };
    let new = New {
        id: chance::id(app.db().now()),
        about,
        medium: clean.medium,
        bytes: clean.bytes.len(),
        words: Words::new(typed.get("clip_words_hi"), typed.get("clip_words_en")),
    };
    let name = clips::file_name(new.id, new.medium);
    let kept = async {
        app.parts.media.put(&name, clean.bytes.into()).await?;
        app.parts.media.settle(&name).await
    };
    kept.await.map_err(|cause| {
        tracing::error!(%cause, "a recording cannot be kept");
        WebError::Busy
    })?;
    let done = clips::put_up(app.db(), (person, side), &new).await;
    if done.is_err() {
        // Nothing leads to it any more.
        let _ = app.parts.media.remove(&name).await;
    }
    match done {
        Ok(()) => Ok(Wrongs::none()),
        Err(ClipError::NoWords) => Ok(Wrongs::none().and("clip_words_hi", t.get("clips-wrong-words"))),
        Err(ClipError::ManyWait) => Ok(Wrongs::none().and("clip", t.get("clips-wrong-many"))),
        Err(other) => Err(other.into()),
    }
}

fn taken(about: &About, file: &[u8]) -> Result<clips::Clean, NoClip> {
    let is_voice = matches!(about, About::Voice(_));
    if file.len() > if is_voice { VOICE_BYTES_MOST } else { LESSON_BYTES_MOST } {
        return Err(NoClip::TooLong);
    }
    let clean = clips::clean(file)?;
    if is_voice && clean.medium.moves() { Err(NoClip::Moves) } else { Ok(clean) }
}

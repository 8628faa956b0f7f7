//! A page put together of parts that are there already: headings, lists, facts, tables, forms one below the other. The
//! desks of officers, heads and the DC's office are made of it.
//!
//! Reads: the struct, the reader's language. Never: decides anything. Start at [`Board`].

use kernel::Words;

use super::desk::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{
    Bars, Button, Checks, Compare, Deed, Facts, Field, Figures, FileField, FormKey, Gauges, Notice, Pager,
    PhotoAsk, Player, Prose, Qr, Radios, Rows, Select, Table, Talk, TileMap, Timeline, Totals, TrendTable,
    Was, Ways, Wrongs, part,
};
use crate::text::Text;

/// One question of a form.
#[derive(Clone, Debug)]
pub enum Ask {
    /// Something to be typed.
    Field(Field),
    /// One of a long list.
    Select(Select),
    /// One of a few.
    Radios(Radios),
    /// Any number of many.
    Checks(Checks),
}

part!(
    Ask as ask,
    r#"{% match ask %}{% when Ask::Field(a) %}{{ a.html(t) }}{% when Ask::Select(a) %}{{ a.html(t) }}{% when Ask::Radios(a) %}{{ a.html(t) }}{% when Ask::Checks(a) %}{{ a.html(t) }}{% endmatch %}"#
);

/// A form.
#[derive(Clone, Debug)]
pub struct BoardForm {
    /// Where it is sent.
    pub action: String,
    /// `post`, or `get` for a form that narrows a list.
    pub method: &'static str,
    /// What is asked.
    pub asks: Vec<Ask>,
    /// What is sent along, name and value.
    pub with: Vec<(String, String)>,
    /// The button.
    pub button: Button,
    /// One-time key of the form.
    pub form_key: Option<String>,
}

part!(
    BoardForm as f,
    r#"<form action="{{ f.action }}" method="{{ f.method }}"{% if f.method == "post" %} data-once{% endif %}>{{ FormKey::from(f.form_key).html(t) }}
{%- for (name, value) in f.with %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor -%}
{%- for ask in f.asks %}{{ ask.html(t) }}{% endfor -%}
{{ f.button.html(t) }}</form>"#
);

/// A form with a photo.
#[derive(Clone, Debug)]
pub struct PhotoForm {
    /// Where it is sent.
    pub action: String,
    /// What the photo shows, if that is a question.
    pub which: Option<Radios>,
    /// The photo.
    pub photo: PhotoAsk,
    /// The button.
    pub button: Button,
    /// One-time key of the form.
    pub form_key: Option<String>,
}

part!(
    PhotoForm as f,
    r#"<form action="{{ f.action }}" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(f.form_key).html(t) }}{% if let Some(which) = f.which %}{{ which.html(t) }}{% endif %}{{ f.photo.html(t) }}{{ f.button.html(t) }}</form>"#
);

/// A form with a file that is no photo.
#[derive(Clone, Debug)]
pub struct FileForm {
    /// Where it is sent.
    pub action: String,
    /// What is asked besides.
    pub asks: Vec<Ask>,
    /// The file.
    pub file: FileField,
    /// The button.
    pub button: Button,
    /// One-time key of the form.
    pub form_key: Option<String>,
}

part!(
    FileForm as f,
    r#"<form action="{{ f.action }}" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(f.form_key).html(t) }}
{%- for ask in f.asks %}{{ ask.html(t) }}{% endfor %}{{ f.file.html(t) }}{{ f.button.html(t) }}</form>"#
);

/// A form with questions and, if one likes, a photo.
#[derive(Clone, Debug)]
pub struct SendForm {
    /// The questions, and where they are sent.
    pub form: BoardForm,
    /// The photo; none where it cannot be taken.
    pub photo: Option<PhotoAsk>,
}

part!(
    SendForm as f,
    r#"<form class="tall" action="{{ f.form.action }}" method="post"{% if f.photo.is_some() %} enctype="multipart/form-data"{% endif %} data-once>{{ FormKey::from(f.form.form_key).html(t) }}
{%- for (name, value) in f.form.with %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor -%}
{%- for ask in f.form.asks %}{{ ask.html(t) }}{% endfor -%}
{% if let Some(photo) = f.photo %}{{ photo.html(t) }}{% endif %}{{ f.form.button.html(t) }}</form>"#
);

/// One photo among others: the file's address, what it shows, since when.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Where the file is.
    pub file: String,
    /// What it shows.
    pub shows: String,
    /// Since when; may be empty.
    pub when: String,
}

/// A table each of whose figures opens what it counts.
#[derive(Clone, Debug)]
pub struct Grid {
    /// What it shows: read aloud first.
    pub caption: String,
    /// The headings, that of the names first.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// One row of a [`Grid`].
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Its name.
    pub label: String,
    /// Where its name leads.
    pub href: String,
    /// Its figures.
    pub cells: Vec<GridCell>,
}

/// One figure.
#[derive(Clone, Debug)]
pub struct GridCell {
    /// The figure.
    pub value: String,
    /// What it counts.
    pub href: Option<String>,
    /// What it was, or how it is spread.
    pub was: Option<Was>,
}

impl GridCell {
    /// A figure that was never another.
    pub fn of(value: String, href: Option<String>) -> GridCell {
        GridCell { value, href, was: None }
    }
}

part!(
    Grid as g,
    r#"<section class="sheet" tabindex="0" aria-label="{{ g.caption }}"><table><caption>{{ g.caption }} <small class="swipe">{{ t.get("grid-swipe") }}</small></caption>
<thead><tr>{% for column in g.columns %}<th scope="col"{% if !loop.first %} class="n"{% endif %}>{{ column }}</th>{% endfor %}</tr></thead><tbody>
{%- for row in g.rows %}<tr><th scope="row"><a href="{{ row.href }}">{{ row.label }}</a></th>{% for cell in row.cells %}<td class="n">{% if let Some(href) = cell.href %}<a href="{{ href }}">{{ cell.value }}</a>{% else %}{{ cell.value }}{% endif %}{% if let Some(was) = cell.was %}{{ was.html(t) }}{% endif %}</td>{% endfor %}</tr>
{% endfor -%}
</tbody></table></section>"#
);

/// A part of a page.
#[derive(Clone, Debug)]
pub enum Block {
    /// A message.
    Notice(Notice),
    /// A few big numbers.
    Figures(Figures),
    /// The same with what they were.
    Gauges(Gauges),
    /// The same page another way.
    Ways(Ways),
    /// A piece of a handbook.
    Prose(Prose),
    /// What follows is about this.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Things one can open.
    Rows(Rows),
    /// What is what.
    Facts(Facts),
    /// What stands there beside what shall stand.
    Compare(Compare),
    /// What has happened.
    Timeline(Timeline),
    /// Figures in rows and columns.
    Table(Table),
    /// The same, each figure a link.
    Grid(Grid),
    /// A link that looks like a button.
    Button(Button),
    /// A form in plain sight.
    Form(BoardForm),
    /// One deed as one button.
    Deed(Deed),
    /// A form that is folded away: its summary, whether it is open.
    Folded(Folded),
    /// A photo: the smallest file's address, and what it shows.
    Photo(String, String),
    /// Photos beside each other, to be compared.
    Photos(Vec<Seen>),
    /// A form with a photo.
    PhotoForm(PhotoForm),
    /// A form with a file.
    FileForm(FileForm),
    /// A recording.
    Player(Player),
    /// Drawn bars.
    Bars(Bars),
    /// The district in tiles.
    TileMap(TileMap),
    /// A year in drawn lines.
    Trends(TrendTable),
    /// A form with questions and, if one likes, a photo.
    Send(SendForm),
    /// What was said on both sides.
    Talk(Talk),
    /// Where a list goes on.
    Pager(Pager),
    /// A picture a phone can read, as wide as the column.
    Qr(Qr),
    /// What it comes to.
    Totals(Totals),
    /// The way out.
    Out(super::desk::SignOut),
}

part!(
    Block as block,
    r#"
{%- match block -%}
{% when Block::Notice(x) %}{{ x.html(t) }}
{%- when Block::Figures(x) %}{{ x.html(t) }}
{%- when Block::Gauges(x) %}{{ x.html(t) }}
{%- when Block::Ways(x) %}{{ x.html(t) }}
{%- when Block::Prose(x) %}{{ x.html(t) }}
{%- when Block::Heading(x) %}<h2>{{ x }}</h2>
{%- when Block::Text(x) %}<p>{{ x }}</p>
{%- when Block::Rows(x) %}{{ x.html(t) }}
{%- when Block::Facts(x) %}{{ x.html(t) }}
{%- when Block::Compare(x) %}{{ x.html(t) }}
{%- when Block::Timeline(x) %}{{ x.html(t) }}
{%- when Block::Table(x) %}{{ x.html(t) }}
{%- when Block::Grid(x) %}{{ x.html(t) }}
{%- when Block::Button(x) %}<p>{{ x.html(t) }}</p>
{%- when Block::Form(x) %}{{ x.html(t) }}
{%- when Block::Deed(x) %}{{ x.html(t) }}
{%- when Block::Folded(x) %}<details class="fold"{% if x.open %} open{% endif %}><summary>{{ x.summary }}</summary>{{ x.form.html(t) }}</details>
{%- when Block::Photo(photo, shows) %}<p class="seen"><img src="{{ photo }}" alt="{{ shows }}" width="160" height="160" loading="lazy"></p>
{%- when Block::Photos(all) %}<div class="seen">{% for one in all %}<figure><a href="{{ one.file }}"><img src="{{ one.file }}" alt="{{ one.shows }}" width="160" height="160" loading="lazy"></a><figcaption>{{ one.shows }}{% if !one.when.is_empty() %}<br>{{ one.when }}{% endif %}</figcaption></figure>{% endfor %}</div>
{%- when Block::PhotoForm(x) %}{{ x.html(t) }}
{%- when Block::FileForm(x) %}{{ x.html(t) }}
{%- when Block::Player(x) %}{{ x.html(t) }}
{%- when Block::Bars(x) %}{{ x.html(t) }}
{%- when Block::TileMap(x) %}{{ x.html(t) }}
{%- when Block::Trends(x) %}{{ x.html(t) }}
{%- when Block::Send(x) %}{{ x.html(t) }}
{%- when Block::Talk(x) %}{{ x.html(t) }}
{%- when Block::Pager(x) %}{{ x.html(t) }}
{%- when Block::Qr(x) %}{{ x.html(t) }}
{%- when Block::Totals(x) %}{{ x.html(t) }}
{%- when Block::Out(x) %}{{ x.html(t) }}
{%- endmatch -%}
"#
);

/// A form that is folded away.
#[derive(Clone, Debug)]
pub struct Folded {
    /// What one can do here.
    pub summary: String,
    /// Open where its form came back.
    pub open: bool,
    /// The form.
    pub form: BoardForm,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Board {
    /// Its title.
    pub title: String,
    /// Whose desk it is on.
    pub desk: Desk,
    /// Who sits there.
    pub whose: Words,
    /// The room of the desk it belongs to.
    pub room: &'static str,
    /// A line under the title; may be empty.
    pub lead: String,
    /// What was wrong with a form.
    pub wrongs: Wrongs,
    /// Whether the reader has just pressed a button for something that was done before.
    pub already: bool,
    /// How wide it is.
    pub width: Width,
    /// After how many seconds the page looks again by itself; it waits for news.
    pub again_after_s: Option<u32>,
    /// The page, top to bottom.
    pub blocks: Vec<Block>,
}

impl Board {
    /// A page of a desk in one of its rooms: whose it is, its title, and what stands on it from top to bottom.
    pub fn of(desk: Desk, whose: Words, room: &'static str, title: String, blocks: Vec<Block>) -> Board {
        let (lead, wrongs) = (String::new(), Wrongs::none());
        let (already, width, again_after_s) = (false, Width::Column, None);
        Board { title, desk, whose, room, lead, wrongs, already, width, again_after_s, blocks }
    }

    /// As wide as the window: charts beside each other, tables without being moved.
    #[must_use]
    pub fn spread(self) -> Board {
        Board { width: Width::Spread, ..self }
    }

    /// With a line under the title.
    #[must_use]
    pub fn led(self, lead: String) -> Board {
        Board { lead, ..self }
    }

    /// One that looks again by itself.
    #[must_use]
    pub fn again_after(self, seconds: u32) -> Board {
        Board { again_after_s: Some(seconds), ..self }
    }

    /// With what was wrong with its form.
    #[must_use]
    pub fn wrong(self, wrongs: Wrongs) -> Board {
        Board { wrongs, ..self }
    }

    fn again(&self, t: &Text) -> Notice {
        Notice::new(crate::parts::Tone::Plain, t.get("desk-already"), t.get("desk-already.text"))
    }
}

impl View for Board {
    fn title(&self, _t: &Text) -> String {
        self.title.clone()
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        self.width
    }
    fn again_after_s(&self) -> Option<u32> {
        self.again_after_s
    }
    fn navigation(&self, t: &Text) -> Navigation {
        self.desk.navigation(t, &self.whose, self.room)
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Board as b,
    r#"
{{ b.wrongs.html(t) }}{% if b.already %}{{ b.again(t).html(t) }}{% endif -%}
<h1>{{ b.title }}</h1>{% if !b.lead.is_empty() %}<p class="lead">{{ b.lead }}</p>{% endif %}
{%- for block in b.blocks %}{{ block.html(t) }}{% endfor %}
"#
);

//! What has happened and what comes: a line down the page.

/// How far a moment on the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It has happened.
    Done,
    /// It is happening now.
    Now,
    /// It comes.
    Ahead,
    /// It went wrong or was called off.
    Stopped,
}

impl Progress {
    const fn word(self) -> &'static str {
        match self {
            Progress::Done => "done",
            Progress::Now => "now",
            Progress::Ahead => "ahead",
            Progress::Stopped => "stopped",
        }
    }
    const fn key(self) -> &'static str {
        match self {
            Progress::Done => "progress-done",
            Progress::Now => "progress-now",
            Progress::Ahead => "progress-ahead",
            Progress::Stopped => "progress-stopped",
        }
    }
}

/// One moment on the line.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What happens.
    pub title: String,
    /// When, or by when; may be empty.
    pub when: String,
    /// More about it; may be empty.
    pub note: String,
    /// How far it is.
    pub progress: Progress,
}

/// The moments, first at the top.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// First at the top.
    pub moments: Vec<Moment>,
}

part!(
    Timeline as line,
    r#"<ol class="timeline">{% for m in line.moments %}
<li class="{{ m.progress.word() }}"><b>{{ m.title }}</b><span class="hidden"> ({{ t.get(m.progress.key()) }})</span>{% if !m.when.is_empty() %} <small>{{ m.when }}</small>{% endif %}{% if !m.note.is_empty() %}<p>{{ m.note }}</p>{% endif %}</li>{% endfor %}
</ol>"#
);

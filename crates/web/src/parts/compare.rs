//! What stands there beside what shall stand there, one line for each thing; a photo is shown, not named.

/// One thing that changes.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What it is.
    pub label: String,
    /// What stands there; empty for nothing.
    pub old: String,
    /// What shall stand there.
    pub new: String,
    /// Whether both are addresses of pictures.
    pub is_picture: bool,
}

/// Things that change.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The heading over what stands there.
    pub old: String,
    /// The heading over what shall stand.
    pub new: String,
    /// In the order they were asked for.
    pub rows: Vec<Compared>,
}

part!(
    Compare as c,
    r#"<dl class="compare">{% for row in c.rows %}
<div><dt>{{ row.label }}</dt>{% if row.is_picture -%}
<dd><small>{{ c.old }}</small>{% if row.old.is_empty() %}–{% else %}<img src="{{ row.old }}" alt="{{ c.old }}" width="160" height="160">{% endif %}</dd><dd><small>{{ c.new }}</small><img src="{{ row.new }}" alt="{{ c.new }}" width="160" height="160"></dd>
{%- else -%}
<dd><small>{{ c.old }}</small>{% if row.old.is_empty() %}–{% else %}{{ row.old }}{% endif %}</dd><dd><small>{{ c.new }}</small>{% if row.new.is_empty() %}–{% else %}<b>{{ row.new }}</b>{% endif %}</dd>
{%- endif %}</div>{% endfor %}
</dl>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn what_stands_there_is_left_of_what_shall_stand() {
        let row = Compared { label: "Name".into(), old: String::new(), new: "<b>".into(), is_picture: false };
        let html = Compare { old: "now".into(), new: "new".into(), rows: vec![row] };
        let html = html.html(&Text::new(Lang::En)).to_string();
        assert!(
            html.contains("<dd><small>now</small>–</dd><dd><small>new</small><b>&#60;b&#62;</b></dd>"),
            "{html}"
        );
    }
}

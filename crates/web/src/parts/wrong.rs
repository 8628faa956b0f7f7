//! What was wrong with a form: a summary on top whose links lead to the inputs, and the same sentence beside each.
//!
//! The pattern is GOV.UK's: the page's title begins with «गलती: », the summary is announced and, with script, focused.

/// One thing that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The `id` of the input it is about; empty if it is about the whole form.
    pub field: String,
    /// What was wrong and what to do, a whole sentence.
    pub says: String,
}

/// Everything that was wrong with a form, in the order of its inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrongs {
    /// Empty if all is well.
    pub list: Vec<Wrong>,
}

impl Wrongs {
    /// Nothing is wrong.
    pub const fn none() -> Wrongs {
        Wrongs { list: Vec::new() }
    }
    /// Adds one thing.
    pub fn add(&mut self, field: impl Into<String>, says: impl Into<String>) {
        self.list.push(Wrong { field: field.into(), says: says.into() });
    }
    /// The same with one thing more.
    #[must_use]
    pub fn and(mut self, field: impl Into<String>, says: impl Into<String>) -> Wrongs {
        self.add(field, says);
        self
    }
    /// What is wrong with the input `field`.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.list.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.says.as_str())
    }
    /// Whether all is well.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

part!(
    Wrongs as wrongs,
    r##"
{%- if !wrongs.is_empty() -%}
<div class="wrongs" role="alert" tabindex="-1" data-focus><h2>{{ t.get("wrongs-title") }}</h2><ul>
{%- for wrong in wrongs.list %}<li>{% if wrong.field.is_empty() %}{{ wrong.says }}{% else %}<a href="#{{ wrong.field }}">{{ wrong.says }}</a>{% endif %}</li>{% endfor -%}
</ul></div>
{%- endif -%}
"##
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn the_summary_leads_to_the_input() {
        let wrongs = Wrongs::none().and("mobile", "10 अंकों का नंबर लिखें।");
        let html = wrongs.html(&Text::new(Lang::Hi)).to_string();
        assert!(html.contains(r#"role="alert""#) && html.contains(r##"<a href="#mobile">10 अंकों"##), "{html}");
        assert_eq!(wrongs.of("mobile"), Some("10 अंकों का नंबर लिखें।"));
        assert_eq!(Wrongs::none().html(&Text::new(Lang::Hi)).to_string(), "");
    }
}

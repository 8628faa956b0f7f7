//! Where one is in a short sequence of screens: «4 में से 2».

/// The screens of a task.
#[derive(Clone, Debug)]
pub struct Steps {
    /// The names of all screens, in order.
    pub names: Vec<String>,
    /// The screen one is on, from 1.
    pub now: usize,
}

impl Steps {
    fn numbered(&self) -> impl Iterator<Item = (usize, &String)> {
        self.names.iter().enumerate().map(|(i, name)| (i + 1, name))
    }
}

part!(
    Steps as steps,
    r#"<nav class="steps" aria-label="{{ t.get("steps") }}"><ol>
{%- for (n, name) in steps.numbered() %}<li{% if n == steps.now %} aria-current="step"{% endif %}{% if n < steps.now %} class="done"{% endif %}><span>{{ name }}</span></li>{% endfor -%}
</ol></nav>"#
);

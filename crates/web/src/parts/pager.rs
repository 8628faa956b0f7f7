//! The rest of a long list: a link to what comes after the last thing shown.

/// Where a list goes on.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// The address of the next page, if there is one.
    pub next: Option<String>,
    /// The address of the first page, if this is not it.
    pub first: Option<String>,
}

part!(
    Pager as pager,
    r#"{% if pager.next.is_some() || pager.first.is_some() %}<nav class="pager" aria-label="{{ t.get("pager") }}">
{%- if let Some(next) = pager.next %}<a class="button second" rel="next" href="{{ next }}">{{ t.get("pager-next") }}</a>{% endif -%}
{%- if let Some(first) = pager.first %}<a href="{{ first }}">{{ t.get("pager-first") }}</a>{% endif -%}
</nav>{% endif %}"#
);

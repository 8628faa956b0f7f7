//! The HTML of the frame, and nothing else.

use super::{Frame, Icon, Navigation, Stage};
use crate::parts::icon::Mark;

#[derive(askama::Template)]
#[template(
    ext = "html",
    source = r##"<!DOCTYPE html>
<html lang="{{ f.t.lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ f.title() }}</title>
{%- match f.view.description(f.t) %}{% when Some(words) %}<meta name="description" content="{{ words }}"><meta property="og:description" content="{{ words }}">{% when None %}{% endmatch -%}
{%- match f.view.canonical() -%}
{%- when Some(path) -%}
<link rel="canonical" href="{{ f.address_in(f.t.lang.as_str(), path) }}">
<link rel="alternate" hreflang="hi" href="{{ f.address_in("hi", path) }}">
<link rel="alternate" hreflang="en" href="{{ f.address_in("en", path) }}">
<link rel="alternate" hreflang="x-default" href="{{ f.address_in("hi", path) }}">
<meta property="og:title" content="{{ f.view.title(f.t) }}">
<meta property="og:site_name" content="{{ f.t.get("mart") }}">
<meta property="og:url" content="{{ f.address_in(f.t.lang.as_str(), path) }}">
{%- if let Some(picture) = f.shared_picture() %}<meta property="og:image" content="{{ picture.url }}"><meta property="og:image:alt" content="{{ picture.alt }}">{% if let Some((width, height)) = picture.size %}<meta property="og:image:width" content="{{ width }}"><meta property="og:image:height" content="{{ height }}"><meta property="og:image:type" content="image/jpeg">{% endif %}<meta name="twitter:card" content="summary_large_image">{% endif -%}
{{ f.linked()|safe }}
{%- when None -%}<meta name="robots" content="noindex">
{%- endmatch -%}
<meta name="theme-color" content="#2a1a12">
<link rel="icon" href="{{ f.site.assets.url("art/logo.svg") }}" type="image/svg+xml">
<link rel="stylesheet" href="{{ f.site.assets.url("css/mart.css") }}">
{%- if let Navigation::Desk { title: _, rooms: _ } = f.navigation %}<link rel="stylesheet" href="{{ f.site.assets.url(f.view.width().desk_style()) }}">{% endif %}
<script src="{{ f.site.assets.url("script/mart.js") }}" defer></script>
{%- if let Some(path) = f.view.script() %}
<script src="{{ f.site.assets.url(path) }}" defer></script>{% endif %}
{%- if f.leaves_a_phone() %}<script src="{{ f.site.assets.url("script/officer-out.js") }}" defer></script>{% endif %}
{%- if let Some(manifest) = f.view.manifest(f.t) %}<link rel="manifest" href="{{ manifest }}">{% endif %}
{%- let aloud = f.aloud() %}{% if aloud.is_some() %}<script src="{{ f.site.assets.url("script/aloud.js") }}" defer></script>{% endif %}
</head>
<body{% if let Some(seconds) = f.view.again_after_s() %} data-again="{{ seconds }}"{% endif %}>
<a class="skip" href="#main">{{ f.t.get("skip") }}</a>
<header class="top">
{%- match f.site.stage.get() -%}
{%- when Stage::Sample -%}<p class="stage">{{ f.t.get("stage-sample") }}</p>
{%- when Stage::Setup -%}<p class="stage">{{ f.t.get("stage-setup") }}</p>
{%- when Stage::Trial -%}<p class="stage">{{ f.t.get("stage-trial") }}</p>
{%- when Stage::Live -%}
{%- endmatch -%}
<div class="wrap">
<a class="brand" href="{{ f.t.path("/") }}">{{ Mark }}<span><b>{{ f.t.get("mart") }}</b><small>{{ f.t.words(f.site.district.owner) }}</small></span></a>
{%- match f.navigation -%}
{%- when Navigation::Shop -%}
<nav class="tools" aria-label="{{ f.t.get("tools") }}"><a lang="{{ f.t.lang.other() }}" hreflang="{{ f.t.lang.other() }}" href="{{ f.other_path() }}">{{ f.t.get("other-language") }}</a><a href="{{ f.t.path("/cart") }}">{{ Icon::Basket }}<span class="word">{{ f.t.get("cart") }}</span>
{%- match f.visit.cart_count -%}
{%- when Some(count) %}{% if *count > 0 %}<b class="count"><span class="hidden">{{ f.t.get("cart-holds") }} </span>{{ count }}</b>{% endif -%}
{%- when None %}<b class="count" data-cart="{{ f.t.get("cart-holds") }}" hidden></b>
{%- endmatch -%}
</a></nav>
<form class="search" action="{{ f.t.path("/search") }}" role="search"><label class="hidden" for="q">{{ f.t.get("search-label") }}</label><input id="q" name="q" type="search" value="{{ f.view.searched() }}" placeholder="{{ f.t.get("search-hint") }}" maxlength="80" enterkeyhint="search" autocomplete="off" data-suggested="{{ f.t.get("search-suggested") }}"><button type="submit" aria-label="{{ f.t.get("search-go") }}">{{ Icon::Search }}</button></form>
{%- when Navigation::Desk { title, rooms: _ } -%}
<nav class="tools" aria-label="{{ f.t.get("tools") }}"><a lang="{{ f.t.lang.other() }}" hreflang="{{ f.t.lang.other() }}" href="{{ f.other_path() }}">{{ f.t.get("other-language") }}</a></nav>
<p class="desk">{{ title }}</p>
{%- endmatch -%}
</div>
{%- match f.navigation -%}
{%- when Navigation::Shop -%}
<nav class="crafts" aria-label="{{ f.t.get("crafts") }}"><ul class="wrap">{% for (key, name) in f.site.crafts %}<li><a href="{{ f.t.path("/crafts/") }}{{ key }}">{{ f.craft(key, name) }}</a></li>{% endfor %}</ul></nav>
{%- when Navigation::Desk { title: _, rooms } -%}{{ rooms.html(f.t) }}
{%- endmatch -%}
</header>
<main id="main" class="{{ f.view.width().classes() }}">
{% if let Some(aloud) = f.aloud() %}{{ aloud.html(f.t) }}{% endif %}{{ f.main|safe }}
</main>
<footer class="foot">
<div class="wrap">
<div><h2>{{ f.t.get("footer-help") }}</h2>
<p>{{ Icon::Phone }} <a href="tel:{{ f.site.district.phone }}">{{ f.site.district.phone }}</a><br><small>{{ f.t.words(f.site.district.hours) }}</small></p>
<ul>
<li><a href="{{ f.t.path("/track") }}">{{ f.t.get("track-title") }}</a></li>
<li><a href="{{ f.t.path("/help") }}">{{ f.t.get("footer-questions") }}</a></li>
<li><a href="{{ f.t.path("/orders") }}">{{ f.t.get("footer-orders") }}</a></li>
<li><a href="{{ f.t.path("/complaints") }}">{{ f.t.get("complaint-title") }}</a></li>
{%- if f.site.stage.get() == Stage::Trial %}<li><a href="{{ f.t.path("/feedback") }}">{{ f.t.get("feedback-title") }}</a></li>{% endif -%}
{%- match f.visit.signed_in -%}
{%- when Some(true) %}<li><form action="{{ f.t.path("/sign-out") }}" method="post"><button type="submit" class="link">{{ f.t.get("sign-out") }}</button></form></li>
{%- when _ %}<li><a href="{{ f.t.path("/sign-in") }}">{{ f.t.get("sign-in") }}</a></li>
{%- endmatch -%}
</ul></div>
<div><h2>{{ f.t.get("footer-grievance") }}</h2>
<p>{{ f.t.words(f.site.district.grievance_name) }}<br>{{ f.t.words(f.site.district.grievance_post) }}<br><a href="tel:{{ f.site.district.grievance_phone }}">{{ f.site.district.grievance_phone }}</a><br><a href="mailto:{{ f.site.district.grievance_email }}">{{ f.site.district.grievance_email }}</a></p>
<p><small>{{ f.t.get("footer-nch") }} <a href="tel:1915">1915</a></small></p></div>
<nav aria-label="{{ f.t.get("footer-rules") }}"><h2>{{ f.t.get("footer-rules") }}</h2>
<ul class="two">{% for (path, key) in f.legal() %}<li><a href="{{ f.t.path(path) }}">{{ f.t.get(key) }}</a></li>{% endfor %}</ul></nav>
<p class="owner">{{ f.t.words(f.site.district.legal_name) }}, {{ f.t.words(f.site.district.office) }}. {{ f.t.say("footer-owner").set("owner", f.t.pick(f.site.district.owner)) }} {{ f.t.say("footer-updated").set("date", f.t.date(f.site.updated)) }}</p>
</div>
</footer>
</body>
</html>
"##
)]
pub(super) struct Html<'a> {
    pub(super) f: &'a Frame<'a>,
}

//! People and roles: what waits for a second person, who works here, and the form to ask for a role.

use kernel::Words;
use market::accounts::{DepartmentKey, Role};

use super::desk::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Choice, Deed, Empty, Field, FormKey, Kind, Select, Wrongs, button};
use crate::text::Text;

/// A request that waits or was decided.
#[derive(Clone, Debug)]
pub struct RequestShown {
    /// Its id.
    pub id: String,
    /// For whom.
    pub name: String,
    /// What she shall be, or that her second factor shall be forgotten.
    pub wants: String,
    /// Department, hub, blocks.
    pub about: String,
    /// Who asked, and when.
    pub asked: String,
    /// Why.
    pub reason: String,
    /// How it ended.
    pub decided: Option<String>,
    /// Whether the reader may say yes or no.
    pub may_decide: bool,
    /// Whether the reader asked and may take it back.
    pub may_withdraw: bool,
}

/// Somebody who works here.
#[derive(Clone, Debug)]
pub struct StaffShown {
    /// The id of the role.
    pub id: String,
    /// Her name.
    pub name: String,
    /// What she does.
    pub role: String,
    /// Department, hub, blocks.
    pub about: String,
    /// Since when.
    pub since: String,
    /// Whether the reader may end it.
    pub may_end: bool,
    /// Whether the reader may ask that her second factor is forgotten.
    pub may_reset: bool,
}

/// What was typed into the form before.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// The number.
    pub mobile: String,
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
    /// The department.
    pub department: String,
    /// The hub.
    pub hub: String,
    /// The reason.
    pub reason: String,
    /// The blocks.
    pub blocks: Vec<String>,
}

/// The first page of heads, the DC's office and administrators.
#[derive(Clone, Debug)]
pub struct PeoplePage {
    /// Whose desk it is.
    pub desk: Desk,
    /// Her name.
    pub whose: Words,
    /// What waits, then what was decided lately.
    pub requests: Vec<RequestShown>,
    /// Who works here.
    pub staff: Vec<StaffShown>,
    /// The roles the reader may ask for.
    pub roles: Vec<Role>,
    /// The one department the reader heads; none if she asks for all.
    pub department: Option<DepartmentKey>,
    /// Blocks: code and name.
    pub blocks: Vec<(String, Words)>,
    /// Hubs: id and name.
    pub hubs: Vec<(String, Words)>,
    /// What was typed before.
    pub asking: Asking,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl PeoplePage {
    fn waiting(&self) -> impl Iterator<Item = &RequestShown> {
        self.requests.iter().filter(|request| request.decided.is_none())
    }
    fn decided(&self) -> impl Iterator<Item = &RequestShown> {
        self.requests.iter().filter(|request| request.decided.is_some())
    }
    fn deed(&self, t: &Text, id: &str, act: &str, key: &str) -> Deed {
        Deed {
            action: t.path(&format!("/people/requests/{id}/{act}")),
            button: button::Button::second(t.get(key)),
            with: vec![],
            form_key: self.form_key.clone(),
        }
    }
    fn approve(&self, t: &Text, request: &RequestShown) -> Deed {
        self.deed(t, &request.id, "approval", "people-approve")
    }
    fn withdraw(&self, t: &Text, request: &RequestShown) -> Deed {
        self.deed(t, &request.id, "withdrawal", "people-withdraw")
    }
    fn nothing(&self, t: &Text) -> Empty {
        Empty { title: t.get("people-nothing-waits"), text: t.get("people-nothing-waits.text"), next: None }
    }
    fn asks_for_officers_only(&self) -> bool {
        self.roles.as_slice() == [Role::Officer]
    }
    fn asks_for_officers(&self) -> bool {
        self.roles.contains(&Role::Officer)
    }
    fn role(&self, t: &Text) -> Select {
        let choice = |role: &Role| Choice::new(role.as_str(), t.role(*role)).chosen_if(&self.asking.role);
        self.select(t, "role", "people-role", "people-choose", self.roles.iter().map(choice).collect())
    }
    fn department_of(&self, t: &Text) -> Select {
        let choice = |key: &DepartmentKey| {
            Choice::new(key.as_str(), t.department(*key)).chosen_if(&self.asking.department)
        };
        let choices = DepartmentKey::ALL.iter().map(choice).collect();
        self.select(t, "department", "people-department", "people-department-none", choices)
    }
    fn hub(&self, t: &Text) -> Select {
        let choice = |(id, name): &(String, Words)| Choice::new(id, t.pick(name)).chosen_if(&self.asking.hub);
        self.select(t, "hub", "people-hub", "people-hub-none", self.hubs.iter().map(choice).collect())
    }
    fn select(&self, t: &Text, name: &str, label: &str, any: &str, choices: Vec<Choice>) -> Select {
        Select {
            name: name.to_owned(),
            label: t.get(label),
            any: Some(t.get(any)),
            error: self.wrongs.of(name).map(str::to_owned),
            choices,
        }
    }
    fn mobile(&self, t: &Text) -> Field {
        Field::named(t, "mobile", Kind::Mobile, &self.asking.mobile, &self.wrongs)
    }
    fn name(&self, t: &Text) -> Field {
        let label = t.get("people-name");
        Field {
            label,
            hint: String::new(),
            ..Field::named(t, "name", Kind::Words, &self.asking.name, &self.wrongs)
        }
    }
    fn reason(&self, t: &Text) -> Field {
        let error = self.wrongs.of("reason").map(str::to_owned);
        let (name, label, hint) = ("reason".to_owned(), t.get("people-reason"), t.get("people-reason.hint"));
        Field { name, label, hint, value: self.asking.reason.clone(), error, kind: Kind::Words }
    }
    fn is_chosen(&self, code: &str) -> bool {
        self.asking.blocks.iter().any(|chosen| chosen == code)
    }
}

impl View for PeoplePage {
    fn title(&self, t: &Text) -> String {
        t.get(if self.desk == Desk::Head { "room-officers" } else { "room-people" })
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        self.desk.navigation(t, &self.whose, self.desk.people())
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    PeoplePage as p,
    r##"
{{ p.wrongs.html(t) }}<h1>{{ p.title(t) }}</h1>
<section><h2>{{ t.get("people-waiting") }}</h2>
{%- if p.waiting().next().is_none() %}{{ p.nothing(t).html(t) }}{% else %}<ul class="book">{% for r in p.waiting() %}
<li><span>{{ r.name }}</span><b>{{ r.wants }}</b><p>{{ r.about }}</p><small>{{ r.asked }} {{ r.reason }}</small>
{%- if r.may_decide %}{{ p.approve(t, r).html(t) }}<details class="question"><summary>{{ t.get("people-decline") }}</summary><form action="{{ t.path("/people/requests/") }}{{ r.id }}/refusal" method="post">{{ FormKey::from(p.form_key).html(t) }}<label for="no-{{ r.id }}">{{ t.get("people-reason") }}</label><input id="no-{{ r.id }}" name="reason" type="text" maxlength="300" required><button type="submit" class="button second">{{ t.get("people-decline") }}</button></form></details>{% endif -%}
{%- if r.may_withdraw %}<p class="hint">{{ t.get("people-waits") }}</p>{{ p.withdraw(t, r).html(t) }}{% endif -%}
</li>{% endfor %}
</ul>{% endif -%}
</section>
<section><h2>{{ t.get("people-all") }}</h2><ul class="book">{% for s in p.staff %}
<li><span>{{ s.name }}</span><b>{{ s.role }}</b><p>{{ s.about }}</p><small>{{ t.say("people-since").set("day", s.since.as_str()) }}</small>
{%- if s.may_end %}<details class="question"><summary>{{ t.get("people-end") }}</summary><form action="{{ t.path("/people/roles/") }}{{ s.id }}/end" method="post">{{ FormKey::from(p.form_key).html(t) }}<p class="hint">{{ t.get("people-end.text") }}</p><label for="end-{{ s.id }}">{{ t.get("people-reason") }}</label><input id="end-{{ s.id }}" name="reason" type="text" maxlength="300" required><button type="submit" class="button second">{{ t.get("people-end") }}</button></form></details>{% endif -%}
{%- if s.may_reset %}<details class="question"><summary>{{ t.get("people-lost") }}</summary><form action="{{ t.path("/people/roles/") }}{{ s.id }}/reset" method="post">{{ FormKey::from(p.form_key).html(t) }}<p class="hint">{{ t.get("people-lost.text") }}</p><label for="lost-{{ s.id }}">{{ t.get("people-reason") }}</label><input id="lost-{{ s.id }}" name="reason" type="text" maxlength="300" required><button type="submit" class="button second">{{ t.get("people-lost-ask") }}</button></form></details>{% endif -%}
</li>{% endfor %}
</ul></section>
<section><h2>{{ t.get("people-ask") }}</h2><p>{{ t.get("people-ask.text") }}</p>
<form action="{{ t.path("/people/requests") }}" method="post">{{ FormKey::from(p.form_key).html(t) }}{{ p.mobile(t).html(t) }}{{ p.name(t).html(t) }}
{%- if p.asks_for_officers_only() %}<input type="hidden" name="role" value="officer">{% else %}{{ p.role(t).html(t) }}{{ p.department_of(t).html(t) }}{{ p.hub(t).html(t) }}{% endif -%}
{%- if p.asks_for_officers() %}<fieldset class="field"><legend>{{ t.get("people-blocks") }}</legend>{% for (code, name) in p.blocks %}<p class="check"><input type="checkbox" id="block-{{ code }}" name="block-{{ code }}" value="1"{% if p.is_chosen(code) %} checked{% endif %}><label for="block-{{ code }}">{{ t.words(name) }}</label></p>{% endfor %}</fieldset>{% endif -%}
{{ p.reason(t).html(t) }}<button type="submit" class="button">{{ t.get("people-ask-go") }}</button></form></section>
{%- if p.decided().next().is_some() %}<section><h2>{{ t.get("people-lately") }}</h2><ul class="book">{% for r in p.decided() %}
<li><span>{{ r.name }}</span><b>{{ r.wants }}</b><p>{{ r.about }}</p><small>{{ r.asked }} {{ r.reason }}{% if let Some(decided) = r.decided %} {{ decided }}{% endif %}</small></li>{% endfor %}
</ul></section>{% endif -%}
"##
);

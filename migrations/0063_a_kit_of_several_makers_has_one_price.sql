-- Goods of several makers are sold together for one price. What that is less than their own prices is an offer: whoever pays for it, who has
-- said yes to it, its window and its limit stand there. Portable: no serial, no enum type, no now().

-- PostgreSQL only
alter table offer drop constraint offer_scope_known;
-- PostgreSQL only
alter table offer add constraint offer_scope_known check (scope in ('all', 'craft', 'maker', 'collection', 'good', 'kit'));
-- SQLite only
pragma defer_foreign_keys = on
; create table offer_was as select * from offer
; drop table offer
; create table offer (
    id              text   not null primary key,
    code            text,
    name_hi         text   not null,
    name_en         text   not null,
    kind            text   not null,
    percent_bp      bigint not null,
    most_paise      bigint not null,
    funder_id       text   references funder (id),
    maker_id        text   references maker (id),
    scope           text   not null,
    scope_key       text   not null,
    least_paise     bigint not null,
    from_day        bigint not null,
    to_day          bigint not null,
    uses_most       bigint not null,
    per_person_most bigint not null,
    used            bigint not null,
    state           text   not null,
    asked_by        text   not null references person (id),
    asked_at_ms     bigint not null,
    agreed_by       text   references person (id),
    agreed_at_ms    bigint,
    decided_by      text   references person (id),
    decided_at_ms   bigint,
    version         bigint not null,
    trail           text   not null,
    constraint offer_code_once unique (code),
    constraint offer_kind_known check (kind in ('percent', 'fixed', 'freight')),
    constraint offer_scope_known check (scope in ('all', 'craft', 'maker', 'collection', 'good', 'kit')),
    constraint offer_state_known check (state in ('waits_maker', 'waits_second', 'running', 'refused', 'ended')),
    constraint offer_has_a_window check (from_day <= to_day),
    constraint offer_holds_its_limit check (used >= 0 and used <= uses_most),
    constraint offer_one_pays check (funder_id is null or maker_id is null),
    constraint offer_needs_two check (decided_by is null or decided_by <> asked_by),
    constraint offer_needs_its_maker check (maker_id is null or agreed_by is not null or state in ('waits_maker', 'refused'))
)
; insert into offer
        (id, code, name_hi, name_en, kind, percent_bp, most_paise, funder_id, maker_id, scope, scope_key, least_paise, from_day, to_day,
         uses_most, per_person_most, used, state, asked_by, asked_at_ms, agreed_by, agreed_at_ms, decided_by, decided_at_ms, version, trail)
  select id, code, name_hi, name_en, kind, percent_bp, most_paise, funder_id, maker_id, scope, scope_key, least_paise, from_day, to_day,
         uses_most, per_person_most, used, state, asked_by, asked_at_ms, agreed_by, agreed_at_ms, decided_by, decided_at_ms, version, trail
    from offer_was
; drop table offer_was
; create index offer_by_itself on offer (state, code)
; create index offer_of_maker on offer (maker_id);

-- A kit is never edited: who wants another puts one together anew. Its name is its offer's.
create table kit (
    id            text   not null primary key,
    offer_id      text   not null references offer (id),
    slug          text   not null,
    words_hi      text   not null,
    words_en      text   not null,
    price_paise   bigint not null,             -- of one kit, tax included
    collection_id text   references collection (id), -- the feast it belongs to, if it does
    constraint kit_has_one_address unique (slug),
    constraint kit_of_one_offer unique (offer_id),
    constraint kit_costs_something check (price_paise > 0)
);
create index kit_of_collection on kit (collection_id);

-- What is in one kit, in order.
create table kit_part (
    kit_id     text   not null references kit (id),
    variant_id text   not null references variant (id),
    pieces     bigint not null,
    place      bigint not null,
    primary key (kit_id, variant_id),
    constraint kit_part_some check (pieces between 1 and 50)
);
create index kit_part_of_variant on kit_part (variant_id);

-- Kits in a basket.
create table cart_kit (
    cart_id     text   not null,
    kit_id      text   not null references kit (id),
    pieces      bigint not null,
    added_at_ms bigint not null,
    primary key (cart_id, kit_id),
    constraint cart_kit_some check (pieces between 1 and 50)
);

-- Kits of a quote, and of an order as they were quoted; the lines of both name their kit. Given back when the order comes to nothing.
create table quote_kit (
    quote_id    text   not null references quote (id),
    kit_id      text   not null references kit (id),
    name_hi     text   not null,
    name_en     text   not null,
    pieces      bigint not null,
    price_paise bigint not null,               -- of one kit
    off_paise   bigint not null,               -- what all of them cost less than their parts
    primary key (quote_id, kit_id)
);
create table order_kit (
    order_id         text   not null references buyer_order (id),
    kit_id           text   not null references kit (id),
    name_hi          text   not null,
    name_en          text   not null,
    pieces           bigint not null,
    price_paise      bigint not null,
    off_paise        bigint not null,
    given_back_at_ms bigint,
    primary key (order_id, kit_id)
);
create index order_kit_of_kit on order_kit (kit_id);
alter table quote_line add column kit_id text;
alter table order_line add column kit_id text;

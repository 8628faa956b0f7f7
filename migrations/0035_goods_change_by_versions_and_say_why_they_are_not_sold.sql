-- What is risky about a good waits for a second person: a proposal is one wish about one thing, never edited, only decided, taken
-- back or replaced by a newer one. Its changes say what stood there and what shall stand. Portable: no serial, no enum type.
create table proposal (
    id            text   not null primary key,
    product_id    text   not null,
    maker_id      text   not null,
    topic         text   not null,
    about         text   not null,       -- the good, or the size or colour it is about
    asked_by      text   not null,
    asked_as      text   not null,       -- the part she played
    asked_at_ms   bigint not null,
    decided_by    text,
    decided_at_ms bigint,
    reason        text   not null,       -- why not; empty unless refused
    becomes       bigint,                -- the number of the version it has become
    state         text   not null,
    version       bigint not null,       -- 0: asked for before proposals had a trail
    trail         text   not null,
    constraint proposal_product_known foreign key (product_id) references product (id),
    constraint proposal_maker_known foreign key (maker_id) references maker (id),
    constraint proposal_asker_known foreign key (asked_by) references person (id),
    constraint proposal_decider_known foreign key (decided_by) references person (id),
    constraint proposal_topic_known check (topic in ('price', 'words', 'photo', 'size')),
    constraint proposal_part_known check (asked_as in ('maker', 'officer')),
    constraint proposal_state_known check (state in ('waiting', 'approved', 'refused', 'taken_back', 'replaced')),
    constraint proposal_by_two check (decided_by <> asked_by),
    constraint proposal_refused_with_a_reason check (state <> 'refused' or version = 0 or reason <> ''),
    constraint proposal_becomes_when_approved check (becomes is null or state = 'approved'),
    constraint proposal_becomes_once unique (product_id, becomes)
);
create unique index proposal_one_waiting on proposal (topic, about) where state = 'waiting';
create index proposal_by_product on proposal (product_id, asked_at_ms);
create index proposal_by_maker on proposal (maker_id, asked_at_ms);
create index proposal_waiting on proposal (asked_at_ms) where state = 'waiting';

create table proposal_change (
    proposal_id text   not null,
    position    bigint not null,
    field       text   not null,
    from_text   text   not null,
    to_text     text   not null,
    primary key (proposal_id, field),
    constraint proposal_change_proposal_known foreign key (proposal_id) references proposal (id)
);

-- A price that waited is a proposal like any other.
insert into proposal (id, product_id, maker_id, topic, about, asked_by, asked_as, asked_at_ms, decided_by, decided_at_ms,
                      reason, state, version, trail)
select r.id, v.product_id, r.maker_id, 'price', r.variant_id, r.asked_by, 'maker', r.asked_at_ms, r.decided_by, r.decided_at_ms, '',
       case when r.decision is null then 'waiting' when r.decision = 'approved' then 'approved'
            when r.decision = 'declined' then 'refused' else 'taken_back' end, 0, ''
  from price_request r join variant v on v.id = r.variant_id;
insert into proposal_change (proposal_id, position, field, from_text, to_text)
select id, 1, 'price_paise', cast(now_paise as text), cast(wanted_paise as text) from price_request;
drop table price_request;

-- A size or colour that is not made any more. It stays on what was ordered.
alter table variant add column ended_at_ms bigint;

-- Days on which a maker makes nothing: all her goods rest, by themselves, and come back by themselves.
create table maker_away (
    id          text   not null primary key,
    maker_id    text   not null,
    from_day    bigint not null,
    to_day      bigint not null,         -- the last day
    reason      text   not null,         -- may be empty
    said_by     text   not null,
    said_at_ms  bigint not null,
    ended_at_ms bigint,                  -- when she took it back
    constraint maker_away_maker_known foreign key (maker_id) references maker (id),
    constraint maker_away_sayer_known foreign key (said_by) references person (id),
    constraint maker_away_ends_after_it_began check (to_day >= from_day and to_day - from_day <= 180)
);
create index maker_away_by_maker on maker_away (maker_id, to_day) where ended_at_ms is null;
create index maker_away_by_day on maker_away (from_day, to_day) where ended_at_ms is null;

-- Who was told when that a licence runs out: once for each number of days before.
create table licence_notice (
    maker_id    text   not null,
    kind        text   not null,
    until_day   bigint not null,
    days_before bigint not null,         -- 60, 30, 7; 0 when it has run out
    told_at_ms  bigint not null,
    primary key (maker_id, kind, until_day, days_before),
    constraint licence_notice_maker_known foreign key (maker_id) references maker (id),
    constraint licence_notice_kind_known check (kind in ('fssai'))
);

-- A renewed licence, with who has seen the paper.
create table licence_renewal (
    maker_id      text   not null,
    kind          text   not null,
    until_day     bigint not null,
    number        text   not null,
    seen_by       text   not null,
    renewed_at_ms bigint not null,
    primary key (maker_id, kind, until_day),
    constraint licence_renewal_maker_known foreign key (maker_id) references maker (id),
    constraint licence_renewal_seer_known foreign key (seen_by) references person (id),
    constraint licence_renewal_kind_known check (kind in ('fssai'))
);

-- What a piece costs its maker, as she tells it; the price helper counts with it.
create table product_cost (
    product_id     text   not null primary key,
    material_paise bigint not null,
    quarter_hours  bigint not null,
    packing_paise  bigint not null,
    freight_paise  bigint not null,
    told_by        text   not null,
    told_at_ms     bigint not null,
    constraint product_cost_product_known foreign key (product_id) references product (id),
    constraint product_cost_teller_known foreign key (told_by) references person (id),
    constraint product_cost_not_negative check (material_paise >= 0 and quarter_hours >= 0 and packing_paise >= 0 and freight_paise >= 0)
);

-- Many goods are changed in one act by an officer: shown first, then done, and undone within a day where nothing changed since.
create table bulk_edit (
    id            text   not null primary key,
    officer_id    text   not null,
    file_name     text   not null,       -- empty if the goods were chosen on a page
    made_at_ms    bigint not null,
    applied_at_ms bigint,
    state         text   not null,
    version       bigint not null,
    trail         text   not null,
    constraint bulk_edit_officer_known foreign key (officer_id) references person (id),
    constraint bulk_edit_state_known check (state in ('drafted', 'applied', 'undone', 'thrown_away')),
    constraint bulk_edit_applied_once check ((applied_at_ms is not null) = (state in ('applied', 'undone')))
);
create index bulk_edit_by_officer on bulk_edit (officer_id, made_at_ms);

create table bulk_row (
    bulk_id    text   not null,
    position   bigint not null,
    variant_id text,                     -- null where nobody knows which is meant
    label      text   not null,          -- as it was chosen or written
    field      text   not null,
    from_text  text   not null,
    to_text    text   not null,
    fault      text   not null,          -- why it cannot be; empty if it can
    outcome    text   not null,          -- empty until it is applied
    primary key (bulk_id, position),
    constraint bulk_row_edit_known foreign key (bulk_id) references bulk_edit (id),
    constraint bulk_row_field_known check (field in ('price', 'pieces', 'capacity', 'pause', 'hsn')),
    constraint bulk_row_outcome_known check (outcome in ('', 'done', 'waits', 'stayed', 'undone'))
);

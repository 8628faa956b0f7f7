-- Makers look after their own goods and ask officers for help: prices, pauses and requests are facts.
-- Portable: no serial, no enum type, no now().
create table product_pause (
    product_id   text   not null references product (id),
    paused_at_ms bigint not null,
    paused_by    text   not null references person (id),
    why          text   not null,
    ended_at_ms  bigint,                -- when she made it again
    primary key (product_id, paused_at_ms),
    constraint product_pause_why_known check (why in ('material', 'home', 'season', 'other')),
    constraint product_pause_ends_after_it_began check (ended_at_ms >= paused_at_ms)
);
create unique index product_pause_one_living on product_pause (product_id) where ended_at_ms is null;

create table price_change (
    id            text   not null primary key,
    variant_id    text   not null references variant (id),
    from_paise    bigint not null,
    to_paise      bigint not null,
    changed_by    text   not null references person (id),
    changed_at_ms bigint not null,
    looked_at     bigint not null,      -- 1 if an officer has seen the new price
    constraint price_change_positive check (from_paise > 0 and to_paise > 0),
    constraint price_change_looked_at_is_yes_or_no check (looked_at in (0, 1))
);
create index price_change_by_variant on price_change (variant_id, changed_at_ms);

create table price_request (
    id            text   not null primary key,
    variant_id    text   not null references variant (id),
    maker_id      text   not null references maker (id),
    now_paise     bigint not null,
    wanted_paise  bigint not null,
    asked_by      text   not null references person (id),
    asked_at_ms   bigint not null,
    decided_at_ms bigint,
    decided_by    text   references person (id),
    decision      text,
    constraint price_request_positive check (now_paise > 0 and wanted_paise > 0),
    constraint price_request_by_two check (decided_by <> asked_by),
    constraint price_request_decision_known check (decision in ('approved', 'declined', 'withdrawn'))
);
create unique index price_request_one_open on price_request (variant_id) where decided_at_ms is null;
create index price_request_by_maker on price_request (maker_id, asked_at_ms);

create table help_request (
    id             text   not null primary key,
    maker_id       text   not null references maker (id),
    about          text   not null,
    asked_by       text   not null references person (id),
    asked_at_ms    bigint not null,
    answered_at_ms bigint,
    answered_by    text   references person (id),
    answer         text   not null,
    constraint help_request_about_known check (about in ('bank', 'pan', 'enrolment', 'fssai', 'artisan_card', 'call'))
);
create unique index help_request_one_open on help_request (maker_id, about) where answered_at_ms is null;

-- Offices, hotels, weddings and importers ask for many pieces; the desk offers them over many makers, a part is paid ahead, and each
-- stage is an order of its own.
-- Portable: no serial, no enum type, no now(); the caller gives ids and times. Days are counted since 1970 in India.
create table institution_enquiry (
    id             text   not null primary key,
    code           text   not null,           -- whoever has it may look
    kind           text   not null,
    channel        text   not null,
    lang           text   not null,
    pin            text   not null,
    wanted_day     bigint not null,
    contact_sealed text   not null,           -- who asks, her number and address, what she said
    state          text   not null,
    reason         text   not null,           -- why not, or why the rest was called off
    asked_at_ms    bigint not null,
    typed_by       text references person (id), -- the officer who took it down; null: typed on the page
    once_key       text   not null,
    version        bigint not null,
    trail          text   not null,
    constraint institution_enquiry_code_once unique (code),
    constraint institution_enquiry_once unique (once_key),
    constraint institution_enquiry_state_known check (state in ('asked', 'offered', 'agreed', 'ended', 'refused'))
);
create index institution_enquiry_by_state on institution_enquiry (state, asked_at_ms);

-- What was asked for, line by line: so many pieces of a craft, in words.
create table institution_wish (
    enquiry_id text   not null references institution_enquiry (id),
    position   bigint not null,
    craft_key  text   not null references craft (craft_key),
    words      text   not null,
    pieces     bigint not null,
    primary key (enquiry_id, position),
    constraint institution_wish_asks_something check (pieces > 0)
);

-- What the desk offers: who makes how many for which day, what is paid ahead, until when it stands.
create table institution_offer (
    id             text   not null primary key,
    enquiry_id     text   not null references institution_enquiry (id),
    no             bigint not null,           -- the how many-th of its enquiry
    state          text   not null,
    advance_bp     bigint not null,
    valid_until_ms bigint not null,
    accepted_for   text,                      -- the enquiry, once it is accepted: one offer of each at most
    made_by        text   not null references person (id),
    made_at_ms     bigint not null,
    version        bigint not null,
    trail          text   not null,
    constraint institution_offer_no_once unique (enquiry_id, no),
    constraint institution_offer_accepted_once unique (accepted_for),
    constraint institution_offer_advance_sane check (advance_bp between 1 and 10000),
    constraint institution_offer_state_known check (state in ('sent', 'accepted', 'replaced', 'lapsed')),
    constraint institution_offer_accepted_for_its_own check ((state = 'accepted' and accepted_for = enquiry_id)
        or (state <> 'accepted' and accepted_for is null))
);

create table institution_stage (
    offer_id      text   not null references institution_offer (id),
    no            bigint not null,
    day           bigint not null,            -- by which it is there
    freight_paise bigint not null,
    order_id      text references buyer_order (id),   -- once it is accepted
    primary key (offer_id, no),
    constraint institution_stage_freight_not_negative check (freight_paise >= 0)
);
create index institution_stage_by_order on institution_stage (order_id);

create table institution_line (
    offer_id   text   not null references institution_offer (id),
    stage_no   bigint not null,
    variant_id text   not null references variant (id),
    pieces     bigint not null,
    unit_paise bigint not null,               -- tax included, as it is offered
    primary key (offer_id, stage_no, variant_id),
    constraint institution_line_asks_something check (pieces > 0 and unit_paise > 0)
);

-- Places of a maker's weeks to come that an order has taken: they are not opened to others.
create table institution_week (
    order_id   text   not null references buyer_order (id),
    variant_id text   not null references variant (id),
    monday     bigint not null,
    pieces     bigint not null,
    primary key (order_id, variant_id, monday),
    constraint institution_week_some check (pieces > 0)
);
create index institution_week_by_variant on institution_week (variant_id, monday);

-- A piece that is sent to be looked at before all are made.
create table institution_sample (
    id         text   not null primary key,
    enquiry_id text   not null references institution_enquiry (id),
    words      text   not null,               -- what it is a sample of, and whose
    state      text   not null,
    sent_by    text   not null,               -- how it went: a number of the post, or in whose hands
    answer     text   not null,               -- what was said of it
    asked_at_ms bigint not null,
    version    bigint not null,
    trail      text   not null,
    constraint institution_sample_state_known check (state in ('asked', 'sent', 'received', 'approved', 'refused'))
);
create index institution_sample_by_enquiry on institution_sample (enquiry_id);

-- What an institution pays ahead, or the balance: an order without goods, paid as any other.
create table institution_deposit (
    order_id text   not null primary key references buyer_order (id),
    offer_id text   not null references institution_offer (id),
    part     text   not null,
    constraint institution_deposit_part_known check (part in ('advance', 'balance'))
);
create index institution_deposit_by_offer on institution_deposit (offer_id);

-- What of it was not used and goes back.
create table institution_return (
    id           text   not null primary key,
    order_id     text   not null references institution_deposit (order_id),
    about        text   not null,
    amount_paise bigint not null,
    at_ms        bigint not null,
    constraint institution_return_once unique (order_id, about),
    constraint institution_return_something check (amount_paise > 0)
);

-- How much is paid ahead and how long an offer stands, from a day on.
create table institution_rule (
    from_day   bigint not null primary key,
    advance_bp bigint not null,               -- at least
    valid_days bigint not null,
    pay_hours  bigint not null,               -- to pay what is paid ahead
    source     text   not null,
    constraint institution_rule_sane check (advance_bp between 1 and 10000 and valid_days between 1 and 60 and pay_hours between 1 and 240)
);
insert into institution_rule (from_day, advance_bp, valid_days, pay_hours, source)
values (0, 4000, 10, 48, 'shipped with the program; the DC''s office decides');

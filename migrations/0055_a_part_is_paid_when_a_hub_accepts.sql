-- A part is paid when a hub accepts

-- Which share of a maker's part is hers, from a day on, as soon as a hub has accepted her parcel. Without a row: none.
create table advance_rule (
    effective_from_day bigint not null primary key,
    share_bp           bigint not null,
    source             text   not null,      -- why
    set_by             text   not null references person (id),
    set_at_ms          bigint not null,
    constraint advance_rule_leaves_a_rest check (share_bp >= 0 and share_bp <= 8000)
);

-- What finance has put in, and how much of it is with makers. One row, so two hubs at once cannot take the same rupee.
create table advance_fund (
    id           text   not null primary key,
    put_in_paise bigint not null,
    out_paise    bigint not null,
    constraint advance_fund_one_only check (id = 'fund'),
    constraint advance_fund_never_below check (out_paise >= 0 and out_paise <= put_in_paise)
);
insert into advance_fund (id, put_in_paise, out_paise) values ('fund', 0, 0);

create table advance_fund_move (
    id           text   not null primary key,
    amount_paise bigint not null,            -- taken out is negative
    reference    text   not null,            -- as the bank's statement has it
    moved_by     text   not null references person (id),
    moved_at_ms  bigint not null,
    constraint advance_fund_move_once unique (reference),
    constraint advance_fund_move_something check (amount_paise <> 0)
);

-- What a maker had of a parcel before its buyer had it. Share and amount are fixed when the hub accepts.
create table parcel_advance (
    parcel_id    text   not null primary key references parcel (id),
    maker_id     text   not null references maker (id),
    share_bp     bigint not null,
    amount_paise bigint not null,
    state        text   not null,
    debt_paise   bigint not null default 0,  -- what comes off later payouts
    given_at_ms  bigint not null,
    ended_at_ms  bigint,
    constraint parcel_advance_something check (amount_paise > 0),
    constraint parcel_advance_debt_fits check (debt_paise >= 0 and debt_paise <= amount_paise),
    constraint parcel_advance_state_known check (state in ('given', 'netted', 'taken_back', 'void', 'no_room'))
);
create index parcel_advance_by_maker on parcel_advance (maker_id, given_at_ms);
create index parcel_advance_by_time on parcel_advance (given_at_ms);

-- Which payout pays an advance, and which leaves off what has to come back.
create table payout_advance (
    payout_id    text   not null references payout (id),
    parcel_id    text   not null references parcel_advance (parcel_id),
    what         text   not null,
    amount_paise bigint not null,
    ended_at_ms  bigint,
    primary key (payout_id, parcel_id, what),
    constraint payout_advance_something check (amount_paise > 0),
    constraint payout_advance_what_known check (what in ('pays', 'takes_back'))
);
create unique index payout_advance_once on payout_advance (parcel_id) where ended_at_ms is null and what = 'pays';
create index payout_advance_by_parcel on payout_advance (parcel_id, what);

-- How many codes were sent for a refund that is fetched at a hub: a code that was mistyped too often is replaced, not for ever.
alter table refund_at_hub add column codes_sent bigint not null default 1;
alter table refund_at_hub add column code_sent_at_ms bigint not null default 0;

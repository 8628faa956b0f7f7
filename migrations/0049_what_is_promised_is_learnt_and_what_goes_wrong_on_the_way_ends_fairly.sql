-- What is promised follows when hubs work and what carriers really take.
-- Portable: no serial, no enum type, no now(); the caller gives ids and times.

-- When a hub works, as somebody said; what was said last holds. Days of the week are one number: Monday is 1, Tuesday 2, … Sunday 64.
create table hub_week (
    hub_id        text   not null references hub (id),
    said_at_ms    bigint not null,
    open_days     bigint not null,
    round_days    bigint not null,           -- the days on which its round fetches from makers
    opens_minute  bigint not null,           -- since midnight
    closes_minute bigint not null,
    back_minute   bigint not null,           -- when the round is back
    said_by       text   not null references person (id),
    primary key (hub_id, said_at_ms),
    constraint hub_week_some_days check (open_days between 1 and 127 and round_days between 1 and 127),
    constraint hub_week_sane check (0 <= opens_minute and opens_minute < closes_minute and closes_minute < 1440
        and back_minute between 0 and 1439)
);

-- The days a carrier takes to a zone, learnt from what arrived. It can be thrown away and made again at any time.
create table learnt_transit (
    carrier    text   not null,
    zone       text   not null references delivery_zone (zone),
    days_from  bigint not null,
    days_to    bigint not null,
    shipments  bigint not null,              -- how many arrivals it was learnt from
    back_days  bigint not null,              -- how far back was looked
    read_at_ms bigint not null,
    primary key (carrier, zone),
    constraint learnt_transit_ordered check (1 <= days_from and days_from <= days_to and days_to <= 30)
);
-- What an administrator took over by hand is learnt now.
drop table transit;

-- Of one maker an order has one parcel with food and one without, and one more for each time something of hers is sent anew.
alter table parcel add column anew bigint not null default 0;
-- PostgreSQL only
alter table parcel drop constraint parcel_once_per_maker;
-- PostgreSQL only
alter table parcel add constraint parcel_once_per_maker unique (order_id, maker_id, is_food, anew);
-- SQLite only
pragma defer_foreign_keys = on
; create table parcel_was as select * from parcel
; drop table parcel
; create table parcel (
    id            text   not null primary key,
    code          text   not null,
    order_id      text   not null references buyer_order (id),
    shipment_id   text   not null references shipment (id),
    maker_id      text   not null,
    hub_id        text   not null,
    is_food       bigint not null,
    state         text   not null,
    goods_paise   bigint not null,
    maker_paise   bigint not null,
    asked_at_ms   bigint,
    ready_by_day  bigint,
    reason        text   not null,
    ended_at_ms   bigint,
    version       bigint not null,
    trail         text   not null,
    payable_paise bigint not null default 0,
    in_trial      bigint not null default 0,
    anew          bigint not null default 0,
    constraint parcel_code_once unique (code),
    constraint parcel_once_per_maker unique (order_id, maker_id, is_food, anew),
    constraint parcel_goods_not_negative check (goods_paise >= 0 and maker_paise >= 0),
    constraint parcel_state_known check (state in
        ('planned', 'asked', 'accepted', 'packed', 'at_hub', 'shipped', 'delivered', 'declined', 'cancelled', 'coming_back', 'returned'))
)
; insert into parcel
        (id, code, order_id, shipment_id, maker_id, hub_id, is_food, state, goods_paise, maker_paise, asked_at_ms, ready_by_day, reason,
         ended_at_ms, version, trail, payable_paise, in_trial, anew)
  select id, code, order_id, shipment_id, maker_id, hub_id, is_food, state, goods_paise, maker_paise, asked_at_ms, ready_by_day, reason,
         ended_at_ms, version, trail, payable_paise, in_trial, anew
    from parcel_was
; drop table parcel_was
; create index parcel_by_maker on parcel (maker_id, state, asked_at_ms)
; create index parcel_by_hub on parcel (hub_id, state)
; create index parcel_by_shipment on parcel (shipment_id)
; create index parcel_by_end on parcel (state, ended_at_ms)
; create index parcel_by_asking on parcel (asked_at_ms)
; create index parcel_of_trial on parcel (id) where in_trial = 1;

-- A buyer may wish for the same piece anew instead of her money: it travels in a parcel of its own, and no money goes back. Within the
-- district a runner may fetch what comes back, once its buyer asks for it.
alter table goods_return add column wish text not null default 'money';
alter table goods_return add constraint goods_return_wish_known check (wish in ('money', 'piece'));
alter table goods_return add column exchange_parcel_id text references parcel (id);
create unique index goods_return_exchange_once on goods_return (exchange_parcel_id);
alter table goods_return add column fetch_asked_at_ms bigint;
alter table goods_return add column fetched_at_ms bigint;
alter table goods_return add column fetched_by text references person (id);
create index goods_return_to_fetch on goods_return (hub_id, fetch_asked_at_ms);
-- The return behind a claim that is to be settled with a piece.
alter table claim add column anew_return_id text references goods_return (id);

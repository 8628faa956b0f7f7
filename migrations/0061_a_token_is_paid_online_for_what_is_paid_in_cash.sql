-- The rule of cash may ask a token, paid online when the order is placed; the rest is taken at the door.
-- Portable: no serial, no enum type, no now().

-- So much at least, or this share of the order if that is more; nothing: a code by SMS takes its place.
alter table cash_rule add column token_paise bigint not null default 0 check (token_paise >= 0);
alter table cash_rule add column token_bp bigint not null default 0 check (token_bp >= 0 and token_bp <= 5000);
-- Of a shipment that is turned away at the door so much at most stays with the mart for its way; the rest goes back.
alter table cash_rule add column token_kept_paise bigint not null default 0 check (token_kept_paise >= 0);

-- The part of an order's token that a shipment has. It counts towards what is paid for the shipment, is kept for its way, or goes back.
create table cash_token (
    shipment_id   text   not null primary key references shipment (id),
    order_id      text   not null references buyer_order (id),
    token_paise   bigint not null,
    keeps_paise   bigint not null,           -- so much at most if it is turned away, by the rule of the day it was ordered
    counted_paise bigint not null default 0, -- towards what arrived
    kept_paise    bigint not null default 0, -- for the way of what was turned away
    back_paise    bigint not null default 0, -- to its buyer
    ended_at_ms   bigint,
    constraint cash_token_is_something check (token_paise > 0 and keeps_paise >= 0),
    constraint cash_token_none_below check (counted_paise >= 0 and kept_paise >= 0 and back_paise >= 0),
    constraint cash_token_keeps_no_more check (kept_paise <= keeps_paise),
    constraint cash_token_all_of_it check
        ((ended_at_ms is null and counted_paise + kept_paise + back_paise = 0)
         or (ended_at_ms is not null and counted_paise + kept_paise + back_paise = token_paise))
);
create index cash_token_by_order on cash_token (order_id);

-- Who left no number at a stall fetches her money with the code on her receipt; whatever the sum, two people agree to it.
alter table refund_at_hub add column by_receipt bigint not null default 0
    constraint refund_at_hub_receipt_needs_two check (by_receipt = 0 or decided_by is null or decided_by <> asked_by);

-- The second payment company hands on as well; what it has handed on comes as a file that finance brings.
alter table settlement_row add column gateway text not null default 'razorpay'
    constraint settlement_row_gateway_known check (gateway in ('razorpay', 'hyperswitch'));

create table settlement_file (
    file_sha256   text   not null primary key,
    gateway       text   not null,
    file_name     text   not null,
    line_count    bigint not null,
    brought_by    text   not null references person (id),
    brought_at_ms bigint not null
);

-- Makers answer by SMS: a message is kept as it came and digested once; an order goes by a short number on its telephone.
-- Portable: no serial, no enum type, no now().
create table sms_reply (
    id             text   not null primary key,   -- the operator's id of the message
    mobile         text   not null,
    text           text   not null,
    came_at_ms     bigint not null,
    digested_at_ms bigint,
    outcome        text   not null                -- what came of it, in a word for whoever looks; empty until then
);
create index sms_reply_by_mobile on sms_reply (mobile, came_at_ms);
create index sms_reply_by_age on sms_reply (digested_at_ms);

create table parcel_number (
    parcel_id text not null primary key references parcel (id),
    maker_id  text not null references maker (id),
    number    text not null,
    constraint parcel_number_once unique (maker_id, number)
);

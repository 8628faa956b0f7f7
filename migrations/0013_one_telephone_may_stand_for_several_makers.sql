-- One telephone may stand for several makers of a family; who is at work is chosen in each session.
-- A unique column cannot be taken away on SQLite, so the old one steps aside: `mobile_once` carries the maker's own id
-- from now on and nothing is read from it. Portable: no serial, no enum type, no now().
alter table maker rename column mobile to mobile_once;
alter table maker add column mobile text not null default '';
update maker set mobile = mobile_once;
update maker set mobile_once = id;
create index maker_by_mobile on maker (mobile);

-- For which of her makers somebody works in a session, and how she had shown that it is her.
create table session_maker (
    session_id   text   not null primary key,
    maker_id     text   not null references maker (id),
    shown_by     text   not null,
    chosen_at_ms bigint not null,
    constraint session_maker_shown_by_known check (shown_by in ('code', 'pin'))
);

-- A telephone that keeps a long random token in its browser; only the hash is here.
create table device (
    id         text   not null primary key,
    token_hash text   not null,
    made_at_ms bigint not null,
    constraint device_token_once unique (token_hash)
);

-- A maker's PIN on one device. Its hash is keyed with the device's token, so the database alone tells nothing.
create table device_pin (
    id          text   not null primary key,
    device_id   text   not null references device (id),
    person_id   text   not null references person (id),
    maker_id    text   not null references maker (id),
    pin_hash    text   not null,
    tries_left  bigint not null,
    set_at_ms   bigint not null,
    ended_at_ms bigint,
    why_ended   text   not null,
    constraint device_pin_tries_not_negative check (tries_left >= 0),
    constraint device_pin_ends_after_it_began check (ended_at_ms >= set_at_ms)
);
create unique index device_pin_one_living on device_pin (device_id, maker_id) where ended_at_ms is null;

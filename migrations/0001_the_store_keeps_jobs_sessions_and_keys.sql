-- The store keeps messages for the outside world, sessions and idempotency keys.
-- Portable: no serial, no enum type, no now(); the caller gives ids and times (UTC, milliseconds since 1970).
create table job (
    id             text   not null primary key,
    kind           text   not null,
    once_key       text   not null,
    payload        text   not null,
    state          text   not null,
    run_at_ms      bigint not null,
    put_at_ms      bigint not null,
    attempts       bigint not null,
    lease_until_ms bigint not null,
    last_error     text,
    ended_at_ms    bigint,
    constraint job_once unique (kind, once_key),
    constraint job_state_known check (state in ('waiting', 'done', 'parked'))
);
create index job_due on job (state, run_at_ms);

create table session (
    id            text   not null primary key,
    token_hash    text   not null,
    form_secret   text   not null,
    person_id     text,
    cart_id       text   not null,
    pincode       text,
    opened_at_ms  bigint not null,
    seen_at_ms    bigint not null,
    expires_at_ms bigint not null,
    ended_at_ms   bigint,
    constraint session_token_once unique (token_hash)
);
create index session_by_person on session (person_id);

create table idempotency_key (
    actor       text   not null,
    route       text   not null,
    once_key    text   not null,
    body_sha256 text   not null,
    status      bigint not null,
    answer      text   not null,
    made_at_ms  bigint not null,
    primary key (actor, route, once_key)
);
create index idempotency_key_by_age on idempotency_key (made_at_ms);

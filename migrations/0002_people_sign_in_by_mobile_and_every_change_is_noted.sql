-- People sign in by mobile number and code, hold roles, and every change of state leaves a noted entry.
create table person (
    id         text   not null primary key,
    mobile     text   not null,
    name       text   not null,
    lang       text   not null,
    made_at_ms bigint not null,
    constraint person_mobile_once unique (mobile),
    constraint person_lang_known check (lang in ('hi', 'en'))
);

create table sign_in_code (
    id            text   not null primary key,
    mobile        text   not null,
    code_hash     text   not null,
    sent_at_ms    bigint not null,
    expires_at_ms bigint not null,
    tries_left    bigint not null,
    used_at_ms    bigint,
    constraint sign_in_code_tries_not_negative check (tries_left >= 0)
);
create index sign_in_code_by_mobile on sign_in_code (mobile, sent_at_ms);
create index sign_in_code_by_age on sign_in_code (sent_at_ms);

-- A role is a fact with a beginning and perhaps an end. What it is about: a maker, a hub, a department, some blocks.
create table role_grant (
    id            text   not null primary key,
    person_id     text   not null references person (id),
    role          text   not null,
    maker_id      text,
    hub_id        text,
    department    text,
    block_codes   text   not null,
    granted_at_ms bigint not null,
    ended_at_ms   bigint,
    constraint role_known check (role in
        ('maker', 'hub_keeper', 'officer', 'department_head', 'finance', 'dc_office', 'administrator'))
);
create index role_grant_by_person on role_grant (person_id);

-- Append-only. Each subject has a chain of its own; the row it speaks of carries the last hash (column `trail`),
-- so that neither a changed entry nor a missing tail stays unnoticed.
create table audit_entry (
    subject    text   not null,
    seq        bigint not null,
    at_ms      bigint not null,
    actor      text   not null,
    act        text   not null,
    from_state text   not null,
    to_state   text   not null,
    note       text   not null,
    hash       text   not null,
    primary key (subject, seq)
);
create index audit_entry_by_time on audit_entry (at_ms);

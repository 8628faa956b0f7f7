-- Officers record listings and inspections where there is no signal. A record's id is made by the phone, so it arrives once;
-- its files come in parts and are kept when their fingerprint is right. A maker's yes is a fact about the very answers that
-- were read to her. Portable: no serial, no enum type, no now(); times are UTC milliseconds.
create table field_record (
    id             text   not null primary key,
    officer_id     text   not null,
    department     text   not null,
    kind           text   not null,
    block_code     text   not null,    -- empty while a form has not asked for it
    maker_id       text,               -- whom it is about, once she is a maker
    product_id     text,               -- what it looks at, or what it became
    mobile         text   not null,    -- of a maker met for the first time; else empty
    answers        text   not null,    -- JSON: words by question; no bank or identity number
    answers_sha256 text   not null,
    differences    text   not null,    -- JSON: what had changed here while the phone had no signal
    state          text   not null,
    reason         text   not null,    -- why it came back
    recorded_at_ms bigint not null,    -- by the phone's clock
    received_at_ms bigint not null,
    decided_by     text,
    version        bigint not null,
    trail          text   not null,
    constraint field_record_officer_known foreign key (officer_id) references person (id),
    constraint field_record_maker_known foreign key (maker_id) references maker (id),
    constraint field_record_product_known foreign key (product_id) references product (id),
    constraint field_record_kind_known check (kind in ('listing', 'inspection')),
    constraint field_record_state_known check (state in
        ('draft', 'receiving', 'waiting', 'review', 'sent_back', 'done', 'dropped')),
    constraint field_record_two_people check (decided_by <> officer_id)
);
create index field_record_by_officer on field_record (officer_id, state, received_at_ms);
create index field_record_by_department on field_record (department, state, received_at_ms);

create table field_file (
    id         text   not null primary key,    -- made by the phone
    record_id  text   not null,
    role       text   not null,                -- what it shows or says
    position   bigint not null,
    byte_count bigint not null,
    sha256     text   not null,
    next_part  bigint not null,
    state      text   not null,
    picture_id text,                           -- what a photo became
    why        text   not null,                -- why it was refused
    constraint field_file_once unique (record_id, role, position),
    constraint field_file_record_known foreign key (record_id) references field_record (id),
    constraint field_file_picture_known foreign key (picture_id) references picture (id),
    constraint field_file_role_known check (role in ('goods', 'maker', 'finding', 'voice')),
    constraint field_file_state_known check (state in ('coming', 'whole', 'kept', 'refused')),
    constraint field_file_not_empty check (byte_count > 0 and position > 0 and next_part >= 0)
);

-- Parts wait here until the file is whole; those of a photo are forgotten when its picture is kept.
create table field_part (
    file_id  text   not null,
    part_no  bigint not null,
    base64   text   not null,
    primary key (file_id, part_no),
    constraint field_part_file_known foreign key (file_id) references field_file (id)
);

create table listing_consent (
    record_id       text   not null,
    given_at_ms     bigint not null,
    notice          text   not null,    -- which wording was read out
    lang            text   not null,
    channel         text   not null,
    answers_sha256  text   not null,    -- what she said yes to
    officer_id      text   not null,
    withdrawn_at_ms bigint,
    primary key (record_id, given_at_ms),
    constraint listing_consent_record_known foreign key (record_id) references field_record (id),
    constraint listing_consent_channel_known check (channel in ('code', 'voice')),
    constraint listing_consent_ends_after_it_began check (withdrawn_at_ms >= given_at_ms)
);

create table consent_code (
    id            text   not null primary key,
    record_id     text   not null,
    answers_sha256 text  not null,
    code_hash     text   not null,
    sent_at_ms    bigint not null,
    expires_at_ms bigint not null,
    tries_left    bigint not null,
    used_at_ms    bigint,
    constraint consent_code_record_known foreign key (record_id) references field_record (id),
    constraint consent_code_tries_not_negative check (tries_left >= 0)
);
create index consent_code_by_record on consent_code (record_id, sent_at_ms);

create table inspection (
    record_id     text   not null primary key,
    product_id    text   not null,
    maker_id      text   not null,
    officer_id    text   not null,
    findings      text   not null,    -- right, mend or stop for each check of the craft, with commas between
    verdict       text   not null,
    note          text   not null,
    recheck_day   bigint,
    at_ms         bigint not null,
    constraint inspection_record_known foreign key (record_id) references field_record (id),
    constraint inspection_product_known foreign key (product_id) references product (id),
    constraint inspection_verdict_known check (verdict in ('approved', 'on_hold', 'not_approved'))
);
create index inspection_by_product on inspection (product_id, at_ms);

-- What an hour of skilled handwork should bring; the price helper counts with it. A row holds until the next begins.
create table fair_wage (
    effective_from_day bigint not null primary key,    -- days since 1970, in India
    paise_per_hour     bigint not null,
    source             text   not null,
    verified           text   not null,
    constraint fair_wage_positive check (paise_per_hour > 0)
);
insert into fair_wage (effective_from_day, paise_per_hour, source, verified)
values (20089, 6000, 'a first figure of the mart, near 480 rupees for a day of eight hours', 'unverified');

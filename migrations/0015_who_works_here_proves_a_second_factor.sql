-- Who works here proves a second factor beside the code by SMS, and works in sessions that end when nobody uses them.
alter table session add column life_ms bigint not null default 2592000000;
alter table session add column proven_at_ms bigint;

-- One row for each person who has begun. Without a key of an app and without a passkey it is open, else secured.
create table second_factor (
    id             text   not null primary key,
    person_id      text   not null references person (id),
    state          text   not null,
    app_key        text,               -- sealed; base 32, shared with the person's app
    app_step       bigint not null,    -- the last half minute whose code was used; none is taken twice
    new_app_key    text,               -- sealed; shown to the person, not proven yet
    wrong_tries    bigint not null,
    wrong_since_ms bigint not null,
    recovery_seed  text,               -- sealed; new recovery codes follow from it until they are written down
    version        bigint not null,
    trail          text   not null,
    constraint second_factor_once_per_person unique (person_id),
    constraint second_factor_state_known check (state in ('open', 'secured')),
    constraint second_factor_open_is_empty check (state = 'secured' or app_key is null)
);

-- A key in a phone or computer; only its public half is here.
create table passkey (
    id            text   not null primary key,
    person_id     text   not null references person (id),
    credential    text   not null,
    public_key    text   not null,
    sign_count    bigint not null,
    added_at_ms   bigint not null,
    used_at_ms    bigint,
    removed_at_ms bigint,
    constraint passkey_credential_once unique (credential)
);
create index passkey_by_person on passkey (person_id);

-- Written on paper against the day the phone is lost; each opens once.
create table recovery_code (
    person_id  text   not null references person (id),
    code_hash  text   not null,
    made_at_ms bigint not null,
    used_at_ms bigint,
    primary key (person_id, code_hash)
);

-- An account is asked for, agreed to by its maker, proven by one rupee and approved by a second person before money goes
-- there; a change waits a day. `maker_bank` gets its row only when a change takes effect.
-- Portable: no serial, no enum type, no now(); times are UTC milliseconds.
create table bank_change (
    id              text   not null primary key,
    maker_id        text   not null,
    department      text   not null,
    ifsc            text   not null,
    account_no      text   not null,
    holder          text   not null,
    replaces        bigint not null,    -- 1 if she had an account before
    asked_by        text   not null,
    asked_at_ms     bigint not null,
    code_hash       text   not null,
    code_until_ms   bigint not null,
    tries_left      bigint not null,
    registered_name text   not null,    -- as the bank told it
    score           bigint not null,    -- how the names agree, 0 to 100
    approved_by     text,
    approved_at_ms  bigint,
    effective_at_ms bigint,
    reason          text   not null,
    state           text   not null,
    version         bigint not null,
    trail           text   not null,
    constraint bank_change_maker_known foreign key (maker_id) references maker (id),
    constraint bank_change_asker_known foreign key (asked_by) references person (id),
    constraint bank_change_state_known check (state in
        ('asked', 'proving', 'proven', 'unproven', 'cooling', 'effective', 'refused', 'stopped')),
    constraint bank_change_replaces_is_yes_or_no check (replaces in (0, 1)),
    constraint bank_change_two_people check (approved_by <> asked_by),
    constraint bank_change_score_in_hundredths check (score between 0 and 100),
    constraint bank_change_tries_not_negative check (tries_left >= 0),
    constraint bank_change_effective_is_approved check (state <> 'effective' or approved_by is not null),
    constraint bank_change_waits_a_day check
        (state <> 'effective' or replaces = 0 or effective_at_ms >= approved_at_ms + 86400000)
);
create index bank_change_by_maker on bank_change (maker_id, state);
create index bank_change_by_department on bank_change (department, state, asked_at_ms);
create index bank_change_by_officer on bank_change (asked_by, asked_at_ms);

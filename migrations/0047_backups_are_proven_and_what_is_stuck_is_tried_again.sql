-- A backup is taken by the clock and one is proven each day by restoring it. What stands still is seen on one page, and a message that was
-- set aside is tried again by somebody with a name.
-- Portable: no serial, no enum type, no now().

-- How backups go, in one row. No copy of the database can tell when the last copy was made.
create table backup_state (
    one             bigint not null primary key,
    every_ms        bigint not null,           -- how often one should be taken; 0 until the first
    next_at_ms      bigint not null,           -- no worker begins one before
    name            text   not null,           -- the newest; empty until the first
    moment_ms       bigint,                    -- nothing acknowledged up to here is missing in it
    bytes           bigint not null,
    failed_since_ms bigint,
    failure         text   not null,           -- what the last one failed of; empty if it did not
    constraint backup_state_one_row check (one = 1),
    constraint backup_state_fails_of_something check ((failed_since_ms is null) = (failure = ''))
);
insert into backup_state (one, every_ms, next_at_ms, name, moment_ms, bytes, failed_since_ms, failure)
values (1, 0, 0, '', null, 0, null, '');

-- A backup was restored somewhere else and looked through.
create table backup_proof (
    at_ms     bigint not null primary key,
    name      text   not null,
    moment_ms bigint not null,
    checks    bigint not null,                 -- rules that were proven on it
    breach    text   not null,                 -- what did not hold, or why it could not be restored; empty: it is proven
    constraint backup_proof_is_of_the_past check (moment_ms <= at_ms)
);

-- A message that was set aside is to be tried again, and who says so.
create table job_retry (
    id       text   not null primary key,
    job_id   text   not null,                  -- jobs that are done are forgotten after a while
    kind     text   not null,
    asked_by text   not null references person (id),
    at_ms    bigint not null,
    state    text   not null,
    version  bigint not null,
    trail    text   not null,
    constraint job_retry_state_known check (state in ('asked'))
);
create index job_retry_by_job on job_retry (job_id, at_ms);

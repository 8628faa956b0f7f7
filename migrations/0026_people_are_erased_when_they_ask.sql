-- Who asks for it is erased two days later, unless something must end first. The request stays as the proof: it names nobody
-- but by an id behind which nothing is left.
create table erasure (
    id          text   not null primary key,
    person_id   text   not null references person (id),
    asked_at_ms bigint not null,
    due_at_ms   bigint,                 -- null while something must end first
    ended_at_ms bigint,
    state       text   not null,
    version     bigint not null,
    trail       text   not null,
    constraint erasure_state_known check (state in ('waiting', 'due', 'taken_back', 'done')),
    constraint erasure_due_has_its_time check (state <> 'due' or due_at_ms is not null),
    constraint erasure_told_two_days_before check (state <> 'done' or ended_at_ms >= due_at_ms),
    constraint erasure_ends_in_the_end check ((state in ('taken_back', 'done')) = (ended_at_ms is not null))
);
create unique index erasure_one_open on erasure (person_id) where ended_at_ms is null;
create index erasure_by_state on erasure (state, due_at_ms);

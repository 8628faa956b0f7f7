-- Each day's audit entries are bound by one hash, chained to the day before: a tail cut off or a row removed with its whole
-- trail shows. The same hash stands in a file beside the database, and may be printed.
create table audit_anchor (
    day        bigint not null primary key,   -- counted since 1970 in India
    entries    bigint not null,
    hash_before text  not null,
    hash       text   not null,
    made_at_ms bigint not null,
    constraint audit_anchor_counts check (entries >= 0)
);

-- Each person and maker has a key that seals what is personal; destroying it erases the person.
-- The key stands here wrapped by the master key, which is never in the database; only its fingerprint is.
create table master_key (
    id          bigint not null primary key,
    fingerprint text   not null,
    constraint master_key_is_one_row check (id = 1)
);

create table person_key (
    subject         text   not null primary key,   -- the id of a person or maker
    wrapped         text,                          -- nothing once it is destroyed
    made_at_ms      bigint not null,
    destroyed_at_ms bigint,
    constraint person_key_is_there_or_destroyed check ((wrapped is null) = (destroyed_at_ms is not null))
);
create index person_key_by_destruction on person_key (destroyed_at_ms);

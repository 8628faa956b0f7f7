-- Work for the mart is asked for by one person, approved by another, and ended by one.
create table role_request (
    id            text   not null primary key,
    kind          text   not null,
    person_id     text   not null references person (id),
    role          text,
    hub_id        text,
    department    text,
    block_codes   text   not null,
    reason        text   not null,
    state         text   not null,
    asked_by      text   not null references person (id),
    asked_at_ms   bigint not null,
    decided_by    text   references person (id),
    decided_at_ms bigint,
    answer        text   not null default '',
    version       bigint not null,
    trail         text   not null,
    constraint role_request_kind_known check (kind in ('grant', 'reset')),
    constraint role_request_state_known check (state in ('asked', 'approved', 'declined', 'withdrawn')),
    constraint role_request_has_its_role check ((kind = 'grant') = (role is not null)),
    constraint role_request_not_for_oneself check (asked_by <> person_id),
    constraint role_request_needs_two check (state = 'asked' or state = 'withdrawn' or (decided_by is not null
        and decided_by <> asked_by and decided_by <> person_id))
);
create index role_request_by_state on role_request (state, decided_at_ms);
create index role_request_by_person on role_request (person_id);

-- A role has a trail of its own. Those of the time before have none (version 0). What two people gave names their request.
alter table role_grant add column version bigint not null default 0;
alter table role_grant add column trail text not null default '';
alter table role_grant add column request_id text;
create index role_grant_by_role on role_grant (role, ended_at_ms);

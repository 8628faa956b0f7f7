-- What the review meeting decides becomes a task of a person, with a day; the next meeting begins with how it stands.
-- Portable: no serial, no enum type, no now().

-- A review meeting that was held, with its minutes.
create table review_meeting (
    id          text   not null primary key,
    held_day    bigint not null,
    minutes     text   not null,
    noted_by    text   not null references person (id),
    noted_at_ms bigint not null,
    once_key    text   not null,             -- comes with the form: the same press twice is one meeting
    constraint review_meeting_pressed_once unique (once_key)
);
create index review_meeting_by_day on review_meeting (held_day, id);

-- What somebody has to do, by a day.
create table review_task (
    id          text   not null primary key,
    meeting_id  text   references review_meeting (id),   -- empty for what was given between two meetings
    what        text   not null,
    department  text   not null,             -- empty where it is no department's
    owner_id    text   not null references person (id),
    due_day     bigint not null,             -- as it stands now
    state       text   not null,
    given_by    text   not null references person (id),
    given_at_ms bigint not null,
    ended_at_ms bigint,
    once_key    text   not null,
    version     bigint not null,
    trail       text   not null,
    constraint review_task_pressed_once unique (once_key),
    constraint review_task_department_known check
        (department in ('', 'cottage_board', 'jslps', 'industries', 'handicrafts')),
    constraint review_task_state_known check (state in ('open', 'moved', 'done', 'dropped')),
    constraint review_task_ends_once check ((state in ('done', 'dropped')) = (ended_at_ms is not null))
);
create index review_task_by_owner on review_task (owner_id, state, due_day);
create index review_task_by_meeting on review_task (meeting_id);
create index review_task_by_state on review_task (state, due_day);

-- What was answered to it, and how it stood from then on.
create table review_answer (
    task_id text   not null references review_task (id),
    seq     bigint not null,                 -- the task's version it made
    said_by text   not null references person (id),
    state   text   not null,
    due_day bigint not null,
    words   text   not null,
    at_ms   bigint not null,
    primary key (task_id, seq)
);

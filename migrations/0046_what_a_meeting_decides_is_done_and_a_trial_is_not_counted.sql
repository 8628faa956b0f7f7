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

-- At which stage the mart stands; the newest row holds. A mart without a row was there before there were stages, and is live.
create table mart_stage (
    id      text   not null primary key,
    seq     bigint not null,
    stage   text   not null,
    since_ms bigint not null,
    set_by  text   not null references person (id),
    reason  text   not null,
    version bigint not null,
    trail   text   not null,
    constraint mart_stage_in_order unique (seq),
    constraint mart_stage_known check (stage in ('setup', 'trial', 'live'))
);

-- Who may order in a trial, by the keyed hash of a number, and where to. No pincode named: anywhere.
create table trial_guest (
    mobile_hash text   not null primary key,
    last_digits text   not null,             -- by which the office knows the number again
    invited_by  text   not null references person (id),
    at_ms       bigint not null
);
create table trial_pin (
    pin       text   not null primary key,
    opened_by text   not null references person (id),
    at_ms     bigint not null
);
-- Who wanted to order and was not invited, and leaves word.
create table trial_wish (
    person_id text   not null primary key references person (id),
    at_ms     bigint not null
);
-- What was said of the mart on a page of the trial; by nobody in particular. It may become somebody's task.
create table trial_feedback (
    id      text   not null primary key,
    page    text   not null,
    words   text   not null,
    at_ms   bigint not null,
    task_id text   references review_task (id)
);
create index trial_feedback_by_time on trial_feedback (at_ms, id);

-- An order of the trial is marked by the statement that writes it, and so are its parcels.
alter table buyer_order add column in_trial bigint not null default 0;
alter table parcel add column in_trial bigint not null default 0;
create index parcel_of_trial on parcel (id) where in_trial = 1;

-- Word of a backup that was restored; it proves something once a second person agrees.
create table restore_word (
    id           text   not null primary key,
    restored_day bigint not null,
    words        text   not null,
    said_by      text   not null references person (id),
    said_at_ms   bigint not null,
    agreed_by    text   references person (id),
    agreed_at_ms bigint,
    constraint restore_word_of_two check (agreed_by is null or agreed_by <> said_by),
    constraint restore_word_agreed_or_not check ((agreed_by is null) = (agreed_at_ms is null))
);

-- What each check of the gate had found when the DC's office signed it.
create table gate_proof (
    stage_id  text   not null references mart_stage (id),
    check_key text   not null,
    found     bigint not null,
    wanted    bigint not null,
    at_ms     bigint not null,
    primary key (stage_id, check_key)
);

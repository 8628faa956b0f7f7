-- A complaint has a number at once and two clocks: heard within 48 hours, settled within a month. Whoever has a mobile number
-- may complain; it climbs by the clock and ends with an outcome. Source: Consumer Protection (E-Commerce) Rules 2020, rules 4 and 5.
-- Portable: no serial, no enum type, no now().

-- The last number given in a month; the next one is taken in the transaction that takes the complaint.
create table complaint_series (
    month_no bigint not null primary key,    -- 202611
    last_no  bigint not null
);

create table complaint (
    id                 text   not null primary key,
    number             text   not null,      -- DGM-202611-000123
    month_no           bigint not null,
    serial             bigint not null,
    about              text   not null,
    order_id           text references buyer_order (id),
    line_id            text references order_line (id),
    product_id         text references product (id),
    maker_id           text references maker (id),
    person_id          text references person (id),   -- empty for a guest
    mobile_hash        text   not null,
    mobile_sealed      text   not null,      -- where its news go; sealed with the complaint's own key
    lang               text   not null,
    state              text   not null,
    level              text   not null,      -- who must see to it now
    opened_at_ms       bigint not null,
    acknowledged_at_ms bigint,
    closed_at_ms       bigint,               -- the last time
    outcome            text   not null,      -- empty while it is open
    reopened_at_ms     bigint,
    once_key           text   not null,      -- comes with the form: the same press twice is one complaint
    version            bigint not null,
    trail              text   not null,
    constraint complaint_number_once unique (number),
    constraint complaint_serial_once unique (month_no, serial),
    constraint complaint_pressed_once unique (mobile_hash, once_key),
    constraint complaint_about_known check (about in ('order', 'good', 'person', 'money', 'site')),
    constraint complaint_state_known check (state in ('opened', 'acknowledged', 'closed', 'reopened', 'ended')),
    constraint complaint_level_known check (level in ('officer', 'head', 'grievance', 'office')),
    constraint complaint_outcome_known check
        (outcome in ('', 'put_right', 'refunded', 'explained', 'counterfeit', 'unfounded')),
    constraint complaint_ends_with_an_outcome check ((state in ('closed', 'ended')) = (outcome <> '')),
    constraint complaint_heard_once_it_moved check (state = 'opened' or acknowledged_at_ms is not null),
    constraint complaint_reopened_if_it_was check ((state in ('reopened', 'ended')) = (reopened_at_ms is not null)),
    constraint complaint_counterfeit_names_a_maker check (outcome <> 'counterfeit' or maker_id is not null)
);
create index complaint_by_state on complaint (state, level, opened_at_ms);
create index complaint_by_person on complaint (person_id, opened_at_ms);
create index complaint_by_mobile on complaint (mobile_hash, opened_at_ms);
create index complaint_by_time on complaint (opened_at_ms);
create index complaint_by_maker on complaint (maker_id, outcome);

-- What was said in it, on both sides. Words go when somebody is erased; that something was said stays.
create table complaint_message (
    complaint_id text   not null references complaint (id),
    seq          bigint not null,
    side         text   not null,
    said_by      text   not null,
    words        text   not null,
    picture_id   text,                       -- its files lie under closed/
    at_ms        bigint not null,
    primary key (complaint_id, seq),
    constraint complaint_message_side_known check (side in ('complainant', 'desk'))
);
create index complaint_message_by_picture on complaint_message (picture_id);

-- A browser that has shown number and mobile of a complaint may look at it for a day.
create table complaint_door (
    session_id   text   not null,
    complaint_id text   not null references complaint (id),
    at_ms        bigint not null,
    primary key (session_id, complaint_id)
);

-- How often somebody tried a number or a mobile in an hour; forgotten with the hour.
create table complaint_try (
    what  text   not null,
    hour  bigint not null,
    tries bigint not null,
    primary key (what, hour)
);

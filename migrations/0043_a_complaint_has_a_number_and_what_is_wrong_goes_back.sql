-- What is wrong is said and goes back. A complaint has a number at once and two clocks: heard within 48 hours, settled within a month. Whoever has a mobile number
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

-- What may go back, by kind of good, from a day on: «food», a craft, or «any» for all others. A rule is added, never changed.
create table return_rule (
    rule_key      text   not null,
    from_day      bigint not null,
    way           text   not null,            -- «photo»: nothing comes back; «back»: it comes to the hub unless it is broken
    window_days   bigint not null,            -- after it arrived
    at_once_paise bigint not null,            -- what came broken is granted at once up to so much
    source        text   not null,
    is_sure       bigint not null,            -- 1 once the mart's rules were signed off
    primary key (rule_key, from_day),
    constraint return_rule_way_known check (way in ('photo', 'back')),
    constraint return_rule_window_fits check (window_days between 1 and 60),
    constraint return_rule_at_once_fits check (at_once_paise >= 0)
);
insert into return_rule (rule_key, from_day, way, window_days, at_once_paise, source, is_sure) values
    ('food', 0, 'photo', 3, 0, 'the mart''s own rule: food is refunded on a photo and never taken back', 0),
    ('pottery', 0, 'back', 7, 30000, 'the mart''s own rule: clay that broke is granted at once up to 300 rupees', 0),
    ('any', 0, 'back', 7, 0, 'Consumer Protection (E-Commerce) Rules 2020, rule 6(5): no seller refuses what is defective', 0);

-- A buyer shows what is wrong with pieces of a line that has reached her. Its own machine: the parcel has arrived and stays so.
create table goods_return (
    id            text   not null primary key,
    order_id      text   not null references buyer_order (id),
    parcel_id     text   not null references parcel (id),
    line_id       text   not null references order_line (id),
    maker_id      text   not null references maker (id),
    hub_id        text   not null references hub (id),
    person_id     text   not null references person (id),
    quantity      bigint not null,
    reason        text   not null,
    words         text   not null,
    picture_id    text,                       -- its files lie under closed/
    way           text   not null,
    state         text   not null,
    fault         text,
    why           text   not null,            -- why it was refused
    disposal      text   not null,            -- what became of pieces that came back
    decided_by    text,
    back_by_day   bigint,
    claim_id      text references claim (id),
    asked_at_ms   bigint not null,
    ended_at_ms   bigint,
    version       bigint not null,
    trail         text   not null,
    constraint goods_return_reason_known check (reason in ('broken', 'spoiled', 'missing', 'other', 'poor', 'mind')),
    constraint goods_return_way_known check (way in ('photo', 'back')),
    constraint goods_return_state_known check (state in ('asked', 'awaited', 'granted', 'refused', 'withdrawn', 'lapsed')),
    constraint goods_return_fault_known check (fault in ('courier', 'packing', 'maker', 'buyer')),
    constraint goods_return_disposal_known check (disposal in ('', 'shelf', 'written_off')),
    constraint goods_return_of_something check (quantity > 0),
    constraint goods_return_granted_by_a_claim check (state <> 'granted' or (claim_id is not null and fault is not null)),
    constraint goods_return_awaited_comes_back check (state <> 'awaited' or (way = 'back' and back_by_day is not null)),
    constraint goods_return_claim_once unique (claim_id)
);
create index goods_return_by_line on goods_return (line_id, state);
create index goods_return_by_order on goods_return (order_id, asked_at_ms);
create index goods_return_by_state on goods_return (state, asked_at_ms);
create index goods_return_by_hub on goods_return (hub_id, state);
create index goods_return_by_maker on goods_return (maker_id, state);
create index goods_return_by_person on goods_return (person_id);
create index goods_return_by_picture on goods_return (picture_id);

-- A return that was the maker's fault opens an improvement card.
alter table improvement_card drop constraint improvement_card_source_known;
alter table improvement_card add constraint improvement_card_source_known check (source in ('inspection', 'hub', 'review', 'return'));

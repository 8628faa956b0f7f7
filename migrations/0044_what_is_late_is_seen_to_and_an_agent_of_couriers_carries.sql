-- What a maker does not answer or pack in time is seen to by a clock; an agent of couriers is asked to carry what a keeper chooses.
-- Portable: no serial, no enum type, no now(); the caller gives ids and times.

-- How many working days after the day of a maker the clock takes each step, from a day on. A row is added, never changed.
create table dispatch_delay (
    step     text   not null,
    from_day bigint not null,
    days     bigint not null,
    source   text   not null,
    primary key (step, from_day),
    constraint dispatch_delay_step_known check (step in ('remind', 'call', 'offer', 'end')),
    constraint dispatch_delay_fits check (days between 1 and 60)
);
insert into dispatch_delay (step, from_day, days, source) values
    ('remind', 0, 1, 'the mart''s own rule, to be confirmed in the trial'),
    ('call', 0, 2, 'the mart''s own rule, to be confirmed in the trial'),
    ('offer', 0, 3, 'the mart''s own rule, to be confirmed in the trial'),
    ('end', 0, 8, 'the mart''s own rule, to be confirmed in the trial');

-- A step the clock has taken about a parcel, once for each way in which the parcel is late. A call is a task of an officer until
-- she has made it, an offer is open until the buyer has answered it.
create table dispatch_step (
    id             text   not null primary key,
    parcel_id      text   not null references parcel (id),
    about          text   not null,            -- how the parcel stood: not answered, or not packed
    step           text   not null,
    state          text   not null,
    at_ms          bigint not null,
    wait_until_day bigint,                     -- until when its maker has time, if the buyer waits
    arrives_by_day bigint,                     -- the honest new date: of what she waits for, or of what she takes instead
    swapped_for    text references parcel (id),
    note           text   not null,            -- what was said on the telephone
    ended_at_ms    bigint,
    ended_by       text references person (id),
    version        bigint not null,
    trail          text   not null,
    constraint dispatch_step_once unique (parcel_id, about, step),
    constraint dispatch_step_known check (step in ('remind', 'call', 'offer', 'end')),
    constraint dispatch_step_about_known check (about in ('asked', 'accepted')),
    constraint dispatch_step_state_known check (state in ('done', 'open', 'wait', 'swap', 'refund')),
    constraint dispatch_step_wait_has_days check ((state = 'wait') = (wait_until_day is not null)),
    constraint dispatch_step_swap_has_parcel check ((state = 'swap') = (swapped_for is not null))
);
create index dispatch_step_tasks on dispatch_step (step, state, at_ms);
create index dispatch_step_by_swap on dispatch_step (swapped_for);

-- The mart itself rests the goods of a maker who was absent twice: then nobody has said so.
alter table maker_away alter column said_by drop not null;

-- What an agent of couriers was asked about a shipment, the last time, and who can carry it for how much.
create table courier_inquiry (
    shipment_id    text   not null primary key,
    asked_at_ms    bigint not null,
    asked_by       text   not null references person (id),
    answered_at_ms bigint,
    silent         text   not null          -- why there is no answer; empty while it is awaited or there
);
create table courier_offer (
    shipment_id text   not null,
    courier_ref bigint not null,            -- the agent's number of the courier
    courier     text   not null,
    rate_paise  bigint not null,            -- what the agent charges the mart; what the buyer owes never changes
    days        bigint,
    primary key (shipment_id, courier_ref),
    constraint courier_offer_costs check (rate_paise >= 0)
);

-- A booking with an agent: which courier it was asked for, what it charges, the agent's own order, and where the label lies.
alter table booking add column courier_ref bigint;
alter table booking add column charged_paise bigint;
alter table booking add column outside_order text;
alter table booking add column label text;

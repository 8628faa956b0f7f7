-- What carriers are asked to carry, under which numbers, what a shipment weighs, and what happens to it on its way.
-- Portable: no serial, no enum type, no now(); the caller gives ids and times.

-- Numbers of articles the post has allotted to the mart; the next one is taken in the transaction that books a shipment.
create table article_range (
    id            text   not null primary key,
    letters       text   not null,   -- the service: EE is Speed Post
    first_serial  bigint not null,
    last_serial   bigint not null,
    next_serial   bigint not null,   -- one more than the last one once all are given
    office        text   not null,   -- which post office allotted them, by which letter
    entered_by    text   not null references person (id),
    entered_at_ms bigint not null,
    constraint article_range_once unique (letters, first_serial),
    constraint article_range_ordered check (0 <= first_serial and first_serial <= last_serial and last_serial <= 99999999),
    constraint article_range_within check (next_serial between first_serial and last_serial + 1)
);

-- One carrier is asked once to carry a shipment; our reference there is the shipment's id.
create table booking (
    id           text   not null primary key,
    shipment_id  text   not null,
    carrier      text   not null,
    state        text   not null,
    number       text,                -- the carrier's: an article number, an air waybill
    range_id     text,                -- the range a postal number is of; null for one that was typed
    outside_id   text   not null,     -- the carrier's own id; empty if it has none
    courier      text   not null,     -- who carries for an agent; empty if the carrier does
    reason       text   not null,     -- why it was refused
    asked_at_ms  bigint not null,
    ended_at_ms  bigint,
    version      bigint not null,
    trail        text   not null,
    constraint booking_once unique (shipment_id, carrier),
    constraint booking_number_once unique (carrier, number),
    constraint booking_range_known foreign key (range_id) references article_range (id),
    constraint booking_state_known check (state in ('asked', 'booked', 'refused', 'called_off')),
    constraint booking_has_number check (state <> 'booked' or number is not null)
);
create index booking_by_range on booking (range_id);

-- What a packed shipment weighs and measures, as a keeper found it. The newest counts; what the buyer owes never changes.
create table weighing (
    shipment_id text   not null,
    at_ms       bigint not null,
    weight_g    bigint not null,
    length_mm   bigint not null,      -- 0 where it was not measured
    breadth_mm  bigint not null,
    height_mm   bigint not null,
    weighed_by  text   not null references person (id),
    primary key (shipment_id, at_ms),
    constraint weighing_sane check
        (weight_g between 1 and 35000 and length_mm between 0 and 3000 and breadth_mm between 0 and 3000 and height_mm between 0 and 3000)
);

-- What happens to a shipment on its way, in one list of steps whoever carries it; known once, from whatever source.
create table scan (
    shipment_id text   not null,
    at_ms       bigint not null,
    step        text   not null,
    place       text   not null,
    source      text   not null,
    noted_at_ms bigint not null,
    primary key (shipment_id, at_ms, step),
    constraint scan_step_known check (step in
        ('booked', 'picked_up', 'in_transit', 'at_office', 'out_for_delivery', 'delivered', 'undelivered', 'damaged', 'lost',
         'turned_back', 'came_back')),
    constraint scan_source_known check (source in ('file', 'courier', 'keeper'))
);

-- A file of the post's events as it was brought in, and what came of its rows.
create table event_file (
    id          text   not null primary key,
    hub_id      text   not null,
    file_name   text   not null,
    taken       bigint not null,
    known       bigint not null,
    faults      text   not null,      -- a line each: number of the row, what is wrong, what stood there
    brought_by  text   not null references person (id),
    brought_at_ms bigint not null
);
create index event_file_by_hub on event_file (hub_id, brought_at_ms);

-- Something went wrong on the way: a task of the hub that sent it, with a day by which it is done.
create table hitch (
    id           text   not null primary key,
    shipment_id  text   not null,
    hub_id       text   not null,
    kind         text   not null,
    since_ms     bigint not null,      -- when it happened
    due_day      bigint not null,
    state        text   not null,
    outcome      text   not null,      -- what was done; empty while it is open
    closed_by    text,                 -- nobody if it ended by itself
    closed_at_ms bigint,
    version      bigint not null,
    trail        text   not null,
    constraint hitch_once unique (shipment_id, kind, since_ms),
    constraint hitch_kind_known check (kind in ('undelivered', 'damaged', 'lost', 'coming_back')),
    constraint hitch_state_known check (state in ('open', 'closed'))
);
create index hitch_by_hub on hitch (hub_id, state, due_day);

-- A shipment that does not reach its buyer comes back, and its parcels with it.
alter table shipment drop constraint shipment_state_known;
alter table shipment add constraint shipment_state_known check (state in
    ('planned', 'shipped', 'delivered', 'cancelled', 'coming_back', 'returned'));
alter table parcel drop constraint parcel_state_known;
alter table parcel add constraint parcel_state_known check (state in
    ('planned', 'asked', 'accepted', 'packed', 'at_hub', 'shipped', 'delivered', 'declined', 'cancelled', 'coming_back', 'returned'));

-- Who follows an order without its whole code: so many tries an hour for a number, and for the beginning of a code.
create table tracking_try (
    key_hash text   not null,
    hour     bigint not null,
    tries    bigint not null,
    primary key (key_hash, hour)
);

-- How long carriers take to a zone, as measured and taken over by an administrator; the newest row of a zone counts.
create table transit (
    zone         text   not null references delivery_zone (zone),
    from_day     bigint not null,
    days_from    bigint not null,
    days_to      bigint not null,
    measured_of  bigint not null,      -- how many shipments it was read off
    taken_by     text   not null references person (id),
    taken_at_ms  bigint not null,
    primary key (zone, from_day),
    constraint transit_ordered check (1 <= days_from and days_from <= days_to and days_to <= 30)
);
create index shipment_by_end on shipment (zone, ended_at_ms);

-- Packing material of a hub as a keeper counted it; the newest count of an item holds.
create table packing_count (
    hub_id        text   not null references hub (id),
    item          text   not null,
    counted_at_ms bigint not null,
    pieces        bigint not null,
    low_at        bigint not null,      -- with so many or fewer more must be got
    counted_by    text   not null references person (id),
    primary key (hub_id, item, counted_at_ms),
    constraint packing_count_item_known check (item in ('box_small', 'box_large', 'mailer', 'wrap', 'tape', 'straw', 'label')),
    constraint packing_count_sane check (pieces between 0 and 100000 and low_at between 0 and 100000)
);

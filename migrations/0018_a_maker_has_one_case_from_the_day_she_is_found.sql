-- A maker has one case from the day she is found: what is known of her, who carries it, and what happened as facts with dates.
-- Portable: no serial, no enum type, no now(). `seq` is the version of the case with which a fact came.
create table maker_case (
    id          text   not null primary key,
    maker_id    text,                      -- once she is listed
    kind        text   not null,
    name_hi     text   not null,
    name_en     text   not null,
    kin_name    text   not null,           -- husband's or father's name; may be empty
    gender      text   not null,
    mobile      text,
    village_hi  text   not null,
    village_en  text   not null,
    block_code  text   not null,
    craft_key   text,                      -- null while nobody knows
    group_name  text   not null,           -- the group she works in; may be empty
    lang        text   not null,
    department  text   not null,
    officer_id  text,                      -- who carries it; null while nobody does
    source      text   not null,           -- where the first word of her came from
    sample      bigint not null,
    found_at_ms bigint not null,
    state       text   not null,
    version     bigint not null,
    trail       text   not null,
    constraint maker_case_once_per_maker unique (maker_id),
    constraint maker_case_kind_known check (kind in ('person', 'shg', 'cooperative', 'workshop', 'company')),
    constraint maker_case_gender_known check (gender in ('female', 'male', 'other', 'unknown')),
    constraint maker_case_lang_known check (lang in ('hi', 'en')),
    constraint maker_case_department_known check (department in ('cottage_board', 'jslps', 'industries', 'handicrafts')),
    constraint maker_case_source_known check (source in ('officer', 'register', 'sample')),
    constraint maker_case_state_known check (state in
        ('identified', 'visited', 'consented', 'verified', 'listed', 'stopped', 'merged')),
    constraint maker_case_sample_is_yes_or_no check (sample in (0, 1)),
    constraint maker_case_has_a_name check (name_hi <> '' or name_en <> ''),
    constraint maker_case_maker_known foreign key (maker_id) references maker (id),
    constraint maker_case_block_known foreign key (block_code) references block (lgd_code),
    constraint maker_case_craft_known foreign key (craft_key) references craft (craft_key),
    constraint maker_case_officer_known foreign key (officer_id) references person (id)
);
create index maker_case_by_block on maker_case (block_code, state, found_at_ms);
create index maker_case_by_officer on maker_case (officer_id, state);
create index maker_case_by_department on maker_case (department, state, found_at_ms);

-- A paper with a number of hers. A corrected one is a new row.
create table case_paper (
    case_id     text   not null references maker_case (id),
    kind        text   not null,
    seq         bigint not null,
    number      text   not null,
    noted_at_ms bigint not null,
    noted_by    text   not null,
    ended_at_ms bigint,
    primary key (case_id, kind, seq),
    constraint case_paper_kind_known check (kind in ('pan', 'bank', 'shg', 'udyam', 'pehchan', 'vishwakarma'))
);
create unique index case_paper_one_lives on case_paper (case_id, kind) where ended_at_ms is null;

-- How far she has come: a row per step, ended if it was taken back. First sale and first payout are told by orders and payouts.
create table case_step (
    case_id     text   not null references maker_case (id),
    step        text   not null,
    seq         bigint not null,
    at_ms       bigint not null,
    by_id       text   not null,           -- a person, or «mart»
    department  text   not null,
    source      text   not null,           -- a visit, a code by SMS, a register: where it came from
    note        text   not null,
    ended_at_ms bigint,
    ended_by    text,
    ended_why   text,
    primary key (case_id, step, seq),
    constraint case_step_known check (step in ('identified', 'visited', 'consented', 'verified', 'listed')),
    constraint case_step_ends_after_it_began check (ended_at_ms >= at_ms)
);
create unique index case_step_one_lives on case_step (case_id, step) where ended_at_ms is null;

create table case_visit (
    id                text   not null primary key,
    case_id           text   not null references maker_case (id),
    once_key          text,                 -- made by the phone that recorded it, so that it comes in once
    visited_day       bigint not null,      -- days since 1970 in India
    noted_at_ms       bigint not null,
    by_id             text   not null references person (id),
    department        text   not null,
    place             text   not null,
    lat_e6            bigint,               -- millionths of a degree
    lon_e6            bigint,
    accuracy_m        bigint,
    tools             text   not null,
    sample_seen       text   not null,
    crafts            text   not null,
    years             bigint,
    capacity_per_week bigint,
    raw_material      text   not null,
    who_makes         text   not null,
    note              text   not null,
    constraint case_visit_once unique (once_key),
    constraint case_visit_years_plausible check (years between 0 and 100),
    constraint case_visit_capacity_plausible check (capacity_per_week between 0 and 1000000),
    constraint case_visit_has_both_coordinates check ((lat_e6 is null) = (lon_e6 is null))
);
create index case_visit_by_case on case_visit (case_id, visited_day);

-- What is to be done next, by whom, by which day. One at a time.
create table case_next (
    case_id     text   not null references maker_case (id),
    seq         bigint not null,
    what        text   not null,
    note        text   not null,
    department  text   not null,
    person_id   text,                       -- null: whoever of the department, or its head
    due_day     bigint not null,
    set_by      text   not null,
    set_at_ms   bigint not null,
    ended_at_ms bigint,
    primary key (case_id, seq),
    constraint case_next_what_known check (what in
        ('take_over', 'visit', 'consent', 'papers', 'approve', 'goods', 'first_sale', 'call', 'other'))
);
create unique index case_next_one_lives on case_next (case_id) where ended_at_ms is null;
create index case_next_by_day on case_next (ended_at_ms, due_day);

-- Another department takes part.
create table case_joining (
    case_id      text   not null references maker_case (id),
    department   text   not null,
    seq          bigint not null,
    officer_id   text   not null,
    note         text   not null,
    joined_at_ms bigint not null,
    ended_at_ms  bigint,
    primary key (case_id, department, seq),
    constraint case_joining_department_known check (department in ('cottage_board', 'jslps', 'industries', 'handicrafts'))
);
create unique index case_joining_one_lives on case_joining (case_id, department) where ended_at_ms is null;

create table case_handover (
    case_id         text   not null references maker_case (id),
    seq             bigint not null,
    at_ms           bigint not null,
    by_id           text   not null,
    from_department text   not null,
    from_officer    text,
    to_department   text   not null,
    to_officer      text   not null references person (id),
    note            text   not null,
    primary key (case_id, seq)
);

create table case_stop (
    case_id       text   not null references maker_case (id),
    seq           bigint not null,
    stopped_at_ms bigint not null,
    by_id         text   not null,
    department    text   not null,
    why           text   not null,
    note          text   not null,
    ended_at_ms   bigint,
    ended_by      text,
    ended_note    text,
    primary key (case_id, seq),
    constraint case_stop_why_known check (why in
        ('not_interested', 'not_a_maker', 'moved_away', 'not_reached', 'no_goods_now', 'papers_missing', 'died', 'other'))
);
create unique index case_stop_one_lives on case_stop (case_id) where ended_at_ms is null;

-- An officer asks that a maker be listed; somebody else says yes or sends it back.
create table case_proposal (
    case_id       text   not null references maker_case (id),
    seq           bigint not null,
    asked_by      text   not null references person (id),
    asked_at_ms   bigint not null,
    hub_id        text   not null references hub (id),
    pincode       text   not null references pincode (pin),
    tax_class     text   not null,
    tax_number    text,                     -- GSTIN or enrolment number, as the class wants it
    aggregator_id text   references aggregator (id),
    decided_by    text   references person (id),
    decided_at_ms bigint,
    decision      text,
    note          text   not null,
    primary key (case_id, seq),
    constraint case_proposal_needs_two check (decided_by is null or decided_by <> asked_by),
    constraint case_proposal_tax_class_known check (tax_class in ('regular', 'composition', 'enrolled', 'unenrolled')),
    constraint case_proposal_decision_known check (decision in ('approved', 'sent_back', 'withdrawn')),
    constraint case_proposal_decided_whole check ((decided_at_ms is null) = (decision is null))
);
create unique index case_proposal_one_lives on case_proposal (case_id) where decided_at_ms is null;

-- What a department wants seen before a maker of a kind is listed, and before she sells. A change is a new version.
create table checklist (
    department text   not null,
    kind       text   not null,
    version    bigint not null,
    made_by    text   not null,             -- a person, or «mart» for what ships with it
    made_at_ms bigint not null,
    primary key (department, kind, version),
    constraint checklist_department_known check (department in ('cottage_board', 'jslps', 'industries', 'handicrafts')),
    constraint checklist_kind_known check (kind in ('person', 'shg', 'cooperative', 'workshop', 'company'))
);

create table checklist_item (
    department text   not null,
    kind       text   not null,
    version    bigint not null,
    position   bigint not null,
    item_key   text   not null,
    name_hi    text   not null,
    name_en    text   not null,
    proof      text   not null,             -- attested by an officer, or computed: which fact proves it
    needed_for text   not null,
    document   bigint not null,             -- whether a document must be named
    waivable   bigint not null,
    primary key (department, kind, version, position),
    constraint checklist_item_once unique (department, kind, version, item_key),
    constraint checklist_item_of_a_list foreign key (department, kind, version) references checklist (department, kind, version),
    constraint checklist_item_proof_known check (proof in
        ('attested', 'visited', 'consented', 'mobile', 'bank', 'goods')),
    constraint checklist_item_needed_known check (needed_for in ('listing', 'selling')),
    constraint checklist_item_document_is_yes_or_no check (document in (0, 1)),
    constraint checklist_item_waivable_is_yes_or_no check (waivable in (0, 1))
);

-- An item attested with a document, or waived with a reason, on one case.
create table case_check (
    case_id     text   not null references maker_case (id),
    department  text   not null,
    item_key    text   not null,
    seq         bigint not null,
    how         text   not null,
    note        text   not null,            -- the document, or the reason
    by_id       text   not null references person (id),
    at_ms       bigint not null,
    ended_at_ms bigint,
    ended_by    text,
    primary key (case_id, department, item_key, seq),
    constraint case_check_how_known check (how in ('attested', 'waived')),
    constraint case_check_says_why check (note <> '')
);
create unique index case_check_one_lives on case_check (case_id, department, item_key) where ended_at_ms is null;

-- Two cases found to be of one maker. Nothing is moved: the one points to the other until somebody undoes it.
create table case_merge (
    id            text   not null primary key,
    loser_id      text   not null references maker_case (id),
    survivor_id   text   not null references maker_case (id),
    at_ms         bigint not null,
    by_id         text   not null references person (id),
    department    text   not null,
    reason        text   not null,
    loser_state   text   not null,          -- how the loser stood, to stand so again
    loser_next    bigint,                   -- its next action, to be next again: a `seq` of case_next
    joined        bigint not null,          -- whether the loser's department joined the survivor by this
    closed_maker  bigint not null,          -- whether the loser's shop was closed by this
    undone_at_ms  bigint,
    undone_by     text,
    undone_reason text,
    constraint case_merge_of_two check (loser_id <> survivor_id),
    constraint case_merge_says_why check (reason <> ''),
    constraint case_merge_joined_is_yes_or_no check (joined in (0, 1)),
    constraint case_merge_closed_is_yes_or_no check (closed_maker in (0, 1))
);
create unique index case_merge_one_lives on case_merge (loser_id) where undone_at_ms is null;
create index case_merge_by_survivor on case_merge (survivor_id);

-- What a case is found by: keyed hashes of its numbers and of how its name and village sound.
create table match_key (
    match_key text not null,
    case_id   text not null references maker_case (id),
    kind      text not null,
    primary key (match_key, case_id)
);
create index match_key_by_case on match_key (case_id);

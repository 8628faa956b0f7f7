-- A department hands in a register. Its rows are kept for some days, until they are entered or sent back; its counts stay.
-- Portable: no serial, no enum type, no now(); the caller gives ids and times.
create table filing (
    id               text   not null primary key,
    department       text   not null,
    by_id            text   references person (id),  -- null: handed in at the command line
    blocks           text   not null,                -- where its rows may lie, with semicolons between; empty: the whole district
    file_name        text   not null,
    sheets           text   not null,                -- its tabs and how many lines each has, as JSON
    sheet_no         bigint not null,                -- the sheet that is taken, from 0
    heading_no       bigint not null,                -- the number of its heading's line
    fields           text   not null,                -- what each column holds, with commas between
    block_code       text   not null,                -- the block of all rows; empty: each row says its own
    craft_key        text   not null,                -- the craft of all rows; empty: each row says its own
    state            text   not null,
    handed_in_at_ms  bigint not null,
    entered_at_ms    bigint,                         -- when the last row was entered
    emptied_at_ms    bigint,                         -- when its rows were forgotten
    version          bigint not null,
    trail            text   not null,
    constraint filing_department_known check (department in ('cottage_board', 'jslps', 'industries', 'handicrafts')),
    constraint filing_state_known check (state in
        ('read', 'checking', 'checked', 'entering', 'entered', 'taking_back', 'taken_back', 'thrown_away'))
);
create index filing_by_department on filing (department, handed_in_at_ms);
create index filing_by_time on filing (handed_in_at_ms, emptied_at_ms);

-- A line of a filing, without numbers shaped like an Aadhaar number.
create table filing_row (
    filing_id text   not null references filing (id),
    sheet_no  bigint not null,
    row_no    bigint not null,                       -- as people see it: the first line is 1
    cells     text   not null,                       -- as JSON
    fate      text   not null,
    faults    text   not null,                       -- what is to be said of its cells, as JSON; empty: nothing
    twins     text   not null,                       -- who may be the same person, as JSON; empty: nobody
    case_id   text,                                  -- the case it became
    primary key (filing_id, sheet_no, row_no),
    constraint filing_row_fate_known check (fate in
        ('waiting', 'no_row', 'fit', 'faulty', 'twin', 'same', 'entered', 'refused', 'taken_back', 'stayed')),
    constraint filing_row_entered_as_a_case check
        (fate not in ('entered', 'taken_back', 'stayed') or case_id is not null)
);
create index filing_row_by_fate on filing_row (filing_id, sheet_no, fate, row_no);
create unique index filing_row_of_a_case on filing_row (case_id);

-- What a department has said the columns of its registers hold, so that next month's file needs no word.
create table register_heading (
    department text   not null,
    heading    text   not null,
    field      text   not null,
    said_by    text,
    said_at_ms bigint not null,
    primary key (department, heading)
);

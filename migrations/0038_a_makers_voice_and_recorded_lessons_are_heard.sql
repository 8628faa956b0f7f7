-- Recordings: a maker's voice on her page, and a lesson that is heard or seen. Heard by everybody once a second person has listened.
-- What is refused or taken down is gone with its file and its words.
-- Portable: no serial, no enum type, no now().
create table clip (
    id          text   not null primary key,
    sort        text   not null,            -- whose voice it is, or what it teaches
    about       text   not null,            -- the maker's id, or the key of the lesson
    maker_id    text,                       -- of a voice
    medium      text   not null,            -- the ending of its file
    bytes       bigint not null,
    words_hi    text   not null,            -- what is said, for who does not hear it; empty once it is gone
    words_en    text   not null,
    state       text   not null,
    added_by    text   not null,
    by_maker    bigint not null,            -- whether the maker herself put it up
    added_at_ms bigint not null,
    decided_by  text,                       -- who listened, never who added it
    version     bigint not null,
    trail       text   not null,
    constraint clip_maker_known foreign key (maker_id) references maker (id),
    constraint clip_added_by_known foreign key (added_by) references person (id),
    constraint clip_sort_known check (sort in ('voice', 'lesson')),
    constraint clip_is_about_somebody_or_a_lesson check ((sort = 'voice') = (maker_id is not null)),
    constraint clip_state_known check (state in ('waiting', 'shown', 'gone')),
    constraint clip_two_people check (decided_by is null or decided_by <> added_by),
    constraint clip_shown_was_listened_to check (state <> 'shown' or decided_by is not null),
    constraint clip_gone_is_silent check (state <> 'gone' or (words_hi = '' and words_en = ''))
);
create unique index clip_one_is_heard on clip (about) where state = 'shown';
create index clip_by_state on clip (state, added_at_ms);
create index clip_by_about on clip (about, state);

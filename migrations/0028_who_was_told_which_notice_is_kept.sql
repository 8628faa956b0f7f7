-- What the mart asks for and why is told at sign-in, in a wording with a number. Who has been told which is kept; it says
-- nothing of anybody but an id.
create table notice_told (
    person_id  text   not null references person (id),
    notice     text   not null,
    lang       text   not null,
    told_at_ms bigint not null,
    primary key (person_id, notice),
    constraint notice_told_lang_known check (lang in ('hi', 'en'))
);

-- Numbers of cases and records, papers and accounts asked for are sealed like those of makers. What an older program wrote
-- plainly waits in the column that will hold it sealed; the program seals it before the mart opens, so it looks again.
alter table maker_case rename column mobile to mobile_sealed;

alter table case_paper rename column number to number_sealed;

alter table field_record rename column mobile to mobile_sealed;
alter table field_record add column mobile_hash text not null default '';
create index field_record_by_mobile on field_record (mobile_hash);

alter table maker rename column pan to pan_sealed;

update bank_change set account_no = holder || '
' || account_no;
alter table bank_change drop column holder;
alter table bank_change rename column account_no to account_sealed;

delete from sealing;

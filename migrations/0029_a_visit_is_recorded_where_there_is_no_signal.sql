-- A visit is recorded like a listing or an inspection: its id is made by the phone, and the visit of its case bears the
-- same id as its once_key.
alter table field_record drop constraint field_record_kind_known;
alter table field_record add constraint field_record_kind_known check (kind in ('listing', 'inspection', 'visit'));

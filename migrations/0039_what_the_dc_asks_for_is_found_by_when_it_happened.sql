-- Figures of a period are counted by when something ended or was asked for.
create index payout_by_end on payout (state, ended_at_ms);
create index parcel_by_asking on parcel (asked_at_ms);
create index inspection_by_time on inspection (at_ms);

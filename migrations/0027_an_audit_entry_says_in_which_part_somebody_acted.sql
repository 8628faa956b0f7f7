-- Who acted is not enough: an officer may be a maker too. Entries from before say nothing, and their hashes stay right.
alter table audit_entry add column part text not null default '';

//! Proofs over the whole database, safe while the mart runs: one line per check, none of them a matter of opinion.

-- Which secrets the rows were written under, as fingerprints that say nothing of the secrets: a
-- gateway with another one is told so, and one with a new one and the one before seals anew.
create table secret (
  name text collate ${bytewise} not null primary key,
  fingerprint text collate ${bytewise} not null
);

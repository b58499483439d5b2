-- A second factor beside the password, ways back in for whoever lost one, and what an owner is told.
-- Of every secret a hash is here; the one that codes are computed from is sealed.

-- When whoever has a session last proved that they are the account's owner; what signed in, a line
-- of browser and one of system; when an app's token ends by itself.
alter table access_token add column proved_at bigint not null default 0;
alter table access_token add column client text not null default '';
alter table access_token add column expires_at bigint;

-- What an app gets its next token by. A used one is kept, so that whoever uses it again is noticed.
create table refresh_token (
  token_hash text collate ${bytewise} not null primary key,
  token_id bigint not null references access_token (id) on delete cascade,
  used int not null default 0,
  expires_at bigint not null
);
create index refresh_token_by_token on refresh_token (token_id);
create index refresh_token_by_end on refresh_token (expires_at);

-- Counts from `confirmed_at` on, when its owner showed that the app on their device computes codes.
-- No code of `last_step` or before is taken again. Tries are counted as those at a PIN are.
create table second_factor (
  account_id bigint not null primary key references account (id) on delete cascade,
  sealed_secret text not null,
  confirmed_at bigint,
  last_step bigint not null default 0,
  tries int not null default 0,
  locked_until bigint not null default 0
);

-- One way in each, without the device; gone once it is used.
create table recovery_code (
  account_id bigint not null references account (id) on delete cascade,
  code_hash text collate ${bytewise} not null,
  primary key (account_id, code_hash)
);

-- A code that a linked phone heard after its PIN; it lets the web set a new password.
create table phone_recovery (
  account_id bigint not null primary key references account (id) on delete cascade,
  code_key text collate ${bytewise} not null,
  tries int not null default 0,
  expires_at bigint not null
);

-- Browsers that have signed in to an account before.
create table known_browser (
  account_id bigint not null references account (id) on delete cascade,
  browser_hash text collate ${bytewise} not null,
  seen_at bigint not null,
  primary key (account_id, browser_hash)
);

-- What happened to an account's ways in, for its owner to see.
create table security_notice (
  id bigint not null primary key,
  account_id bigint not null references account (id) on delete cascade,
  kind text not null,
  client text not null,
  seen int not null default 0
);
create index security_notice_by_account on security_notice (account_id, id);

-- One text for SQLite and PostgreSQL. ${bytewise} is the collation that compares bytes, so that
-- both sort alike whatever the language of the machine. Times are milliseconds since 1970, UTC.

create table account (
  id bigint not null primary key,
  handle text collate ${bytewise} not null unique,
  display_name text not null,
  created_at bigint not null
);

create table phone (
  phone_key text collate ${bytewise} not null primary key,
  sealed_number text not null,
  account_id bigint not null references account (id),
  linked_at bigint not null
);

create index phone_by_account on phone (account_id, linked_at);

-- What a recording became. A deleted row keeps its recording id and nothing else, so that a
-- repeated publish cannot bring it back. Peaks are numbers with commas between them, renditions
-- lines of object key, bytes, SHA-256 and media type: both are read whole or not at all.
create table post (
  recording_id text collate ${bytewise} not null primary key,
  state text not null,
  id bigint,
  account_id bigint references account (id),
  phone_key text,
  sealed_number text,
  duration_ms bigint,
  peaks text,
  renditions text,
  posted_at bigint,
  held_at bigint,
  constraint post_state check (case state
    when 'posted' then id is not null and account_id is not null
      and phone_key is null and sealed_number is null
      and duration_ms > 0 and peaks is not null and renditions is not null
      and posted_at is not null and held_at is null
    when 'draft' then id is null and account_id is not null
      and phone_key is null and sealed_number is null
      and duration_ms > 0 and peaks is not null and renditions is not null
      and posted_at is null and held_at is not null
    when 'held' then id is null and account_id is null
      and (phone_key is null) = (sealed_number is null)
      and duration_ms > 0 and peaks is not null and renditions is not null
      and posted_at is null and held_at is not null
    when 'deleted' then id is null and account_id is null
      and phone_key is null and sealed_number is null
      and duration_ms is null and peaks is null and renditions is null
      and posted_at is null and held_at is null
    else false end)
);

create unique index post_public on post (id) where state = 'posted';
create unique index post_by_account on post (account_id, id) where state = 'posted';
create index post_held on post (recording_id) where state = 'held';

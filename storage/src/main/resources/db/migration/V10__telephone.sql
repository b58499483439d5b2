-- Everything a caller can do with a telephone, and what keeps others from doing it in their name.

-- What an account wants of the telephone, and its PIN. Without a row all is as the defaults say.
-- Each try at the PIN is counted before it is known how it ends; the right one sets both back to 0.
create table telephone (
  account_id bigint not null primary key references account (id) on delete cascade,
  caller_class text not null default 'normal'
    check (caller_class in ('easy', 'normal', 'protected')),
  hang_up text not null default 'publish' check (hang_up in ('publish', 'draft', 'drop')),
  language text not null default '',
  pin_hash text,
  pin_tries int not null default 0,
  pin_locked_until bigint not null default 0
);

-- Phones that were linked before anybody could doubt them count as proved.
alter table phone add column label text not null default '';
alter table phone add column proved_at bigint;
update phone set proved_at = linked_at;

-- Codes that link a phone or claim an account; each is gone once it is used.
create table code (
  code_key text collate ${bytewise} not null primary key,
  kind text not null check (kind in ('link', 'claim')),
  account_id bigint not null references account (id) on delete cascade,
  expires_at bigint not null,
  unique (account_id, kind)
);

-- How often something was tried since the window began; `name` is a keyed hash.
create table attempt (
  name text collate ${bytewise} not null primary key,
  began_at bigint not null,
  times int not null
);

-- Signed callers' claims that were believed once and are not believed again.
create table passport (
  passport_key text collate ${bytewise} not null primary key,
  seen_at bigint not null
);
create index passport_by_time on passport (seen_at);

-- Service numbers. A limit of 0 is none; empty texts are what is not there; opening hours are words.
create table line (
  number text collate ${bytewise} not null primary key,
  name text not null,
  region text not null,
  language text not null,
  asks_language int not null,
  greeting text collate ${bytewise},
  tag text not null,
  longest_seconds int not null,
  silence_seconds int not null,
  admission text not null check (admission in ('open', 'members', 'listed')),
  moderation text not null check (moderation in ('none', 'before', 'after')),
  opens_accounts int not null,
  holds_strangers int not null,
  time_zone text not null,
  hours text not null,
  calls_an_hour int not null,
  calls_at_once int not null,
  line_calls_at_once int not null,
  minutes_a_day int not null
);

create table line_member (
  line_number text collate ${bytewise} not null references line (number) on delete cascade,
  account_id bigint not null references account (id) on delete cascade,
  primary key (line_number, account_id)
);
create index line_member_by_account on line_member (account_id);

-- Calls of the last day, by keyed hash; a call that never ended counts until `expires_at`.
create table phone_call (
  id text collate ${bytewise} not null primary key,
  caller text collate ${bytewise} not null,
  line_number text collate ${bytewise} not null,
  began_at bigint not null,
  expires_at bigint not null,
  ended_at bigint
);
create index phone_call_by_caller on phone_call (caller, began_at);
create index phone_call_by_line on phone_call (line_number, expires_at) where ended_at is null;
create index phone_call_by_time on phone_call (began_at);

-- Whoever counts calls first writes here, so that two do not count at the same time.
create table gate (
  name text collate ${bytewise} not null primary key,
  passed_at bigint not null
);

-- Why a held recording waits and who may let it through. Without a row it waits for the operator.
create table waiting (
  recording_id text collate ${bytewise} not null primary key references recording (id),
  author_id bigint references account (id) on delete cascade,
  approver_id bigint references account (id) on delete cascade,
  reason text not null check (reason in
    ('unknown_number', 'pin_missing', 'moderation', 'not_speech')),
  line_number text not null default '',
  reply_to bigint,
  until bigint
);
create index waiting_by_approver on waiting (approver_id, recording_id);
create index waiting_until on waiting (until) where until is not null;
create index recording_by_phone on recording (phone_key) where state = 'held';

alter table post_count add column plays bigint not null default 0;

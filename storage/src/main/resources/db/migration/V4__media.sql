-- What people upload, until a post uses it, and what is said in recordings.

-- An upload becomes the recording `recording_id`, which is not there before its audio is stored:
-- once it is, the upload is ready. Or else `failure` says why it never will be.
create table media (
  id bigint not null primary key,
  account_id bigint not null references account (id),
  recording_id text collate ${bytewise} not null unique,
  description text not null default '',
  failure text
);

-- `attempts` and `due_at` are for captions that a machine is still to write: how often it was asked,
-- and from when on it may be asked again.
create table captions (
  recording_id text collate ${bytewise} not null primary key references recording (id),
  state text not null,
  language text not null default '',
  content text not null default '',
  attempts int not null default 0,
  due_at bigint,
  updated_at bigint not null,
  constraint captions_state check (case state
    when 'pending' then content = '' and due_at is not null
    when 'machine' then content <> '' and due_at is null
    when 'edited' then content <> '' and due_at is null
    else false end)
);

create index captions_due on captions (due_at) where state = 'pending';

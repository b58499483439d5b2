-- How far an account has read, the same in all its apps; `version` grows with every change.
create table marker (
  account_id bigint not null references account (id) on delete cascade,
  timeline text not null check (timeline in ('home', 'notifications')),
  last_read_id bigint not null,
  version int not null,
  updated_at bigint not null,
  primary key (account_id, timeline)
);

-- What somebody holds against an account, for the operator. A reporter or a post may go, the report
-- stays: `posts` are ids with spaces between them, of posts that stood when it was written.
create table report (
  id bigint not null primary key,
  account_id bigint references account (id) on delete set null,
  target_id bigint not null references account (id) on delete cascade,
  category text not null check (category in ('spam', 'legal', 'violation', 'other')),
  comment text not null,
  posts text not null,
  created_at bigint not null,
  handled_at bigint
);

create index report_open on report (id) where handled_at is null;

-- A post no longer is a recording: it may be text alone, an answer, or bring another one's post.
-- ${bytewise} and times as in V1; switches are 0 and 1.

-- Of an account, what changes with every post and follower lies apart, in rows that are cheap to
-- write.
alter table account add column bio text not null default '';
alter table account add column avatar text;
alter table account add column locked int not null default 0;
alter table account add column verified int not null default 0;
alter table account add column role text not null default 'user'
  check (role in ('user', 'moderator', 'operator'));
alter table account add column language text not null default '';
alter table account add column visibility text not null default 'public'
  check (visibility in ('public', 'unlisted', 'followers', 'draft'));

create table account_count (
  account_id bigint not null primary key references account (id) on delete cascade,
  posts bigint not null default 0,
  followers bigint not null default 0,
  following bigint not null default 0,
  last_post_at bigint
);

insert into account_count (account_id, posts, last_post_at)
select a.id, count(p.id), max(p.posted_at)
from account a left join post p on p.account_id = a.id and p.state = 'posted' group by a.id;

-- What became of a recording. A deleted row keeps its id and nothing else, so that a repeated
-- publish cannot bring it back. Peaks are numbers with commas between them, renditions lines of
-- object key, bytes, SHA-256 and media type: both are read whole or not at all.
create table recording (
  id text collate ${bytewise} not null primary key,
  state text not null,
  account_id bigint references account (id),
  phone_key text,
  sealed_number text,
  duration_ms bigint,
  peaks text,
  renditions text,
  held_at bigint,
  constraint recording_state check (case state
    when 'ready' then account_id is not null and phone_key is null and sealed_number is null
      and duration_ms > 0 and peaks is not null and renditions is not null and held_at is null
    when 'held' then account_id is null and (phone_key is null) = (sealed_number is null)
      and duration_ms > 0 and peaks is not null and renditions is not null
      and held_at is not null
    when 'deleted' then account_id is null and phone_key is null and sealed_number is null
      and duration_ms is null and peaks is null and renditions is null and held_at is null
    else false end)
);

insert into recording
  (id, state, account_id, phone_key, sealed_number, duration_ms, peaks, renditions, held_at)
select recording_id, case when state in ('posted', 'draft') then 'ready' else state end, account_id,
  phone_key, sealed_number, duration_ms, peaks, renditions,
  case when state = 'held' then held_at end
from post;

create index recording_held on recording (id) where state = 'held';

-- A repost is a row of its own that names the post it brings and has no content. `thread` is the
-- post that a conversation began with. An answer keeps `reply_to_account` when what it answers is
-- deleted.
create table entry (
  id bigint not null primary key,
  account_id bigint not null references account (id),
  visibility text not null check (visibility in ('public', 'unlisted', 'followers', 'draft')),
  recording_id text collate ${bytewise} unique references recording (id),
  repost_of bigint references entry (id),
  reply_to bigint references entry (id),
  reply_to_account bigint,
  thread bigint not null,
  text text not null default '',
  warning text not null default '',
  language text not null default '',
  request_key text collate ${bytewise},
  posted_at bigint not null,
  edited_at bigint,
  pinned_at bigint,
  constraint entry_content check (repost_of is null
    or (recording_id is null and reply_to is null and text = '' and warning = ''
      and visibility <> 'draft' and edited_at is null and pinned_at is null))
);

insert into entry (id, account_id, visibility, recording_id, thread, posted_at)
select id, account_id, 'public', recording_id, id, posted_at from post where state = 'posted';

drop table post;
alter table entry rename to post;

create index post_public on post (id)
  where visibility = 'public' and repost_of is null and reply_to_account is null;
create index post_by_account on post (account_id, id) where visibility <> 'draft';
create index post_draft on post (account_id, id) where visibility = 'draft';
create index post_pinned on post (account_id, pinned_at) where pinned_at is not null;
create unique index post_repost on post (repost_of, account_id) where repost_of is not null;
create index post_reply on post (reply_to) where reply_to is not null;
create index post_thread on post (thread, id) where repost_of is null;
create unique index post_request on post (account_id, request_key) where request_key is not null;

create table post_count (
  post_id bigint not null primary key references post (id),
  replies bigint not null default 0,
  reposts bigint not null default 0,
  likes bigint not null default 0
);

insert into post_count (post_id) select id from post;

-- Only what everybody may find is here.
create table post_tag (
  tag text collate ${bytewise} not null,
  post_id bigint not null references post (id),
  primary key (tag, post_id)
);
create index post_tag_by_post on post_tag (post_id);

create table post_word (
  word text collate ${bytewise} not null,
  post_id bigint not null references post (id),
  primary key (word, post_id)
);
create index post_word_by_post on post_word (post_id);

create table account_word (
  word text collate ${bytewise} not null,
  account_id bigint not null references account (id) on delete cascade,
  primary key (word, account_id)
);
create index account_word_by_account on account_word (account_id);

create table mention (
  post_id bigint not null references post (id),
  account_id bigint not null references account (id),
  primary key (post_id, account_id)
);
create index mention_by_account on mention (account_id, post_id);

-- `id` orders what an account marked by the time it did so.
create table post_like (
  id bigint not null,
  account_id bigint not null references account (id),
  post_id bigint not null references post (id),
  primary key (post_id, account_id)
);
create unique index post_like_by_account on post_like (account_id, id);

create table bookmark (
  id bigint not null,
  account_id bigint not null references account (id),
  post_id bigint not null references post (id),
  primary key (post_id, account_id)
);
create unique index bookmark_by_account on bookmark (account_id, id);

create table follow (
  id bigint not null,
  follower_id bigint not null references account (id),
  followee_id bigint not null references account (id),
  reposts int not null default 1,
  notify int not null default 0,
  primary key (follower_id, followee_id)
);
create index follow_by_follower on follow (follower_id, id);
create index follow_by_followee on follow (followee_id, id);

create table follow_request (
  id bigint not null,
  follower_id bigint not null references account (id),
  followee_id bigint not null references account (id),
  reposts int not null default 1,
  notify int not null default 0,
  primary key (follower_id, followee_id)
);
create index follow_request_by_followee on follow_request (followee_id, id);

create table block (
  id bigint not null,
  account_id bigint not null references account (id),
  target_id bigint not null references account (id),
  primary key (account_id, target_id)
);
create index block_by_account on block (account_id, id);
create index block_by_target on block (target_id);

create table mute (
  id bigint not null,
  account_id bigint not null references account (id),
  target_id bigint not null references account (id),
  notifications int not null default 1,
  ends_at bigint,
  primary key (account_id, target_id)
);
create index mute_by_account on mute (account_id, id);

create table account_list (
  id bigint not null primary key,
  account_id bigint not null references account (id),
  title text not null
);
create index account_list_by_account on account_list (account_id, id);

create table list_member (
  list_id bigint not null references account_list (id),
  account_id bigint not null references account (id),
  primary key (list_id, account_id)
);
create index list_member_by_account on list_member (account_id);

-- Each thing is told once, however often it is done again.
create table notification (
  id bigint not null primary key,
  account_id bigint not null references account (id),
  type text not null,
  from_id bigint not null references account (id),
  post_id bigint references post (id)
);
create index notification_by_account on notification (account_id, id);
create index notification_by_post on notification (post_id) where post_id is not null;
create unique index notification_once
  on notification (account_id, type, from_id, coalesce(post_id, 0));

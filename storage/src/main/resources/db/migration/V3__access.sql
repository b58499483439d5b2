-- Who may act on the web. Of every secret only a hash is here, so that whoever reads the tables can
-- act for nobody. What belongs to an account goes with it.

create table credential (
  account_id bigint not null primary key references account (id) on delete cascade,
  password_hash text not null,
  changed_at bigint not null
);

-- The record is what the authenticator told when it was added: public key and all, in Base64.
create table passkey (
  credential_id text collate ${bytewise} not null primary key,
  account_id bigint not null references account (id) on delete cascade,
  label text not null,
  record text not null,
  sign_count bigint not null,
  created_at bigint not null,
  used_at bigint
);

create index passkey_by_account on passkey (account_id, created_at);

-- Redirect addresses are lines, scopes words. Without a secret an app cannot prove itself: that is
-- the one which the pages themselves are.
create table app (
  id bigint not null primary key,
  client_id text collate ${bytewise} not null unique,
  secret_hash text collate ${bytewise},
  name text not null,
  website text,
  redirect_uris text not null,
  scopes text not null,
  created_at bigint not null
);

insert into app (id, client_id, name, redirect_uris, scopes, created_at)
values (1, 'voicepost', 'Voicepost', '', 'read write follow push profile', 0);

create table authorization_code (
  code_hash text collate ${bytewise} not null primary key,
  app_id bigint not null references app (id) on delete cascade,
  account_id bigint not null references account (id) on delete cascade,
  redirect_uri text not null,
  scopes text not null,
  challenge text,
  expires_at bigint not null
);

create index authorization_code_by_end on authorization_code (expires_at);

-- Without an account a token acts for its app alone.
create table access_token (
  id bigint not null primary key,
  token_hash text collate ${bytewise} not null unique,
  app_id bigint not null references app (id) on delete cascade,
  account_id bigint references account (id) on delete cascade,
  scopes text not null,
  created_at bigint not null,
  used_at bigint not null
);

create index access_token_by_account on access_token (account_id, id);
create index access_token_by_app on access_token (app_id, used_at);

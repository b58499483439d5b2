-- A code that became a token stays until it would have ended, so that who uses it again is noticed
-- and the token taken back (RFC 6749, section 4.1.2).
alter table authorization_code add column taken int not null default 0;
alter table authorization_code add column token_id bigint
  references access_token (id) on delete set null;

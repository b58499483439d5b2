-- What an operator's command tells the running gateway, where the database itself has no way to
-- say it (SQLite): taken away as soon as it is heard.
create table node_message (
  id bigint not null primary key,
  content text not null
);

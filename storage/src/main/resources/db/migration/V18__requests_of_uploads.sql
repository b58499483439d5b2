-- Names the request that made an upload: whoever repeats it gets the same upload.
alter table media add column request_key text collate ${bytewise};
create unique index media_by_request on media (account_id, request_key);

-- Audio of recordings that are deleted, until the audio store has it no more.
create table audio_removal (
  object_key text collate ${bytewise} not null primary key
);

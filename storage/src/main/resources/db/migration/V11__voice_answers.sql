-- What was spoken in answer to an account, for its inbox on the telephone.
create index post_voice_answer on post (reply_to_account, id)
  where reply_to_account is not null and recording_id is not null and visibility <> 'draft';

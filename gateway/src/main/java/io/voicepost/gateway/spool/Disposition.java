package io.voicepost.gateway.spool;

/// What becomes of a message that a caller left.
public enum Disposition {
  /// It is posted, if its account may.
  PUBLISH,

  /// Its owner finds it among their drafts.
  DRAFT,

  /// It is thrown away. Only a caller who is still there, or hangs up, can throw something away:
  /// what a crash leaves undecided becomes a draft.
  DROP
}

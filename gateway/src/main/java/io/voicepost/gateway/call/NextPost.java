package io.voicepost.gateway.call;

/// Where a listener goes from a post.
enum NextPost {
  NEXT,
  PREVIOUS,
  /// To the next one, because this one cannot be played now.
  FAILED,
  MENU,
  /// They hung up, or put the telephone down.
  LEAVE
}

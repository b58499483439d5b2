package io.voicepost.gateway.web.pages;

/// What somebody who is signed in may want to look at.
///
/// @param told how much they were told since they last looked, counted up to 100
/// @param calls how much of their telephone waits for them, counted up to 10
/// @param security what happened to the ways into their account, counted up to 10
record UnreadCounts(int told, int calls, int security) {
  static final UnreadCounts NONE = new UnreadCounts(0, 0, 0);

  /// The same once they have looked at what they were told.
  UnreadCounts read() {
    return new UnreadCounts(0, calls, security);
  }
}

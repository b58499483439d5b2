package io.voicepost.gateway.web;

/// What somebody who is signed in may want to look at.
///
/// @param told how much they were told since they last looked, counted up to 100
/// @param calls how much of their telephone waits for them, counted up to 10
/// @param security what happened to the ways into their account, counted up to 10
record News(int told, int calls, int security) {
  static final News NONE = new News(0, 0, 0);

  /// The same once they have looked at what they were told.
  News read() {
    return new News(0, calls, security);
  }
}

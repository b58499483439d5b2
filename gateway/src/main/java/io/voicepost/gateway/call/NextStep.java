package io.voicepost.gateway.call;

/// Where a conversation goes next.
enum NextStep {
  /// To the beep.
  SPEAK,
  /// To the main menu.
  MENU,
  /// There is nothing left to say.
  LEAVE
}

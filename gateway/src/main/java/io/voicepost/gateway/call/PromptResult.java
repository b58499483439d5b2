package io.voicepost.gateway.call;

/// How the caller took what was said to them.
public sealed interface PromptResult {
  /// Whether there is nobody left to talk to.
  default boolean isGone() {
    return this instanceof HungUp;
  }

  /// They heard it to the end.
  record Finished() implements PromptResult {}

  /// They cut it short with a key: `0` to `9`, `*` or `#`.
  record Pressed(char key) implements PromptResult {}

  /// They are gone, or the telephone is no longer ours to speak on.
  record HungUp() implements PromptResult {}
}

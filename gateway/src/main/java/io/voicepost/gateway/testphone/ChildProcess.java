package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.util.List;

/// Programs that the telephone uses. They have the environment of the command without the settings
/// in it: among those are secrets that are none of their business.
final class ChildProcess {
  private ChildProcess() {}

  /// Starts one; what it says on its standard error is dropped.
  static Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("VOICEPOST_"));
    return builder.start();
  }
}

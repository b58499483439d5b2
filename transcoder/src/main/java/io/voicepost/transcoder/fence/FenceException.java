package io.voicepost.transcoder.fence;

import java.io.IOException;

/// The fence cannot be put up on this machine, so nothing was run. The message says which part is
/// missing.
public final class FenceException extends IOException {
  public FenceException(String message) {
    super(message);
  }
}

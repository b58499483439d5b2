package io.voicepost.gateway.telephone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets one class of tests call at a time, while others run beside it in a process of their own:
/// two Asterisks and their callers on a small machine stutter.
public final class TelephoneTurn implements BeforeAllCallback {
  private static final Path LOCK = Path.of("target/telephone.lock");

  /// Closing the file ends the turn.
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Files.createDirectories(LOCK.toAbsolutePath().getParent());
    var file = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var _ = file.lock();
    context
        .getStore(ExtensionContext.Namespace.create(TelephoneTurn.class))
        .put(context.getUniqueId(), file);
  }
}

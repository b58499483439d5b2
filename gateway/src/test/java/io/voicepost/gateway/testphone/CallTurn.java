package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets one class of tests call at a time, while others run beside it in a process of their own:
/// two Asterisks and their callers on a small machine stutter.
public final class CallTurn implements BeforeAllCallback {
  private static final Path LOCK = Path.of("target/telephone.lock");

  /// Among the classes of this process; the file is for the others.
  private static final Semaphore HERE = new Semaphore(1);

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    Files.createDirectories(LOCK.toAbsolutePath().getParent());
    HERE.acquire();
    var file = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var _ = file.lock();
    AutoCloseable turn =
        () -> {
          file.close();
          HERE.release();
        };
    context
        .getStore(ExtensionContext.Namespace.create(CallTurn.class))
        .put(context.getUniqueId(), turn);
  }
}

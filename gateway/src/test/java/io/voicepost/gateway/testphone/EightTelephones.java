package io.voicepost.gateway.testphone;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// For a class of [PlacesCalls] with many concurrent tests: so many calls at once leave Asterisk
/// the time to speak fluently.
public final class EightTelephones implements BeforeEachCallback, AfterEachCallback {
  private static final Semaphore telephones = new Semaphore(8);

  @Override
  public void beforeEach(ExtensionContext context) throws InterruptedException {
    telephones.acquire();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    telephones.release();
  }
}

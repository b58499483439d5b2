package io.voicepost.gateway.testphone;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;

/// The build tries a test that failed again, in the same process. This lets only tests that
/// [PlacesCalls] pass then: of any other a failure is a failure. JUnit finds it by itself
/// (`META-INF/services`), so that no class can forget it.
public final class OnlyCallsAreRepeated
    implements BeforeAllCallback,
        BeforeEachCallback,
        LifecycleMethodExecutionExceptionHandler,
        TestWatcher {
  /// Why what failed did, by its unique id.
  private static final Map<String, String> FAILED = new ConcurrentHashMap<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    failAgain(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    failAgain(context);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    remember(context, cause);
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable cause)
      throws Throwable {
    remember(context, cause);
    throw cause;
  }

  private static void remember(ExtensionContext context, Throwable cause) {
    if (!mayBeRepeated(context)) {
      FAILED.put(context.getUniqueId(), cause.toString());
    }
  }

  private static void failAgain(ExtensionContext context) {
    Optional.ofNullable(FAILED.get(context.getUniqueId()))
        .ifPresent(cause -> {
          throw new AssertionError("failed before, and places no call to be repeated: " + cause);
        });
  }

  static boolean mayBeRepeated(ExtensionContext context) {
    return context.getTags().contains(PlacesCalls.TAG);
  }
}

package io.voicepost.gateway;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Knows whether a test of its class failed. What the tests of a class leave together says nothing
/// then: a test that did not come to its end has not counted what it left.
final class Failures implements BeforeAllCallback, AfterTestExecutionCallback {
  private final AtomicBoolean any = new AtomicBoolean();

  boolean none() {
    return !any.get();
  }

  /// A test that is tried again runs in the same process.
  @Override
  public void beforeAll(ExtensionContext context) {
    any.set(false);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      any.set(true);
    }
  }
}

package io.voicepost.gateway.testphone;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A class of tests that places real calls: it waits for its turn, and a test of it that failed may
/// be repeated, because calls live in real time. What is repeated is listed at the end of the run.
@Tag(PlacesCalls.TAG)
@PlacesCalls
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PlacesCalls {
  String TAG = "calls";
}

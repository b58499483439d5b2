package io.voicepost.gateway.testphone;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A class of tests that places real calls, several of which run side by side. A test that failed
/// is tried again, because calls live in real time; it is listed at the end of the run.
@Tag("calls")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PlacesCalls {}

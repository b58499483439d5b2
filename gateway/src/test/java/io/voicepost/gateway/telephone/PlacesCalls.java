package io.voicepost.gateway.telephone;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// A class of tests that places real calls, which live in real time: it waits for its turn, and
/// only what fails here may be put down to the machine. What is repeated is listed at the end of
/// the run.
@Tag(PlacesCalls.TAG)
@ExtendWith(TelephoneTurn.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PlacesCalls {
  String TAG = "calls";
}

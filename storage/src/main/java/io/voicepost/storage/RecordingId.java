package io.voicepost.storage;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Names one recording from the moment the phone is answered: a UUID of version 7 (RFC 9562,
/// section 5.7), 48 bits of Unix milliseconds and 74 random bits. File names and object keys are
/// made of it and of nothing else.
public record RecordingId(UUID value) implements Comparable<RecordingId> {
  public RecordingId {
    if (value.version() != 7 || value.variant() != 2) {
      throw new IllegalArgumentException("a recording id is a version 7 UUID, not " + value);
    }
  }

  public static RecordingId at(Instant instant) {
    var random = ThreadLocalRandom.current();
    long high = instant.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new RecordingId(new UUID(high, low));
  }

  /// Reads the usual text form, 36 characters in lower case.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static RecordingId parse(String text) {
    var id = new RecordingId(UUID.fromString(text));
    if (!id.toString().equals(text)) {
      throw new IllegalArgumentException("not the usual form of a UUID: " + text);
    }
    return id;
  }

  @Override
  public int compareTo(RecordingId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}

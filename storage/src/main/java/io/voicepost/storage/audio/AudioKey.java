package io.voicepost.storage.audio;

import io.voicepost.storage.RecordingId;
import java.util.regex.Pattern;

/// Where a rendition lies in the object store: `audio/<recording id>.<extension>`. Made of the
/// recording id alone, so that storing twice writes the same object twice.
public record AudioKey(String value) implements ObjectKey {
  private static final Pattern RULE = Pattern.compile("audio/[0-9a-f-]{36}\\.[a-z0-9]{1,5}");

  public AudioKey {
    if (!RULE.matcher(value).matches()) {
      throw new IllegalArgumentException("not an audio key: " + value);
    }
  }

  public static AudioKey of(RecordingId recording, String extension) {
    return new AudioKey("audio/" + recording + "." + extension);
  }

  @Override
  public String toString() {
    return value;
  }
}

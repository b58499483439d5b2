package io.voicepost.storage.audio;

import java.util.regex.Pattern;

/// Where a picture lies in the object store: `avatar/<name>.jpg`, older ones `.png`. Another
/// picture has another name.
public record PictureKey(String value) implements ObjectKey {
  private static final Pattern RULE = Pattern.compile("avatar/[a-z0-9-]{1,80}\\.(?:png|jpg)");

  public PictureKey {
    if (!RULE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a picture key: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

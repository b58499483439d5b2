package io.voicepost.storage;

import java.util.regex.Pattern;

/// The public name of an account, written `@faye` where people read it and `faye` here: 1 to 30
/// lower-case letters, digits and underscores, as in the Mastodon API.
public record Handle(String value) {
  private static final Pattern RULE = Pattern.compile("[a-z0-9_]{1,30}");

  public Handle {
    if (!RULE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a handle is 1 to 30 of a-z, 0-9 and _, not \"" + value + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

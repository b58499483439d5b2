package io.voicepost.storage;

import java.util.Optional;

/// How an account shows itself. `displayName` is a [PlainName] of 1 to 100 characters, `bio` at
/// most 500 with line breaks; both are to be escaped where they are shown.
///
/// @param avatar names the picture in the object store; empty for the letter on a colour
/// @param locked whether each follower is to be let in
public record Profile(String displayName, String bio, Optional<String> avatar, boolean locked) {
  public static final int MOST_BIO = 500;

  public Profile {
    displayName = TextRules.name(displayName, 100, "a display name");
    TextRules.checkLines(bio, MOST_BIO, "a bio");
  }

  /// What a new account shows.
  public static Profile of(String displayName) {
    return new Profile(displayName, "", Optional.empty(), false);
  }

  /// The same under another name.
  public Profile named(String name) {
    return new Profile(name, bio, avatar, locked);
  }
}

package io.voicepost.gateway.web.pages;

import io.voicepost.storage.Account;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Optional;

/// The face of an account: its picture, or the first character of its name on one of a few tints,
/// always the same for the same handle.
///
/// @param picture where its picture is in the size of lists
/// @param largePicture and as it stands above a profile
record Avatar(String initial, int tint, Optional<String> picture, Optional<String> largePicture) {
  private static final int TINTS = 8;

  static Avatar of(Account account) {
    var name = account.displayName().strip();
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(name);
    int end = characters.next();
    var initial = end == BreakIterator.DONE ? account.handle().value() : name.substring(0, end);
    return new Avatar(
        initial.toUpperCase(Locale.ROOT),
        Math.floorMod(account.handle().value().hashCode() * 31, TINTS),
        account.profile().avatar().map(SitePaths::avatar),
        account.profile().avatar().map(SitePaths::largeAvatar));
  }
}

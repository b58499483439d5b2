package io.voicepost.gateway.cli;

import io.voicepost.gateway.config.Setting;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The secrets that `keys` gives new values, and where the old ones are kept while they are needed.
public enum RotatedSecret {
  PHONE(Setting.PHONE_SECRET, Setting.PHONE_SECRET_PREVIOUS, 0),
  PASSWORD(Setting.PASSWORD_SECRET, Setting.PASSWORD_SECRET_PREVIOUS, 0),
  FALLBACK(Setting.FALLBACK_KEY, Setting.FALLBACK_KEY_PREVIOUS, 16),
  AGI(Setting.AGI_SECRET, 32),
  BROWSER_PHONE(Setting.BROWSER_SECRET, 32);

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int BYTES = 32;

  private final Setting setting;
  private final Optional<Setting> previous;
  private final int letters;

  RotatedSecret(Setting setting, Setting previous, int letters) {
    this.setting = setting;
    this.previous = Optional.of(previous);
    this.letters = letters;
  }

  RotatedSecret(Setting setting, int letters) {
    this.setting = setting;
    this.previous = Optional.empty();
    this.letters = letters;
  }

  public Setting setting() {
    return setting;
  }

  /// Empty where nothing is kept that was made with it.
  public Optional<Setting> previous() {
    return previous;
  }

  /// A new value.
  public String fresh() {
    var random = new SecureRandom();
    if (letters == 0) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      return Base64.getEncoder().encodeToString(bytes);
    }
    var text = new StringBuilder();
    random.ints(letters, 0, LETTERS.length()).forEach(it -> text.append(LETTERS.charAt(it)));
    return text.toString();
  }

  /// The secret of that key; all of them where none is named.
  public static List<RotatedSecret> named(Optional<String> key) throws CommandException {
    if (key.isEmpty()) {
      return List.of(values());
    }
    return List.of(
        Arrays.stream(values())
            .filter(it -> it.setting.key().equals(key.get()))
            .findFirst()
            .orElseThrow(() ->
                new CommandException(
                    "there is no secret \"%s\": %s"
                        .formatted(
                            key.get(),
                            String.join(
                                ", ",
                                Arrays.stream(values()).map(it -> it.setting.key()).toList())))));
  }
}

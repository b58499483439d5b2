package io.voicepost.gateway.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the dialplan wrote down of a call that it took alone: the `.call` file beside its WAV,
/// lines of `key=value`.
///
/// @param line the service number that was called, empty if unreadable
/// @param presented the caller's number, empty if withheld or unreadable
/// @param answeredAt when the call was answered, if that can be read
/// @param verifyResult what Asterisk says of its signature, empty where nothing was signed
/// @param identity what was signed, empty where nothing was
record FallbackNote(
    Optional<String> line,
    String presented,
    Optional<Instant> answeredAt,
    String verifyResult,
    String identity) {
  private static final Pattern LINE = Pattern.compile("\\+?[0-9]{1,15}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern NUMBER = Pattern.compile("[+0-9]*");
  private static final Pattern VERIFY_RESULT = Pattern.compile("[a-z_]{0,64}");
  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9_.-]{0,1000}");
  private static final int MOST_BYTES = 4096;
  private static final Logger log = LoggerFactory.getLogger(FallbackNote.class);

  /// A note that says nothing: a message without a note is a message all the same.
  static final FallbackNote EMPTY =
      new FallbackNote(Optional.empty(), "", Optional.empty(), "", "");

  /// Reads a note; whatever cannot be understood is as good as not there.
  ///
  /// @param keys the 16 characters that the dialplan encrypts numbers with, or did before
  static FallbackNote read(Path file, List<String> keys) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return EMPTY;
    }
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), keys);
  }

  private static FallbackNote parse(String text, List<String> keys) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .map(line -> line.split("=", 2))
        .filter(entry -> entry.length == 2)
        .forEach(entry -> values.put(entry[0].strip(), entry[1].strip()));
    var line = Optional.ofNullable(values.get("line")).filter(it -> LINE.matcher(it).matches());
    var answeredAt =
        Optional.ofNullable(values.get("answered"))
            .filter(it -> SECONDS.matcher(it).matches())
            .map(it -> Instant.ofEpochSecond(Long.parseLong(it)));
    var verified = values.getOrDefault("verified", "");
    // Without the line and the time nobody can say whether the call would have been taken.
    return line.isEmpty() || answeredAt.isEmpty()
        ? new FallbackNote(line, "", answeredAt, "", "")
        : new FallbackNote(
            line,
            decrypt(values, "caller", NUMBER, keys),
            answeredAt,
            // Whatever it is, it is not right.
            VERIFY_RESULT.matcher(verified).matches() ? verified : "unreadable",
            decrypt(values, "identity", IDENTITY, keys));
  }

  private static String decrypt(
      Map<String, String> values, String name, Pattern rule, List<String> keys) {
    var base64 = values.getOrDefault(name, "");
    if (base64.isEmpty()) {
      return "";
    }
    for (var key : keys) {
      var text = decrypt(base64, name, rule, key);
      if (text.isPresent()) {
        return text.get();
      }
    }
    log.warn("fallback note unreadable reason=other-key next=withheld");
    return "";
  }

  /// Undoes the dialplan function `AES_ENCRYPT` (Asterisk's `func_aes.c`): AES-128 in single
  /// blocks, filled up with zeros, in Base64. The mode hides nothing but the number itself, which
  /// is all that is asked of it: the note lives for seconds.
  @SuppressWarnings("InsecureCryptoUsage")
  private static Optional<String> decrypt(String base64, String name, Pattern rule, String key) {
    try {
      var cipher = Cipher.getInstance("AES/ECB/NoPadding");
      var secret = new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "AES");
      cipher.init(Cipher.DECRYPT_MODE, secret);
      var padded = new String(cipher.doFinal(decode(base64)), StandardCharsets.ISO_8859_1);
      return Optional.of(padded.replace("\0", "")).filter(it -> rule.matcher(it).matches());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      log.debug("fallback note decryption failed field={}", name, e);
      return Optional.empty();
    }
  }

  private static byte[] decode(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  /// Without the caller's number.
  @Override
  public String toString() {
    return "FallbackNote[line=" + line + ", answeredAt=" + answeredAt + "]";
  }
}

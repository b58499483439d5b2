package io.voicepost.gateway.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.regex.Pattern;

/// A telephone number in E.164 form: `+`, country code, up to 15 digits in all (ITU-T E.164, 6.2).
/// Its text is masked, so that it can stand in a log line by accident and still say nothing.
public record PhoneNumber(String e164) {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Pattern RULE = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final Pattern SEPARATORS = Pattern.compile("[\\s().\\-/]");

  /// What is dialled before a country code: `00` (ITU-T E.123) or, in North America, `011`.
  private static final Pattern PREFIX = Pattern.compile("^(00|011)");

  public PhoneNumber {
    if (!RULE.matcher(e164).matches()) {
      throw new IllegalArgumentException("not a number in E.164 form");
    }
  }

  /// Reads a number in any national or international form; empty if it is none. What cannot be a
  /// number of the region is read as an international one, with or without the prefix that most of
  /// the world or North America dials before it: carriers leave out the `+`.
  ///
  /// @param region where a number without a country code belongs, ISO 3166-1 alpha-2
  public static Optional<PhoneNumber> parse(String presented, String region) {
    // Without its area code a number is nobody's: "possible" alone would let it pass.
    return read(presented, region)
        .filter(it -> NUMBERS.isPossibleNumberWithReason(it) == ValidationResult.IS_POSSIBLE)
        .or(() -> international(presented, region))
        .map(it -> NUMBERS.format(it, PhoneNumberFormat.E164))
        .filter(it -> RULE.matcher(it).matches())
        .map(PhoneNumber::new);
  }

  /// As [#parse], of what a person typed: with spaces and the like between the digits.
  public static Optional<PhoneNumber> typed(String text, String region) {
    return parse(text, region).or(() -> parse(SEPARATORS.matcher(text).replaceAll(""), region));
  }

  private static Optional<Phonenumber.PhoneNumber> international(String digits, String region) {
    if (!DIGITS.matcher(digits).matches() || isWithADigitTooMany(digits, region)) {
      return Optional.empty();
    }
    return read("+" + PREFIX.matcher(digits).replaceFirst(""), region)
        .filter(NUMBERS::isValidNumber);
  }

  /// A number as the region writes it, and one digit more, may be a slip as well as a number from
  /// abroad.
  private static boolean isWithADigitTooMany(String digits, String region) {
    var shorter = digits.substring(0, digits.length() - 1);
    return read(shorter, region)
        .filter(NUMBERS::isValidNumber)
        .map(it -> NUMBERS.format(it, PhoneNumberFormat.NATIONAL))
        .filter(it -> PhoneNumberUtil.normalizeDigitsOnly(it).equals(shorter))
        .isPresent();
  }

  private static Optional<Phonenumber.PhoneNumber> read(String text, String region) {
    try {
      return Optional.of(NUMBERS.parse(text, region));
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }

  /// `+86…34`: enough to tell two callers apart, too little to call one.
  public String masked() {
    return e164.substring(0, 3) + "…" + e164.substring(e164.length() - 2);
  }

  @Override
  public String toString() {
    return masked();
  }
}

package io.voicepost.gateway.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import java.util.Optional;
import java.util.regex.Pattern;

/// A telephone number in E.164 form: `+`, country code, up to 15 digits in all (ITU-T E.164, 6.2).
/// Its text is masked, so that it can stand in a log line by accident and still say nothing.
public record PhoneNumber(String e164) {
  private static final Pattern RULE = Pattern.compile("\\+[1-9][0-9]{6,14}");

  public PhoneNumber {
    if (!RULE.matcher(e164).matches()) {
      throw new IllegalArgumentException("not a number in E.164 form");
    }
  }

  /// Reads a number in any national or international form; empty if it is none.
  ///
  /// @param region where a number without a country code belongs, ISO 3166-1 alpha-2
  public static Optional<PhoneNumber> parse(String presented, String region) {
    var numbers = PhoneNumberUtil.getInstance();
    try {
      var number = numbers.parse(presented, region);
      // Without its area code a number is nobody's: "possible" alone would let it pass.
      return numbers.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
          ? Optional.of(new PhoneNumber(numbers.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException | IllegalArgumentException notANumber) {
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

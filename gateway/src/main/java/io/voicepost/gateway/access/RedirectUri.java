package io.voicepost.gateway.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a person is sent back to once they have answered an app (RFC 6749, section 3.1.2): an
/// absolute URI of RFC 3986 without a fragment and without user information, which would stand
/// before the true host and be read for it. An app on somebody's device has a scheme of its own
/// (RFC 8252, section 7.1), which may have an empty authority, as in `app://`.
///
/// What it says of itself, [#place] and [#source], is made of a checked scheme, host and port
/// alone: nothing that an app chose reaches a header or what people read.
public final class RedirectUri {
  private static final int LONGEST = 2000;

  /// RFC 3986, appendix B, held to the characters of sections 2.2 and 2.3.
  private static final Pattern URI =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?<rest>(?:[A-Za-z0-9._~:/?\\[\\]@!$&'()*+,;=-]++|%[0-9A-Fa-f]{2})*+)");

  private static final Pattern AUTHORITY =
      Pattern.compile(
          "//(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}\\])"
              + "(?::(?<port>[0-9]{1,5}))?(?:[/?].*)?");

  /// The authority of what follows a scheme.
  private static final Pattern ANY_AUTHORITY = Pattern.compile("//(?<authority>[^/?]*).*");

  /// Where a browser would run, open or dial something of its own instead of going to the app.
  private static final Set<String> UNSAFE =
      Set.of(
          "about",
          "blob",
          "callto",
          "chrome",
          "chrome-extension",
          "content",
          "data",
          "facetime",
          "facetime-audio",
          "feed",
          "file",
          "filesystem",
          "ftp",
          "intent",
          "jar",
          "javascript",
          "mailto",
          "moz-extension",
          "resource",
          "search",
          "search-ms",
          "sip",
          "sips",
          "sms",
          "smsto",
          "tel",
          "vbscript",
          "view-source",
          "ws",
          "wss");

  private final String text;
  private final String scheme;
  private final Optional<String> origin;

  private RedirectUri(String text, String scheme, Optional<String> origin) {
    this.text = text;
    this.scheme = scheme;
    this.origin = origin;
  }

  /// Empty where nobody may be sent there.
  public static Optional<RedirectUri> of(String text) {
    var uri = URI.matcher(text);
    if (text.length() > LONGEST || !uri.matches()) {
      return Optional.empty();
    }
    var scheme = uri.group("scheme").toLowerCase(Locale.ROOT);
    var rest = uri.group("rest");
    if (UNSAFE.contains(scheme) || scheme.startsWith("ms-")) {
      return Optional.empty();
    }
    if (!isWeb(scheme)) {
      var authority = ANY_AUTHORITY.matcher(rest);
      return authority.matches() && authority.group("authority").contains("@")
          ? Optional.empty()
          : Optional.of(new RedirectUri(text, scheme, Optional.empty()));
    }
    var authority = AUTHORITY.matcher(rest);
    return authority.matches() && isPort(authority)
        ? Optional.of(new RedirectUri(text, scheme, Optional.of(origin(authority))))
        : Optional.empty();
  }

  private static boolean isWeb(String scheme) {
    return scheme.equals("http") || scheme.equals("https");
  }

  /// Whether it is a page on the web.
  boolean isWeb() {
    return origin.isPresent();
  }

  private static boolean isPort(Matcher authority) {
    var port = Optional.ofNullable(authority.group("port"));
    return port.isEmpty() || Integer.parseInt(port.get()) <= 65_535;
  }

  private static String origin(Matcher authority) {
    var host = authority.group("host").toLowerCase(Locale.ROOT);
    return Optional.ofNullable(authority.group("port")).map(it -> host + ":" + it).orElse(host);
  }

  /// What people read: a web app's host and port, or the scheme of an app on their device.
  public String place() {
    return origin.orElse(scheme + ":");
  }

  /// As `form-action` names it (Content Security Policy, level 3, section 2.3.1). Browsers compare
  /// nothing but the scheme where it is none of the web's.
  public String source() {
    return origin.map(it -> scheme + "://" + it).orElse(scheme + ":");
  }

  /// Exactly as it was registered.
  @Override
  public String toString() {
    return text;
  }
}

package io.voicepost.gateway.microblog;

import io.voicepost.storage.Handle;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A caption, taken apart: plain text, tags (`#song`), mentions (`@faye`) and web addresses.
public record ParsedText(List<TextPart> parts) {
  /// A piece of a caption; all pieces in a row are the caption.
  public sealed interface TextPart {
    /// As it was written.
    String text();
  }

  public record Plain(String text) implements TextPart {}

  /// @param tag in lower case, without its sign
  public record Tag(String text, String tag) implements TextPart {}

  /// @param handle whom it would mention, if there is such an account
  public record Named(String text, Handle handle) implements TextPart {}

  public record WebLink(String text) implements TextPart {}

  /// As the Mastodon API counts it, however long it is.
  public static final int LINK_LENGTH = 23;

  private static final String IN_WORD = "\\p{L}\\p{M}\\p{N}_";

  /// A tag has letters, digits and underscores, and within them the separators of the Mastodon API:
  /// middle dots (U+00B7, U+30FB) and the zero-width non-joiner that Persian is written with.
  private static final String TAG =
      "[" + IN_WORD + "](?:[" + IN_WORD + "\u00b7\u30fb\u200c]{0,98}[" + IN_WORD + "])?";

  /// Nothing stands before a sign that would make it a part of something else.
  private static final String ALONE = "(?<![\\p{L}\\p{N}_/&@#＃])";

  private static final Pattern SPECIAL =
      Pattern.compile(
          "(?<link>\\bhttps?://[^\\s<>\"]+)"
              + "|"
              + ALONE
              + "(?:[#＃](?<tag>"
              + TAG
              + ")|@(?<handle>[A-Za-z0-9_]{1,30})(?![A-Za-z0-9_@]))");

  private static final Pattern TAG_ALONE = Pattern.compile("[#＃]?(" + TAG + ")");

  private static final Pattern DIGITS = Pattern.compile("[\\p{N}_]+");

  /// What ends a sentence, or a quotation, rather than an address.
  private static final String AFTER_LINK = ".,;:!?'…。，；：！？";

  private static final String OPENING = "([{（【";
  private static final String CLOSING = ")]}）】";

  /// What people see as one character (Unicode, annex 29).
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  public ParsedText {
    parts = List.copyOf(parts);
  }

  public static ParsedText of(String text) {
    var parts = new ArrayList<TextPart>();
    var special = SPECIAL.matcher(text);
    int end = 0;
    while (special.find(end)) {
      var link = special.group("link");
      var found = link == null ? special.group() : link(link);
      plain(parts, text.substring(end, special.start()));
      end = special.start() + found.length();
      parts.add(part(special, found));
    }
    plain(parts, text.substring(end));
    return new ParsedText(parts);
  }

  private static TextPart part(Matcher special, String found) {
    var tag = Optional.ofNullable(special.group("tag"));
    var handle = Optional.ofNullable(special.group("handle"));
    if (handle.isPresent()) {
      return new Named(found, new Handle(handle.get().toLowerCase(Locale.ROOT)));
    }
    if (tag.isEmpty()) {
      return found.endsWith("://") ? new Plain(found) : new WebLink(found);
    }
    return tag(tag.get()).<TextPart>map(it -> new Tag(found, it)).orElse(new Plain(found));
  }

  /// A web address without what only stands behind it. A bracket that is opened in it is its own.
  private static String link(String found) {
    var surplus = new int[CLOSING.length()];
    for (int i = 0; i < found.length(); i++) {
      int opened = OPENING.indexOf(found.charAt(i));
      int closed = CLOSING.indexOf(found.charAt(i));
      if (opened >= 0) {
        surplus[opened]--;
      } else if (closed >= 0) {
        surplus[closed]++;
      }
    }
    int end = found.length();
    while (isBehind(found.charAt(end - 1), surplus)) {
      end--;
    }
    return found.substring(0, end);
  }

  private static boolean isBehind(char last, int[] surplus) {
    int closed = CLOSING.indexOf(last);
    return closed >= 0 ? surplus[closed]-- > 0 : AFTER_LINK.indexOf(last) >= 0;
  }

  /// The one form of a tag, with its sign or without: compatible forms are one (NFKC), and in lower
  /// case. Empty where it is none, as digits alone are.
  public static Optional<String> tag(String written) {
    var tag = TAG_ALONE.matcher(Normalizer.normalize(written, Normalizer.Form.NFKC));
    return tag.matches() && !DIGITS.matcher(tag.group(1)).matches()
        ? Optional.of(tag.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /// A text in which accounts of this site are named as everywhere on it: `@faye@voice.example` is
  /// `@faye`.
  ///
  /// @param host the site's, with its port where that is not the usual one
  public static String withoutHost(String text, String host) {
    return Pattern.compile(
            "(?i)"
                + ALONE
                + "@([a-z0-9_]{1,30})@"
                + Pattern.quote(host)
                + "(?![a-z0-9_@:-]|\\.[a-z0-9])")
        .matcher(text)
        .replaceAll("@$1");
  }

  /// How long the text is for who writes it: a web address is [#LINK_LENGTH], an emoji one.
  public int length() {
    return parts.stream()
        .mapToInt(it -> it instanceof WebLink ? LINK_LENGTH : characters(it.text()))
        .sum();
  }

  /// How long a post is for who writes it: its caption and its warning.
  public static int length(String caption, String warning) {
    return of(caption).length() + characters(warning);
  }

  /// How many characters people see in a text.
  private static int characters(String text) {
    return Math.toIntExact(CHARACTER.matcher(text).results().count());
  }

  private static void plain(List<TextPart> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Plain(text));
    }
  }

  /// Each tag once, in lower case, in the order of the text.
  public Set<String> tags() {
    var tags = new LinkedHashSet<String>();
    for (var part : parts) {
      if (part instanceof Tag tag) {
        tags.add(tag.tag());
      }
    }
    return tags;
  }

  /// Each handle once, in the order of the text.
  public Set<Handle> handles() {
    var handles = new LinkedHashSet<Handle>();
    for (var part : parts) {
      if (part instanceof Named named) {
        handles.add(named.handle());
      }
    }
    return handles;
  }
}

package io.voicepost.gateway.microblog;

import io.voicepost.storage.Handle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

  /// A tag has letters, digits and underscores, and not digits alone (as in the Mastodon API).
  private static final Pattern SPECIAL =
      Pattern.compile(
          "(?<link>\\bhttps?://[^\\s<>\"]*[^\\s<>\".,;:!?)\\]}'…。，；：！？）】])"
              + "|(?<![\\p{L}\\p{N}_/&@#])(?:#(?<tag>[\\p{L}\\p{M}\\p{N}_]{1,100})"
              + "|@(?<handle>[A-Za-z0-9_]{1,30})(?![A-Za-z0-9_@]))");

  private static final Pattern DIGITS = Pattern.compile("[\\p{N}_]+");

  public ParsedText {
    parts = List.copyOf(parts);
  }

  public static ParsedText of(String text) {
    var parts = new ArrayList<TextPart>();
    var special = SPECIAL.matcher(text);
    int end = 0;
    while (special.find()) {
      var tag = special.group("tag");
      if (tag != null && DIGITS.matcher(tag).matches()) {
        continue;
      }
      plain(parts, text.substring(end, special.start()));
      end = special.end();
      var found = special.group();
      var handle = special.group("handle");
      if (tag != null) {
        parts.add(new Tag(found, tag.toLowerCase(Locale.ROOT)));
      } else if (handle != null) {
        parts.add(new Named(found, new Handle(handle.toLowerCase(Locale.ROOT))));
      } else {
        parts.add(new WebLink(found));
      }
    }
    plain(parts, text.substring(end));
    return new ParsedText(parts);
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

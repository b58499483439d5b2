package io.voicepost.gateway.web.api.entity;

import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.storage.Handle;
import io.voicepost.storage.post.Mention;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// Captions and bios as HTML, with the elements and classes that clients of the API know (docs,
/// "HTML", "Microformats"). All that people wrote is escaped.
public final class HtmlFormatter {
  private final String base;

  /// @param base the site's address without a slash at its end
  HtmlFormatter(String base) {
    this.base = base;
  }

  /// Paragraphs; nothing at all where there is nothing to read. Whoever is named and is not among
  /// `mentions` stays plain text.
  String of(String text, Collection<Mention> mentions) {
    if (text.isBlank()) {
      return "";
    }
    var known = mentions.stream().map(Mention::handle).collect(Collectors.toSet());
    var html = new StringBuilder("<p>");
    for (var part : ParsedText.of(text.strip()).parts()) {
      html.append(part(part, known));
    }
    return html.append("</p>").toString();
  }

  private String part(ParsedText.TextPart part, Set<Handle> known) {
    return switch (part) {
      case ParsedText.Plain(var text) ->
          escaped(text).replaceAll("\n{2,}", "</p><p>").replace("\n", "<br />");
      case ParsedText.Tag(var text, var tag) ->
          "<a href=\"%s\" class=\"mention hashtag\" rel=\"tag\">#<span>%s</span></a>"
              .formatted(escaped(tagUrl(tag)), escaped(text.substring(1)));
      case ParsedText.Named(var text, var handle) ->
          known.contains(handle)
              ? ("<span class=\"h-card\" translate=\"no\"><a href=\"%s\" class=\"u-url mention\">"
                      + "@<span>%s</span></a></span>")
                  .formatted(escaped(base + "/@" + handle), escaped(text.substring(1)))
              : escaped(text);
      case ParsedText.WebLink(var text) -> link(text);
    };
  }

  /// The scheme is there for who copies it, and hidden by the class.
  private static String link(String address) {
    int end = address.indexOf("://") + 3;
    return ("<a href=\"%s\" target=\"_blank\" rel=\"nofollow noopener noreferrer\" translate=\"no\">"
            + "<span class=\"invisible\">%s</span><span>%s</span></a>")
        .formatted(
            escaped(address), escaped(address.substring(0, end)), escaped(address.substring(end)));
  }

  String tagUrl(String tag) {
    return base + "/tags/" + URLEncoder.encode(tag, StandardCharsets.UTF_8);
  }

  public static String escaped(String text) {
    var safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}

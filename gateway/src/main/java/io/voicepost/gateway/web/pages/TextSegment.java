package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.storage.Handle;
import java.util.List;
import java.util.function.Predicate;

/// A piece of a text that somebody wrote, to be escaped where it is shown; a link where there is an
/// address.
///
/// @param href empty for plain text
/// @param outside whether the link leaves the site
record TextSegment(String text, String href, boolean outside) {
  boolean isLink() {
    return !href.isEmpty();
  }

  /// Takes a text apart. Only those handles become links that are `known`.
  static List<TextSegment> of(String text, Predicate<Handle> known) {
    return ParsedText.of(text).parts().stream()
        .map(part ->
            switch (part) {
              case ParsedText.Plain(var plain) -> plain(plain);
              case ParsedText.Tag(var shown, var tag) ->
                  new TextSegment(shown, SitePaths.tag(tag), false);
              case ParsedText.Named(var shown, var handle) ->
                  known.test(handle)
                      ? new TextSegment(shown, SitePaths.account(handle), false)
                      : plain(shown);
              case ParsedText.WebLink(var address) -> new TextSegment(address, address, true);
            })
        .toList();
  }

  private static TextSegment plain(String text) {
    return new TextSegment(text, "", false);
  }
}

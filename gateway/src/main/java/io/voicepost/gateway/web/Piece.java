package io.voicepost.gateway.web;

import io.voicepost.gateway.microblog.Caption;
import io.voicepost.storage.Handle;
import java.util.List;
import java.util.function.Predicate;

/// A piece of a text that somebody wrote, to be escaped where it is shown; a link where there is an
/// address.
///
/// @param href empty for plain text
/// @param outside whether the link leaves the site
record Piece(String text, String href, boolean outside) {
  boolean isLink() {
    return !href.isEmpty();
  }

  /// Takes a text apart. Only those handles become links that are `known`.
  static List<Piece> of(String text, Predicate<Handle> known) {
    return Caption.of(text).parts().stream()
        .map(part ->
            switch (part) {
              case Caption.Plain(var plain) -> plain(plain);
              case Caption.Tag(var shown, var tag) -> new Piece(shown, Paths.tag(tag), false);
              case Caption.Named(var shown, var handle) ->
                  known.test(handle)
                      ? new Piece(shown, Paths.account(handle), false)
                      : plain(shown);
              case Caption.Link(var address) -> new Piece(address, address, true);
            })
        .toList();
  }

  private static Piece plain(String text) {
    return new Piece(text, "", false);
  }
}

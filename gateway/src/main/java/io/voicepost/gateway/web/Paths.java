package io.voicepost.gateway.web;

import io.voicepost.storage.Handle;
import io.voicepost.storage.Post;
import io.voicepost.storage.StoredRendition;

/// Where things are on the site: every path that a page links to is made here.
final class Paths {
  private Paths() {}

  static String account(Handle handle) {
    return "/@" + handle;
  }

  static String post(Post post) {
    return account(post.author().handle()) + "/" + post.id();
  }

  static String embed(Post post) {
    return post(post) + "/embed";
  }

  static String picture(Post post) {
    return post(post) + "/card.png";
  }

  /// `audio/ID.EXT` in the store is `/audio/ID.EXT` on the site.
  static String audio(StoredRendition rendition) {
    return "/" + rendition.key();
  }
}

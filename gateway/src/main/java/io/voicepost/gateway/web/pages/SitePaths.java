package io.voicepost.gateway.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.storage.Handle;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.StoredRendition;
import java.net.URLEncoder;

/// Where things are on the site: every path that a page links to is made here.
public final class SitePaths {
  private SitePaths() {}

  public static String account(Handle handle) {
    return "/@" + handle;
  }

  public static String post(Post post) {
    return account(post.author().handle()) + "/" + post.id();
  }

  public static String embed(Post post) {
    return post(post) + "/embed";
  }

  /// Where its author writes what is said in it.
  static String captionsPage(Post post) {
    return post(post) + "/captions";
  }

  public static String picture(Post post) {
    return post(post) + "/card.png";
  }

  static String tag(String tag) {
    return "/tags/" + encoded(tag);
  }

  static String reply(Post post) {
    return "/compose?reply=" + post.id();
  }

  static String edit(Post post) {
    return "/compose?edit=" + post.id();
  }

  static String draft(Post post) {
    return "/compose?draft=" + post.id();
  }

  /// `audio/ID.EXT` in the store is `/audio/ID.EXT` on the site.
  public static String audio(StoredRendition rendition) {
    return "/" + rendition.key();
  }

  /// Where its author hears a message that waits for them; others find nothing there.
  static String waiting(StoredRendition rendition) {
    return TelephonePages.WAITING + audio(rendition).substring("/audio".length());
  }

  /// What is said in a recording, as WebVTT.
  public static String captions(RecordingId recording) {
    return "/api/v1/captions/" + recording;
  }

  /// A picture of an account, by its name, in the size of lists.
  static String avatar(String picture) {
    return AvatarFiles.small(picture);
  }

  /// The same as it stands above a profile.
  static String largeAvatar(String picture) {
    return AvatarFiles.large(picture);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}

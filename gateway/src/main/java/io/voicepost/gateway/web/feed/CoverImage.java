package io.voicepost.gateway.web.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.http.CacheControl;
import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.gateway.web.image.Jpeg;
import io.voicepost.gateway.web.image.Png;
import io.voicepost.gateway.web.pages.PageRenderer;
import io.voicepost.gateway.web.pages.SitePaths;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.io.IOException;
import java.util.HexFormat;

/// The cover that podcast clients show for an account: 1400 by 1400 pixels, the least that Apple
/// takes. The account's picture, as JPEG, where it sent one; else, as PNG, bars as in a waveform,
/// their heights the account's own; no text, so that a machine without fonts can draw it.
final class CoverImage {
  private static final int SIDE = 1400;
  private static final int MOST_BYTES = 500_000;
  private static final int BARS = 9;
  private static final long MEMORY = 16 << 20;
  private static final Color PAPER = new Color(0xFBFAF7);
  private static final Color ACCENT = new Color(0xC2361F);

  private final Microblog microblog;
  private final AvatarFiles avatars;
  private final PageRenderer renderer;
  private final Cache<String, EncodedImage> made =
      Caffeine.newBuilder()
          .maximumWeight(MEMORY)
          .weigher((String _, EncodedImage cover) -> cover.content().length())
          .build();

  private record EncodedImage(MediaType type, HttpData content) {}

  CoverImage(Microblog microblog, AvatarFiles avatars, PageRenderer renderer) {
    this.microblog = microblog;
    this.avatars = avatars;
    this.renderer = renderer;
  }

  /// Where the cover of an account is. Another picture has another address, for podcast clients
  /// keep covers for long.
  static String path(Account account) {
    return SitePaths.account(account.handle())
        + account
            .profile()
            .avatar()
            .map(it -> "/cover-" + HexFormat.of().toHexDigits(it.hashCode()) + ".jpg")
            .orElse("/cover.png");
  }

  HttpResponse serve(WebRequest request) throws IOException {
    var account = microblog.accounts().byHandle(new Handle(request.part("handle")));
    if (account.isEmpty()) {
      return renderer.notFound(request);
    }
    var cover = cover(account.get());
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            cover.type(),
            HttpHeaderNames.CACHE_CONTROL,
            CacheControl.PUBLIC),
        cover.content());
  }

  private EncodedImage cover(Account account) throws IOException {
    var known = made.getIfPresent(path(account));
    if (known != null) {
      return known;
    }
    var picture = avatars.sent(account);
    var cover =
        picture.isPresent()
            ? new EncodedImage(MediaType.JPEG, HttpData.wrap(enlarged(picture.get())))
            : new EncodedImage(
                MediaType.PNG,
                HttpData.wrap(Png.drawn(SIDE, SIDE, PAPER, pen -> draw(pen, account.handle()))));
    made.put(path(account), cover);
    return cover;
  }

  private static byte[] enlarged(byte[] picture) throws IOException {
    return Jpeg.of(Jpeg.scaled(Jpeg.read(picture), SIDE), MOST_BYTES);
  }

  private static void draw(Graphics2D pen, Handle handle) {
    pen.setColor(ACCENT);
    double step = 1000.0 / BARS;
    int seed = handle.value().hashCode();
    for (int bar = 0; bar < BARS; bar++) {
      double middle = 1 - Math.abs(bar - (BARS - 1) / 2.0) / BARS;
      double own = Math.floorMod(seed * (bar + 3) * 31 ^ seed >>> bar, 100) / 100.0;
      double height = 900 * middle * (0.35 + 0.65 * own);
      double width = step * 0.55;
      pen.fill(
          new RoundRectangle2D.Double(
              200 + bar * step + (step - width) / 2,
              (SIDE - height) / 2,
              width,
              height,
              width,
              width));
    }
  }
}

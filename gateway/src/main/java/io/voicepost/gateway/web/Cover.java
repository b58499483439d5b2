package io.voicepost.gateway.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.api.Png;
import io.voicepost.storage.Handle;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.io.IOException;

/// The cover that podcast clients show for an account: 1400 by 1400 pixels, the least that Apple
/// takes, as PNG. Bars as in a waveform, their heights the account's own; no text, so that a
/// machine without fonts can draw it.
final class Cover {
  private static final int SIDE = 1400;
  private static final int BARS = 9;
  private static final Color PAPER = new Color(0xFBFAF7);
  private static final Color ACCENT = new Color(0xC2361F);

  private final Microblog microblog;
  private final Pages pages;
  private final Cache<Handle, byte[]> drawn = Caffeine.newBuilder().maximumSize(100).build();

  Cover(Microblog microblog, Pages pages) {
    this.microblog = microblog;
    this.pages = pages;
  }

  HttpResponse serve(Visit visit) throws IOException {
    var account = microblog.accounts().byHandle(new Handle(visit.part("handle")));
    if (account.isEmpty()) {
      return pages.notFound(visit);
    }
    var handle = account.get().handle();
    var png = drawn.get(handle, _ -> Png.drawn(SIDE, SIDE, PAPER, pen -> draw(pen, handle)));
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.PNG,
            HttpHeaderNames.CACHE_CONTROL,
            "public, max-age=86400"),
        HttpData.wrap(png));
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

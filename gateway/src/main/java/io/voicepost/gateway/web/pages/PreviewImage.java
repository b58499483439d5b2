package io.voicepost.gateway.web.pages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.web.http.CacheControl;
import io.voicepost.gateway.web.image.Png;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Voice;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.util.Optional;

/// The picture of a post that other sites show beside a link to it: its waveform and a play button,
/// 1200 by 630 pixels as PNG. No text, so that a machine without fonts can draw it.
final class PreviewImage {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 630;
  private static final Color PAPER = new Color(0xFBFAF7);
  private static final Color INK = new Color(0x1C1B1A);
  private static final Color ACCENT = new Color(0xC2361F);

  private final PostPages posts;
  private final PageRenderer renderer;
  private final Cache<PostId, byte[]> drawn = Caffeine.newBuilder().maximumSize(500).build();

  PreviewImage(PostPages posts, PageRenderer renderer) {
    this.posts = posts;
    this.renderer = renderer;
  }

  HttpResponse serve(WebRequest request) throws IOException {
    var post = posts.find(request, Optional.empty());
    if (post.isEmpty() || post.get().voice().isEmpty()) {
      return renderer.notFound(request);
    }
    var voice = post.get().voice().get();
    var png = drawn.get(post.get().id(), _ -> draw(voice));
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.PNG,
            HttpHeaderNames.CACHE_CONTROL,
            CacheControl.PUBLIC),
        HttpData.wrap(png));
  }

  private static byte[] draw(Voice voice) {
    return Png.drawn(
        WIDTH,
        HEIGHT,
        PAPER,
        pen -> {
          pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
          drawButton(pen);
          drawBars(pen, WaveformBars.of(voice.peaks()));
        });
  }

  private static void drawButton(Graphics2D pen) {
    double middle = HEIGHT / 2.0;
    pen.setColor(ACCENT);
    pen.fill(new Ellipse2D.Double(80, middle - 75, 150, 150));
    var triangle = new Path2D.Double();
    triangle.moveTo(135, middle - 34);
    triangle.lineTo(194, middle);
    triangle.lineTo(135, middle + 34);
    triangle.closePath();
    pen.setColor(PAPER);
    pen.fill(triangle);
  }

  private static void drawBars(Graphics2D pen, WaveformBars waveform) {
    var bars = waveform.bars();
    double left = 280;
    double step = (WIDTH - 80 - left) / bars.size();
    pen.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.setColor(INK);
    for (int bar = 0; bar < bars.size(); bar++) {
      double x = left + (bar + 0.5) * step;
      double half = Math.max(1, bars.get(bar) * 1.5);
      pen.draw(new Line2D.Double(x, HEIGHT / 2.0 - half, x, HEIGHT / 2.0 + half));
    }
  }
}

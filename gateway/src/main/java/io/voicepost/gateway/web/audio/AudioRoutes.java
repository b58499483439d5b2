package io.voicepost.gateway.web.audio;

import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.http.Cors;
import io.voicepost.gateway.web.pages.PageHandlers;
import io.voicepost.gateway.web.pages.PageRenderer;
import io.voicepost.gateway.web.pages.TelephonePages;

/// Where audio is: of posts, and of messages that wait.
public final class AudioRoutes {
  private static final String FILE = "/(?<recording>[0-9a-f-]{36})\\.(?<extension>[a-z0-9]{1,5})$";

  private AudioRoutes() {}

  public static void bind(
      ServerBuilder builder,
      PageHandlers handlers,
      PageRenderer renderer,
      Microblog microblog,
      AudioFiles files) {
    var held = new HeldMessageAudio(microblog.approvals(), files, renderer);
    builder
        .service("regex:^/audio" + FILE, Cors.open(handlers.fetched(files::inMemory, files::serve)))
        .service("regex:^" + TelephonePages.WAITING + FILE, handlers.personal(held::serve));
  }
}

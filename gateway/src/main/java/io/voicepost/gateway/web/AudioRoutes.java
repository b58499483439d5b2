package io.voicepost.gateway.web;

import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.microblog.Microblog;

/// Where audio is: of posts, and of messages that wait.
final class AudioRoutes {
  private static final String FILE =
      "/(?<recording>[0-9a-f-]{36})\\.(?<extension>[a-z0-9]{1,5})$";

  private AudioRoutes() {}

  static void bind(
      ServerBuilder builder,
      Requests requests,
      Pages pages,
      Microblog microblog,
      AudioFiles files) {
    var held = new HeldMessageAudio(microblog.approving(), files, pages);
    builder
        .service("regex:^/audio" + FILE, requests.fetched(files::atHand, files::serve))
        .service("regex:^" + TelephonePages.WAITING + FILE, requests.personal(held::serve));
  }
}

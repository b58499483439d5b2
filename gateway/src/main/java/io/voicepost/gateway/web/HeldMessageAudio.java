package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Approving;
import io.voicepost.storage.audio.AudioKey;
import java.io.IOException;

/// The sound of messages that wait, for those for whom they wait.
final class HeldMessageAudio {
  private final Approving approving;
  private final AudioFiles audio;
  private final Pages pages;

  HeldMessageAudio(Approving approving, AudioFiles audio, Pages pages) {
    this.approving = approving;
    this.audio = audio;
    this.pages = pages;
  }

  /// The sound of a message, for who may let it through and nobody else.
  HttpResponse serve(Visit visit) throws IOException {
    var recording = Visit.recording(visit.part("recording"));
    if (visit.viewer().isEmpty() || recording.isEmpty()) {
      return pages.notFound(visit);
    }
    var message = approving.one(visit.viewer().get(), recording.get());
    var key = AudioKey.of(recording.get(), visit.part("extension"));
    var rendition =
        message.stream()
            .flatMap(it -> it.message().voice().renditions().stream())
            .filter(it -> it.key().equals(key))
            .findFirst();
    return rendition.isEmpty() ? pages.notFound(visit) : audio.serveAlone(visit, rendition.get());
  }
}

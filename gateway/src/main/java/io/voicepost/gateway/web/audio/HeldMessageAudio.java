package io.voicepost.gateway.web.audio;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.ApprovalCommands;
import io.voicepost.gateway.web.pages.PageRenderer;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.storage.audio.AudioKey;
import java.io.IOException;

/// The sound of messages that wait, for those for whom they wait.
final class HeldMessageAudio {
  private final ApprovalCommands approvalCommands;
  private final AudioFiles audio;
  private final PageRenderer renderer;

  HeldMessageAudio(ApprovalCommands approvalCommands, AudioFiles audio, PageRenderer renderer) {
    this.approvalCommands = approvalCommands;
    this.audio = audio;
    this.renderer = renderer;
  }

  /// The sound of a message, for who may let it through and nobody else.
  HttpResponse serve(WebRequest request) throws IOException {
    var recording = WebRequest.recording(request.part("recording"));
    if (request.viewer().isEmpty() || recording.isEmpty()) {
      return renderer.notFound(request);
    }
    var message = approvalCommands.one(request.viewer().get(), recording.get());
    var key = AudioKey.of(recording.get(), request.part("extension"));
    var rendition =
        message.stream()
            .flatMap(it -> it.message().voice().renditions().stream())
            .filter(it -> it.key().equals(key))
            .findFirst();
    return rendition.isEmpty()
        ? renderer.notFound(request)
        : audio.serveAlone(request, rendition.get());
  }
}

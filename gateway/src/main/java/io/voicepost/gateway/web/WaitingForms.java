package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Approving;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import java.io.IOException;
import java.util.Optional;

/// Lets messages that wait be heard, posted and deleted, by those for whom they wait.
final class WaitingForms {
  private final Approving approving;
  private final AudioFiles audio;
  private final Pages pages;

  WaitingForms(Approving approving, AudioFiles audio, Pages pages) {
    this.approving = approving;
    this.audio = audio;
    this.pages = pages;
  }

  /// The sound of a message, for who may let it through and nobody else.
  HttpResponse hear(Visit visit) throws IOException {
    var recording = recording(visit.part("recording"));
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

  HttpResponse answer(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var recording = recording(fields.text("message"));
          if (recording.isEmpty()) {
            return pages.notFound(visit);
          }
          var me = session.account().id();
          if (fields.text("answer").equals("refuse")) {
            return TelephonePages.done(approving.refuse(me, recording.get()) ? "refused" : "gone");
          }
          var post = approving.approve(me, recording.get());
          return TelephonePages.done(
              post.map(it -> it.visibility() == Visibility.DRAFT ? "draft" : "approved")
                  .orElse("gone"));
        });
  }

  private static Optional<RecordingId> recording(String text) {
    return AudioFiles.recording(text);
  }
}

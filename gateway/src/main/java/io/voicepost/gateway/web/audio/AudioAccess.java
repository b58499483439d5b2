package io.voicepost.gateway.web.audio;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.pages.RequestGuard;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.storage.RecordingId;
import java.io.IOException;

/// Who may hear what is not for everybody: whom a signed address names, or who is signed in.
public final class AudioAccess {
  private final Microblog microblog;
  private final RequestGuard guard;

  public AudioAccess(Microblog microblog, RequestGuard guard) {
    this.microblog = microblog;
    this.guard = guard;
  }

  boolean mayHear(WebRequest request, RecordingId recording) throws IOException {
    var signed = guard.access().signedUrls().viewer(recording, request.queries());
    var viewer =
        signed.isPresent()
            ? signed
            : guard.session(request.headers()).map(session -> session.account().id());
    return viewer.isPresent() && microblog.postQueries().mayHear(viewer, recording);
  }
}

package io.voicepost.gateway.web;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.RecordingId;
import java.io.IOException;

/// Who may hear what is not for everybody: whom a signed address names, or who is signed in.
final class Listeners {
  private final Microblog microblog;
  private final Doors doors;

  Listeners(Microblog microblog, Doors doors) {
    this.microblog = microblog;
    this.doors = doors;
  }

  boolean mayHear(Visit visit, RecordingId recording) throws IOException {
    var signed = doors.access().addresses().viewer(recording, visit.queries());
    var viewer =
        signed.isPresent()
            ? signed
            : doors.session(visit.headers()).map(session -> session.account().id());
    return viewer.isPresent() && microblog.reading().mayHear(viewer, recording);
  }
}

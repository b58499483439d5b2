package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.Approving;
import io.voicepost.storage.Visibility;
import java.io.IOException;

/// Lets messages that wait be posted and deleted by those for whom they wait.
final class WaitingForms {
  private final Approving approving;
  private final Pages pages;

  WaitingForms(Approving approving, Pages pages) {
    this.approving = approving;
    this.pages = pages;
  }

  HttpResponse answer(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var recording = Visit.recording(fields.text("message"));
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
}

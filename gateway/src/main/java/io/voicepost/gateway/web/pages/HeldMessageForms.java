package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.microblog.ApprovalCommands;
import io.voicepost.storage.Visibility;
import java.io.IOException;

/// Lets messages that wait be posted and deleted by those for whom they wait.
final class HeldMessageForms {
  private final ApprovalCommands approvalCommands;
  private final PageRenderer renderer;

  HeldMessageForms(ApprovalCommands approvalCommands, PageRenderer renderer) {
    this.approvalCommands = approvalCommands;
    this.renderer = renderer;
  }

  HttpResponse answer(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var recording = WebRequest.recording(fields.text("message"));
          if (recording.isEmpty()) {
            return renderer.notFound(request);
          }
          var me = session.account().id();
          if (fields.text("answer").equals("refuse")) {
            return TelephonePages.done(
                approvalCommands.refuse(me, recording.get()) ? "refused" : "gone");
          }
          var post = approvalCommands.approve(me, recording.get());
          return TelephonePages.done(
              post.map(it -> it.visibility() == Visibility.DRAFT ? "draft" : "approved")
                  .orElse("gone"));
        });
  }
}

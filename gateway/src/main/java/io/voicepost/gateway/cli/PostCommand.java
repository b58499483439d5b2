package io.voicepost.gateway.cli;

import io.voicepost.gateway.Stores;
import io.voicepost.gateway.cluster.AnnouncementRelay;
import io.voicepost.gateway.spool.SpoolQueries;
import io.voicepost.storage.PostId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "post", description = "Published posts.")
final class PostCommand implements Runnable {
  @ParentCommand private Main main = new Main();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "delete?");
  }

  @Command(description = "Delete a post: page, feed entry and audio.")
  void delete(
      @Parameters(paramLabel = "POST", description = "the number at the end of its address")
          long post)
      throws Exception {
    var config = main.config();
    try (var stores = Stores.attach(config);
        var _ = AnnouncementRelay.tell(stores.database(), stores.microblog().announcements())) {
      var id = new PostId(Math.max(1, post));
      var postCommands = stores.microblog().postCommands();
      var found =
          postCommands.find(id).orElseThrow(() -> new CommandException("there is no post " + post));
      postCommands.delete(id);
      if (found.voice().isPresent()) {
        SpoolQueries.forget(config.spool(), found.voice().get().recording());
      }
      spec.commandLine().getOut().println("Deleted.");
    }
  }
}

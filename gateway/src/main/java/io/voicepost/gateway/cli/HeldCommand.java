package io.voicepost.gateway.cli;

import io.voicepost.gateway.Stores;
import io.voicepost.gateway.cluster.AnnouncementRelay;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.spool.SpoolQueries;
import io.voicepost.storage.Account;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.HeldMessage;
import io.voicepost.storage.post.StoredRendition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "held", description = "Messages kept until somebody lets them through.")
final class HeldCommand implements Runnable {
  private static final int PAGE = 100;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  @ParentCommand private Main main = new Main();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list, play, approve, give or delete?");
  }

  @Command(description = "Held messages, oldest first.")
  void list() throws Exception {
    var config = main.config();
    try (var stores = Stores.attach(config)) {
      var page = stores.microblog().postCommands().held(Optional.empty(), PAGE);
      if (page.isEmpty()) {
        tell("No message is held.");
      }
      while (!page.isEmpty()) {
        for (var message : page) {
          tell("%s  %s", line(config, message), reason(stores, message));
        }
        page =
            stores.microblog().postCommands().held(Optional.of(page.getLast().recording()), PAGE);
      }
    }
  }

  @Command(description = "Play a held message, or write it to a file.")
  void play(
      @Parameters(paramLabel = "RECORDING") String recording,
      @Option(names = "--out", paramLabel = "FILE", description = "write an MP3 instead")
          Optional<Path> out)
      throws Exception {
    try (var stores = Stores.attach(main.config())) {
      var message = held(stores, recording);
      var content = audio(stores, message.voice().renditions().getFirst());
      if (out.isPresent()) {
        write(content, out.get());
        tell("Wrote %s.", out.get());
      } else {
        AudioPlayer.play(content);
      }
    }
  }

  @Command(description = "Publish a message of a moderated line under its author.")
  void approve(@Parameters(paramLabel = "RECORDING") String recording) throws Exception {
    var config = main.config();
    try (var stores = Stores.attach(config);
        var _ = AnnouncementRelay.tell(stores.database(), stores.microblog().announcements())) {
      held(stores, recording);
      var post =
          stores
              .microblog()
              .approvals()
              .moderated(id(recording))
              .orElseThrow(
                  () -> new CommandException(recording + " does not wait for a moderator"));
      tell("Published: %s", config.address(post));
    }
  }

  @Command(description = "Give a held message to an account; it is published at once.")
  void give(
      @Parameters(paramLabel = "RECORDING") String recording,
      @Parameters(paramLabel = "HANDLE") String handle)
      throws Exception {
    var config = main.config();
    try (var stores = Stores.attach(config);
        var _ = AnnouncementRelay.tell(stores.database(), stores.microblog().announcements())) {
      var account = AccountCommand.account(stores, handle);
      var post =
          stores
              .microblog()
              .postCommands()
              .give(id(recording), account.id())
              .orElseThrow(() -> nothingHeld(recording));
      tell("Published: %s", config.address(post));
    }
  }

  @Command(description = "Delete a held message and its audio.")
  void delete(@Parameters(paramLabel = "RECORDING") String recording) throws Exception {
    var config = main.config();
    try (var stores = Stores.attach(config);
        var _ = AnnouncementRelay.tell(stores.database(), stores.microblog().announcements())) {
      held(stores, recording);
      stores.microblog().postCommands().discard(id(recording));
      SpoolQueries.forget(config.spool(), id(recording));
      tell("Deleted.");
    }
  }

  private static String line(GatewayConfig config, HeldMessage message) {
    return "%s  %s  %4d s  %s"
        .formatted(
            message.recording(),
            TIME.format(local(message.heldAt())),
            message.voice().duration().toSeconds(),
            message
                .phone()
                .map(phone -> "from " + config.vault().open(phone.number()).masked())
                .orElse("number withheld"));
  }

  private static String reason(Stores stores, HeldMessage message) throws IOException {
    var pending = stores.database().approvals().of(message.recording());
    if (pending.isEmpty()) {
      return "unknown number";
    }
    var hold = pending.get().hold();
    var author =
        hold.author().isEmpty()
            ? Optional.<Account>empty()
            : stores.accounts().byId(hold.author().get());
    return author.map(it -> "@" + it.handle() + ", ").orElse("")
        + switch (hold.reason()) {
          case UNKNOWN_NUMBER -> "unknown number";
          case PIN_MISSING -> "waits for its owner";
          case MODERATION -> "waits for a moderator";
          case NOT_SPEECH -> "no voice, deleted after a day";
        };
  }

  private static ZonedDateTime local(Instant instant) {
    return instant.atZone(ZoneId.systemDefault());
  }

  private static HeldMessage held(Stores stores, String recording)
      throws CommandException, IOException {
    return stores
        .microblog()
        .postCommands()
        .heldMessage(id(recording))
        .orElseThrow(() -> nothingHeld(recording));
  }

  private static CommandException nothingHeld(String recording) {
    return new CommandException("no message is held under " + recording);
  }

  private static RecordingId id(String text) throws CommandException {
    try {
      return RecordingId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException("a recording is named as `held list` shows it, not " + text);
    }
  }

  private static ByteBuffer audio(Stores stores, StoredRendition rendition)
      throws IOException, CommandException {
    return stores
        .audio()
        .get(rendition.key())
        .orElseThrow(() -> new CommandException("its audio is not in the audio store"));
  }

  private static void write(ByteBuffer content, Path file) throws IOException, CommandException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(file + " is there already");
    }
  }

  private void tell(String format, Object... values) {
    spec.commandLine().getOut().printf(format + "%n", values);
  }
}

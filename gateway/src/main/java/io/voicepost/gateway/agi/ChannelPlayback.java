package io.voicepost.gateway.agi;

import io.voicepost.gateway.call.CallChannel;
import io.voicepost.gateway.call.PromptResult;
import io.voicepost.gateway.speech.RecordedPrompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.asteriskjava.fastagi.command.AgiCommand;
import org.asteriskjava.fastagi.command.StreamFileCommand;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays files that any key ends.
final class ChannelPlayback {
  /// The longest prompt, which may be a recording, with room to spare.
  static final Duration PROMPT = RecordedPrompts.LONGEST.plusSeconds(2);

  /// A caller who presses keys faster than a prompt can be gone on with does not hear it.
  private static final int MOST_CUTS = 64;

  private static final String ANY_KEY = DtmfBuffer.KEYS + DtmfBuffer.CUT;

  private static final Logger log = LoggerFactory.getLogger(ChannelPlayback.class);

  private final AgiCommands commands;
  private final DtmfBuffer keypad;

  ChannelPlayback(AgiCommands commands, DtmfBuffer keypad) {
    this.commands = commands;
    this.keypad = keypad;
  }

  /// @param until how far into the file it was heard, in samples
  record Streamed(PromptResult result, int until) {}

  /// Plays a file until the next key; empty if Asterisk cannot. What was cut short by no new key is
  /// gone on with.
  Optional<Streamed> stream(String file, int from, Duration most) {
    int at = from;
    for (int cuts = 0; cuts < MOST_CUTS; cuts++) {
      var ready = ready(most);
      if (ready.isPresent()) {
        return Optional.of(new Streamed(ready.get(), at));
      }
      var source = keypad.source();
      var command =
          at == 0 ? new StreamFileCommand(file, ANY_KEY) : new StreamFileCommand(file, ANY_KEY, at);
      var reply = interruptible(command, most);
      at = reply.flatMap(ChannelPlayback::endpos).orElse(at);
      int result = reply.map(AgiReply::getResultCode).orElse(-1);
      if (result <= 0) {
        return result < 0 && reply.isPresent()
            ? Optional.empty()
            : Optional.of(new Streamed(result(result), at));
      }
      var key = keypad.next((char) result, source);
      if (key.isPresent()) {
        return Optional.of(new Streamed(new PromptResult.Pressed(key.get()), at));
      }
    }
    return Optional.of(new Streamed(new PromptResult.Finished(), at));
  }

  /// Renews the lease, unless there is a key already, or nobody to press one.
  Optional<PromptResult> ready(Duration most) {
    var pressed = keypad.next();
    if (pressed.isEmpty()) {
      boolean isLeased = commands.lease(most);
      pressed = keypad.next();
      if (pressed.isEmpty() && !isLeased) {
        return Optional.of(new PromptResult.HungUp());
      }
    }
    return pressed.map(PromptResult.Pressed::new);
  }

  /// Sends a command that any key ends.
  Optional<AgiReply> interruptible(AgiCommand command, Duration patience) {
    keypad.begins();
    try {
      return commands.send(command, patience);
    } finally {
      keypad.ends();
    }
  }

  CallChannel.Played play(Path wav, Duration from) {
    int rate = wav.toString().endsWith(".wav16") ? 16_000 : 8_000;
    var most = length(wav, rate).plus(PROMPT);
    int begin = Math.toIntExact(from.toMillis() * rate / 1000);
    var played = stream(withoutExtension(wav), begin, most);
    if (played.isEmpty() && commands.isThere()) {
      log.warn("recording not played path={}", wav.getFileName());
      return new CallChannel.Played(new PromptResult.Finished(), from);
    }
    return played
        .map(
            it -> new CallChannel.Played(it.result(), Duration.ofMillis(it.until() * 1000L / rate)))
        .orElseGet(() -> new CallChannel.Played(new PromptResult.HungUp(), from));
  }

  private static String withoutExtension(Path wav) {
    return wav.toString().replaceFirst("\\.[a-z0-9]+$", "");
  }

  /// Rounded up; what cannot be read is not played for long.
  private static Duration length(Path wav, int rate) {
    try {
      return Duration.ofSeconds(1 + Files.size(wav) / (2L * rate));
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }

  private static Optional<Integer> endpos(AgiReply reply) {
    return Optional.ofNullable(reply.getAttribute("endpos"))
        .filter(it -> it.matches("[0-9]{1,9}"))
        .map(Integer::parseInt);
  }

  static PromptResult result(int result) {
    return result < 0 ? new PromptResult.HungUp() : new PromptResult.Finished();
  }
}

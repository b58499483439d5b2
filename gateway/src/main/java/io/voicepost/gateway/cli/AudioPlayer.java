package io.voicepost.gateway.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;

/// Plays an MP3 on the operator's machine through whichever player it has.
final class AudioPlayer {
  private static final List<List<String>> PLAYERS =
      List.of(
          List.of("mpv", "--no-video", "--really-quiet", "-"),
          List.of("ffplay", "-nodisp", "-autoexit", "-loglevel", "error", "-i", "pipe:0"),
          List.of("play", "-q", "-t", "mp3", "-"));

  private AudioPlayer() {}

  /// Returns when it has been heard.
  ///
  /// @throws CommandException if the machine has no player, or the player failed
  static void play(ByteBuffer mp3) throws CommandException, InterruptedException {
    for (var player : PLAYERS) {
      try {
        var builder =
            new ProcessBuilder(player)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // The settings, and the secrets among them, are none of a player's business.
        builder.environment().keySet().removeIf(name -> name.startsWith("VOICEPOST_"));
        var process = builder.start();
        try (var input = Channels.newChannel(process.getOutputStream())) {
          while (mp3.hasRemaining()) {
            input.write(mp3);
          }
        } catch (IOException e) {
          throw new CommandException(player.getFirst() + " could not play it; use --out FILE");
        }
        if (process.waitFor() == 0) {
          return;
        }
        throw new CommandException(player.getFirst() + " could not play it; use --out FILE");
      } catch (IOException missing) {
        // the next player may be there
      }
    }
    throw new CommandException("this machine has no mpv, ffplay or sox; use --out FILE");
  }
}

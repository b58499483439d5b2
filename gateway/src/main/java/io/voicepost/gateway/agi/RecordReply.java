package io.voicepost.gateway.agi;

import io.voicepost.gateway.call.RecordingResult;
import io.voicepost.gateway.call.RecordingResult.Ending;
import java.util.Locale;
import org.asteriskjava.fastagi.reply.AgiReply;

/// Reads Asterisk's reply to `RECORD FILE` (`res_agi.c`, `handle_recordfile`): the word in brackets
/// says what happened; the number before it means something else for every word.
final class RecordReply {
  private RecordReply() {}

  static RecordingResult read(AgiReply reply) {
    var word = String.valueOf(reply.getExtra()).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "dtmf" -> take(Ending.KEY, reply);
      case "hangup", "waitfor" -> take(Ending.HANG_UP, reply);
      // The number is how many milliseconds were left: none at the limit, some when it was silence.
      case "timeout" -> take("0".equals(reply.getResult()) ? Ending.LIMIT : Ending.SILENCE, reply);
      case "writefile" -> new RecordingResult.Refused("Asterisk could not make the file");
      case "randomerror" -> new RecordingResult.HungUp();
      default -> new RecordingResult.Refused("Asterisk replied what we do not understand");
    };
  }

  /// Whether a key, a hang-up or a missing file ended the beep, and nothing was recorded.
  static boolean isOfTheBeep(AgiReply reply) {
    return "randomerror".equalsIgnoreCase(reply.getExtra());
  }

  private static RecordingResult take(Ending ending, AgiReply reply) {
    try {
      return new RecordingResult.Recorded(
          ending, Long.parseLong(String.valueOf(reply.getAttribute("endpos"))));
    } catch (IllegalArgumentException none) {
      return new RecordingResult.Lost();
    }
  }
}

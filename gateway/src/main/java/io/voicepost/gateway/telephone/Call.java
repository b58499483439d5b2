package io.voicepost.gateway.telephone;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A call to place.
///
/// @param speech what the caller says: any sound file that FFmpeg reads
/// @param from the caller's number, as the network shows it; empty for a withheld one
/// @param to the service number
/// @param service the address of the SIP server
/// @param codec how the phone sends its sound
/// @param speakAt when the caller starts to speak, counted from the answer; empty for after the
///   beep
/// @param keys what the caller presses; a key pauses the speech for its 100 ms
/// @param hangUp when the caller hangs up
/// @param longest after this the caller gives up in any case
public record Call(
    Path speech,
    Optional<String> from,
    String to,
    InetSocketAddress service,
    Codec codec,
    Optional<Duration> speakAt,
    List<Key> keys,
    HangUp hangUp,
    Duration longest) {
  public Call {
    if (from.filter(number -> !number.matches("\\+?[0-9]{1,15}")).isPresent()) {
      throw new IllegalArgumentException("a caller's number is 1 to 15 digits after an optional +");
    }
    if (!to.matches("\\+?[0-9]{1,15}")) {
      throw new IllegalArgumentException("a service number is 1 to 15 digits after an optional +");
    }
    if (service.isUnresolved()) {
      throw new IllegalArgumentException("no such host: " + service.getHostString());
    }
    keys = List.copyOf(keys);
  }

  /// A plain call: G.711, after the beep, hanging up half a second after the last word.
  public static Call of(Path speech, String from, String to, InetSocketAddress service) {
    return new Call(
        speech,
        Optional.of(from),
        to,
        service,
        Codec.PCMU,
        Optional.empty(),
        List.of(),
        new HangUp.AfterSpeech(Duration.ofMillis(500)),
        Duration.ofMinutes(10));
  }

  public Call withheld() {
    return new Call(speech, Optional.empty(), to, service, codec, speakAt, keys, hangUp, longest);
  }

  public Call with(Codec other) {
    return new Call(speech, from, to, service, other, speakAt, keys, hangUp, longest);
  }

  public Call with(HangUp other) {
    return new Call(speech, from, to, service, codec, speakAt, keys, other, longest);
  }

  /// With these keys, after which the caller waits for the service to hang up.
  public Call pressing(Key... pressed) {
    return new Call(
        speech, from, to, service, codec, speakAt, List.of(pressed), new HangUp.Never(), longest);
  }

  public Call speakingAt(Duration sinceAnswer) {
    return new Call(
        speech, from, to, service, codec, Optional.of(sinceAnswer), keys, hangUp, longest);
  }
}

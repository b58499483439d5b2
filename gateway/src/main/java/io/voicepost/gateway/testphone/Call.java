package io.voicepost.gateway.testphone;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A call to place.
///
/// @param speech what the caller says: any sound file that FFmpeg reads; empty for one who says
///   nothing
/// @param from the caller's number, as the network shows it; empty for a withheld one
/// @param to the service number
/// @param service the address of the SIP server
/// @param phone what the caller calls with
/// @param script what the caller does
/// @param hangUp when the caller hangs up
/// @param longest after this the caller gives up in any case
public record Call(
    Optional<Path> speech,
    Optional<String> from,
    String to,
    InetSocketAddress service,
    Device phone,
    Script script,
    HangUp hangUp,
    Duration longest) {
  /// How a phone sends its sound and its keys.
  ///
  /// @param key how long a key is down, in whole frames of 20 ms
  public record Device(Codec codec, DtmfMode dtmf, Duration key) {
    /// Well above the 40 ms that exchanges ask for.
    private static final Duration USUAL_KEY = Duration.ofMillis(100);

    public Device {
      if (dtmf == DtmfMode.INBAND && !codec.isG711()) {
        throw new IllegalArgumentException("keys are heard as tones in PCMU and PCMA alone");
      }
      if (key.compareTo(EncodedSpeech.FRAME) < 0) {
        throw new IllegalArgumentException("a key is down for 20 ms at least");
      }
    }

    public Device(Codec codec, DtmfMode dtmf) {
      this(codec, dtmf, USUAL_KEY);
    }

    int keyFrames() {
      return (int) key.dividedBy(EncodedSpeech.FRAME);
    }
  }

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
    if (speech.isEmpty() && script.steps().contains(new ScriptStep.Speak())) {
      throw new IllegalArgumentException("to speak, a caller needs a sound file");
    }
  }

  /// A plain call: G.711, after the beep, hanging up half a second after the last word.
  public static Call of(Path speech, String from, String to, InetSocketAddress service) {
    return new Call(
        Optional.of(speech),
        Optional.of(from),
        to,
        service,
        new Device(Codec.PCMU, DtmfMode.RFC4733),
        Script.SPEAKING,
        new HangUp.AfterSpeech(Duration.ofMillis(500)),
        Duration.ofMinutes(10));
  }

  /// A call in which nothing is said, until the service hangs up.
  public static Call listening(String from, String to, InetSocketAddress service) {
    return new Call(
        Optional.empty(),
        Optional.of(from),
        to,
        service,
        new Device(Codec.PCMU, DtmfMode.RFC4733),
        Script.NOTHING,
        new HangUp.Never(),
        Duration.ofMinutes(10));
  }

  public Call withheld() {
    return new Call(speech, Optional.empty(), to, service, phone, script, hangUp, longest);
  }

  public Call with(Codec codec) {
    return with(new Device(codec, phone.dtmf(), phone.key()));
  }

  public Call with(DtmfMode dtmf) {
    return with(new Device(phone.codec(), dtmf, phone.key()));
  }

  public Call with(HangUp other) {
    return new Call(speech, from, to, service, phone, script, other, longest);
  }

  public Call with(Script other) {
    return new Call(speech, from, to, service, phone, other, hangUp, longest);
  }

  /// With these keys, after which the caller waits for the service to hang up.
  public Call pressing(KeyPress... pressed) {
    return with(script.pressing(pressed)).with(new HangUp.Never());
  }

  public Call speakingAt(Duration sinceAnswer) {
    return with(script.speakingAt(sinceAnswer));
  }

  public Call with(Device other) {
    return new Call(speech, from, to, service, other, script, hangUp, longest);
  }
}

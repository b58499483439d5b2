package io.voicepost.gateway.agi;

import java.time.Duration;
import java.util.Optional;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiHangupException;
import org.asteriskjava.fastagi.AgiNetworkException;
import org.asteriskjava.fastagi.command.AgiCommand;
import org.asteriskjava.fastagi.command.SetAutoHangupCommand;
import org.asteriskjava.fastagi.command.SetVariableCommand;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends commands to Asterisk. Before every step the lease on the call is renewed: if we hang,
/// Asterisk takes the call away from us when the lease is over, and its dialplan goes on alone.
final class AgiCommands {
  static final Duration STEP = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(AgiCommands.class);

  private final AgiChannel asterisk;
  private final AgiConnection connection;

  AgiCommands(AgiChannel asterisk, AgiConnection connection) {
    this.asterisk = asterisk;
    this.connection = connection;
  }

  /// Whether Asterisk went without a word, and not the caller.
  boolean isLost() {
    return connection.ended() && !connection.hungUp();
  }

  /// Asterisk has the call for so long from now on; `false` if the call is over.
  boolean lease(Duration duration) {
    return send(new SetAutoHangupCommand((int) duration.toSeconds()), STEP).isPresent();
  }

  /// Asterisk takes no more commands for a caller who hung up.
  boolean isThere() {
    return lease(STEP);
  }

  void set(String variable, String value) {
    var _ = send(new SetVariableCommand(variable, value), STEP);
  }

  /// The reply; empty if the caller or Asterisk is gone.
  Optional<AgiReply> send(AgiCommand command, Duration patience) {
    if (connection.ended()) {
      return Optional.empty();
    }
    connection.patience(patience);
    try {
      return Optional.of(asterisk.sendCommand(command));
    } catch (AgiHangupException | AgiNetworkException gone) {
      return Optional.empty();
    } catch (AgiException e) {
      log.warn(
          "agi command refused command={} error=\"{}\"",
          command.getClass().getSimpleName(),
          e.getMessage());
      return Optional.empty();
    }
  }
}

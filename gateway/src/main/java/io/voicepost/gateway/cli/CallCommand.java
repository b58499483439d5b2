package io.voicepost.gateway.cli;

import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.CannotCallException;
import io.voicepost.gateway.testphone.Codec;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.DtmfMode;
import io.voicepost.gateway.testphone.HangUp;
import io.voicepost.gateway.testphone.KeySource;
import io.voicepost.gateway.testphone.LiveTranscript;
import io.voicepost.gateway.testphone.PromptFolders;
import io.voicepost.gateway.testphone.ScriptParser;
import io.voicepost.gateway.testphone.TestPhone;
import io.voicepost.gateway.testphone.transcript.Transcript;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `voicepost call`: places one call and says what became of it. Exit code 0 if it was answered, 1
/// if not, 2 if it could not be placed.
@Command(
    name = "call",
    description =
        "Places a real SIP call, tells what is heard, said and keyed, and says what became of it.",
    mixinStandardHelpOptions = true)
public final class CallCommand implements Callable<Integer> {
  /// What is told after an answered call, for example what became of the message.
  public interface AfterCall {
    /// @param callId the `Call-ID` of the call
    void tell(String callId, PrintWriter out) throws IOException, InterruptedException;
  }

  private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\[\\]]+?)]?:([0-9]{1,5})");
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final AfterCall afterCall;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "What the caller says: any sound file. Without it nothing is said.")
  private @Nullable Path speech;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "NUMBER",
      description = "The caller's number, or 'withheld'.")
  private String from = "";

  @Option(names = "--to", defaultValue = "8642", description = "The service number (8642).")
  private String to = "";

  @Option(
      names = "--sip",
      defaultValue = "127.0.0.1:5060",
      paramLabel = "HOST:PORT",
      description = "The SIP server (127.0.0.1:5060).")
  private String sip = "";

  @Option(
      names = "--codec",
      defaultValue = "PCMU",
      description = "How the phone sends its sound: ${COMPLETION-CANDIDATES} (PCMU).")
  private Codec codec = Codec.PCMU;

  @Option(
      names = "--dtmf",
      defaultValue = "rfc4733",
      paramLabel = "HOW",
      description = "How the phone sends its keys: rfc4733, info, info-dtmf or inband (rfc4733).")
  private String dtmf = "";

  @Option(
      names = "--keys",
      split = ",",
      arity = "1..*",
      paramLabel = "WORD",
      description = ScriptParser.HELP)
  private List<String> keys = List.of();

  @Option(
      names = "--speak-after",
      paramLabel = "SECONDS",
      description = "Speak so long after the answer instead of after the beep.")
  private @Nullable String speakAfter;

  @Option(
      names = "--hang-up-after",
      paramLabel = "SECONDS",
      description =
          "Hang up so long after the answer. Else the caller hangs up after the last word, or,"
              + " without FILE or with --keys or --wait, when the service does.")
  private @Nullable String hangUpAfter;

  @Option(names = "--wait", description = "Wait for the service to hang up.")
  private boolean waits;

  @ArgGroup(exclusive = false)
  private PromptFolders prompts = new PromptFolders();

  public CallCommand(AfterCall afterCall) {
    this.afterCall = afterCall;
  }

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    var call = requested();
    out.printf("Calling %s at %s ...%n", call.to(), sip);
    out.flush();
    try {
      var outcome = follow(call, out);
      tell(outcome, out);
      if (outcome instanceof DialResult.Ended ended) {
        afterCall.tell(ended.callId(), out);
        return 0;
      }
      return 1;
    } catch (CannotCallException e) {
      return complain(e.getMessage(), 2);
    } catch (IOException e) {
      return complain("the call failed: " + e.getMessage(), 1);
    } finally {
      out.flush();
    }
  }

  /// Places the call and prints its transcript while it lasts.
  private DialResult follow(Call call, PrintWriter out)
      throws CannotCallException, IOException, InterruptedException {
    var transcript =
        new Transcript(
            prompts.vocabulary(),
            line -> {
              out.println(line);
              out.flush();
            });
    try (var scribe = new LiveTranscript(transcript)) {
      var outcome = TestPhone.call(call, scribe, KeySource.NONE);
      if (outcome instanceof DialResult.Ended ended) {
        scribe.end(ended.lasted());
      }
      return outcome;
    }
  }

  private int complain(@Nullable String message, int exitCode) {
    spec.commandLine().getErr().println("voicepost call: " + message);
    return exitCode;
  }

  private static void tell(DialResult outcome, PrintWriter out) {
    switch (outcome) {
      case DialResult.NotAnswered(int status, var reason) ->
          out.printf("Not answered: %d %s.%n", status, reason);
      case DialResult.Ended ended -> {
        out.printf("Answered after %s.%n", seconds(ended.answeredAfter()));
        out.println(
            ended.spoken().isZero()
                ? "Said nothing."
                : "Spoke "
                    + seconds(ended.spoken())
                    + ", from "
                    + seconds(ended.spokeAt())
                    + " on.");
        out.println(
            (ended.byService() ? "The service hung up after " : "Hung up after ")
                + seconds(ended.lasted())
                + ".");
      }
    }
  }

  private Call requested() {
    try {
      var number = from.equalsIgnoreCase("withheld") ? Optional.<String>empty() : Optional.of(from);
      var file = Optional.ofNullable(speech);
      return new Call(
          file,
          number,
          to,
          address(sip),
          new Call.Device(codec, keying()),
          ScriptParser.script(
              keys, file.isPresent(), Optional.ofNullable(speakAfter).map(ScriptParser::seconds)),
          hangUp(),
          LONGEST);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private DtmfMode keying() {
    return switch (dtmf.toLowerCase(Locale.ROOT)) {
      case "rfc4733" -> DtmfMode.RFC4733;
      case "info" -> DtmfMode.INFO;
      case "info-dtmf" -> DtmfMode.INFO_DTMF;
      case "inband" -> DtmfMode.INBAND;
      default ->
          throw new IllegalArgumentException(
              "keys go by rfc4733, info, info-dtmf or inband, not " + dtmf);
    };
  }

  private HangUp hangUp() {
    if (hangUpAfter != null) {
      return new HangUp.At(ScriptParser.seconds(hangUpAfter));
    }
    return waits || !keys.isEmpty() || speech == null
        ? new HangUp.Never()
        : new HangUp.AfterSpeech(Duration.ofMillis(500));
  }

  private static InetSocketAddress address(String text) {
    var match = ADDRESS.matcher(text);
    if (!match.matches() || Integer.parseInt(match.group(2)) > 65_535) {
      throw new IllegalArgumentException("a SIP server is HOST:PORT, not " + text);
    }
    return new InetSocketAddress(match.group(1), Integer.parseInt(match.group(2)));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}

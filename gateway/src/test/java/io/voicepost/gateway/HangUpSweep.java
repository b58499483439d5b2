package io.voicepost.gateway;

import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.config.Settings;
import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.HangUp;
import io.voicepost.gateway.testphone.KeySource;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import io.voicepost.gateway.testphone.TestPhone;
import io.voicepost.gateway.testphone.transcript.Vocabulary;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Real calls that hang up at every moment from the answer to the end of long conversations,
/// through a real Asterisk into a gateway as it is run; then a look at all that is there. Each call
/// has an account of its own.
final class HangUpSweep {
  private static final Duration SPEECH = Duration.ofSeconds(3);

  /// From one call to the next: callers of a busy machine are not looked up in time.
  private static final Duration APART = Duration.ofMillis(500);

  private final Service service;
  private final Path folder;
  private final Consumer<String> progress;
  private final Vocabulary vocabulary;
  private final Path speech;

  /// @param step between the moments at which callers hang up
  /// @param atOnce calls at one time
  record Plan(List<SweptConversation> conversations, Duration step, int atOnce) {
    Plan {
      conversations = List.copyOf(conversations);
    }
  }

  private HangUpSweep(Service service, Path folder, Consumer<String> progress) throws IOException {
    this.service = service;
    this.folder = folder;
    this.progress = progress;
    this.vocabulary = answers();
    this.speech = folder.resolve("speech.wav");
    Speech.cut(Speech.human(folder), speech, SPEECH);
  }

  /// What it takes to know how far a call came: to listen for all prompts would take minutes.
  private Vocabulary answers() throws IOException {
    var few = folder.resolve("answers");
    Files.createDirectories(few.resolve("en/voicepost"));
    for (var name : SweptCall.ANSWERS) {
      var sound = Path.of("en/voicepost", name + ".wav");
      Files.copy(service.asterisk().sounds().resolve(sound), few.resolve(sound));
    }
    var texts = RealAsterisk.configuration().resolve("prompts");
    return Vocabulary.read(texts, few, few.resolve("none"));
  }

  /// Makes all calls of a plan and looks at what is left of them.
  ///
  /// @param folder an empty one
  /// @param progress is told how far it is
  static SweepReport run(Path folder, Plan plan, Consumer<String> progress) throws Exception {
    try (var service = new Service(folder)) {
      progress.accept("making accounts");
      var accounts = accounts(folder, plan);
      service.startGateway();
      var sweep = new HangUpSweep(service, folder, progress);
      var calls = sweep.calls(accounts, plan.atOnce());
      return sweep.report(calls);
    }
  }

  /// Those that last longest come first, so that none is alone at the end.
  private static List<SweptAccount> accounts(Path folder, Plan plan) throws Exception {
    var settings = folder.resolve("voicepost.properties");
    var config = GatewayConfig.of(Settings.read(Optional.of(settings), Map.of()));
    var accounts = new ArrayList<SweptAccount>();
    try (var stores = Stores.open(config)) {
      for (var conversation : plan.conversations()) {
        var moment = Duration.ZERO;
        while (moment.compareTo(conversation.length()) <= 0) {
          int index = accounts.size();
          accounts.add(SweptAccount.make(stores, config, index, conversation, moment));
          moment = moment.plus(plan.step());
        }
      }
    }
    accounts.sort(Comparator.comparing(SweptAccount::moment).reversed());
    return accounts;
  }

  /// A call that is over.
  ///
  /// @param may what may be left of it
  /// @param astray whether one of its keys was lost
  record Ended(SweptAccount account, List<Left> may, boolean astray, String story) {}

  private List<Ended> calls(List<SweptAccount> accounts, int atOnce) throws Exception {
    var ended = new ArrayList<Ended>();
    try (var callers = Executors.newFixedThreadPool(atOnce)) {
      var all = new ArrayList<Future<Callable<Ended>>>();
      var turns = new Semaphore(1, true);
      for (var account : accounts) {
        all.add(
            callers.submit(() -> {
              turns.acquire();
              LockSupport.parkNanos(APART.toNanos());
              turns.release();
              return call(account);
            }));
      }
      for (var one : all) {
        ended.add(one.get().call());
        if (ended.size() % 20 == 0 || ended.size() == all.size()) {
          progress.accept("%d of %d calls".formatted(ended.size(), all.size()));
        }
      }
    } catch (ExecutionException e) {
      throw new IOException("a call could not be made", e.getCause());
    }
    return ended;
  }

  /// Makes a call; what is returned listens to it, which takes more of a machine than a call.
  private Callable<Ended> call(SweptAccount account) throws Exception {
    var conversation = account.conversation();
    var swept = new SweptCall(conversation);
    var call =
        Call.of(speech, account.number(), RealAsterisk.LINE, service.asterisk().sip())
            .with(conversation.script(account.pin(), SPEECH))
            .with(new HangUp.At(account.moment()));
    if (!(TestPhone.call(call, swept, KeySource.NONE) instanceof DialResult.Ended ended)) {
      throw new IOException("nobody took a call");
    }
    return () ->
        new Ended(
            account,
            swept.mayLeave(ended, vocabulary),
            swept.isAstray(ended),
            swept.story(ended, vocabulary));
  }

  private SweepReport report(List<Ended> calls) throws Exception {
    progress.accept("waiting for the last message");
    var remains = new SweepRemains(service, folder);
    remains.settle();
    var report = new SweepReport();
    var messages = new ArrayList<SweptAccount.Message>();
    try (var database = Database.open(DatabaseConfig.sqlite(folder.resolve("data/voicepost.db")))) {
      for (var call : calls) {
        var found = call.account().messages(database);
        report.add(call, found.stream().map(SweptAccount.Message::left).toList());
        messages.addAll(found);
      }
    }
    remains.besides(messages).forEach(report::violation);
    remains.inLogs(calls.stream().map(Ended::account).toList()).forEach(report::violation);
    return report;
  }

  /// The long form: `[--step MILLISECONDS] [--at-once CALLS]`; ends with 1 if anything is not where
  /// the rule says. The launcher clears away the temporary folder.
  public static void main(String[] arguments) throws Exception {
    var words = List.of(arguments);
    var plan =
        new Plan(
            List.of(SweptConversation.values()),
            Duration.ofMillis(number(words, "--step", 250)),
            number(words, "--at-once", 36));
    var folder = Files.createTempDirectory("voicepost-sweep");
    // Whatever threads there are, the launcher waits for us to end.
    System.exit(code(folder, plan));
  }

  private static int code(Path folder, Plan plan) {
    try {
      var report = run(folder, plan, what -> System.err.println("  " + what));
      System.out.println(report);
      return report.violations().isEmpty() ? 0 : 1;
    } catch (Exception | AssertionError e) {
      System.err.println("voicepost sweep: it could not be made to the end");
      e.printStackTrace();
      return 1;
    }
  }

  private static int number(List<String> words, String name, int otherwise) {
    int at = words.indexOf(name);
    return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
  }
}

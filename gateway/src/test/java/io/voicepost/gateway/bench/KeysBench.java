package io.voicepost.gateway.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.agi.AgiConfig;
import io.voicepost.gateway.agi.FastAgiServer;
import io.voicepost.gateway.call.CallChannel;
import io.voicepost.gateway.call.CallOutcome;
import io.voicepost.gateway.call.DigitInput;
import io.voicepost.gateway.call.IncomingCall;
import io.voicepost.gateway.call.PromptResult;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.CallListener;
import io.voicepost.gateway.testphone.CannotCallException;
import io.voicepost.gateway.testphone.Codec;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.DtmfMode;
import io.voicepost.gateway.testphone.KeySource;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.TestPhone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Strings of keys that callers type while prompts are played, cut short and waited after, on a
/// machine that is busy: what the gateway takes them for. Each is ended by `#`.
final class KeysBench implements AutoCloseable {
  private static final int STRINGS_A_CALL = 20;
  private static final int SHORTEST = 6;
  private static final int LONGEST = 40;
  private static final int SLOWEST = 4;
  private static final int FASTEST = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final DtmfMode[] WAYS = {DtmfMode.RFC4733, DtmfMode.INFO, DtmfMode.INFO_DTMF};

  /// @param callers so many at once
  record Load(int strings, int callers) {}

  /// @param lost keys that were typed and not taken
  /// @param doubled keys that were taken and not typed
  record Result(Table table, int lost, int doubled) {}

  private record Typed(DtmfMode way, int aSecond, String keys) {}

  private static final class Tally {
    private int strings;
    private int keys;
    private int lost;
    private int doubled;
  }

  private final RealAsterisk asterisk;
  private final FastAgiServer edge;
  private final Map<String, StringBuilder> taken = new ConcurrentHashMap<>();
  private final Map<DtmfMode, Tally> tallies = new EnumMap<>(DtmfMode.class);
  private final AtomicInteger done = new AtomicInteger();

  private KeysBench(Path folder) throws IOException {
    this.edge =
        FastAgiServer.start(
            new AgiConfig(0, RealAsterisk.AGI_SECRET, 10, Duration.ofSeconds(1)),
            this::answer,
            new RecordedPrompts(folder.resolve("prompts")),
            new SimpleMeterRegistry());
    this.asterisk = RealAsterisk.start(folder, edge.port());
  }

  static Result run(Path folder, Load load)
      throws IOException, InterruptedException, ExecutionException {
    try (var bench = new KeysBench(folder);
        var _ = new Busy()) {
      return bench.measured(load);
    }
  }

  @Override
  public void close() throws IOException {
    asterisk.close();
    edge.close();
  }

  private Result measured(Load load) throws InterruptedException, ExecutionException {
    var random = new Random(load.strings());
    var progress = Progress.of("strings", load.strings());
    List<Callable<Void>> calls = new ArrayList<>();
    int most = Math.clamp(load.strings() / load.callers(), 1, STRINGS_A_CALL);
    for (int string = 0; string < load.strings(); string += most) {
      int call = string / most;
      int strings = Math.min(most, load.strings() - string);
      var typed = typed(call, strings, random);
      calls.add(() -> place("+1202555%04d".formatted(call), typed, strings, progress));
    }
    try (var callers = Executors.newFixedThreadPool(load.callers())) {
      for (Future<Void> call : callers.invokeAll(calls)) {
        call.get();
      }
    }
    return result(load);
  }

  private static Typed typed(int call, int strings, Random random) {
    var keys = new StringBuilder();
    for (int i = 0; i < strings; i++) {
      random.ints(random.nextInt(SHORTEST, LONGEST + 1), 0, 10).forEach(keys::append);
      keys.append('#');
    }
    int aSecond = SLOWEST + call * 5 % (FASTEST - SLOWEST + 1);
    return new Typed(WAYS[call % WAYS.length], aSecond, keys.toString());
  }

  private Void place(String from, Typed typed, int strings, IntConsumer progress)
      throws CannotCallException, IOException, InterruptedException {
    var text = new StringBuilder();
    taken.put(from, text);
    var length = Duration.ofSeconds(1).dividedBy(typed.aSecond()).toMillis() / 2;
    var phone =
        new Call.Device(
            Codec.PCMU, typed.way(), Duration.ofMillis(Math.max(40, length - length % 20)));
    var outcome =
        TestPhone.call(
            Call.listening(from, RealAsterisk.LINE, asterisk.sip()).with(phone),
            CallListener.NOBODY,
            new Typist(typed));
    count(typed, strings, text.toString(), outcome);
    progress.accept(done.addAndGet(strings));
    return null;
  }

  private synchronized void count(Typed typed, int strings, String got, DialResult outcome) {
    int common = common(typed.keys(), got);
    var tally = tallies.computeIfAbsent(typed.way(), _ -> new Tally());
    tally.strings += strings;
    tally.keys += typed.keys().length();
    tally.lost += typed.keys().length() - common;
    tally.doubled += got.length() - common;
    if (common < typed.keys().length() || common < got.length()) {
      Progress.tell(typed.way() + ", " + typed.aSecond() + " a second: " + typed.keys());
      Progress.tell("taken as " + got);
      Progress.tell(
          outcome instanceof DialResult.Ended ended
              ? "the call was answered after %d ms, and ended by the %s"
                  .formatted(
                      ended.answeredAfter().toMillis(), ended.byService() ? "service" : "caller")
              : "the call was not answered: " + outcome);
    }
  }

  /// The longest that both have in common, in order.
  private static int common(String left, String right) {
    int[] before = new int[right.length() + 1];
    for (int i = 0; i < left.length(); i++) {
      int[] row = new int[right.length() + 1];
      for (int j = 0; j < right.length(); j++) {
        row[j + 1] =
            left.charAt(i) == right.charAt(j) ? before[j] + 1 : Math.max(before[j + 1], row[j]);
      }
      before = row;
    }
    return before[right.length()];
  }

  private Result result(Load load) {
    var table =
        new Table(
            "keys: %d callers at once, %d to %d keys a second, both cores busy"
                .formatted(load.callers(), SLOWEST, FASTEST),
            "sent as",
            "strings",
            "keys",
            "lost",
            "doubled");
    int lost = 0;
    int doubled = 0;
    for (var entry : tallies.entrySet()) {
      var tally = entry.getValue();
      table.row(
          entry.getKey().name(),
          tally.strings + "",
          tally.keys + "",
          tally.lost + "",
          tally.doubled + "");
      lost += tally.lost;
      doubled += tally.doubled;
    }
    table.note("lost %d doubled %d".formatted(lost, doubled));
    return new Result(table, lost, doubled);
  }

  /// Takes strings in every way there is, until the caller has been quiet for long.
  private CallOutcome answer(CallChannel channel, IncomingCall call) {
    var text = taken.getOrDefault(call.presented(), new StringBuilder());
    if (!channel.answer().isGone()) {
      for (int i = 0; take(channel, i, text); i++) {
        text.append('#');
      }
    }
    channel.settle();
    return new CallOutcome.NothingSpoken();
  }

  /// Whether a string was ended by its `#`.
  private static boolean take(CallChannel channel, int number, StringBuilder text) {
    var prompt = Utterance.of(Prompt.WELCOME, Prompt.POSTED);
    return switch (number % 4) {
      case 0 -> whole(channel.keyIn(prompt, LONGEST + 1, PATIENCE), text);
      case 1 -> oneByOne(channel, prompt, text);
      case 2 ->
          !channel.tell(prompt).isGone()
              && whole(channel.keyIn(Utterance.NOTHING, LONGEST + 1, PATIENCE), text);
      default -> oneByOne(channel, Utterance.NOTHING, text);
    };
  }

  private static boolean whole(DigitInput input, StringBuilder text) {
    if (input instanceof DigitInput.Keys(var keys)) {
      text.append(keys);
      return !keys.isEmpty();
    }
    return false;
  }

  private static boolean oneByOne(CallChannel channel, Utterance prompt, StringBuilder text) {
    for (var result = channel.ask(prompt, PATIENCE);
        result instanceof PromptResult.Pressed(char key);
        result = channel.ask(prompt, PATIENCE)) {
      if (key == '#') {
        return true;
      }
      text.append(key);
    }
    return false;
  }

  /// Types at one speed, with a pause after each string.
  private static final class Typist implements KeySource {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Typed typed;
    private long due;
    private int next;

    Typist(Typed typed) {
      this.typed = typed;
    }

    @Override
    public Optional<Character> next() {
      long now = System.nanoTime();
      if (due == 0) {
        due = now + PAUSE.toNanos();
      }
      if (next == typed.keys().length() || now < due) {
        return Optional.empty();
      }
      char key = typed.keys().charAt(next++);
      due += key == '#' ? PAUSE.toNanos() : 1_000_000_000L / typed.aSecond();
      return Optional.of(key);
    }
  }

  /// Keeps every core busy.
  private static final class Busy implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();

    Busy() {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        threads.add(
            Thread.ofPlatform()
                .daemon()
                .start(() -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                  }
                }));
      }
    }

    @Override
    public void close() {
      threads.forEach(Thread::interrupt);
    }
  }
}

package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A telephone in a test's hand while the call lasts: the test waits for what is said, and presses
/// keys then, as a person does. So a test takes no longer than the service does, however busy the
/// machine is. For one thread; the call has one of its own.
public final class Handset implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// By so much of a sound it is known.
  private static final int PIECE = ReceivedAudio.RATE * 3 / 10;

  /// How long a machine that is too busy pauses in the middle of a word.
  private static final int GAP = ReceivedAudio.RATE * 7 / 10;

  private static final int GLANCE = ReceivedAudio.RATE / 20;
  private static final int SOFT = 500;
  private static final double LIKE = 0.8;

  /// Asterisk cuts 200 ms before a key that ends a recording.
  private static final Duration BEFORE_KEY = Duration.ofMillis(300);

  /// Asterisk takes the first digit and the others by two commands, and none between these.
  private static final Duration AFTER_FIRST_KEY = Duration.ofMillis(500);

  private static final Duration BETWEEN_KEYS = Duration.ofMillis(200);

  private final RealAsterisk asterisk;
  private final String language;
  private final Line line = new Line();
  private final CompletableFuture<DialResult> outcome;
  private int from;
  private int speeches;

  private Handset(RealAsterisk asterisk, String language, Call call) {
    this.asterisk = asterisk;
    this.language = language;
    this.outcome = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("handset")
        .start(() -> {
          try {
            outcome.complete(TestPhone.call(call, line, line));
          } catch (Exception e) {
            outcome.completeExceptionally(e);
          } finally {
            line.over();
          }
        });
  }

  /// Picks it up and dials. The caller says the call's speech after every beep.
  public static Handset dial(RealAsterisk asterisk, Call call) {
    return new Handset(asterisk, "en", call.with(afterEveryBeep(call)).with(new HangUp.Never()));
  }

  private static Script afterEveryBeep(Call call) {
    var steps = new ArrayList<ScriptStep>();
    for (int i = 0; i < 5 && call.speech().isPresent(); i++) {
      steps.add(new ScriptStep.AwaitBeep());
      steps.add(new ScriptStep.Speak());
    }
    return new Script(steps, List.of());
  }

  /// Waits for the beginning of a prompt, after all that was heard before.
  public Handset begins(String prompt) throws IOException, InterruptedException {
    return begins(language, prompt);
  }

  public Handset begins(String spoken, String prompt) throws IOException, InterruptedException {
    var sound = loud(wave(asterisk, spoken, prompt));
    from = find(prompt, sound) + Math.min(2 * PIECE, sound.length);
    return this;
  }

  /// Waits for the whole of a prompt.
  public Handset hears(String prompt) throws IOException, InterruptedException {
    return hears(prompt, loud(wave(asterisk, language, prompt)));
  }

  /// Waits for the whole of the prompts, one after another.
  public Handset hears(String prompt, String... more) throws IOException, InterruptedException {
    hears(prompt);
    for (var next : more) {
      hears(next);
    }
    return this;
  }

  /// Waits for the whole of what is in a file.
  public Handset hears(Path sound) throws IOException, InterruptedException {
    return hears("the speech", loud(Hearing.samples(sound)));
  }

  private Handset hears(String what, short[] sound) throws InterruptedException {
    int at = find(what, sound);
    // The last frame is not sent if the sound does not fill it.
    var heard = line.heard(at, sound.length - ReceivedAudio.RATE / 50, what);
    if (!isWhole(sound, heard) && !isWhole(sound, line.heard(at, sound.length + GAP, what))) {
      throw new AssertionError("heard no more than the beginning of " + what + transcript());
    }
    from = at + sound.length - ReceivedAudio.RATE / 50;
    return this;
  }

  /// Whether a third of the pieces of a sound were heard in their order, one of the last two among
  /// them: the words of a machine that is too busy come with gaps between them.
  public static boolean isWhole(short[] sound, short[] heard) {
    int pieces = sound.length / PIECE;
    int found = 0;
    boolean last = false;
    for (int i = 0, at = 0; i < pieces; i++, at += PIECE) {
      int from = Math.clamp(at - PIECE / 6, 0, heard.length);
      int lag = first(sound, i * PIECE, Arrays.copyOfRange(heard, from, at + PIECE + GAP));
      if (lag >= 0) {
        at = from + lag;
        found++;
        last |= i >= pieces - 2;
      }
    }
    return found * 3 >= pieces && (last || pieces == 0);
  }

  /// Whether an English prompt was heard in a call that is over, with gaps or without.
  static boolean isHeard(RealAsterisk asterisk, String prompt, DialResult.Ended call)
      throws IOException {
    var sound = loud(wave(asterisk, "en", prompt));
    var heard = call.received().samples();
    for (int piece = 0; piece < Math.min(sound.length, 3 * PIECE); piece += PIECE) {
      int lag = first(sound, piece, heard);
      if (lag >= 0
          && isWhole(sound, Arrays.copyOfRange(heard, Math.max(0, lag - piece), heard.length))) {
        return true;
      }
    }
    return false;
  }

  /// Waits until the speech has been said once more.
  public Handset speaks() throws InterruptedException {
    line.spoken(++speeches);
    return this;
  }

  /// Presses keys one after another, at the speed of a person in a hurry.
  public Handset presses(String keys) {
    line.press(keys);
    return this;
  }

  /// Hangs up, and waits for the end.
  public DialResult.Ended hangsUp() throws Exception {
    line.press("" + KeySource.HANG_UP);
    return ends();
  }

  /// Waits until the call is over.
  public DialResult.Ended ends() throws Exception {
    if (outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS) instanceof DialResult.Ended ended) {
      return ended;
    }
    throw new AssertionError("nobody answered: " + outcome.get());
  }

  @Override
  public void close() {
    line.press("" + KeySource.HANG_UP);
    outcome.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// What was heard so far, for whoever looks into a failure.
  private String transcript() {
    try {
      return "; it said " + HeardPrompts.passages(asterisk, line.all());
    } catch (IOException e) {
      return "; nobody knows what it said: " + e;
    }
  }

  /// Waits for one of the first pieces, and returns where the sound begins.
  private int find(String what, short[] sound) throws InterruptedException {
    int pieces = Math.clamp(sound.length / PIECE, 1, 3);
    for (int at = from; true; ) {
      var heard = line.heard(at, pieces * PIECE, what);
      for (int i = 0; i < pieces; i++) {
        int lag = first(sound, i * PIECE, heard);
        if (lag >= 0) {
          return Math.max(from, at + lag - i * PIECE);
        }
      }
      at += heard.length - pieces * PIECE + 1;
    }
  }

  /// Where a piece of a sound begins in what was heard; -1 if it does not.
  private static int first(short[] sound, int piece, short[] heard) {
    int length = Math.min(PIECE, sound.length - piece);
    for (int lag = 0; lag + length <= heard.length; lag++) {
      if (Hearing.correlation(sound, piece, heard, lag, Math.min(GLANCE, length)) > LIKE / 2
          && Hearing.correlation(sound, piece, heard, lag, length) > LIKE) {
        return lag;
      }
    }
    return -1;
  }

  /// What is played under that name now.
  private static short[] wave(RealAsterisk asterisk, String spoken, String prompt)
      throws IOException {
    var recorded = asterisk.prompts().resolve(spoken).resolve(prompt + ".wav");
    var built = asterisk.sounds().resolve(spoken + "/voicepost/" + prompt + ".wav");
    byte[] wav = Files.readAllBytes(Files.exists(recorded) ? recorded : built);
    int header = io.voicepost.gateway.Sound.HEADER;
    var samples = new short[(wav.length - header) / 2];
    ByteBuffer.wrap(wav, header, wav.length - header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    return samples;
  }

  /// Without the quiet before it.
  private static short[] loud(short[] sound) {
    int at = 0;
    while (at < sound.length && Math.abs(sound[at]) < SOFT) {
      at++;
    }
    return Arrays.copyOfRange(sound, at, sound.length);
  }

  /// What the thread of the call and that of the test share.
  private final class Line implements CallListener, KeySource {
    private record Due(char key, long at) {}

    private final Queue<Due> keys = new ArrayDeque<>();
    private short[] samples = new short[ReceivedAudio.RATE * 60];
    private int size;
    private int spoken;
    private boolean over;

    /// Not until when it was silent: what a busy Asterisk sends late comes after that.
    @Override
    public synchronized void heard(int position, short[] sound) {
      int end = position + sound.length;
      if (end > samples.length) {
        samples = Arrays.copyOf(samples, end * 2);
      }
      System.arraycopy(sound, 0, samples, position, sound.length);
      size = Math.max(size, end);
      notifyAll();
    }

    @Override
    public synchronized void spoke(Duration at, Duration lasted) {
      spoken++;
      notifyAll();
    }

    @Override
    public synchronized Optional<Character> next() {
      var due = keys.peek();
      if (due == null || due.at() > System.nanoTime()) {
        return Optional.empty();
      }
      keys.remove();
      return Optional.of(due.key());
    }

    synchronized void press(String pressed) {
      long at = System.nanoTime() + BEFORE_KEY.toNanos();
      for (int i = 0; i < pressed.length(); i++) {
        keys.add(new Due(pressed.charAt(i), at));
        at += (i == 0 ? AFTER_FIRST_KEY : BETWEEN_KEYS).toNanos();
      }
    }

    synchronized void over() {
      over = true;
      notifyAll();
    }

    /// Waits until there is so much of it, and returns all there is from there on.
    synchronized short[] heard(int at, int length, String what) throws InterruptedException {
      await(() -> size >= at + length, "waiting for " + what);
      return Arrays.copyOfRange(samples, at, size);
    }

    synchronized short[] all() {
      return Arrays.copyOf(samples, size);
    }

    synchronized void spoken(int times) throws InterruptedException {
      await(() -> spoken >= times, "waiting to speak");
    }

    private void await(java.util.function.BooleanSupplier condition, String doing)
        throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!condition.getAsBoolean()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (over || left <= 0) {
          throw new AssertionError(
              (over ? "the call is over, " : "nothing comes, ") + doing + transcript());
        }
        wait(left);
      }
    }
  }
}

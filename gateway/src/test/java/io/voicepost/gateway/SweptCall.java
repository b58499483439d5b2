package io.voicepost.gateway;

import io.voicepost.gateway.testphone.CallListener;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.transcript.Passage;
import io.voicepost.gateway.testphone.transcript.Recogniser;
import io.voicepost.gateway.testphone.transcript.Vocabulary;
import io.voicepost.storage.phone.HangUpRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One call as its caller knows it: what they heard, keyed and said until they hung up, and what
/// they may expect of it.
///
/// The rule: a message is safe once a second of it was said after the beep; from then on hanging up
/// does with it what the account wants. Recorded again, the new one takes its place once it is
/// safe, and what is added belongs to it once a second of that was said. `1` posts it whatever the
/// account wants, `9` takes it down. What a protected account's caller leaves without the PIN waits
/// for approval instead.
///
/// What the caller keyed is done when they hear the answer. Who hangs up between the two cannot
/// know whether the key arrived: both may be.
final class SweptCall implements CallListener {
  /// What is listened for.
  static final List<String> ANSWERS = List.of("pin-right", "posted", "taken-down");

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /// How well the caller's clock and the recorder's agree on when the beep was over.
  private static final Duration ABOUT = Duration.ofMillis(350);

  /// Between a key and its answer.
  private static final Duration ANSWERED = Duration.ofSeconds(2);

  private static final Duration BEEP_COMES = Duration.ofSeconds(7);

  private static final int MESSAGES = 3;

  private final SweptConversation conversation;
  private final List<Pressed> pressed = new ArrayList<>();

  /// When the caller began to speak, which they do as soon as a beep is over.
  private final List<Duration> spoke = new ArrayList<>();

  private record Pressed(char key, Duration at) {}

  /// Something that changed what is left.
  ///
  /// @param possible from when on it may have happened
  /// @param certain from when on it must have happened
  private record Turn(Duration possible, Duration certain, Left after) {}

  SweptCall(SweptConversation conversation) {
    this.conversation = conversation;
  }

  @Override
  public void pressed(char key, Duration at) {
    pressed.add(new Pressed(key, at));
  }

  @Override
  public void speaks(Duration at) {
    spoke.add(at);
  }

  /// What may be left of it: mostly one thing, or two where the caller cannot know.
  List<Left> mayLeave(DialResult.Ended ended, Vocabulary vocabulary) {
    var heard = Recogniser.passages(vocabulary, ended.received().samples());
    var may = new LinkedHashSet<Left>();
    for (boolean unproved : standings(heard)) {
      may.addAll(mayLeave(ended.lasted(), turns(ended.lasted(), heard, unproved)));
    }
    return List.copyOf(may);
  }

  /// Who did not hear that their PIN is right cannot know whether all its digits arrived.
  private List<Boolean> standings(List<Passage> heard) {
    return switch (conversation) {
      case NO_PIN -> List.of(true);
      case DRAFT, DROP -> List.of(false);
      case PIN ->
          heard.stream().anyMatch(it -> name(it).equals("pin-right"))
              ? List.of(false)
              : List.of(false, true);
    };
  }

  private static List<Left> mayLeave(Duration hungUp, List<Turn> turns) {
    var may = List.of(Left.NOTHING);
    for (var turn : turns) {
      if (turn.certain().compareTo(hungUp) <= 0) {
        may = List.of(turn.after());
      } else if (turn.possible().compareTo(hungUp) <= 0) {
        may = new ArrayList<>(may);
        may.add(turn.after());
      }
    }
    return may;
  }

  /// Whether the beep did not come that follows the last key: one of the keys was lost, and the
  /// call went another way than the others.
  boolean isAstray(DialResult.Ended ended) {
    if (pressed.isEmpty() || "134".indexOf(pressed.getLast().key()) < 0) {
      return false;
    }
    var last = pressed.getLast().at();
    return ended.lasted().minus(last).compareTo(BEEP_COMES) > 0
        && !conversation.isOver(pressed.size())
        && spoke.stream().noneMatch(at -> at.compareTo(last) > 0);
  }

  /// For whoever wants to know what went wrong.
  String story(DialResult.Ended ended, Vocabulary vocabulary) {
    var keys =
        pressed.stream()
            .map(it -> it.key() + "@" + seconds(it.at()))
            .collect(Collectors.joining(" "));
    var heard =
        Recogniser.passages(vocabulary, ended.received().samples()).stream()
            .map(it -> name(it) + "@" + seconds(it.at()))
            .collect(Collectors.joining(" "));
    return "keyed " + keys + "; heard " + heard;
  }

  private List<Turn> turns(Duration hungUp, List<Passage> heard, boolean unproved) {
    var turns = new ArrayList<Turn>();
    var first = Duration.ZERO;
    for (int i = 0; i < Math.min(spoke.size(), MESSAGES); i++) {
      var begin = spoke.get(i);
      var sound = nextKey(begin).orElse(hungUp).minus(begin);
      if (i == 1) {
        first = sound;
      }
      var after = byRule(i == 2 ? first.plus(sound) : sound, unproved);
      var safe = begin.plus(SHORTEST);
      turns.add(new Turn(safe.minus(ABOUT), safe.plus(ABOUT), after));
      if (i == 2) {
        decided(
            turns,
            begin,
            heard,
            new Left(unproved ? Left.Kind.WAITING : Left.Kind.POST, first.plus(sound)));
      }
    }
    return turns;
  }

  private void decided(List<Turn> turns, Duration since, List<Passage> heard, Left posted) {
    keyed('1', since).ifPresent(at -> turns.add(turn(at, heard, "posted", posted)));
    if (posted.kind() == Left.Kind.POST) {
      keyed('9', since).ifPresent(at -> turns.add(turn(at, heard, "taken-down", Left.NOTHING)));
    }
  }

  private static Turn turn(Duration keyed, List<Passage> heard, String answer, Left after) {
    var answered =
        heard.stream().filter(it -> name(it).equals(answer)).map(Passage::at).findFirst();
    return new Turn(keyed, answered.orElse(keyed.plus(ANSWERED)), after);
  }

  private Left byRule(Duration sound, boolean unproved) {
    var kind = unproved ? Left.Kind.WAITING : ofRule(conversation.rule());
    return kind == Left.Kind.NOTHING ? Left.NOTHING : new Left(kind, sound);
  }

  private static Left.Kind ofRule(HangUpRule rule) {
    return switch (rule) {
      case PUBLISH -> Left.Kind.POST;
      case DRAFT -> Left.Kind.DRAFT;
      case DROP -> Left.Kind.NOTHING;
    };
  }

  private Optional<Duration> nextKey(Duration since) {
    return pressed.stream().map(Pressed::at).filter(at -> at.compareTo(since) > 0).findFirst();
  }

  private Optional<Duration> keyed(char key, Duration since) {
    return pressed.stream()
        .filter(it -> it.key() == key && it.at().compareTo(since) > 0)
        .map(Pressed::at)
        .findFirst();
  }

  private static String name(Passage passage) {
    return passage instanceof Passage.Said said ? said.phrase().name() : "sound";
  }

  private static String seconds(Duration at) {
    return "%.2f".formatted(at.toMillis() / 1000.0);
  }
}

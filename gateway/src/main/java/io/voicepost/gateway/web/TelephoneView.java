package io.voicepost.gateway.web;

import io.voicepost.storage.CallerClass;
import io.voicepost.storage.HangUpRule;
import io.voicepost.storage.PinState;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.TelephoneSettings;
import io.voicepost.storage.Waiting;
import java.time.Duration;
import java.util.List;

/// What the settings of the telephone show.
///
/// @param done what was just done, in words; empty where nothing was
/// @param asksPassword whether the PIN is changed with the password only
/// @param drafts how many drafts there are, counted; empty for none
record TelephoneView(
    Frame frame,
    TelephoneSettings settings,
    PinState pin,
    List<PhoneBook.Entry> phones,
    Queue queue,
    String drafts,
    boolean asksPassword,
    Door.Form form,
    String done) {
  TelephoneWords words() {
    return frame.words().telephone();
  }

  /// Messages that wait for their author.
  ///
  /// @param more whether there are more than these
  record Queue(List<Message> messages, boolean more) {}

  /// A message that waits.
  ///
  /// @param from which of the author's phones it came from; empty where it is none of them
  record Message(Waiting waiting, String from, Onlooker onlooker) {
    TelephoneWords words() {
      return onlooker.words().telephone();
    }

    RecordingId recording() {
      return waiting.message().recording();
    }

    String id() {
      return recording().toString();
    }

    String when() {
      return onlooker.when(waiting.message().heldAt());
    }

    String time() {
      return waiting.message().heldAt().toString();
    }

    String exactly() {
      return onlooker.words().exactly(waiting.message().heldAt());
    }

    String waveform() {
      return Waveform.of(waiting.message().voice().peaks()).path();
    }

    private Duration length() {
      return waiting.message().voice().duration();
    }

    String seconds() {
      return Card.seconds(length());
    }

    String clock() {
      return Card.clock(length());
    }

    List<Card.Source> sources() {
      return waiting.message().voice().renditions().stream()
          .map(it -> new Card.Source(Paths.waiting(it), it.mediaType()))
          .toList();
    }

    String reason() {
      return words().reason(waiting.holding().reason());
    }

    /// When it is deleted; empty for never.
    String until() {
      return waiting
          .holding()
          .until()
          .map(it -> words().deletedAt(words().in(Duration.between(onlooker.now(), it))))
          .orElse("");
    }
  }

  /// What a phone is to us.
  String standing(PhoneBook.Entry entry) {
    var phone = entry.phone();
    return words().linkedSince(frame.when(phone.linkedAt()))
        + " · "
        + (phone.isProved() ? words().proved() : words().notProved());
  }

  boolean isAlarming() {
    return Unread.isAlarming(pin);
  }

  /// Until when the PIN cannot be used on the phone; empty where it can.
  String locked() {
    return pin.lockedUntil()
        .map(it -> words().pinLocked(words().in(Duration.between(frame.visit().now(), it))))
        .orElse("");
  }

  List<CallerClass> classes() {
    return List.of(CallerClass.values());
  }

  boolean is(CallerClass callerClass) {
    return settings.callerClass() == callerClass;
  }

  boolean needsPin() {
    return is(CallerClass.PROTECTED) && !pin.set();
  }

  List<HangUpRule> rules() {
    return List.of(HangUpRule.values());
  }

  boolean is(HangUpRule rule) {
    return settings.hangUpRule() == rule;
  }

  boolean speaks(String language) {
    return settings.language().orElse("").equals(language);
  }

  /// The six digits, shown this once.
  record FreshPin(Frame frame, String digits) {
    TelephoneWords words() {
      return frame.words().telephone();
    }

    @Override
    public String toString() {
      return "PIN";
    }
  }

  /// How to link a phone.
  ///
  /// @param digits of the code; empty where it is over
  /// @param number of the phone it is for, masked
  /// @param left how long it is good
  record Link(Frame frame, String digits, String number, Duration left) {
    TelephoneWords words() {
      return frame.words().telephone();
    }

    String clock() {
      return "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }

    @Override
    public String toString() {
      return "code";
    }
  }

  /// Claiming an account.
  ///
  /// @param found what the account is called so far; empty where no code was keyed in yet
  record Claim(Frame frame, String found, Door.Form form) {
    TelephoneWords words() {
      return frame.words().telephone();
    }

    AccessWords doorWords() {
      return frame.words().access();
    }
  }
}

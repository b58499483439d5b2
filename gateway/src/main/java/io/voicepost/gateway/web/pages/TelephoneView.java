package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.identity.LinkedPhones;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.phone.PinState;
import io.voicepost.storage.post.PendingApproval;
import java.time.Duration;
import java.util.List;

/// What the settings of the telephone show.
///
/// @param done what was just done, in words; empty where nothing was
/// @param asksPassword whether the PIN is changed with the password only
/// @param drafts how many drafts there are, up to [#MOST_DRAFTS]
record TelephoneView(
    PageFrame frame,
    PhoneSettings settings,
    PinState pin,
    List<LinkedPhones.MaskedPhone> phones,
    MessageQueue queue,
    int drafts,
    boolean asksPassword,
    SignInViews.Form form,
    String done) {
  static final int MOST_DRAFTS = 40;

  Words words() {
    return frame.words();
  }

  /// The languages that the telephone speaks.
  List<SpokenLanguage> languages() {
    return PromptLanguage.all().stream().map(it -> SpokenLanguage.of(it.code())).toList();
  }

  String countedDrafts() {
    return drafts < MOST_DRAFTS ? Integer.toString(drafts) : drafts + "+";
  }

  /// Messages that wait for their author.
  ///
  /// @param more whether there are more than these
  record MessageQueue(List<PendingMessage> messages, boolean more) {}

  /// A message that waits.
  ///
  /// @param from which of the author's phones it came from; empty where it is none of them
  record PendingMessage(PendingApproval pending, String from, Viewer viewer) {
    Words words() {
      return viewer.words();
    }

    RecordingId recording() {
      return pending.message().recording();
    }

    String id() {
      return recording().toString();
    }

    String when() {
      return viewer.when(pending.message().heldAt());
    }

    String time() {
      return pending.message().heldAt().toString();
    }

    String exactly() {
      return viewer.words().exactly(pending.message().heldAt());
    }

    String waveform() {
      return WaveformBars.of(pending.message().voice().peaks()).path();
    }

    private Duration length() {
      return pending.message().voice().duration();
    }

    String seconds() {
      return Card.seconds(length());
    }

    String clock() {
      return Card.clock(length());
    }

    List<Card.AudioSource> sources() {
      return pending.message().voice().renditions().stream()
          .map(it -> new Card.AudioSource(SitePaths.waiting(it), it.mediaType()))
          .toList();
    }

    String reason() {
      return words().say("telephone.reason", pending.hold().reason());
    }

    /// When it is deleted; empty for never.
    String until() {
      return pending
          .hold()
          .until()
          .map(it ->
              words().say("telephone.deleted-at", words().in(Duration.between(viewer.now(), it))))
          .orElse("");
    }
  }

  /// What a phone is to us.
  String standing(LinkedPhones.MaskedPhone entry) {
    var phone = entry.phone();
    return words().say("telephone.linked-since", frame.when(phone.linkedAt()))
        + " · "
        + (phone.isProved()
            ? words().say("telephone.proved")
            : words().say("telephone.not-proved"));
  }

  boolean isAlarming() {
    return UnreadCounter.isAlarming(pin);
  }

  /// Until when the PIN cannot be used on the phone; empty where it can.
  String locked() {
    return pin.lockedUntil()
        .map(it ->
            words()
                .say(
                    "telephone.pin-locked",
                    words().in(Duration.between(frame.request().now(), it))))
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
  record NewPinView(PageFrame frame, String digits) {
    Words words() {
      return frame.words();
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
  record LinkCodeView(PageFrame frame, String digits, String number, Duration left) {
    Words words() {
      return frame.words();
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
  record ClaimView(PageFrame frame, String found, SignInViews.Form form) {
    Words words() {
      return frame.words();
    }
  }
}

package io.voicepost.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.spool.Attestation;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.storage.phone.CallerClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TrustPolicyTest {
  /// What is expected, cell by cell: the first row that fits a cell counts. `*` is anything, `|` is
  /// or. The trunk is `+signs` or `-signs`, `+vouches` or `-vouches`.
  private static final String TABLE =
      """
      # class         attestation  trunk             number          pin       path           ruling
      # Nobody knows whose it is, unless an account was named and its PIN is right.
      *               *            *                 unknown|withheld right    phone|browser  publish
      *               *            *                 unknown|withheld *        *              hold_as_unknown
      # The PIN is the strongest there is; when Asterisk recorded alone nobody asked for it.
      *               *            *                 *               right     phone|browser  publish
      *               *            *                 *               wrong     *              hold_for_approval
      # Protected: never without it.
      protected       *            *                 *               not_asked phone|browser  ask_pin
      protected       *            *                 *               *         *              hold_for_approval
      # The phone in the browser has the number that we gave it; no carrier signs for it.
      easy            *            *                 *               *         browser        publish
      normal          *            *                 proved          *         browser        publish
      # What fails to prove itself is worse than what does not try.
      *               failed       *                 *               not_asked phone          ask_pin
      *               failed       *                 *               *         phone|fallback hold_for_approval
      # Easy: the number, where the trunk or the caller's carrier vouches for it.
      easy            *            +vouches          *               *         phone|fallback publish
      easy            a            +signs            *               *         phone|fallback publish
      easy            *            *                 *               not_asked phone          ask_pin
      easy            *            *                 *               *         phone|fallback hold_for_approval
      # Normal: the same, and nothing that gives reason to doubt.
      normal          a            +signs            proved          *         phone|fallback publish
      normal          b            +signs+vouches    proved          *         phone|fallback publish
      normal          *            -signs+vouches    proved          *         phone|fallback publish
      normal          *            *                 *               not_asked phone|browser  ask_pin
      normal          *            *                 *               *         *              hold_for_approval
      """;

  private record Row(List<String> cells, TrustDecision trustDecision) {
    boolean fits(Evidence it) {
      return is(cells.get(0), it.callerClass())
          && is(cells.get(1), it.attestation())
          && isTrunk(cells.get(2), it.trunk())
          && is(cells.get(3), it.number())
          && is(cells.get(4), it.pin())
          && is(cells.get(5), it.path());
    }

    private static boolean is(String wanted, Enum<?> value) {
      return wanted.equals("*")
          || List.of(wanted.split("\\|", -1)).contains(value.name().toLowerCase(Locale.ROOT));
    }

    private static boolean isTrunk(String wanted, Trunk trunk) {
      return (!wanted.contains("+signs") || trunk.signs())
          && (!wanted.contains("-signs") || !trunk.signs())
          && (!wanted.contains("+vouches") || trunk.vouches())
          && (!wanted.contains("-vouches") || !trunk.vouches());
    }
  }

  private static List<Row> rows() {
    return TABLE
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.strip().split("\\s+", -1)))
        .map(cells -> new Row(cells, TrustDecision.valueOf(cells.get(6).toUpperCase(Locale.ROOT))))
        .toList();
  }

  private static List<Evidence> allCells() {
    var cells = new ArrayList<Evidence>();
    for (var callerClass : CallerClass.values()) {
      for (var attestation : Attestation.values()) {
        for (var trunk : new int[] {0, 1, 2, 3}) {
          for (var number : NumberStatus.values()) {
            for (var pin : PinStatus.values()) {
              for (var path : CallPath.values()) {
                cells.add(
                    new Evidence(
                        callerClass,
                        attestation,
                        new Trunk((trunk & 1) != 0, (trunk & 2) != 0),
                        number,
                        pin,
                        path));
              }
            }
          }
        }
      }
    }
    return cells;
  }

  @Test
  void everyCellIsAsTheTableSays() {
    var used = new HashSet<Row>();
    for (var cell : allCells()) {
      var row = rows().stream().filter(it -> it.fits(cell)).findFirst().orElseThrow();
      used.add(row);
      assertThat(TrustPolicy.rule(cell)).as("%s", cell).isEqualTo(row.trustDecision());
    }
    assertThat(used).as("rows that say anything").hasSameSizeAs(rows());
    assertThat(allCells()).hasSize(3 * 5 * 4 * 4 * 5 * 3).doesNotHaveDuplicates();
  }

  /// A new password takes the account over: the PIN, a linked phone, and a number that is vouched
  /// for.
  @Test
  void newPasswordWantsThePinAndALinkedPhoneThatIsVouchedFor() {
    assertThat(allCells())
        .filteredOn(TrustPolicy::mayRecover)
        .isNotEmpty()
        .allMatch(it -> it.pin() == PinStatus.RIGHT)
        .allMatch(it -> it.path() == CallPath.PHONE)
        .allMatch(it -> it.number() == NumberStatus.PROVED || it.number() == NumberStatus.NEW)
        .allMatch(it -> it.attestation() != Attestation.FAILED)
        .allMatch(it -> it.trunk().vouches() || it.attestation() == Attestation.A)
        // Two standings, three classes; four attestations that vouching forgives on two trunks, and
        // A on the one that signs.
        .hasSize(2 * 3 * (4 * 2 + 1));
  }

  @Test
  void noCellPublishesForAProtectedAccountWithoutItsFactor() {
    assertThat(allCells())
        .filteredOn(it -> it.callerClass() == CallerClass.PROTECTED)
        .filteredOn(it -> TrustPolicy.rule(it) == TrustDecision.PUBLISH)
        .isNotEmpty()
        .allMatch(it -> it.pin() == PinStatus.RIGHT && it.path() != CallPath.FALLBACK);
  }

  @Test
  void aStricterClassNeverPublishesWhatAnEasierOneHolds() {
    for (var cell : allCells()) {
      for (var easier : CallerClass.values()) {
        if (easier.compareTo(cell.callerClass()) < 0
            && TrustPolicy.rule(cell) == TrustDecision.PUBLISH) {
          assertThat(TrustPolicy.rule(as(easier, cell)))
              .as("%s", cell)
              .isEqualTo(TrustDecision.PUBLISH);
        }
      }
    }
  }

  @Test
  void nobodyIsAskedForAPinThatCannotBeKeyed() {
    assertThat(allCells())
        .filteredOn(it -> TrustPolicy.rule(it) == TrustDecision.ASK_PIN)
        .isNotEmpty()
        .allMatch(it -> it.pin() == PinStatus.NOT_ASKED && it.path() != CallPath.FALLBACK);
  }

  @Test
  void wrongPinPublishesNothing() {
    assertThat(allCells())
        .filteredOn(it -> it.pin() == PinStatus.WRONG)
        .noneMatch(it -> TrustPolicy.rule(it) == TrustDecision.PUBLISH);
  }

  @Test
  void lockOutByOthersDoesNotSilenceWhoseNumberIsEnough() {
    var owner =
        new Evidence(
            CallerClass.NORMAL,
            Attestation.NONE,
            new Trunk(false, true),
            NumberStatus.PROVED,
            PinStatus.LOCKED,
            CallPath.PHONE);
    assertThat(TrustPolicy.rule(owner)).isEqualTo(TrustDecision.PUBLISH);
  }

  private static Evidence as(CallerClass other, Evidence it) {
    return new Evidence(other, it.attestation(), it.trunk(), it.number(), it.pin(), it.path());
  }
}

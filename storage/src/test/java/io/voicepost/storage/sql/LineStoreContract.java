package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.OpeningHours;
import io.voicepost.storage.phone.ServiceLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [LineStore] promises.
interface LineStoreContract {
  RecordingId GREETING = RecordingId.at(NOON);

  AccountStore accounts();

  LineStore lines();

  private static ServiceLine line(String number) {
    return new ServiceLine(
        number,
        "Valentine 情人节",
        "CN",
        new LineSpeech("zh-CN", true, Optional.of(GREETING), Optional.of("情人节")),
        Duration.ofSeconds(90),
        Duration.ofSeconds(4),
        new LinePolicy(LinePolicy.Admission.LISTED, LinePolicy.Moderation.BEFORE, true, false),
        OpeningHours.parse("Asia/Shanghai", "mon-fri 09:00-12:00 14:00-18:00; sat 22:00-02:00"),
        new FairUse(1, 2, 3, 4));
  }

  private static ServiceLine plain(String number) {
    return new ServiceLine(
        number,
        "Plain",
        "US",
        new LineSpeech("en", false, Optional.empty(), Optional.empty()),
        Duration.ofMinutes(3),
        Duration.ofSeconds(5),
        LinePolicy.USUAL,
        OpeningHours.ALWAYS,
        FairUse.UNLIMITED);
  }

  @Test
  default void lineIsKeptWithAllItHas() throws Exception {
    assertThat(lines().add(line("8642"))).isTrue();
    assertThat(lines().add(plain("8642"))).isFalse();
    assertThat(lines().add(plain("+862100001"))).isTrue();

    assertThat(lines().line("8642")).contains(line("8642"));
    assertThat(lines().line("+862100001")).contains(plain("+862100001"));
    assertThat(lines().line("1")).isEmpty();
  }

  @Test
  default void lineChangesAndGoes() throws Exception {
    lines().add(line("8642"));

    assertThat(lines().change(plain("8642"))).isTrue();
    assertThat(lines().line("8642")).contains(plain("8642"));
    assertThat(lines().change(line("8642"))).isTrue();
    assertThat(lines().line("8642")).contains(line("8642"));
    assertThat(lines().change(plain("1"))).isFalse();
    assertThat(lines().remove("8642")).isTrue();
    assertThat(lines().remove("8642")).isFalse();
    assertThat(lines().line("8642")).isEmpty();
  }

  @Test
  default void firstLineIsWrittenOnlyWhereThereIsNone() throws Exception {
    assertThat(lines().addFirst(plain("1"))).isTrue();
    assertThat(lines().addFirst(plain("1"))).isFalse();
    assertThat(lines().addFirst(plain("2"))).isFalse();
    assertThat(lines().list(Optional.empty(), 10)).containsExactly(plain("1"));
  }

  @Test
  default void ofManyNodesOneWritesTheFirstLine() throws Exception {
    var written = Parallel.run(8, n -> lines().addFirst(plain("1" + n)));

    assertThat(written).filteredOn(it -> it).hasSize(1);
  }

  @Test
  default void listsByNumberPageByPage() throws Exception {
    for (var number : List.of("3", "+1", "2")) {
      lines().add(plain(number));
    }

    assertThat(lines().list(Optional.empty(), 2))
        .extracting(ServiceLine::number)
        .containsExactly("+1", "2");
    assertThat(lines().list(Optional.of("2"), 2))
        .extracting(ServiceLine::number)
        .containsExactly("3");
  }

  @Test
  default void accountsOnTheListComeByHandleAndGoWithTheLine() throws Exception {
    lines().add(plain("1"));
    lines().add(plain("2"));
    var faye = accounts().create(new Handle("faye"), "Faye Wong");
    var ann = accounts().create(new Handle("ann"), "Ann");

    assertThat(lines().enlist("1", faye.id())).isTrue();
    assertThat(lines().enlist("1", faye.id())).isFalse();
    assertThat(lines().enlist("3", faye.id())).isFalse();
    lines().enlist("1", ann.id());

    assertThat(lines().isListed("1", faye.id())).isTrue();
    assertThat(lines().isListed("2", faye.id())).isFalse();
    assertThat(lines().listed("1", Optional.empty(), 1)).containsExactly(ann);
    assertThat(lines().listed("1", Optional.of(ann.handle()), 9)).containsExactly(faye);
    assertThat(lines().strike("1", ann.id())).isTrue();
    assertThat(lines().strike("1", ann.id())).isFalse();
    lines().remove("1");
    lines().add(plain("1"));
    assertThat(lines().isListed("1", faye.id())).isFalse();
  }
}

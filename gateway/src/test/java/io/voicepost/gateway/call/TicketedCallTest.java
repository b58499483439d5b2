package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.call.RecordingResult.Ending;
import io.voicepost.gateway.identity.CallTickets;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.storage.Account;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls from the page, by somebody who is signed in on it: theirs, or nobody's.
@Timeout(60)
class TicketedCallTest {
  private static final CallOutcome REFUSED = new CallOutcome.Refused("ticket");

  @TempDir private Path folder;
  private Stage stage;
  private Account faye;
  private Grant session;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder);
    faye = stage.faye();
    session = stage.access().tokens().openSession(faye.id()).grant();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  private String ticket() {
    return stage.tickets().issue(faye.id(), session.token());
  }

  private CallOutcome call(String ticket) {
    return call(ticket, speaker());
  }

  private CallOutcome call(String ticket, ScriptedChannel caller) {
    var call =
        new IncomingCall(
            "",
            Stage.LINE.number(),
            CallPath.BROWSER,
            new CallerProof.Ticket(ticket),
            Optional.of(CallId.of("call1")));
    return new CallFlow(stage.parts(), Clock.systemUTC()).run(caller, call);
  }

  private static ScriptedChannel speaker() {
    return new ScriptedChannel().speaks(Duration.ofSeconds(3), Ending.HANG_UP);
  }

  private Optional<MessageAuthor> taken() throws InterruptedException {
    return stage.spool().take(Duration.ZERO).map(it -> it.facts().author());
  }

  private void callerClass(CallerClass callerClass) throws IOException {
    stage
        .database()
        .phoneSettings()
        .change(faye.id(), new PhoneSettings(callerClass, HangUpRule.PUBLISH, Optional.empty()));
  }

  @Test
  void messageIsTheMembersAndNamesItsCall() throws Exception {
    assertThat(call(ticket())).isInstanceOf(CallOutcome.Accepted.class);

    var facts = stage.spool().take(Duration.ZERO).orElseThrow().facts();
    assertThat(facts.author()).isEqualTo(new MessageAuthor.Member(faye.id()));
    assertThat(facts.origin().call()).contains(CallId.of("call1"));
  }

  @Test
  void easyAccountCallsAsThemselvesToo() throws Exception {
    callerClass(CallerClass.EASY);

    call(ticket());

    assertThat(taken()).contains(new MessageAuthor.Member(faye.id()));
  }

  @Test
  void protectedAccountNeedsItsPinAsEver() throws Exception {
    callerClass(CallerClass.PROTECTED);

    call(ticket());
    assertThat(taken()).contains(new MessageAuthor.Unproved(faye.id(), Optional.empty()));

    var pin = stage.pins().issue(faye.id());
    call(ticket(), speaker().answers(pin.digits() + " "));
    assertThat(taken()).contains(new MessageAuthor.Member(faye.id()));
  }

  @Test
  void usedTicketIsRefused() throws Exception {
    var ticket = ticket();
    call(ticket);
    assertThat(taken()).isPresent();

    var again = speaker();
    assertThat(call(ticket, again)).isEqualTo(REFUSED);
    assertThat(again.happened()).containsExactly("settle");
    assertThat(taken()).isEmpty();
  }

  @Test
  void oldTicketIsRefused() throws Exception {
    var earlier = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-3));
    var database = stage.database();
    var old =
        new CallTickets(database.grants(), database.passports(), stage.vault(), earlier)
            .issue(faye.id(), session.token());

    assertThat(call(old)).isEqualTo(REFUSED);
    assertThat(taken()).isEmpty();
  }

  @Test
  void ticketOfASessionThatIsOverIsRefused() throws Exception {
    var ticket = ticket();
    stage.database().grants().revoke(faye.id(), session.token());

    assertThat(call(ticket)).isEqualTo(REFUSED);
    assertThat(taken()).isEmpty();
  }

  @Test
  void ticketIsNobodyElses() throws Exception {
    var other =
        stage.database().accounts().create(new io.voicepost.storage.Handle("other"), "Other");
    var ticket = ticket();
    var rest = ticket.substring(ticket.indexOf('-'));
    for (var forged :
        new String[] {
          other.id() + rest, // another's account
          ticket.replaceFirst("-[0-9]+-", "-" + (session.token().value() + 1) + "-"),
          ticket.replaceFirst("(.*-.*-)[0-9]+(-.*-.*)", "$199999999999$2"), // a later end
          ticket.substring(0, ticket.length() - 1),
          ticket.toUpperCase(java.util.Locale.ROOT) + "x",
          "unfit",
          "-".repeat(200)
        }) {
      assertThat(call(forged)).as(forged).isEqualTo(REFUSED);
    }
    assertThat(taken()).isEmpty();
    assertThat(call(ticket)).isInstanceOf(CallOutcome.Accepted.class);
  }

  @Test
  void callsOfAMemberAreCountedAsTheirs() throws Exception {
    var line = Stage.LINE;
    stage.line(
        new ServiceLine(
            line.number(),
            line.name(),
            line.region(),
            line.speech(),
            line.longest(),
            line.silence(),
            line.policy(),
            line.hours(),
            new FairUse(1, 0, 0, 0)));
    call(ticket());
    assertThat(taken()).isPresent();

    // Somebody whose number is withheld, and another member, are not held up by it.
    var other =
        stage.database().accounts().create(new io.voicepost.storage.Handle("other"), "Other");
    var theirs = stage.access().tokens().openSession(other.id()).grant();
    assertThat(call(stage.tickets().issue(other.id(), theirs.token())))
        .isInstanceOf(CallOutcome.Accepted.class);
    var withheld = speaker();
    new CallFlow(stage.parts(), Clock.systemUTC()).run(withheld, Stage.call(""));
    assertThat(withheld.happened()).contains("stranger-speak");
    assertThat(call(ticket()).label()).isEqualTo("refused_too_many_this_hour");
  }

  @Test
  void ticketIsNotPrinted() {
    var ticket = ticket();

    assertThat(new CallerProof.Ticket(ticket).toString()).doesNotContain(ticket);
  }
}

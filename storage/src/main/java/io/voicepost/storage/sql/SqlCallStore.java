package io.voicepost.storage.sql;

import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.CallStore;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.PhoneCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Calls in a table.
final class SqlCallStore implements CallStore {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Sql sql;

  SqlCallStore(Sql sql) {
    this.sql = sql;
  }

  /// What a caller had of the last day: calls within the hour and going on, and how long all took.
  private record CallUsage(int withinHour, int goingOn, Duration talked) {}

  @Override
  public CallVerdict admit(PhoneCall call, FairUse limits) throws IOException {
    return sql.transact(db -> {
      // First the caller, then the line, always: two that met in another order would wait for each
      // other.
      RowLock.lock(db, call.caller(), call.beganAt());
      if (limits.lineCallsAtOnce() > 0) {
        RowLock.lock(db, "line " + call.line(), call.beganAt());
      }
      var usage = used(db, call);
      var reason =
          isGoingOn(db, call.id())
              ? Optional.<CallVerdict.LimitReached>empty()
              : refusal(db, call, limits, usage);
      if (reason.isPresent()) {
        return new CallVerdict.Refused(reason.get());
      }
      begin(db, call);
      return new CallVerdict.Admitted(
          limits.minutesADay() == 0
              ? Optional.empty()
              : Optional.of(Duration.ofMinutes(limits.minutesADay()).minus(usage.talked())));
    });
  }

  private static Optional<CallVerdict.LimitReached> refusal(
      Handle db, PhoneCall call, FairUse limits, CallUsage usage) {
    if (isReached(limits.callsAtOnce(), usage.goingOn())) {
      return Optional.of(CallVerdict.LimitReached.TOO_MANY_AT_ONCE);
    }
    if (isReached(limits.callsAnHour(), usage.withinHour())) {
      return Optional.of(CallVerdict.LimitReached.TOO_MANY_THIS_HOUR);
    }
    if (isReached(limits.minutesADay(), (int) usage.talked().toMinutes())) {
      return Optional.of(CallVerdict.LimitReached.MINUTES_USED_UP);
    }
    return limits.lineCallsAtOnce() > 0 && isReached(limits.lineCallsAtOnce(), goingOn(db, call))
        ? Optional.of(CallVerdict.LimitReached.LINE_BUSY)
        : Optional.empty();
  }

  private static boolean isReached(int limit, int used) {
    return limit > 0 && used >= limit;
  }

  private static CallUsage used(Handle db, PhoneCall call) {
    return db.createQuery(
            """
            select coalesce(sum(case when began_at > :hour then 1 else 0 end), 0) as within_hour,
              coalesce(sum(case when (ended_at is null or ended_at > :now) and expires_at > :now
                then 1 else 0 end), 0) as going_on,
              coalesce(sum(coalesce(ended_at,
                case when expires_at < :now then expires_at else :now end) - began_at), 0) as talked
            from phone_call where caller = :caller and began_at > :day and id <> :id\
            """)
        .bind("id", call.id().toString())
        .bind("hour", call.beganAt().minus(HOUR).toEpochMilli())
        .bind("now", call.beganAt().toEpochMilli())
        .bind("day", call.beganAt().minus(DAY).toEpochMilli())
        .bind("caller", call.caller())
        .map((row, _) ->
            new CallUsage(
                row.getInt("within_hour"),
                row.getInt("going_on"),
                Duration.ofMillis(Math.max(0, row.getLong("talked")))))
        .one();
  }

  private static int goingOn(Handle db, PhoneCall call) {
    return db.createQuery(
            """
            select count(*) from phone_call
            where line_number = :line and (ended_at is null or ended_at > :now)
              and expires_at > :now and id <> :id\
            """)
        .bind("id", call.id().toString())
        .bind("line", call.line())
        .bind("now", call.beganAt().toEpochMilli())
        .mapTo(int.class)
        .one();
  }

  private static boolean isGoingOn(Handle db, RecordingId call) {
    return db.createQuery("select count(*) from phone_call where id = :id and ended_at is null")
        .bind("id", call.toString())
        .mapTo(boolean.class)
        .one();
  }

  private static void begin(Handle db, PhoneCall call) {
    db.createUpdate(
            """
            insert into phone_call (id, caller, line_number, began_at, expires_at)
            values (:id, :caller, :line, :now, :expires) on conflict do nothing\
            """)
        .bind("id", call.id().toString())
        .bind("caller", call.caller())
        .bind("line", call.line())
        .bind("now", call.beganAt().toEpochMilli())
        .bind("expires", call.beganAt().plus(call.lease()).toEpochMilli())
        .execute();
  }

  @Override
  public boolean renew(RecordingId call, Instant now, Duration lease) throws IOException {
    return sql.write(db ->
        db.createUpdate(
                """
                update phone_call set expires_at = :expires
                where id = :id and ended_at is null\
                """)
            .bind("expires", now.plus(lease).toEpochMilli())
            .bind("id", call.toString())
            .execute())
        == 1;
  }

  @Override
  public void ended(RecordingId call, Instant at) throws IOException {
    sql.write(db ->
        db.createUpdate("update phone_call set ended_at = :at where id = :id and ended_at is null")
            .bind("at", at.toEpochMilli())
            .bind("id", call.toString())
            .execute());
  }

  @Override
  public void forgetBefore(Instant before) throws IOException {
    sql.transact(db -> {
      db.createUpdate("delete from phone_call where began_at < :before")
          .bind("before", before.toEpochMilli())
          .execute();
      return db.createUpdate("delete from gate where passed_at < :before")
          .bind("before", before.toEpochMilli())
          .execute();
    });
  }
}

package io.voicepost.storage.phone;

/// How much a line may be used. 0 is no limit.
///
/// @param callsAnHour of one number
/// @param callsAtOnce of one number
/// @param lineCallsAtOnce of all
/// @param minutesADay of one number, within 24 hours
public record FairUse(int callsAnHour, int callsAtOnce, int lineCallsAtOnce, int minutesADay) {
  public static final FairUse UNLIMITED = new FairUse(0, 0, 0, 0);
  public static final FairUse USUAL = new FairUse(30, 2, 0, 120);

  public FairUse {
    if (callsAnHour < 0 || callsAtOnce < 0 || lineCallsAtOnce < 0 || minutesADay < 0) {
      throw new IllegalArgumentException("a limit is 0, for none, or more");
    }
  }
}

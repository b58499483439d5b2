package io.voicepost.gateway.web;

import io.voicepost.gateway.web.http.RateConfig;
import java.util.List;
import java.util.Optional;

/// Sites for tests of the API.
public final class ApiSites {
  private ApiSites() {}

  /// On which nobody asks too often.
  public static WebConfig unhurried() {
    return limited(new RateConfig(100_000, 100_000, 100_000, 100_000, 100_000, 100_000));
  }

  public static WebConfig limited(RateConfig rates) {
    return new WebConfig(
        "127.0.0.1",
        0,
        Optional.empty(),
        "8642",
        Optional.empty(),
        WebLimits.usual(),
        rates,
        List.of());
  }
}

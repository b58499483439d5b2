package io.voicepost.gateway.config;

import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.web.WebConfig;
import io.voicepost.gateway.web.WebLimits;
import io.voicepost.gateway.web.http.BrowserPhone;
import io.voicepost.gateway.web.http.RateConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// The settings whose names begin with `web.`, `browser.` and `limit.`.
final class WebSettings {
  private static final Optional<BrowserPhone> NO_PHONE = Optional.empty();

  private WebSettings() {}

  static WebConfig of(Settings settings) throws ConfigException {
    var address = settings.text(Setting.WEB_ADDRESS);
    // A public address means a proxy that speaks for the world, whatever it says of its visitors.
    boolean isTrial =
        isLoopback(settings, address) && settings.optional(Setting.WEB_PUBLIC_URL).isEmpty();
    var browserPhone = isTrial ? browserPhone(settings) : NO_PHONE;
    try {
      return new WebConfig(
          address,
          settings.number(Setting.WEB_PORT, 0, 65_535),
          settings.url(Setting.WEB_PUBLIC_URL, "http"),
          settings.text(Setting.LINE_NUMBER),
          browserPhone,
          WebLimits.of(
              settings.number(Setting.WEB_CONNECTIONS, 10, 1_000_000),
              settings.number(Setting.WEB_CONNECTIONS_EACH, 1, 1_000_000),
              settings.number(Setting.WEB_LISTENERS, 0, 1_000_000),
              settings.number(Setting.WEB_LISTENERS_EACH, 0, 1_000_000),
              (long) settings.number(Setting.WEB_AUDIO_CACHE, 0, 1_000_000) << 20),
          rates(settings),
          settings.list(Setting.WEB_PROXIES),
          settings.text(Setting.WEB_OPERATOR_ADDRESS),
          settings.number(Setting.WEB_OPERATOR_PORT, 0, 65_535));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("the web settings cannot be used: " + e.getMessage());
    }
  }

  private static RateConfig rates(Settings settings) throws ConfigException {
    return new RateConfig(
        settings.number(Setting.LIMIT_REQUESTS, 1, 100_000_000),
        settings.number(Setting.LIMIT_UPLOADS, 1, 100_000_000),
        settings.number(Setting.LIMIT_DELETES, 1, 100_000_000),
        settings.number(Setting.LIMIT_SIGN_INS, 1, 100_000_000),
        settings.number(Setting.LIMIT_SIGN_UPS, 1, 100_000_000),
        settings.number(Setting.LIMIT_PAGES, 1, 100_000_000));
  }

  private static boolean isLoopback(Settings settings, String address) throws ConfigException {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw settings.wrong(Setting.WEB_ADDRESS, "an address of this machine");
    }
  }

  /// Whoever reaches the page could call as the demo account, so it is on for this machine only.
  private static Optional<BrowserPhone> browserPhone(Settings settings) throws ConfigException {
    var websocket = settings.url(Setting.BROWSER_PHONE, "ws");
    if (websocket.isEmpty()) {
      return NO_PHONE;
    }
    return Optional.of(
        new BrowserPhone(
            websocket.get(),
            "browser",
            settings.matching(
                Setting.BROWSER_SECRET, GatewayConfig.SECRET, "16 to 64 letters and digits")));
  }

  /// Whose number calls from the page.
  static PhoneNumber demo(Settings settings) throws ConfigException {
    return settings.as(
        Setting.BROWSER_NUMBER, "a number in E.164 form, like +12025550142", PhoneNumber::new);
  }
}

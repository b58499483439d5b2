package io.voicepost.gateway.web;

import io.voicepost.gateway.web.http.BrowserPhone;
import io.voicepost.gateway.web.http.ClientAddresses;
import io.voicepost.gateway.web.http.RateConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where the pages are served and what they tell of the service.
///
/// @param address the address to listen on, numeric or a name
/// @param port the port to listen on; 0 takes a free one
/// @param publicUrl how visitors reach the pages, without a path; empty means the address and port
/// @param line the service number that the pages show
/// @param browserPhone how a browser calls; empty means that the pages offer no such call
/// @param rates how often each may ask
/// @param operatorAddress where metrics and the details of health are served, for nobody else
/// @param operatorPort its port; 0 takes a free one
/// @param proxies numeric addresses of those whose `X-Forwarded-For` is believed
public record WebConfig(
    String address,
    int port,
    Optional<URI> publicUrl,
    String line,
    Optional<BrowserPhone> browserPhone,
    WebLimits limits,
    RateConfig rates,
    List<String> proxies,
    String operatorAddress,
    int operatorPort) {
  /// Loopback.
  static final String OPERATOR = "127.0.0.1";

  public WebConfig {
    if (Math.min(port, operatorPort) < 0 || Math.max(port, operatorPort) > 65_535) {
      throw new IllegalArgumentException(
          "a port is 0 to 65535, not " + port + " or " + operatorPort);
    }
    if (!line.matches("\\+?[0-9]{1,15}")) {
      throw new IllegalArgumentException("a service number is 1 to 15 digits, not " + line);
    }
    publicUrl.ifPresent(WebConfig::validate);
    proxies = List.copyOf(proxies);
    var _ = new ClientAddresses(proxies);
  }

  public WebConfig(
      String address,
      int port,
      Optional<URI> publicUrl,
      String line,
      Optional<BrowserPhone> browserPhone,
      WebLimits limits,
      RateConfig rates,
      List<String> proxies) {
    this(address, port, publicUrl, line, browserPhone, limits, rates, proxies, OPERATOR, 0);
  }

  public WebConfig(
      String address,
      int port,
      Optional<URI> publicUrl,
      String line,
      Optional<BrowserPhone> browserPhone,
      WebLimits limits) {
    this(address, port, publicUrl, line, browserPhone, limits, RateConfig.USUAL, List.of());
  }

  public WebConfig(
      String address,
      int port,
      Optional<URI> publicUrl,
      String line,
      Optional<BrowserPhone> browserPhone) {
    this(address, port, publicUrl, line, browserPhone, WebLimits.usual());
  }

  private static void validate(URI url) {
    var scheme = url.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme))
        || url.getHost() == null
        || !(url.getPath().isEmpty() || url.getPath().equals("/"))
        || url.getQuery() != null
        || url.getFragment() != null) {
      throw new IllegalArgumentException(
          "the public URL is like https://voice.example, without a path, not " + url);
    }
  }
}

package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.voicepost.gateway.access.RelyingParty;
import io.voicepost.gateway.web.http.BrowserPhone;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/// What is the same on every page: the service number, the assets, and where the site is.
public record Site(
    String line, Optional<BrowserPhone> browserPhone, Optional<URI> publicUrl, Assets assets) {

  /// The site's address without a slash at its end.
  public String base(WebRequest request) {
    return base(request.context());
  }

  public String base(ServiceRequestContext context) {
    var base =
        publicUrl
            .map(URI::toString)
            .orElseGet(() -> {
              var local = context.localAddress();
              return "http://" + hostText(local.getAddress()) + ":" + local.getPort();
            });
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /// The site as passkeys know it: its public address, or this machine by its name. Anything else
  /// has none: browsers give passkeys to secure pages only, and to no bare address.
  Optional<RelyingParty> relyingParty(WebRequest request) {
    return publicUrl
        .map(it -> it.getScheme() + "://" + it.getRawAuthority())
        .or(() ->
            Optional.of(request.host())
                .filter(it -> it.matches("localhost(:[0-9]{1,5})?"))
                .map(it -> "http://" + it))
        .map(URI::create)
        .map(RelyingParty::new);
  }

  private static String hostText(InetAddress address) {
    var text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  /// The browser phone, for those who may use it.
  Optional<BrowserPhone> phoneFor(WebRequest request) {
    return browserPhone.filter(_ -> request.fromThisMachine());
  }
}

package io.voicepost.gateway.web.pages;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Scripts, styles and the icon, each under a name that carries a hash of its content: what a name
/// stands for never changes, so browsers keep it for ever.
public final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "app.js", "text/javascript; charset=utf-8",
          "phone.js", "text/javascript; charset=utf-8",
          "embed.js", "text/javascript; charset=utf-8",
          "compose.js", "text/javascript; charset=utf-8",
          "captions.js", "text/javascript; charset=utf-8",
          "app.css", "text/css; charset=utf-8",
          "embed.css", "text/css; charset=utf-8",
          "noscript.css", "text/css; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private final Map<String, String> paths = new HashMap<>();
  private final Map<String, Asset> assets = new HashMap<>();

  private record Asset(String type, HttpData content) {}

  public static Assets load() {
    return new Assets();
  }

  private Assets() {
    TYPES.forEach((name, type) -> {
      var plain = bytes(name);
      int dot = name.lastIndexOf('.');
      var hashed = name.substring(0, dot) + "." + hash(plain) + name.substring(dot);
      paths.put(name, "/assets/" + hashed);
      assets.put(hashed, new Asset(type, HttpData.wrap(plain)));
    });
  }

  /// Where a page finds the asset of this name.
  public String path(String name) {
    return requireNonNull(paths.get(name), name);
  }

  /// Answers a request for an asset by its hashed name.
  public Optional<HttpResponse> serve(String hashed) {
    return Optional.ofNullable(assets.get(hashed)).map(Assets::response);
  }

  private static HttpResponse response(Asset asset) {
    var headers =
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            asset.type,
            HttpHeaderNames.CACHE_CONTROL,
            "public, max-age=31536000, immutable");
    return HttpResponse.of(headers, asset.content);
  }

  private static byte[] bytes(String name) {
    try (var in = Assets.class.getResourceAsStream("/web/" + name)) {
      return requireNonNull(in, () -> "the build left out " + name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.voicepost.gateway.web.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.PictureKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The pictures of accounts: 400 by 400 pixels as PNG, in the object store; who has none gets one
/// that is drawn. A name stands for one picture for ever. Safe for many threads.
public final class Avatars {
  /// Of a picture that is sent in.
  static final long MOST_BYTES = 2 << 20;

  /// What stands above each profile.
  static final String HEADER = "/avatar/header.png";

  private static final Pattern KEPT = Pattern.compile("[0-9]{1,19}-[0-9a-f]{16}");
  private static final Pattern DRAWN = Pattern.compile("voice-([0-9a-f]{8})");
  private static final long MEMORY = 16 << 20;

  private final AudioStore store;
  private final Cache<String, byte[]> hot =
      Caffeine.newBuilder()
          .maximumWeight(MEMORY)
          .weigher((String _, byte[] png) -> png.length)
          .build();

  public Avatars(AudioStore store) {
    this.store = store;
  }

  /// Where the picture of an account is.
  ///
  /// @param base the site's address without a slash at its end
  public static String url(String base, Account account) {
    var drawn = "voice-" + HexFormat.of().toHexDigits(account.handle().value().hashCode());
    return base + "/avatar/" + account.profile().avatar().orElse(drawn) + ".png";
  }

  /// Keeps a picture that was sent in, made anew from its pixels alone, and returns its name.
  ///
  /// @throws ApiException 422 if it is no picture, or too large a one
  String keep(AccountId account, Path file) throws ApiException, IOException {
    var png = SentPicture.remade(file);
    var name = account + "-" + fingerprint(png);
    store.put(key(name), ByteBuffer.wrap(png), "image/png");
    return name;
  }

  void delete(String name) throws IOException {
    hot.invalidate(name);
    store.delete(key(name));
  }

  private static PictureKey key(String name) {
    return new PictureKey("avatar/" + name + ".png");
  }

  private static String fingerprint(byte[] png) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(png);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The picture `/avatar/<file>`; empty if there is none.
  public Optional<HttpResponse> serve(String file) throws IOException {
    if (!file.endsWith(".png")) {
      return Optional.empty();
    }
    return png(file.substring(0, file.length() - 4))
        .map(png ->
            HttpResponse.of(
                ResponseHeaders.of(
                    HttpStatus.OK,
                    HttpHeaderNames.CONTENT_TYPE,
                    MediaType.PNG,
                    HttpHeaderNames.CACHE_CONTROL,
                    "public, max-age=31536000, immutable"),
                HttpData.wrap(png)));
  }

  /// The picture that an account sent, as PNG; empty where it sent none, or it is gone.
  public Optional<byte[]> sent(Account account) throws IOException {
    var name = account.profile().avatar();
    return name.isPresent() ? png(name.get()) : Optional.empty();
  }

  private Optional<byte[]> png(String name) throws IOException {
    var known = hot.getIfPresent(name);
    if (known != null) {
      return Optional.of(known);
    }
    var drawn = DRAWN.matcher(name);
    Optional<byte[]> png;
    if (name.equals("header")) {
      png = Optional.of(DrawnPicture.header());
    } else if (drawn.matches()) {
      png = Optional.of(DrawnPicture.face(HexFormat.fromHexDigits(drawn.group(1))));
    } else if (KEPT.matcher(name).matches()) {
      png = store.get(key(name)).map(Avatars::bytes);
    } else {
      png = Optional.empty();
    }
    png.ifPresent(it -> hot.put(name, it));
    return png;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}

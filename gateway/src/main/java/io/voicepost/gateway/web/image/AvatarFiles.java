package io.voicepost.gateway.web.image;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.CacheControl;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.PictureKey;
import io.voicepost.transcoder.upload.PictureDecoder;
import io.voicepost.transcoder.upload.Portrait;
import io.voicepost.transcoder.upload.RefusedPictureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The pictures of accounts, in the object store: JPEG, 400 pixels a side and, for lists, 96; who
/// has none gets one that is drawn. A name stands for one picture for ever. Safe for many threads.
public final class AvatarFiles {
  /// Of a picture that is sent in.
  public static final long MOST_BYTES = 2 << 20;

  /// What stands above each profile.
  public static final String HEADER = "/avatar/header.png";

  private static final String SMALL = "-" + Portrait.SMALL;

  /// Twenty of the small ones have to fit into a first page of 100 kB.
  private static final int MOST_SMALL_BYTES = 2500;

  private static final int MOST_LARGE_BYTES = 40_000;
  private static final int DECODED_AT_ONCE = 2;

  private static final Pattern KEPT = Pattern.compile("[0-9]{1,19}-[0-9a-f]{32}(?:-96)?");

  /// Pictures were PNG before, in one size; the small one is made when it is asked for.
  private static final Pattern KEPT_PNG = Pattern.compile("[0-9]{1,19}-[0-9a-f]{16}");

  private static final Pattern DRAWN = Pattern.compile("voice-([0-9a-f]{8})");
  private static final long MEMORY = 16 << 20;

  /// What is drawn says nothing of anybody.
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /// How long one that another node deleted may come from memory.
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final AudioStore store;
  private final PictureDecoder decoder = new PictureDecoder(MOST_BYTES, DECODED_AT_ONCE);
  private final Cache<String, byte[]> hot =
      Caffeine.newBuilder()
          .maximumWeight(MEMORY)
          .expireAfterWrite(FRESH)
          .weigher((String _, byte[] picture) -> picture.length)
          .build();

  public AvatarFiles(AudioStore store) {
    this.store = store;
  }

  /// Where the picture of an account is.
  ///
  /// @param base the site's address without a slash at its end
  public static String url(String base, Account account) {
    var drawn = "voice-" + HexFormat.of().toHexDigits(account.handle().value().hashCode());
    return base
        + account.profile().avatar().map(AvatarFiles::large).orElse("/avatar/" + drawn + ".png");
  }

  /// The path of a picture that was sent in, by its name.
  public static String large(String name) {
    return "/avatar/" + file(name);
  }

  /// The path of the same in the size of lists.
  public static String small(String name) {
    return "/avatar/" + name + SMALL + ".jpg";
  }

  private static String file(String name) {
    return name + (KEPT_PNG.matcher(name).matches() ? ".png" : ".jpg");
  }

  /// Keeps a picture that was sent in, made anew from its pixels alone, and returns its name.
  ///
  /// @throws ApiException 422 if it is no picture, or too large a one
  public String keep(AccountId account, Path sent) throws ApiException, IOException {
    var portrait = decoded(sent);
    var large = Jpeg.of(portrait.large(), MOST_LARGE_BYTES);
    var name = account + "-" + fingerprint(large);
    put(name + SMALL, Jpeg.of(portrait.small(), MOST_SMALL_BYTES));
    put(name, large);
    return name;
  }

  private Portrait decoded(Path sent) throws ApiException, IOException {
    if (Files.size(sent) > MOST_BYTES) {
      throw ApiException.unprocessable("Validation failed: Avatar must be less than 2 MB");
    }
    try {
      return decoder.decode(sent);
    } catch (RefusedPictureException e) {
      throw ApiException.unprocessable(
          e.isPicture()
              ? "Validation failed: Avatar cannot be read, or has more than 16 million pixels"
              : "Validation failed: Avatar must be a PNG, JPEG, WebP or GIF picture");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading a picture", e);
    }
  }

  private void put(String name, byte[] jpeg) throws IOException {
    store.put(new PictureKey("avatar/" + name + ".jpg"), ByteBuffer.wrap(jpeg), "image/jpeg");
  }

  public void delete(String name) throws IOException {
    hot.invalidateAll(List.of(name + ".png", name + ".jpeg", name + SMALL + ".jpeg"));
    store.delete(new PictureKey("avatar/" + file(name)));
    if (KEPT.matcher(name).matches()) {
      store.delete(new PictureKey("avatar/" + name + SMALL + ".jpg"));
    }
  }

  private static String fingerprint(byte[] picture) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(picture);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The picture `/avatar/<file>`; empty if there is none. One that was sent may be taken back.
  public Optional<HttpResponse> serve(String file, RequestHeaders asked) throws IOException {
    var type = type(file);
    return type.isEmpty()
        ? Optional.empty()
        : picture(name(file), type.get()).map(it -> response(file, it, type.get(), asked));
  }

  /// The same of a picture that is in memory, for which nobody has to wait.
  public Optional<HttpResponse> inMemory(String file, RequestHeaders asked) {
    return type(file)
        .flatMap(type ->
            Optional.ofNullable(hot.getIfPresent(key(name(file), type)))
                .map(it -> response(file, it, type, asked)));
  }

  private static Optional<MediaType> type(String file) {
    return file.endsWith(".png")
        ? Optional.of(MediaType.PNG)
        : file.endsWith(".jpg") ? Optional.of(MediaType.JPEG) : Optional.empty();
  }

  private static String name(String file) {
    return file.substring(0, file.length() - 4);
  }

  private static String key(String name, MediaType type) {
    return name + "." + type.subtype();
  }

  private static HttpResponse response(
      String file, byte[] picture, MediaType type, RequestHeaders asked) {
    var tag = '"' + file + '"';
    boolean same = asked.get(HttpHeaderNames.IF_NONE_MATCH, "").contains(tag);
    var headers =
        ResponseHeaders.of(
            same ? HttpStatus.NOT_MODIFIED : HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            type,
            HttpHeaderNames.ETAG,
            tag,
            HttpHeaderNames.CACHE_CONTROL,
            isDrawn(name(file)) ? FOR_EVER : CacheControl.PUBLIC);
    return same ? HttpResponse.of(headers) : HttpResponse.of(headers, HttpData.wrap(picture));
  }

  private static boolean isDrawn(String name) {
    return name.equals("header") || DRAWN.matcher(name).matches();
  }

  /// The picture that an account sent, JPEG or PNG; empty where it sent none, or it is gone.
  public Optional<byte[]> sent(Account account) throws IOException {
    var name = account.profile().avatar();
    return name.isPresent()
        ? picture(name.get(), file(name.get()).endsWith(".png") ? MediaType.PNG : MediaType.JPEG)
        : Optional.empty();
  }

  private Optional<byte[]> picture(String name, MediaType type) throws IOException {
    var key = key(name, type);
    var known = hot.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    var made = type.equals(MediaType.PNG) ? png(name) : jpeg(name);
    made.ifPresent(it -> hot.put(key, it));
    return made;
  }

  private Optional<byte[]> png(String name) throws IOException {
    var drawn = DRAWN.matcher(name);
    if (name.equals("header")) {
      return Optional.of(DefaultAvatar.header());
    }
    if (drawn.matches()) {
      return Optional.of(DefaultAvatar.face(HexFormat.fromHexDigits(drawn.group(1))));
    }
    return KEPT_PNG.matcher(name).matches() ? stored(name + ".png") : Optional.empty();
  }

  private Optional<byte[]> jpeg(String name) throws IOException {
    if (KEPT.matcher(name).matches()) {
      return stored(name + ".jpg");
    }
    var large = name.endsWith(SMALL) ? name.substring(0, name.length() - SMALL.length()) : "";
    var png = KEPT_PNG.matcher(large).matches() ? png(large) : Optional.<byte[]>empty();
    return png.isEmpty()
        ? Optional.empty()
        : Optional.of(Jpeg.of(Jpeg.scaled(Jpeg.read(png.get()), Portrait.SMALL), MOST_SMALL_BYTES));
  }

  private Optional<byte[]> stored(String file) throws IOException {
    return store.get(new PictureKey("avatar/" + file)).map(AvatarFiles::bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}

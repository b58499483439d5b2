package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.access.AccessConfig;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.Pepper;
import io.voicepost.gateway.media.CaptionEditor;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.api.stream.StreamDispatcher;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.gateway.web.stream.AnnouncementFanout;
import io.voicepost.gateway.web.stream.StreamSlots;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import io.voicepost.transcoder.upload.UploadLimits;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.yaml.snakeyaml.Yaml;

/// The description of the API says what the routes are, all of it and nothing else.
final class OpenApiTest {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  @TempDir private Path folder;
  private Database database;
  private StreamDispatcher dispatcher;
  private List<Route> routes;
  private Map<String, Object> described;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    var clock = Clock.systemUTC();
    var audio = Mockito.mock(AudioStore.class);
    var microblog = new Microblog(database, audio, clock);
    var access = AccessServices.open(database, AccessConfig.usual(new Pepper(new byte[32])), clock);
    var media =
        new MediaServices(
            Mockito.mock(Uploads.class),
            new CaptionEditor(database.captions(), false, clock),
            UploadLimits.of(1, Duration.ofSeconds(1)));
    dispatcher =
        new StreamDispatcher(
            microblog,
            access,
            media,
            new AnnouncementFanout.StreamLimits(new StreamSlots(1, 1), Duration.ofMinutes(1)),
            new SimpleMeterRegistry());
    routes =
        new MastodonApi(
                microblog, media, access, new AvatarFiles(audio), dispatcher, _ -> "http://x")
            .routes();
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
      described = new Yaml().load(in);
    }
  }

  @AfterEach
  void close() {
    dispatcher.close();
    database.close();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionHasItsRoute() {
    var real = new TreeSet<String>();
    routes.forEach(it -> real.add(it.method() + " " + it.path()));
    var told = new TreeSet<String>();
    map(described.get("paths"))
        .forEach((path, item) -> {
          for (var method : map(item).keySet()) {
            if (METHODS.contains(method)) {
              told.add(method.toUpperCase(Locale.ROOT) + " " + path);
            }
          }
        });

    assertThat(told).isEqualTo(real);
    assertThat(routes).hasSameSizeAs(real);
  }

  @Test
  void everyPlaceThatTellsTheVersionTellsTheBuilds() throws Exception {
    var build =
        Files.readString(Path.of("../pom.xml"))
            .replaceFirst("(?s).*?<version>([0-9.]+)(-SNAPSHOT)?</version>.*", "$1");

    assertThat(map(described.get("info")).get("version")).isEqualTo(build);
    assertThat(InstanceRoutes.VERSION).endsWith("Voicepost " + build + ")");
  }

  @Test
  void everyRouteIsDescribedWithTheScopesThatItAsksFor() {
    var real = new TreeMap<String, List<String>>();
    for (var route : routes) {
      real.put(
          route.method() + " " + route.path(),
          switch (route.access()) {
            case RouteAccess.Anybody _ -> List.of();
            case RouteAccess.AnyToken(var scopes) -> scopes.stream().sorted().toList();
            case RouteAccess.MemberToken(var scopes) -> scopes.stream().sorted().toList();
          });
    }
    map(described.get("paths"))
        .forEach((path, item) ->
            map(item)
                .forEach((method, operation) -> {
                  // Streams find out for themselves who may hear what.
                  if (METHODS.contains(method) && !path.startsWith("/api/v1/streaming")) {
                    var name = method.toUpperCase(Locale.ROOT) + " " + path;
                    assertThat(scopes(operation)).as(name).isEqualTo(real.get(name));
                  }
                }));
  }

  private static List<String> scopes(Object operation) {
    var scopes = new ArrayList<String>();
    for (var way : (List<?>) map(operation).getOrDefault("security", List.of())) {
      map(way).values().forEach(it -> ((List<?>) it).forEach(one -> scopes.add(one.toString())));
    }
    return scopes.stream().sorted().toList();
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var references = new ArrayList<String>();
    collect(described, references);

    assertThat(references).isNotEmpty();
    for (var reference : references) {
      @Nullable Object found = described;
      for (var step : reference.substring(2).split("/", -1)) {
        found = map(found).get(step);
        assertThat(found).as(reference).isNotNull();
      }
    }
  }

  private static void collect(Object value, List<String> references) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((key, it) -> {
            if (key.equals("$ref")) {
              references.add(it.toString());
            } else {
              collect(it, references);
            }
          });
      case List<?> list -> list.forEach(it -> collect(it, references));
      default -> {}
    }
  }
}

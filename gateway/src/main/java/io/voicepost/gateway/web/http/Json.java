package io.voicepost.gateway.web.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.datatype.jsr310.ser.InstantSerializer;
import com.linecorp.armeria.common.HttpData;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.ListId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.access.AppId;
import io.voicepost.storage.access.TokenId;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// JSON as the Mastodon API has it: snake case, ids as text, times in UTC with milliseconds, what
/// is empty as `null`. Safe for many threads.
public final class Json {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// What apps send is three deep.
  private static final StreamReadConstraints FOREIGN =
      StreamReadConstraints.builder()
          .maxNestingDepth(8)
          .maxNameLength(Params.LONGEST_NAME)
          .maxNumberLength(100)
          .maxTokenCount(8L * Params.MOST_VALUES)
          .build();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(FOREIGN).build())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new Times())
                  .addSerializer(PostId.class, ToStringSerializer.instance)
                  .addSerializer(AccountId.class, ToStringSerializer.instance)
                  .addSerializer(AppId.class, ToStringSerializer.instance)
                  .addSerializer(ListId.class, ToStringSerializer.instance)
                  .addSerializer(TokenId.class, ToStringSerializer.instance))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Json() {}

  private static final class Times extends InstantSerializer {
    Times() {
      super(InstantSerializer.INSTANCE, false, false, TIME);
    }
  }

  /// A record as bytes.
  public static HttpData bytes(Object value) {
    try {
      return HttpData.wrap(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A record as text, for events of the streaming API.
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads what somebody sent.
  ///
  /// @throws ApiException if it is no JSON, or goes too deep or on for too long
  static JsonNode read(String text) throws ApiException {
    try {
      return MAPPER.readTree(text);
    } catch (StreamConstraintsException e) {
      throw ApiException.badRequest("The body has too many values, or goes too deep");
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest("The body is no JSON");
    }
  }

  /// A time as it stands in JSON.
  public static String time(Instant time) {
    return TIME.format(time);
  }
}

package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The description of the API for programs (OpenAPI 3.1). A test holds it against the routes.
final class OpenApi {
  private final HttpData description;

  OpenApi() {
    try (var in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is missing");
      }
      this.description = HttpData.wrap(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/openapi.yaml",
            RouteAccess.anybody(),
            _ ->
                ApiResponse.raw(
                    HttpResponse.of(
                        HttpStatus.OK, MediaType.parse("application/yaml"), description))));
  }
}

/// Connections that stay open, and what tells them what happens: under the pages' live updates and
/// the API's streams alike. Knows neither of them.
@NullMarked
package io.voicepost.gateway.web.stream;

import org.jspecify.annotations.NullMarked;

/// What API, pages, feeds and live updates share: who asks, what a body may hold, how often one may
/// ask, and how errors are answered. Knows neither a page nor an entity of the API.
@NullMarked
package io.voicepost.gateway.web.http;

import org.jspecify.annotations.NullMarked;

/// Settings: their keys and defaults, the file and the environment that they come from, and the
/// checks that they pass before anything starts.
@NullMarked
package io.voicepost.gateway.config;

import org.jspecify.annotations.NullMarked;

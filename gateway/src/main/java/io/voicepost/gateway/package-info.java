/// The service: the command line, the configuration, and the one place where everything is built.
@NullMarked
package io.voicepost.gateway;

import org.jspecify.annotations.NullMarked;

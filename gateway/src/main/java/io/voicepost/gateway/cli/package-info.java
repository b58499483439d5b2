/// The command line: [Main] and its commands. Most of them work beside a running gateway.
///
/// Only `CallCommand` knows the telephone of `testphone`.
@NullMarked
package io.voicepost.gateway.cli;

import org.jspecify.annotations.NullMarked;

/// Apps, tokens, credentials, second factors, one-time codes and the hashes of secrets: records and
/// the stores that keep them.
@NullMarked
package io.voicepost.storage.access;

import org.jspecify.annotations.NullMarked;

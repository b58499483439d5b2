/// Tables of what the service says, a file for each language: a language is added by a file. The
/// pages' and the telephone's tables are read here alike.
@NullMarked
package io.voicepost.gateway.language;

import org.jspecify.annotations.NullMarked;

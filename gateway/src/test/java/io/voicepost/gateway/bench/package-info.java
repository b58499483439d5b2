/// `./voicepost bench`: the whole service measured as it runs, each figure beside its rival or its
/// aim. It stands in the tests, because it uses their Asterisk and their callers.
@NullMarked
package io.voicepost.gateway.bench;

import org.jspecify.annotations.NullMarked;

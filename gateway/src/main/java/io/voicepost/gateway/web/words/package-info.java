/// What the pages say, in every language that there is a table of messages for.
@NullMarked
package io.voicepost.gateway.web.words;

import org.jspecify.annotations.NullMarked;

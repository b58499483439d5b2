/// The FastAGI edge: where calls come in from Asterisk. The only room that imports Asterisk-Java.
@NullMarked
package io.voicepost.gateway.agi;

import org.jspecify.annotations.NullMarked;

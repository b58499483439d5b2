@NullMarked
package io.voicepost.gateway.testphone.transcript;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.voicepost.gateway.testphone;

import org.jspecify.annotations.NullMarked;

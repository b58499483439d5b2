@NullMarked
package io.voicepost.gateway.telephone;

import org.jspecify.annotations.NullMarked;

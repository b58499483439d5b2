@NullMarked
package io.voicepost.gateway.telephone.transcript;

import org.jspecify.annotations.NullMarked;

/// Pages, audio, live updates, health and metrics, by Armeria on Netty.
@NullMarked
package io.voicepost.gateway.web;

import org.jspecify.annotations.NullMarked;

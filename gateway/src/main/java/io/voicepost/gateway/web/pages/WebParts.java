package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.publish.CallMessages;
import io.voicepost.storage.audio.AudioStore;

/// The rooms that the web shows.
///
/// @param calls what the calls of the browser phone became
public record WebParts(
    Microblog microblog,
    AccessServices access,
    AudioStore audio,
    MediaServices media,
    PhoneServices telephone,
    CallMessages calls) {}

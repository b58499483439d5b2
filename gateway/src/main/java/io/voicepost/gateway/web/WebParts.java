package io.voicepost.gateway.web;

import io.voicepost.gateway.access.Access;
import io.voicepost.gateway.media.MediaRoom;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.publish.CallMessages;
import io.voicepost.storage.audio.AudioStore;

/// The rooms that the web shows.
///
/// @param calls what the calls of the browser phone became
public record WebParts(
    Microblog microblog,
    Access access,
    AudioStore audio,
    MediaRoom media,
    TelephoneRoom telephone,
    CallMessages calls) {}

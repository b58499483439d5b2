package io.voicepost.gateway.web;

import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.identity.PhoneServices;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.publish.CallMessages;
import io.voicepost.storage.audio.AudioStore;

/// What the web shows: [WebRoutes] alone reads it, and gives each page what it uses.
///
/// @param calls what the calls of the browser phone became
public record WebServices(
    Microblog microblog,
    AccessServices access,
    AudioStore audio,
    MediaServices media,
    PhoneServices telephone,
    CallMessages calls) {}

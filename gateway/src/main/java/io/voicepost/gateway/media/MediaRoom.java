package io.voicepost.gateway.media;

/// What the web does with voice.
///
/// @param mostBytes the largest file that may be uploaded
public record MediaRoom(Uploads uploads, Captioning captioning, long mostBytes) {}

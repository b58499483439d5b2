package io.voicepost.gateway.spool;

import java.nio.file.Path;

/// A captured message: its facts and the WAV that Asterisk wrote, which nobody changes.
public record SpooledRecording(CallFacts facts, Path audio) {}

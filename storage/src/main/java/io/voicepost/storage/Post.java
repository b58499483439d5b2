package io.voicepost.storage;

import java.time.Instant;

/// A published message, with its author as they are now.
public record Post(
    PostId id, RecordingId recording, Account author, Voice voice, Instant postedAt) {}

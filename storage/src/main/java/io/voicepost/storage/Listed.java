package io.voicepost.storage;

/// Something in a list that is ordered by another id than its own, such as the time at which it was
/// put there; the next [Page] begins before `cursor`.
public record Listed<T>(long cursor, T item) {}

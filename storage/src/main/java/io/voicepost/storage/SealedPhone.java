package io.voicepost.storage;

/// A phone as it is kept: the key that finds it and the number that only `identity` can open.
public record SealedPhone(PhoneKey key, SealedNumber number) {}

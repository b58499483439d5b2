package io.voicepost.storage.audio;

/// Where something lies in the object store. What lies there never changes.
public sealed interface ObjectKey permits AudioKey, PictureKey {
  String value();
}

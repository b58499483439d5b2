package io.voicepost.gateway.web.audio;

import com.github.benmanes.caffeine.cache.AsyncCache;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// Values by key, loaded once for all who ask at the same time. A load that fails is told to those
/// who wait for it and then forgotten. Safe for many threads.
final class CoalescingLoader<K, V> {
  private final AsyncCache<K, Loaded<V>> cache;

  /// What became of a load.
  sealed interface Loaded<V> {
    record Value<V>(V value) implements Loaded<V> {}

    record Failure<V>(IOException cause) implements Loaded<V> {}
  }

  /// Loads one value; may block.
  interface Load<V> {
    V load() throws IOException;
  }

  /// Keeps the values in `cache`, which runs the loads on its own executor.
  CoalescingLoader(AsyncCache<K, Loaded<V>> cache) {
    this.cache = cache;
  }

  V get(K key, Load<V> load) throws IOException {
    var loaded = cache.get(key, _ -> attempt(load)).join();
    return switch (loaded) {
      case Loaded.Value<V>(var value) -> value;
      case Loaded.Failure<V>(var cause) -> {
        cache.synchronous().asMap().remove(key, loaded);
        throw cause;
      }
    };
  }

  /// The value if it is there already: nobody waits.
  Optional<V> ifLoaded(K key) {
    var known = cache.getIfPresent(key);
    return known != null
            && known.state() == Future.State.SUCCESS
            && known.resultNow() instanceof Loaded.Value<V>(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /// Forgets values, those that are being loaded too.
  void forget(Predicate<K> which) {
    cache.asMap().keySet().removeIf(which);
  }

  void forget(K key) {
    cache.synchronous().invalidate(key);
  }

  private static <V> Loaded<V> attempt(Load<V> load) {
    try {
      return new Loaded.Value<>(load.load());
    } catch (IOException e) {
      return new Loaded.Failure<>(e);
    }
  }
}

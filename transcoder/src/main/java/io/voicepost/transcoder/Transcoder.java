package io.voicepost.transcoder;

import io.voicepost.transcoder.ffmpeg.Encoder;
import io.voicepost.transcoder.ffmpeg.EncodingProfile;
import io.voicepost.transcoder.ffmpeg.RenditionToWav;
import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a [TranscodeResult] of a recording: reads the WAV once and encodes it in memory, without
/// any temporary file.
///
/// Callers may be virtual threads. FFmpeg holds the thread it runs on, so it runs on platform
/// threads of our own, and no more messages than threads are in memory at once; further callers
/// wait. Thread-safe. Whoever made it closes it.
public final class Transcoder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Transcoder.class);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /// Somebody waits at the telephone.
  private static final Duration REPLAY_WAIT = Duration.ofSeconds(10);

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final Duration closeWait;
  private final Semaphore room;
  private final ExecutorService pool;
  private final Future<List<Rendition>> warmUp;

  /// Starts the threads and lets one of them load FFmpeg, which takes a moment, while the caller
  /// goes on.
  public Transcoder(int threads) {
    this(threads, CLOSE_WAIT);
  }

  Transcoder(int threads, Duration closeWait) {
    if (threads < 1) {
      throw new IllegalArgumentException("a transcoder needs a thread, not " + threads);
    }
    this.closeWait = closeWait;
    room = new Semaphore(threads, true);
    pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("transcoder-", 1).daemon().factory());
    warmUp = pool.submit(Transcoder::warmUp);
  }

  private static List<Rendition> warmUp() throws IOException, InterruptedException {
    log.info("transcoder ready ffmpeg=\"{}\"", Encoder.version());
    ShortBuffer silence = ShortBuffer.allocate(800);
    return List.of(
        rendition(AudioFormat.MP3, silence, 8000), rendition(AudioFormat.OPUS, silence, 8000));
  }

  /// Waits until FFmpeg is loaded and works. Nobody has to wait; it tells at start-up what else the
  /// first message would tell.
  ///
  /// @throws IOException FFmpeg's libraries cannot be loaded here
  public void awaitReady() throws IOException, InterruptedException {
    try {
      warmUp.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (CancellationException | TimeoutException e) {
      throw new IOException("FFmpeg was not ready within " + LONGEST_WAIT, e);
    }
  }

  /// As [#transcode(List)], of one file.
  public TranscodeResult transcode(Path wav)
      throws UnplayableAudioException, IOException, InterruptedException {
    return transcode(List.of(wav));
  }

  /// Transcodes WAV files, which are left as they are, as one recording.
  ///
  /// @param parts one or more, in the order in which they are heard, of one sample rate
  ///
  /// @throws UnplayableAudioException it is not a WAV that we play, see [WavAudio#read]
  /// @throws IOException the file cannot be read, FFmpeg cannot be loaded or lacks memory, all
  ///   threads were busy for minutes, or the transcoder was closed
  /// @throws InterruptedException the caller was interrupted; the work is given up
  public TranscodeResult transcode(List<Path> parts)
      throws UnplayableAudioException, IOException, InterruptedException {
    if (!room.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("the transcoder was busy for " + LONGEST_WAIT);
    }
    try {
      WavAudio audio = WavAudio.read(parts);
      return new TranscodeResult(audio.duration(), audio.peaks(), renditions(audio));
    } catch (ClosedByInterruptException e) {
      Thread.interrupted(); // the exception stands for it
      throw (InterruptedException) new InterruptedException("while reading").initCause(e);
    } finally {
      room.release();
    }
  }

  /// Decodes a rendition of our own to a new WAV for the telephone, at a tempo and a rate.
  ///
  /// @param rendition byte for byte as [#transcode] made it; a stranger's file is for
  ///   [io.voicepost.transcoder.upload.UploadDecoder]
  /// @param sampleRate of the WAV, in Hz: 8000 or 16000
  /// @throws UnplayableAudioException it is no such file
  /// @throws IOException the file cannot be read or the WAV not be written, FFmpeg cannot be loaded
  ///   or lacks memory, all threads were busy for too long, or the transcoder was closed
  /// @throws InterruptedException the caller was interrupted; the work is given up
  public void replay(Path rendition, Path wav, Tempo tempo, int sampleRate)
      throws UnplayableAudioException, IOException, InterruptedException {
    run(
        List.of(() -> {
          RenditionToWav.decode(rendition, wav, tempo, sampleRate);
          return wav;
        }),
        REPLAY_WAIT);
  }

  /// Lets work in hand end, for ten seconds at most, then gives it up. Callers who still wait get
  /// an [IOException].
  @Override
  public void close() {
    pool.shutdown();
    try {
      if (pool.awaitTermination(closeWait.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Runnable unstarted : pool.shutdownNow()) {
      if (unstarted instanceof Future<?> job) {
        job.cancel(true); // else its caller would wait on
      }
    }
  }

  private List<Rendition> renditions(WavAudio audio)
      throws UnplayableAudioException, IOException, InterruptedException {
    List<Callable<Rendition>> jobs =
        Arrays.stream(AudioFormat.values())
            .map(format ->
                (Callable<Rendition>) () -> rendition(format, audio.samples(), audio.sampleRate()))
            .toList();
    return run(jobs, LONGEST_WAIT);
  }

  /// Runs jobs on our threads, all of them within `wait`.
  private <T> List<T> run(List<Callable<T>> jobs, Duration wait)
      throws UnplayableAudioException, IOException, InterruptedException {
    try {
      List<T> made = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(jobs, wait.toSeconds(), TimeUnit.SECONDS)) {
        made.add(result.get());
      }
      return made;
    } catch (RejectedExecutionException e) {
      throw new IOException("the transcoder is closed", e);
    } catch (CancellationException e) {
      throw new IOException("the transcoder was closed, or busy for " + wait, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnplayableAudioException unplayable) {
        throw unplayable;
      }
      throw failure(e);
    }
  }

  private static Rendition rendition(AudioFormat format, ShortBuffer samples, int sampleRate)
      throws IOException, InterruptedException {
    EncodingProfile profile =
        switch (format) {
          case MP3 -> EncodingProfile.mp3(sampleRate);
          case OPUS -> EncodingProfile.opus(sampleRate);
        };
    return new Rendition(format, Encoder.encode(profile, samples, sampleRate));
  }

  /// What a job on our threads died of, as the caller is to see it.
  private static IOException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException io -> new IOException(io.getMessage(), io);
      case InterruptedException _ -> new IOException("the transcoder was closed", e);
      case null, default -> throw new IllegalStateException("transcoding failed", e.getCause());
    };
  }
}

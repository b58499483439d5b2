package io.voicepost.transcoder.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.voicepost.transcoder.Speech;
import io.voicepost.transcoder.Wav;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What must not become a voice, and what each file is answered.
class RefusedUploadTest {
  private static final long MOST_BYTES = 1 << 20;

  private final UploadDecoder decoder =
      new UploadDecoder(UploadLimits.of(MOST_BYTES, Duration.ofSeconds(20)), 2);

  @TempDir Path folder;

  private void refuses(Path upload, UploadRefusal refusal) {
    Path wav = folder.resolve("audio.wav");
    assertThatThrownBy(() -> decoder.decode(upload, wav))
        .asInstanceOf(type(RefusedUploadException.class))
        .satisfies(refused -> {
          assertThat(refused.refusal()).as(refused.getMessage()).isEqualTo(refusal);
          assertThat(refused.getMessage()).matches("[ -~]{1,300}");
        });
    assertThat(wav).doesNotExist();
  }

  @Test
  void nothingIsNoAudio() throws Exception {
    refuses(Files.createFile(folder.resolve("empty.mp3")), UploadRefusal.NOT_AUDIO);
  }

  @Test
  void textUnderAnotherNameIsNoAudio() throws Exception {
    refuses(
        ForeignFiles.text(folder.resolve("text.mp3"), "It was a dark night.\n".repeat(2000)),
        UploadRefusal.NOT_AUDIO);
  }

  @Test
  void noiseOfBytesIsRefused() throws Exception {
    byte[] noise = new byte[100_000];
    new Random(8642).nextBytes(noise);
    refuses(Files.write(folder.resolve("noise.webm"), noise), UploadRefusal.NOT_AUDIO);
  }

  @Test
  void aPictureIsNoAudio() throws Exception {
    refuses(
        ForeignFiles.sound(folder.resolve("picture.png"), "testsrc", "-frames:v", "1"),
        UploadRefusal.NOT_AUDIO);
  }

  @Test
  void videoWithoutSoundIsNoAudio() throws Exception {
    refuses(
        ForeignFiles.sound(folder.resolve("mute.mp4"), "testsrc=duration=2", "-c:v", "libx264"),
        UploadRefusal.NOT_AUDIO);
  }

  @Test
  void codecsThatAreNotOnTheListAreNoAudio() throws Exception {
    refuses(
        ForeignFiles.sound(folder.resolve("a.mkv"), "sine=duration=2", "-c:a", "ac3"),
        UploadRefusal.NOT_AUDIO);
    refuses(
        ForeignFiles.sound(folder.resolve("a.wav"), "sine=duration=2", "-c:a", "adpcm_yamaha"),
        UploadRefusal.NOT_AUDIO);
  }

  @Test
  void containersThatAreNotOnTheListAreNoAudio() throws Exception {
    for (String ending : List.of("avi", "ts", "flv", "voc")) {
      refuses(
          ForeignFiles.sound(folder.resolve("a." + ending), "sine=duration=2"),
          UploadRefusal.NOT_AUDIO);
    }
  }

  @Test
  void tooBigIsRefusedUnread() throws Exception {
    Path upload = folder.resolve("big.wav");
    try (var file =
        FileChannel.open(upload, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[1]), MOST_BYTES);
    }
    refuses(upload, UploadRefusal.TOO_BIG);
  }

  @Test
  void aSecondMoreThanTheLongestIsForgivenAndNoMore() throws Exception {
    Path late = ForeignFiles.sound(folder.resolve("late.mp3"), "sine=duration=20.6", "-b:a", "32k");
    assertThat(decoder.decode(late, folder.resolve("late.wav")))
        .isGreaterThan(Duration.ofSeconds(20));

    Path longer = ForeignFiles.sound(folder.resolve("long.mp3"), "sine=duration=22", "-b:a", "32k");
    refuses(longer, UploadRefusal.TOO_LONG);
  }

  @Test
  void aFewBytesThatUnpackToAnHourAreTooLong() throws Exception {
    Path bomb =
        ForeignFiles.sound(
            folder.resolve("bomb.flac"),
            "anullsrc=sample_rate=8000:channel_layout=mono:duration=3600");
    assertThat(Files.size(bomb)).isLessThan(MOST_BYTES);
    refuses(bomb, UploadRefusal.TOO_LONG);
  }

  @Test
  void whatTheHeaderSaysOfTheLengthDoesNotCount() throws Exception {
    Path honest =
        ForeignFiles.sound(folder.resolve("honest.wav"), "sine=duration=25", "-ar", "16000");
    byte[] file = Files.readAllBytes(honest);
    int data = ForeignFiles.find(file, "data");
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(data + 4, 0x7FFFFFFF);
    refuses(Files.write(folder.resolve("liar.wav"), file), UploadRefusal.TOO_LONG);

    byte[] m4a =
        Files.readAllBytes(
            ForeignFiles.sound(folder.resolve("honest.m4a"), "sine=duration=25", "-b:a", "32k"));
    // An hour-long or a short `mvhd` and `mdhd`: their sound is what it is.
    ByteBuffer.wrap(m4a).putInt(ForeignFiles.find(m4a, "mvhd") + 20, 1000);
    ByteBuffer.wrap(m4a).putInt(ForeignFiles.find(m4a, "mdhd") + 20, 1000);
    refuses(Files.write(folder.resolve("liar.m4a"), m4a), UploadRefusal.TOO_LONG);
  }

  @Test
  void lessThanASecondIsTooShort() throws Exception {
    refuses(
        ForeignFiles.sound(folder.resolve("a.ogg"), "sine=duration=0.9"), UploadRefusal.TOO_SHORT);
  }

  @Test
  void silenceIsRefused() throws Exception {
    refuses(
        ForeignFiles.sound(folder.resolve("a.webm"), "anullsrc=duration=3", "-c:a", "libopus"),
        UploadRefusal.SILENT);
    refuses(
        ForeignFiles.sound(folder.resolve("a.mp3"), "anoisesrc=amplitude=0.001:duration=3"),
        UploadRefusal.SILENT);
  }

  @Test
  void aHeaderWithoutItsSoundIsRefused() throws Exception {
    byte[] mp4 =
        Files.readAllBytes(
            ForeignFiles.sound(
                folder.resolve("a.m4a"), "sine=duration=3", "-movflags", "+faststart"));
    int sound = ForeignFiles.find(mp4, "mdat");
    refuses(
        Files.write(folder.resolve("head.m4a"), Wav.part(mp4, 0, sound + 4)),
        UploadRefusal.UNREADABLE);
    refuses(
        Files.write(folder.resolve("tail.m4a"), Wav.part(mp4, sound, mp4.length)),
        UploadRefusal.NOT_AUDIO);
  }

  @Test
  void soundThatIsMostlyDamagedIsRefused() throws Exception {
    byte[] mp4 =
        Files.readAllBytes(
            ForeignFiles.sound(
                folder.resolve("a.m4a"), "sine=duration=3", "-movflags", "+faststart"));
    Random random = new Random(8642);
    byte[] noise = new byte[mp4.length - ForeignFiles.find(mp4, "mdat") - 4];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, mp4, mp4.length - noise.length, noise.length);
    refuses(Files.write(folder.resolve("damaged.m4a"), mp4), UploadRefusal.UNREADABLE);
  }

  @Test
  void onlyRegularFilesAreOpened() throws Exception {
    refuses(Path.of("/dev/zero"), UploadRefusal.UNREADABLE);
    refuses(folder, UploadRefusal.UNREADABLE);
    Path pipe = folder.resolve("pipe");
    Speech.run(List.of("mkfifo", pipe.toString()));
    refuses(pipe, UploadRefusal.UNREADABLE);
  }

  @Test
  void playlistsOpenNeitherTheNetworkNorOtherFiles() throws Exception {
    Path secret = ForeignFiles.sound(folder.resolve("secret.mp3"), "sine=duration=3");
    AtomicInteger visits = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> count(server, visits));
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/a.mp3";
      for (String place : List.of(address, secret.toString(), "file:" + secret)) {
        for (var playlist : playlists(place).entrySet()) {
          // FFmpeg asks the name, too, before it believes that it is a playlist.
          for (var name : List.of("list.mp3", "list." + playlist.getKey())) {
            refuses(
                ForeignFiles.text(folder.resolve(name), playlist.getValue()),
                UploadRefusal.NOT_AUDIO);
          }
        }
      }
    }
    assertThat(visits).hasValue(0);
  }

  /// What FFmpeg would follow if it were let.
  private static Map<String, String> playlists(String place) {
    return Map.of(
        "m3u8",
        """
        #EXTM3U
        #EXT-X-VERSION:3
        #EXT-X-TARGETDURATION:3
        #EXTINF:3,
        %s
        #EXT-X-ENDLIST
        """
            .formatted(place),
        "ffconcat",
        "ffconcat version 1.0\nfile '" + place + "'\n",
        "mpd",
        """
        <?xml version="1.0"?>
        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT3S">
        <Period><AdaptationSet mimeType="audio/mpeg"><Representation id="1">
        <BaseURL>%s</BaseURL>
        </Representation></AdaptationSet></Period></MPD>
        """
            .formatted(place),
        "xspf",
        """
        <?xml version="1.0"?>
        <playlist version="1" xmlns="http://xspf.org/ns/0/">
        <trackList><track><location>%s</location></track></trackList></playlist>
        """
            .formatted(place),
        "sdp",
        """
        v=0
        o=- 0 0 IN IP4 127.0.0.1
        s=x
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 5004 RTP/AVP 0
        """);
  }

  private static void count(ServerSocket server, AtomicInteger visits) {
    try {
      while (true) {
        server.accept().close();
        visits.incrementAndGet();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  /// A MOV may say that its sound lies in another file, here one beside it.
  @Test
  void soundInAnotherFileIsNotFetched() throws Exception {
    Path own = pcm("own.mov", 500);
    pcm("secrets.mov", 900);
    Path upload = Files.write(folder.resolve("thief.mov"), referring(own, "/secrets.mov"));

    refuses(upload, UploadRefusal.UNREADABLE); // it has nothing of its own
  }

  private Path pcm(String name, int hertz) throws IOException {
    String tone = "sine=duration=2:sample_rate=16000:frequency=" + hertz;
    return ForeignFiles.sound(folder.resolve(name), tone, "-c:a", "pcm_s16le");
  }

  /// The MOV with the place of its sound replaced by an alias record of the Macintosh.
  private static byte[] referring(Path mov, String path) throws IOException {
    byte[] file = Files.readAllBytes(mov);
    ByteBuffer alias = ByteBuffer.allocate(12 + 150 + 2 + 2 + path.length() + 2);
    alias.putInt(alias.capacity()).put(Wav.ascii("alis")).putInt(0);
    alias.position(12 + 10 + 28 + 12 + 64 + 16); // volume and name of the file: none
    alias.putShort((short) 1).putShort((short) 1); // it is in the same folder
    alias.position(12 + 150);
    alias.putShort((short) 2).putShort((short) path.length()).put(Wav.ascii(path));
    alias.putShort((short) -1);
    int entry = ForeignFiles.find(file, "dref") + 12;
    int oldBytes = ByteBuffer.wrap(file).getInt(entry);
    for (String box : List.of("moov", "trak", "mdia", "minf", "dinf", "dref")) {
      int size = ForeignFiles.find(file, box) - 4;
      int bytes = ByteBuffer.wrap(file).getInt(size);
      ByteBuffer.wrap(file).putInt(size, bytes + alias.capacity() - oldBytes);
    }
    return Wav.join(
        Wav.part(file, 0, entry), alias.array(), Wav.part(file, entry + oldBytes, file.length));
  }
}

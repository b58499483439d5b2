package io.voicepost.transcoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacv.FFmpegLogCallback;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LibrariesTest {
  @Test
  void whatFfmpegWarnsOfReachesOurLog() throws IOException {
    Encoder.version();
    var log = (Logger) LoggerFactory.getLogger(FFmpegLogCallback.class);
    var heard = new ListAppender<ILoggingEvent>();
    heard.start();
    log.addAppender(heard);
    try {
      avutil.av_log(new Pointer(), avutil.AV_LOG_WARNING, "a warning");
      avutil.av_log(new Pointer(), avutil.AV_LOG_DEBUG, "idle talk");
    } finally {
      log.detachAppender(heard);
    }
    assertThat(heard.list)
        .singleElement()
        .satisfies(line -> assertThat(line.getFormattedMessage()).contains("a warning"));
  }
}

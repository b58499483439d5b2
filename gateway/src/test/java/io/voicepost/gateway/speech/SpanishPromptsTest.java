package io.voicepost.gateway.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Handle;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said in Spanish, as one would write it.
final class SpanishPromptsTest {
  private static final PromptLanguage SPANISH = new PromptLanguage("es");
  private static final PromptComposer COMPOSER = PromptComposer.of(SPANISH);

  @ParameterizedTest
  @CsvSource({
    "0, cero",
    "1, uno",
    "16, dieciséis",
    "21, veintiuno",
    "26, veintiséis",
    "31, treinta y uno",
    "100, cien",
    "101, ciento uno",
    "500, quinientos",
    "999, novecientos noventa y nueve",
    "1000, mil",
    "1999, mil novecientos noventa y nueve",
    "21000, veintiún mil",
    "100000, cien mil",
    "1000000, un millón",
    "21000000, veintiún millones",
    "1000000000, mil millones",
    "200000000200, doscientos mil millones doscientos",
  })
  void numbers(long number, String said) throws IOException {
    assertThat(written(COMPOSER.number(number))).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "0, cero veces",
    "1, una vez",
    "2, dos veces",
    "21, veintiuna veces",
    "101, ciento una veces",
    "200, doscientas veces",
    "731, setecientas treinta y una veces",
    "200200, doscientos mil doscientas veces",
    "1000000, un millón de veces",
    "2000001, dos millones una veces",
  })
  void timesAreFeminine(long number, String said) throws IOException {
    assertThat(written(COMPOSER.times(number))).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, ahora mismo.",
    "PT5S, hace cinco segundos.",
    "PT1M, hace un minuto.",
    "PT21M, hace veintiún minutos.",
    "PT1H, hace una hora.",
    "PT21H, hace veintiuna horas.",
    "P1D, hace un día.",
    "P31D, hace treinta y un días.",
    "P365D, hace trescientos sesenta y cinco días.",
  })
  void timesPast(Duration age, String said) throws IOException {
    assertThat(written(COMPOSER.ago(age))).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "00:30, a las doce y media de la noche",
    "01:00, a la una de la madrugada",
    "01:05, a la una y cinco de la madrugada",
    "09:00, a las nueve de la mañana",
    "09:15, a las nueve y cuarto de la mañana",
    "12:00, a las doce del mediodía",
    "13:45, a la una y cuarenta y cinco de la tarde",
    "21:30, a las nueve y media de la noche",
  })
  void clockTimes(LocalTime time, String said) throws IOException {
    assertThat(written(COMPOSER.at(time))).isEqualTo(said);
  }

  @Test
  void sentences() throws IOException {
    assertThat(written(COMPOSER.postedAgo(Duration.ofMinutes(2))))
        .isEqualTo("Publicaste hace dos minutos. Para retirarlo, pulsa nueve.");
    assertThat(written(COMPOSER.lastPost(1, 21)))
        .isEqualTo("Tu último mensaje se ha oído una vez y se ha compartido veintiuna veces");
    assertThat(written(COMPOSER.replies(1))).isEqualTo("Tienes una respuesta.");
    assertThat(written(COMPOSER.replies(21))).isEqualTo("Tienes veintiuna respuestas.");
    assertThat(written(COMPOSER.drafts(21))).isEqualTo("Tienes veintiún mensajes sin publicar.");
    assertThat(written(COMPOSER.closedUntil(DayOfWeek.SUNDAY, LocalTime.of(9, 0))))
        .isEqualTo("Esta línea está cerrada ahora. Abre el domingo a las nueve de la mañana");
    assertThat(written(COMPOSER.tooManyCalls(Duration.ofMinutes(12))))
        .isEqualTo("Has llamado demasiadas veces. Espera doce minutos antes de volver a llamar.");
    assertThat(written(COMPOSER.linkedTo(new Handle("w1"))))
        .isEqualTo("Este teléfono es ahora de uve doble <pause> uno");
  }

  private static String written(Utterance said) throws IOException {
    return PromptTexts.written(SPANISH, said);
  }
}

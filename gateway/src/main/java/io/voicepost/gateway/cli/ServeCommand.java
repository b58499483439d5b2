package io.voicepost.gateway.cli;

import io.voicepost.gateway.Gateway;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "serve", description = "Run the gateway until it is told to stop (SIGTERM).")
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  @ParentCommand private Main main = new Main();

  @Override
  public Integer call() throws Exception {
    var gateway = Gateway.start(main.config());
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.close();
                  stopped.countDown();
                },
                "shutdown"));
    log.info("gateway ready url={}", gateway.address());
    stopped.await();
    return 0;
  }
}

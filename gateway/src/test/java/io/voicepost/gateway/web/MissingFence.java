package io.voicepost.gateway.web;

/// While it is open this machine has no fence for decoders: its processor is one for which there is
/// no seccomp filter.
public final class MissingFence implements AutoCloseable {
  private static final String PROCESSOR = "os.arch";

  private final String processor;

  private MissingFence(String processor) {
    this.processor = processor;
  }

  public static MissingFence here() {
    var processor = System.getProperty(PROCESSOR);
    System.setProperty(PROCESSOR, "riscv64");
    return new MissingFence(processor);
  }

  @Override
  public void close() {
    System.setProperty(PROCESSOR, processor);
  }
}

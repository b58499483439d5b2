package io.voicepost.gateway.web;

import com.linecorp.armeria.common.Flags;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.common.util.TransportType;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The thread that accepts connections. It stops at once when its port is closed: there is nothing
/// left that it could finish in the two seconds that Netty would let it wait.
final class AcceptorGroup extends MultiThreadIoEventLoopGroup {
  AcceptorGroup(String threadName) {
    super(
        1,
        ThreadFactories.newThreadFactory(threadName, false),
        Flags.transportType() == TransportType.EPOLL
            ? EpollIoHandler.newFactory()
            : NioIoHandler.newFactory());
  }

  @Override
  public Future<?> shutdownGracefully() {
    return shutdownGracefully(0, 5, TimeUnit.SECONDS);
  }
}

package io.penstock.odbc;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.penstock.execution.api.PenstockException;
import io.penstock.odbc.wire.FatalException;
import io.penstock.odbc.wire.Frame;
import io.penstock.odbc.wire.FrameDecoder;
import io.penstock.odbc.wire.Outbox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: its messages wait here and are worked on one after the other by a thread of the
 * door's pool, which may be blocked. The event loop only brings messages and news.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** So much may wait; then nothing more is read. */
  private static final int MAX_WAITING_BYTES = 1024 * 1024;

  private static final int MAX_WAITING_MESSAGES = 1000;
  private static final long CANCEL_AGAIN_MILLIS = 200;

  /** What a client shows who wants to cancel the query of another connection. */
  record Key(int process, int secret) {}

  private final Channel channel;
  private final Connections connections;
  private final Key key;
  private final boolean confidential;
  private final Interrupts interrupts = new Interrupts();
  private final Outbox outbox;
  private final Login login;
  private final Deque<Frame> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean working;
  private boolean ended;

  /** It ends, so what still comes is not looked at. */
  private boolean failed;

  private volatile @Nullable Conversation conversation;

  /**
   * @param confidential whether nobody else can read what the client sends
   */
  Connection(
      Channel channel, Connections connections, Key key, Startup startup, boolean confidential) {
    this.channel = channel;
    this.connections = connections;
    this.key = key;
    this.confidential = confidential;
    this.outbox = new Outbox(channel, interrupts::check);
    this.login = new Login(connections.house(), startup, outbox);
  }

  Key key() {
    return key;
  }

  boolean isLoggedIn() {
    return conversation != null;
  }

  /** Whether nothing is being worked on. */
  boolean isIdle() {
    synchronized (waiting) {
      return !working;
    }
  }

  /** A message has come. On the event loop. */
  void receive(Frame frame) {
    synchronized (waiting) {
      waiting.add(frame);
      waitingBytes += frame.size();
      if (waitingBytes > MAX_WAITING_BYTES || waiting.size() > MAX_WAITING_MESSAGES) {
        channel.config().setAutoRead(false);
      }
      work();
    }
  }

  /** The client has left. On the event loop. */
  void left() {
    interrupts.gone();
    outbox.wake();
    stopRunning();
    synchronized (waiting) {
      waiting.clear();
      waitingBytes = 0;
      work();
    }
  }

  /** Somebody with the key wants what runs to stop. From any thread. */
  void cancel() {
    interrupts.cancel();
    outbox.wake();
    stopRunning();
  }

  /** The channel takes messages again. On the event loop. */
  void wake() {
    outbox.wake();
  }

  /** Keeps the session of a connected client from being taken for unused. */
  void touch() {
    Conversation current = conversation;
    if (current != null) {
      boolean unused = connections.house().sessions().find(current.session().id()).isPresent();
    }
  }

  /** A query may be between two steps when it is told to stop, so it is told until it has. */
  private void stopRunning() {
    if (!interrupts.isStopping()) {
      return;
    }
    Conversation current = conversation;
    interrupts
        .toStop()
        .ifPresent(
            id -> {
              if (current != null) {
                connections.stop(id, current.session().user());
              }
            });
    Future<?> unused =
        channel.eventLoop().schedule(this::stopRunning, CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void work() {
    if (!working && !ended) {
      working = true;
      connections.work(this::drain);
    }
  }

  private void drain() {
    interrupts.begin();
    try {
      for (Frame frame = next(); frame != null; frame = next()) {
        interrupts.begin();
        handle(frame);
        interrupts.end();
      }
    } finally {
      interrupts.end();
    }
  }

  /** The next message, or null if there is none; then nobody works on this connection any more. */
  private @Nullable Frame next() {
    boolean last;
    synchronized (waiting) {
      last = interrupts.isGone() && !ended;
      ended |= last;
      Frame frame = ended ? null : waiting.poll();
      if (frame != null) {
        waitingBytes -= frame.size();
        if (waiting.isEmpty() && !channel.config().isAutoRead()) {
          channel.config().setAutoRead(true);
        }
        return frame;
      }
      working = false;
    }
    if (last) {
      end();
    }
    return null;
  }

  private void handle(Frame frame) {
    if (failed) {
      return;
    }
    try {
      Conversation current = conversation;
      if (frame.type() == Frame.STARTUP) {
        login.ask(confidential);
      } else if (current == null) {
        open(frame);
      } else if (frame.type() == 'X') {
        failed = true;
        outbox.flushAndClose();
      } else {
        current.handle(frame);
      }
    } catch (ClientGoneException e) {
      outbox.discard();
    } catch (FatalException e) {
      fail(e.told());
    } catch (PenstockException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(Notices.unexpected(e));
    }
  }

  private void open(Frame frame) {
    Conversation opened =
        new Conversation(connections.house(), login.answer(frame), outbox, interrupts);
    conversation = opened;
    channel.pipeline().get(FrameDecoder.class).loggedIn();
    opened.tellSettings();
    outbox.keyData(key.process(), key.secret());
    opened.ready();
  }

  private void fail(PenstockException e) {
    failed = true;
    outbox.abort();
    outbox.error(Notices.fatal(e));
    outbox.flushAndClose();
  }

  /** The client is gone: nothing of it is left behind. */
  private void end() {
    outbox.discard();
    try {
      Conversation current = conversation;
      if (current != null) {
        current.close();
      }
    } catch (RuntimeException e) {
      LOG.warn("ending connection {}", key.process(), e);
    } finally {
      connections.leave(this);
    }
  }
}

package carnet.server.continuity;

import carnet.journal.Bytes;
import carnet.journal.exchange.Peer;
import carnet.server.continuity.exchange.Bell;
import carnet.server.continuity.exchange.HttpPeer;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The connection to one peer that this replica calls: entries and letters both ways, at once when
 * something is new on either side.
 *
 * <p>Two virtual threads: one hears of news at the peer (and so whether it is there: it waits no
 * longer than five seconds for an answer), one makes the passes. While the peer is silent they try
 * again after a second, then two, then at most eight.
 */
final class Link implements AutoCloseable {
  private static final Duration GATHER = Duration.ofMillis(100);
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(8);

  private final HttpPeer peer;
  private final Passing passing;
  private final Consumer<Boolean> reached;
  private final Bell wanted = new Bell();
  private final Thread passes;
  private final Thread news;
  private volatile boolean closed;

  /** One pass, with whatever is done before and after. */
  interface Passing {
    void with(Peer peer);
  }

  Link(HttpPeer peer, Passing passing, Consumer<Boolean> reached) {
    this.peer = peer;
    this.passing = passing;
    this.reached = reached;
    this.passes = Thread.ofVirtual().name("exchange " + peer.id()).unstarted(this::passes);
    this.news = Thread.ofVirtual().name("news " + peer.id()).unstarted(this::news);
  }

  void start() {
    passes.start();
    news.start();
  }

  String address() {
    return peer.address();
  }

  /** Something was written here: a pass soon. */
  void nudge() {
    wanted.ring();
  }

  private void passes() {
    Duration retry = RETRY;
    try {
      while (!closed) {
        long seen = wanted.count();
        try {
          passing.with(peer);
          retry = RETRY;
          wanted.await(seen, QUIET);
          Thread.sleep(GATHER);
        } catch (RuntimeException failed) {
          if (failed instanceof HttpPeer.Unreachable) {
            reached.accept(false);
          }
          wanted.await(wanted.count(), retry);
          retry = longer(retry);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void news() {
    Duration retry = RETRY;
    Bytes last = Bytes.EMPTY;
    try {
      while (!closed) {
        try {
          Bytes now = peer.news(last);
          reached.accept(true);
          if (!now.equals(last)) {
            wanted.ring();
          }
          last = now;
          retry = RETRY;
        } catch (RuntimeException failed) {
          reached.accept(false);
          Thread.sleep(retry);
          retry = longer(retry);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration longer(Duration retry) {
    Duration twice = retry.multipliedBy(2);
    return twice.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : twice;
  }

  @Override
  public void close() {
    closed = true;
    passes.interrupt();
    news.interrupt();
    try {
      passes.join(Duration.ofSeconds(5));
      news.join(Duration.ofSeconds(5));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}

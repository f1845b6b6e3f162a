package carnet.journal.exchange;

import carnet.journal.Bytes;
import carnet.journal.ReplicaId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.verify.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two replicas of a practice become equal. One asks, the other answers; over one connection that
 * the first opened, entries go both ways.
 *
 * <pre>{@code
 * Progress progress = exchange.with(peer);          // the one that can call out
 * Bytes answer = exchange.answer(from, request);    // the other, behind any transport
 * }</pre>
 *
 * Who sends a request is the transport's to know; this needs it for mailboxes and to tell a peer
 * that fell behind its own word. A batch is a MiB, checked and durable before the next is asked
 * for, so a cut pass goes on where it was. Entries of unknown writers, past a closing, without a
 * note of their writer, or with a body missing that no act erased are refused; what is erased here
 * is not taken back. Of a forked log the other branch is kept as evidence.
 */
public final class Exchange {
  private final Party party;
  private final Intake intake;
  private final Outbox outbox;

  public Exchange(Party party) {
    this.party = party;
    Trees trees = new Trees(party.store());
    this.intake = new Intake(party, trees);
    this.outbox = new Outbox(party, trees);
  }

  /** Takes what the peer has, then gives what it lacks. */
  public Progress with(Peer peer) {
    Progress pulled = pull(peer);
    return Progress.sum(pulled, push(peer));
  }

  public Progress pull(Peer peer) {
    return new Pass(party, intake, outbox, peer).pull();
  }

  public Progress push(Peer peer) {
    return new Pass(party, intake, outbox, peer).push();
  }

  /** Puts a letter into the peer's mailbox. */
  public void post(Peer peer, ReplicaId to, Bytes sealed) {
    peer.ask(MessageFormat.encode(new Message.Post(to, sealed)));
  }

  /**
   * One's own letters in the peer's mailbox; those received before, by number, are deleted there.
   */
  public Map<Long, Bytes> pickUp(Peer peer, Set<Long> received) {
    Message answer =
        MessageFormat.decode(peer.ask(MessageFormat.encode(new Message.Pickup(received))));
    if (!(answer instanceof Message.Mail(List<Letters.Letter> letters))) {
      throw new MalformedMessage("mail was due");
    }
    Map<Long, Bytes> mail = new TreeMap<>();
    letters.forEach(letter -> mail.put(letter.number(), letter.sealed()));
    return mail;
  }

  /**
   * The answer to a request of a replica whose name the transport has verified.
   *
   * @throws MalformedMessage (or a malformed entry, note) when it is none; nothing of it was taken
   */
  public Bytes answer(ReplicaId from, Bytes request) {
    return MessageFormat.encode(answer(from, MessageFormat.decode(request)));
  }

  private Message answer(ReplicaId from, Message request) {
    return switch (request) {
      case Message.Heads heads -> {
        requirePractice(heads.practice().equals(party.practice()));
        Rollbacks.of(party, from, heads).forEach(party.report());
        yield outbox.heads();
      }
      case Message.Want want -> {
        requirePractice(want.log().practice().equals(party.practice()));
        yield outbox.batch(want.log(), want.from(), want.to());
      }
      case Message.Batch batch -> {
        requirePractice(batch.log().practice().equals(party.practice()));
        yield taken(batch);
      }
      case Message.Note note -> {
        requirePractice(note.log().practice().equals(party.practice()));
        intake.take(note.log(), intake.parse(note.note(), note.log())).ifPresent(party.report());
        yield new Message.Done();
      }
      case Message.Post post -> {
        if (post.sealed().size() > Letters.MAX_SIZE) {
          throw new MalformedMessage("a letter has at most " + Letters.MAX_SIZE + " bytes");
        }
        party.letters().post(post.to(), post.sealed());
        yield new Message.Done();
      }
      case Message.Pickup pickup -> {
        party.letters().received(from, pickup.received());
        yield new Message.Mail(party.letters().waiting(from));
      }
      case Message.Stand _, Message.Mail _, Message.Done _ ->
          throw new MalformedMessage("an answer is no request");
    };
  }

  private Message taken(Message.Batch batch) {
    Intake.Outcome outcome = intake.take(batch);
    outcome.refused().ifPresent(party.report());
    String cosigned = "";
    if (outcome.refused().isEmpty() && !batch.entries().isEmpty()) {
      SignedCheckpoint note = intake.parse(batch.note(), batch.log());
      Optional<Finding> wrong = intake.take(batch.log(), note);
      wrong.ifPresent(party.report());
      cosigned = outbox.batch(batch.log(), Long.MAX_VALUE, Long.MAX_VALUE).note();
    }
    return new Message.Stand(
        batch.log(),
        outcome.size(),
        outcome.upTo(),
        outcome.refused().map(finding -> finding.what().name()).orElse(""),
        cosigned);
  }

  private void requirePractice(boolean same) {
    if (!same) {
      throw new MalformedMessage("this is the exchange of practice " + party.practice());
    }
  }
}

package carnet.server.practice;

import carnet.server.Fields;
import carnet.server.Platform;
import carnet.server.Problem;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SignedIn;
import carnet.server.unlock.Unlocked;
import carnet.vault.Compartment;
import carnet.vault.Kit;
import carnet.vault.KitRenewal;
import carnet.vault.Member;
import carnet.vault.MemberId;
import carnet.vault.NotAllowed;
import carnet.vault.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * A new recovery kit: by the words of the one before, or by two stewards who are both signed in
 * here. It is shown first, and counts once she says that it is printed.
 */
@RestController
final class KitController {

  private static final Duration GOOD = Duration.ofMinutes(15);

  /**
   * @param waitsFor classes that the present kit does not open in full until a holder signs in
   * @param asked what waits for a second steward
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record State(List<String> waitsFor, @Nullable Asked asked) {}

  record Asked(String id, Named by, Instant until) {}

  record ByKit(@Nullable List<String> kit, @Nullable String code) {}

  record Prepared(String draft, KitSheet.Shown kit) {}

  record Confirm(@Nullable String draft) {}

  private final House house;
  private final Platform platform;
  private final Entrance entrance;
  private final Unlocked unlocked;
  private final KitSheet sheet;
  private final Drafts<Renewal> drafts;
  private volatile @Nullable Asked asked;

  KitController(
      House house, Platform platform, Entrance entrance, Unlocked unlocked, Caretaker caretaker) {
    this.house = house;
    this.platform = platform;
    this.entrance = entrance;
    this.unlocked = unlocked;
    this.sheet = new KitSheet(house);
    this.drafts = new Drafts<>(house.settings().clock(), caretaker, Renewal::close);
  }

  /** Not in force yet. Confirmed twice, because an answer was lost, it is done once. */
  private final class Renewal implements AutoCloseable {
    private final Kit fresh;
    private final @Nullable Kit before;
    private final @Nullable MemberId first;
    private boolean done;

    /**
     * @param before what makes it, or null: then she and {@code first} do
     */
    Renewal(Kit fresh, @Nullable Kit before, @Nullable MemberId first) {
      this.fresh = fresh;
      this.before = before;
      this.first = first;
    }

    synchronized void takeHold(SignedIn by) {
      if (done) {
        return;
      }
      if (before != null) {
        KitRenewal.byKit(house.vault(), before, fresh);
      } else if (first != null) {
        KitRenewal.byTwo(here(first), by.session(), fresh);
      }
      done = true;
      close();
    }

    @Override
    public synchronized void close() {
      fresh.close();
      if (before != null) {
        before.close();
      }
    }
  }

  @GetMapping("/api/kit")
  State state(SignedIn by) {
    by.session();
    return state();
  }

  private State state() {
    return new State(
        KitRenewal.due(house.vault()).stream().sorted().map(Compartment::wire).toList(),
        waiting().orElse(null));
  }

  private Optional<Asked> waiting() {
    return Optional.ofNullable(asked)
        .filter(each -> house.settings().clock().instant().isBefore(each.until()));
  }

  @PostMapping("/api/kit/by-kit")
  Prepared byKit(@RequestBody ByKit given, SignedIn by, Caller caller) {
    Kit before = sheet.read(given.kit());
    boolean kept = false;
    try {
      entrance.confirm(by, Fields.text(given.code(), "/code"), caller);
      try {
        KitRenewal.require(house.vault(), before);
      } catch (NotAllowed wrong) {
        entrance.wrongTry(caller);
        throw wrong;
      }
      Prepared prepared = prepare(before, null, caller);
      kept = true;
      return prepared;
    } finally {
      if (!kept) {
        before.close();
      }
    }
  }

  /** A steward asks; nothing has happened yet. */
  @PostMapping("/api/kit/by-two")
  Asked byTwo(@RequestBody Code given, SignedIn by, Caller caller) {
    Member steward = by.session().member();
    if (!steward.steward()) {
      throw new NotAllowed("kit.not-steward");
    }
    entrance.confirm(by, Fields.text(given.code(), "/code"), caller);
    Asked now =
        new Asked(
            unlocked.newId(), Named.of(steward), house.settings().clock().instant().plus(GOOD));
    asked = now;
    return now;
  }

  /** Another steward, who is shown the kit. */
  @PostMapping("/api/kit/by-two/{id}/second")
  Prepared second(@PathVariable String id, @RequestBody Code given, SignedIn by, Caller caller) {
    Asked first =
        waiting().filter(each -> each.id().equals(id)).orElseThrow(KitController::tooLate);
    MemberId other = MemberId.fromHex(first.by().id());
    KitRenewal.requireTwo(here(other), by.session());
    entrance.confirm(by, Fields.text(given.code(), "/code"), caller);
    Prepared prepared = prepare(null, other, caller);
    asked = null;
    return prepared;
  }

  private Prepared prepare(@Nullable Kit before, @Nullable MemberId first, Caller caller) {
    Kit fresh = Kit.fresh(house.vault().practice(), house.random());
    boolean kept = false;
    try {
      KitSheet.Shown shown = platform.run(() -> sheet.print(fresh));
      String id = unlocked.newId();
      drafts.keep(id, caller.device(), new Renewal(fresh, before, first));
      kept = true;
      return new Prepared(id, shown);
    } finally {
      if (!kept) {
        fresh.close();
      }
    }
  }

  /** It is printed: from now on it is the kit, and the one before opens nothing new. */
  @PostMapping("/api/kit/confirm")
  State confirm(@RequestBody Confirm given, SignedIn by, Caller caller) {
    by.session();
    Renewal renewal =
        drafts
            .of(Fields.text(given.draft(), "/draft"), caller.device())
            .orElseThrow(Joining::tooLate);
    platform.run(() -> {
      renewal.takeHold(by);
      return true;
    });
    unlocked.give();
    return state();
  }

  private Session here(MemberId member) {
    for (SignedIn each : unlocked.live()) {
      if (each.member().equals(member)) {
        return each.session();
      }
    }
    throw Problem.conflict(
            "La première personne n’a plus de session ouverte sur ce serveur.",
            "The first person has no open session on this server any more.")
        .wayOut(
            "Demandez-lui de rouvrir sa session ici, puis réessayez.",
            "Ask her to open her session here again, then try again.");
  }

  private static Problem tooLate() {
    return Problem.conflict(
        "Cette demande a expiré, ou une autre l’a remplacée : recommencez-la.",
        "This request expired, or another took its place: begin again.");
  }
}

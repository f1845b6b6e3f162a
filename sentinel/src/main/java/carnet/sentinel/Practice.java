package carnet.sentinel;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one practice; practices know nothing of each other. */
final class Practice {
  private Map<String, Account> accounts = new LinkedHashMap<>();
  private Explanations explanations = new Explanations();
  private @Nullable LocalDate swept;

  /** The account as it is known; an unknown one is not kept, so that judging changes nothing. */
  Account known(String account) {
    Account kept = accounts.get(account);
    return kept == null ? Account.named(account) : kept;
  }

  Account kept(String account) {
    return accounts.computeIfAbsent(account, Account::named);
  }

  Explanations explanations() {
    return explanations;
  }

  /** Forgets, once a day of the practice, what no judgement can need any more. */
  void sweep(Instant now, Settings settings) {
    LocalDate today = Days.of(now, settings);
    if (swept == null || today.isAfter(swept)) {
      swept = today;
      explanations.sweep(now);
      accounts.values().forEach(account -> account.sweep(now));
    }
  }
}

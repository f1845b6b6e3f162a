package carnet.record;

import carnet.vault.Compartment;
import java.util.List;
import java.util.Optional;

/**
 * Where a resource is kept: whole in one class, and where it says more than its own class may hold,
 * a stub of the listed elements beside it.
 *
 * @param outside the elements that made it so, by name, for the screen and the tests; empty without
 *     a stub
 */
public record Classified(
    Compartment compartment, Resource whole, Optional<Stub> stub, List<String> outside) {

  /** The listed elements of a resource, in the low class of its type. */
  public record Stub(Compartment compartment, Resource resource) {}
}

package carnet.journal.exchange;

import carnet.journal.verify.Finding;
import java.util.List;
import java.util.stream.Stream;

/** What a pass brought, and what of the peer was refused. */
public record Progress(long pulled, long pushed, List<Finding> findings) {
  public Progress {
    findings = List.copyOf(findings);
  }

  static Progress sum(Progress some, Progress others) {
    return new Progress(
        some.pulled + others.pulled,
        some.pushed + others.pushed,
        Stream.concat(some.findings.stream(), others.findings.stream()).distinct().toList());
  }
}

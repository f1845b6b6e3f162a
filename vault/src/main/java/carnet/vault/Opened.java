package carnet.vault;

import carnet.journal.EntryId;
import carnet.journal.Payload;

/** One entry, opened: its id, what its label said, what it holds. */
public record Opened(EntryId id, Label label, Payload payload) {}

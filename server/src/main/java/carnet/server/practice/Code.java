package carnet.server.practice;

import org.jspecify.annotations.Nullable;

/** All that is asked of who seconds, undoes or refuses: a fresh code. */
public record Code(@Nullable String code) {}

package carnet.server.practice;

import org.jspecify.annotations.Nullable;

/** A fresh code, where nothing else is asked. */
public record Code(@Nullable String code) {}

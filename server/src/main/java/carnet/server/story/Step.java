package carnet.server.story;

/** One part of the story: it plays over HTTP, and checks the sentences it bears on. */
@FunctionalInterface
interface Step {
  void play(Scene scene);
}

/** What is wrong with the files, and where: `docker/compose.yaml:12: …`. */
export class Fault extends Error {
  override readonly name = "Fault";

  constructor(place: string, what: string) {
    super(`${place}: ${what}`);
  }
}

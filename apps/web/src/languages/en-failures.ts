/** What keeps a page from being shown, in English. */
export const enFailures = {
  unreachable: "Tocsin did not answer",
  unreachableHelp: "Check your connection and that the service runs, then try again.",
  refused: "Tocsin could not show this",
  unintelligible: (status: number) => `Something unexpected answered (HTTP ${status})`,
  unintelligibleHelp: "The log of this installation, or of a proxy in front of it, says more.",
  again: "Try again",
  stale: (time: string) => `This could not be refreshed. It is shown as it was at ${time}.`,
};

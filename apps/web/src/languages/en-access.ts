/** Signing in with an access token, and what keeps a page from being shown, in English. */
export const enAccess = {
  title: "Paste an access token",
  intro: "Incidents are shown to people who hold an access token of this installation. The set-up showed one, once.",
  label: "Access token",
  show: "Show the token",
  keep: "Keep it on this device",
  keepHint: "Otherwise it is forgotten when this tab closes. Only on a device that nobody else uses.",
  submit: "Continue",
  sending: "Checking the token…",
  signOut: "Sign out",
  noToken: "Paste an access token first",
  refused: "This token is not valid. Check that you copied all of it; what you pasted is kept.",
  noLonger: "Your access token is no longer accepted. Paste one that is.",
  unreachable: "Tocsin did not answer. Check your connection, then try again; what you pasted is kept.",
  unintelligible: (status: number) =>
    `Something unexpected answered (HTTP ${status}). The log of this installation, or of a proxy in front of it, says more.`,
};

export const enFailures = {
  unreachable: "Tocsin did not answer",
  unreachableHelp: "Check your connection and that the service runs, then try again.",
  refused: "Tocsin could not show this",
  unintelligible: (status: number) => `Something unexpected answered (HTTP ${status})`,
  unintelligibleHelp: "The log of this installation, or of a proxy in front of it, says more.",
  again: "Try again",
  stale: (time: string) => `This could not be refreshed. It is shown as it was at ${time}.`,
};

import { catalog } from "../../languages/index.ts";

/** What the set-up leads on to. */
export const doneSentences = catalog(
  {
    title: "Go on to your first mail",
    help: "You are signed in with this token until the tab closes. Five steps lead to the first mail on screen.",
    go: "Go on",
    commands: "Or by command",
  },
  {
    title: "Verder naar uw eerste mail",
    help: "U bent met dit token aangemeld tot het tabblad sluit. Vijf stappen leiden naar de eerste mail op het scherm.",
    go: "Verder",
    commands: "Of met opdrachten",
  },
);

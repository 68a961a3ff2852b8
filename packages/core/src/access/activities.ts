import type { Verb } from "./verbs.ts";

interface Activity {
  readonly words: string;
  /** All of them are needed at once. */
  readonly verbs: readonly Verb[];
  /** Whether the other product asks for a role of its own, which nobody here can give. */
  readonly roleElsewhere: boolean;
}

const here = (words: string, ...verbs: readonly Verb[]): Activity => ({ words, verbs, roleElsewhere: false });

/** What people do in threat investigation and response, with the rights that each takes. */
export const activities = {
  useDashboard: here("use the dashboard", "dashboard.read"),
  viewThreats: here("view recent and current threats", "threats.read"),
  useExplorer: here("use Explorer and real-time detections", "explorer.use"),
  viewIncidents: here("view incidents", "incidents.read"),
  addMessages: here("add mail messages to an incident", "incidents.addMessages"),
  // Search and Purge says that somebody may; an administrator's role, that he does it in an incident.
  triggerMailActions: here("trigger actions on mail in an incident", "mailActions.trigger", "mail.purge"),
  findAndDeleteMail: here("find suspicious mail and delete it", "mailActions.trigger", "mail.purge"),
  integrateEndpoints: {
    words: "integrate with an endpoint product",
    verbs: ["endpoints.integrate"],
    roleElsewhere: true,
  },
  integrateSiem: { words: "integrate with a SIEM server", verbs: ["siem.integrate"], roleElsewhere: true },
} as const satisfies Readonly<Record<string, Activity>>;

export type ActivityName = keyof typeof activities;

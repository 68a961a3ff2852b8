import { type Instant, secondMs, toIso } from "../kernel/index.ts";

/** One payload of the story, in Tocsin's own shape, and when it comes. */
export interface Beat {
  /** After the beginning, in milliseconds. */
  readonly afterMs: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

const device = (name: string, os = "Windows 11") => ({ type: "device", name, os, domain: "contoso.example" });
const user = (name: string) => ({ type: "user", name: `${name}@contoso.example` });
const ip = { type: "ip", value: "203.0.113.77" };

interface Line {
  readonly at: number;
  readonly incident: "intrusion" | "forwarding" | "backups";
  readonly alert: { readonly id: string; readonly title: string; readonly severity: string; readonly category: string };
  readonly techniques: readonly string[];
  readonly evidence: readonly object[];
}

const titles = {
  intrusion: "Demo: multi-stage intrusion from a phishing mail",
  forwarding: "Demo: inbox rule forwards mail to an outside address",
  backups: "Demo: backups deleted on a file server",
} as const;

const story: readonly Line[] = [
  {
    at: 0,
    incident: "intrusion",
    alert: { id: "phish", title: "Phishing link was clicked", severity: "high", category: "Initial access" },
    techniques: ["T1566.002"],
    evidence: [user("j.bakker"), device("lt-0442")],
  },
  {
    at: 12,
    incident: "intrusion",
    alert: {
      id: "sign-in",
      title: "Sign-in from an unfamiliar country",
      severity: "medium",
      category: "Credential access",
    },
    techniques: ["T1078"],
    evidence: [user("j.bakker"), ip],
  },
  {
    at: 24,
    incident: "forwarding",
    alert: { id: "rule", title: "Inbox rule forwards mail outside", severity: "medium", category: "Exfiltration" },
    techniques: ["T1114.003"],
    evidence: [user("j.bakker")],
  },
  {
    at: 36,
    incident: "intrusion",
    alert: {
      id: "lateral",
      title: "Remote service was started on a server",
      severity: "high",
      category: "Lateral movement",
    },
    techniques: ["T1021.002"],
    evidence: [device("srv-files-01", "Windows Server 2022"), user("j.bakker")],
  },
  {
    at: 48,
    incident: "intrusion",
    alert: { id: "ransom", title: "Ransomware is encrypting files", severity: "critical", category: "Ransomware" },
    techniques: ["T1486"],
    evidence: [device("srv-files-01", "Windows Server 2022")],
  },
  {
    at: 58,
    incident: "backups",
    alert: { id: "shadow", title: "Shadow copies were deleted", severity: "high", category: "Impact" },
    techniques: ["T1490"],
    evidence: [device("srv-files-01", "Windows Server 2022")],
  },
];

/**
 * A minute of an attack: phishing, a stolen sign-in, a mailbox rule, ransomware. One incident grows and rises, so that its
 * mails make a thread. `run` keeps one telling apart from another; every title says that it is a demo.
 */
export const attack = (run: string, startsAt: Instant): readonly Beat[] =>
  story.map(({ at, incident, alert, techniques, evidence }) => {
    const when = toIso(startsAt + at * secondMs);
    return {
      afterMs: at * secondMs,
      payload: {
        externalId: `demo-${run}-${incident}`,
        title: titles[incident],
        status: "active",
        updatedAt: when,
        tags: ["demo"],
        categories: [alert.category],
        alerts: [
          {
            externalId: `demo-${run}-${alert.id}`,
            title: alert.title,
            severity: alert.severity,
            category: alert.category,
            techniques,
            serviceSource: "Demo",
            createdAt: when,
            evidence,
          },
        ],
      },
    };
  });

import { setTimeout as wait } from "node:timers/promises";
import type { Attempt, Delivery, DirectTelling } from "@tocsin/core/deliveries";
import { type DeliveryId, type Scope, secondMs, toIso, wholeOrganization } from "@tocsin/core/kernel";
import { ruleDraftSchema } from "@tocsin/core/notification-rules";
import { previewMessage } from "@tocsin/core/notifications";
import type { Organization } from "@tocsin/core/organizations";
import { isAllowedDomain, normaliseAddress } from "@tocsin/core/recipients";
import { actOf } from "../audit/act-of.ts";
import { type Answer, type Call, type Command, CommandFault } from "../command.ts";
import { type Installation, openInstallation } from "../compose.ts";
import type { Config } from "../config.ts";

export const sendTest: Command = {
  name: "send-test",
  summary: "Send a test mail the way every mail goes, and say what the mail server answered.",
  operands: [{ name: "address" }],
  options: {
    organization: { value: "name", about: "whose mail it is; needed where there are several" },
    timeout: { value: "seconds", about: "how long to wait for the first answer; 60 unless told" },
  },
  about: [
    "It becomes a delivery, which the running worker renders and sends, and which the console shows like every other. " +
      "A delivery that was deferred is tried again as every other is, also after this command has ended.",
  ],
  failsWhen: "it was not sent, or not yet: the words say why",
  run: (call) => run(call),
};

const run = async ({ operands: [text = ""], options, config: settings }: Call): Promise<Answer> => {
  const address = normaliseAddress(text);
  if (!address.ok) throw new CommandFault(2, `${text} is no address: ${address.problem}`);
  const withinMs = secondsOf(options["timeout"]) * secondMs;
  const config = await settings();
  await using installation = openInstallation(config);
  const organization = chosen(await installation.organizations.all(), options["organization"]);
  if (!isAllowedDomain(address.value, organization.allowedDomains)) {
    throw new CommandFault(1, `${address.value} is not in a domain that ${organization.name} may mail to`);
  }
  const scope = wholeOrganization(organization.id);
  const id = await tell(installation, config, organization, address.value);
  const { delivery, attempts } = await firstAnswer(installation, scope, id, withinMs);
  return answer(delivery, attempts.at(-1) ?? null, withinMs);
};

const secondsOf = (text: string | boolean | undefined): number => {
  if (text === undefined) return 60;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3_600) return seconds;
  throw new CommandFault(2, "--timeout takes whole seconds, 1 to 3600");
};

const chosen = (all: readonly Organization[], name: string | boolean | undefined): Organization => {
  const names = all.map((organization) => organization.name).join(", ");
  const matching = name === undefined ? all : all.filter((organization) => organization.name === name);
  const [only] = matching;
  if (all.length === 0) throw new CommandFault(1, "This installation is not set up: tocsin setup-link says where");
  if (only === undefined) throw new CommandFault(1, `There is no organization ${name}; there is ${names}`);
  if (matching.length > 1) throw new CommandFault(2, `Whose mail? Say --organization with one of ${names}`);
  return only;
};

const tell = async (
  { audit, deliveryActions, deviceGroups }: Installation,
  { publicUrl, mailDomain }: Config,
  organization: Organization,
  address: string,
): Promise<DeliveryId> => {
  const scope = wholeOrganization(organization.id);
  const draft = ruleDraftSchema.parse({ name: "Test", recipients: [{ address }] });
  const groups = await deviceGroups.list(scope);
  const now = Date.now();
  const tellings: readonly DirectTelling[] = [
    {
      address,
      severity: "informational",
      messageOf: (deliveryId) => ({
        kind: "test",
        ruleName: null,
        by: "",
        groups: [],
        incident: previewMessage({
          draft,
          organization,
          groups,
          shown: null,
          address,
          deliveryId,
          publicUrl,
          mailDomain,
          now,
        }),
      }),
    },
  ];
  const act = actOf(sendTest, organization.id, "delivery");
  const { deliveries } = await audit.inTheNameOf(act, () => deliveryActions.tell(scope, tellings));
  const [made] = deliveries;
  if (made === undefined) throw new Error("The delivery was not made");
  return made.id;
};

const pollMs = 50;

/** The delivery once its first attempt has ended, or as it is when the time is over. */
const firstAnswer = async ({ deliveryQueries }: Installation, scope: Scope, id: DeliveryId, withinMs: number) => {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const seen = await deliveryQueries.get(scope, id);
    const open = seen.delivery.state === "waiting" || seen.delivery.state === "sending";
    const answered = seen.attempts.some(({ endedAt }) => endedAt !== null);
    if (!open || answered || performance.now() > giveUpAt) return seen;
    await wait(pollMs);
  }
};

const answer = (delivery: Delivery, attempt: Attempt | null, withinMs: number): Answer => {
  const { id: deliveryId, state, address } = delivery;
  const outcome = attempt?.outcome ?? null;
  const words = outcome === null ? delivery.reason : "reply" in outcome ? outcome.reply : outcome.reason;
  const by = attempt === null ? null : `${attempt.transport} ${attempt.destination}`;
  const done = state === "sent" || state === "captured";
  return {
    exitCode: done ? 0 : 1,
    lines: [told(delivery, words, withinMs), ...(by === null ? [] : [`Transport: ${by}`]), `Delivery: ${deliveryId}`],
    json: { deliveryId, address, state, outcome: outcome?.kind ?? null, words, transport: by },
  };
};

const told = ({ state, address, dueAt, attempts }: Delivery, words: string | null, withinMs: number): string => {
  if (state === "sent") return `Sent to ${address}. The mail server said: ${words}`;
  if (state === "captured") return `Captured, not sent, because no mail server is set: ${words}`;
  if (state === "waiting" && attempts > 0) return `Not sent yet; the next attempt is at ${toIso(dueAt)}. ${words}`;
  if (state !== "waiting" && state !== "sending") return `Not sent (${state}). ${words}`;
  const seconds = withinMs / secondMs;
  return state === "sending"
    ? `No answer of the mail server within ${seconds} s; the worker goes on waiting for it.`
    : `No worker took it within ${seconds} s: is one running on this data folder? It will be sent when one does.`;
};

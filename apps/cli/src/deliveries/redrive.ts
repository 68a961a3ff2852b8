import type { DeliveryListed, DeliveryState } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, DomainError, type Scope, wholeOrganization } from "@tocsin/core/kernel";
import { actOf } from "../audit/act-of.ts";
import { type Answer, type Call, type Command, CommandFault } from "../command.ts";
import { type Installation, openInstallation } from "../compose.ts";
import { sinceOf } from "./since.ts";

export const redrive: Command = {
  name: "redrive",
  summary: "Send deliveries once more: one by its id, or all that failed, are in doubt, or are held.",
  operands: [{ name: "deliveryId", optional: true }],
  options: {
    failed: { about: "all that were given up" },
    "in-doubt": { about: "all of which nobody knows whether the mail server has them" },
    held: { about: "all that are held for a person, as they are after a restore" },
    since: { value: "when", about: "only deliveries made since then: 30m, 2h, 7d (ago), or 2026-11-22T03:00Z" },
    "dry-run": { about: "only list them" },
  },
  about: [
    "A delivery that failed, is in doubt, was cancelled or is held begins a new series of attempts with the same mail. " +
      "One that was sent, named by its id, goes out again as a new delivery. The worker sends them as soon as it runs.",
  ],
  failsWhen: "the delivery is not there, or is on its way already",
  run: (call) => run(call),
};

interface Found extends DeliveryListed {
  readonly scope: Scope;
}

interface Redriven {
  readonly id: string;
  readonly address: string;
  readonly was: DeliveryState;
  readonly subject: string | null;
  readonly result: "redriven" | "skipped" | "wouldBeRedriven";
  /** Why it was skipped. */
  readonly reason: string | null;
  /** The delivery that goes out: another one where a sent mail is sent again. */
  readonly goesOutAs: string | null;
}

const run = async ({ operands: [id], options, config }: Call): Promise<Answer> => {
  const states = statesOf(options);
  if ((id === undefined) === (states.length === 0)) {
    throw new CommandFault(2, "Which deliveries? Name one by its id, or say --failed, --in-doubt or --held");
  }
  const since = typeof options["since"] === "string" ? sinceOf(options["since"], Date.now()) : null;
  await using installation = openInstallation(await config());
  const found =
    id === undefined ? await inStates(installation, states, since) : [await byId(installation, asId<DeliveryId>(id))];
  const dryRun = options["dry-run"] === true;
  // Handed over together, they share commits. One that is named is asked for: why it cannot be is then a fault.
  const done = await Promise.all(
    found.map((one) => (dryRun ? listed(one) : send(installation, one, id !== undefined))),
  );
  return answer(done, states);
};

const statesOf = (options: Call["options"]): readonly DeliveryState[] => [
  ...(options["failed"] === true ? (["failed"] as const) : []),
  ...(options["in-doubt"] === true ? (["inDoubt"] as const) : []),
  ...(options["held"] === true ? (["held"] as const) : []),
];

const byId = async ({ organizations, deliveryQueries }: Installation, id: DeliveryId): Promise<Found> => {
  for (const { id: organizationId } of await organizations.all()) {
    const scope = wholeOrganization(organizationId);
    const one = await deliveryQueries.get(scope, id).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === "notFound") return null;
      throw error;
    });
    if (one !== null) return { ...one, scope };
  }
  throw new CommandFault(1, `There is no delivery ${id}`);
};

const pageSize = 200;

const inStates = async (
  { organizations, deliveryQueries }: Installation,
  states: readonly DeliveryState[],
  since: number | null,
): Promise<readonly Found[]> => {
  const found: Found[] = [];
  const filter = { states, address: null, incidentId: null, ruleId: null };
  for (const { id: organizationId } of await organizations.all()) {
    const scope = wholeOrganization(organizationId);
    let after: string | null = null;
    do {
      const page = await deliveryQueries.list(scope, filter, { limit: pageSize, after });
      const wanted = page.items.filter(({ delivery }) => since === null || delivery.createdAt >= since);
      // What a digest tells of goes out with that.
      const own = wanted.filter(({ delivery }) => delivery.state !== "held" || delivery.foldedInto === null);
      found.push(...own.map((one) => ({ ...one, scope })));
      // They come newest first: after one that is too old there is none that is not.
      after = wanted.length === page.items.length ? page.next : null;
    } while (after !== null);
  }
  return found;
};

const listed = ({ delivery, subject }: Found): Redriven => ({
  id: delivery.id,
  address: delivery.address,
  was: delivery.state,
  subject,
  result: "wouldBeRedriven",
  reason: null,
  goesOutAs: null,
});

const send = async ({ audit, deliveryActions }: Installation, one: Found, named: boolean): Promise<Redriven> => {
  try {
    const act = actOf(redrive, one.scope.organizationId, "delivery", one.delivery.id);
    const { id } = await audit.inTheNameOf(act, () => deliveryActions.redrive(one.scope, one.delivery.id));
    return { ...listed(one), result: "redriven", goesOutAs: id };
  } catch (error) {
    if (named || !(error instanceof DomainError)) throw error;
    return { ...listed(one), result: "skipped", reason: error.message };
  }
};

const answer = (deliveries: readonly Redriven[], states: readonly DeliveryState[]): Answer => {
  const count = (result: Redriven["result"]): number => deliveries.filter((one) => one.result === result).length;
  const [redriven, skipped, would] = [count("redriven"), count("skipped"), count("wouldBeRedriven")];
  const summary = [
    ...(redriven > 0 ? [`${redriven} will be sent as soon as the worker runs.`] : []),
    ...(would > 0 ? [`${would} would be redriven; nothing was changed.`] : []),
    ...(skipped > 0 ? [`${skipped} were skipped.`] : []),
    ...(deliveries.length === 0 ? [`There is none that is ${states.join(" or ")}.`] : []),
  ];
  const lines = deliveries.map(
    ({ id, was, address, subject, reason }) =>
      `${id}  ${was}  ${address}  ${subject ?? "(not rendered yet)"}${reason === null ? "" : `  skipped: ${reason}`}`,
  );
  return {
    exitCode: 0,
    lines: [...lines, ...summary],
    json: { redriven, skipped, wouldBeRedriven: would, deliveries },
  };
};

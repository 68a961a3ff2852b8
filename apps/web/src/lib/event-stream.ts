import { organizationHeader } from "@tocsin/core/access";

/** An event of the api: its name, and what it says. */
export interface ServerEvent {
  readonly event: string;
  readonly id: string;
}

/** Cuts whole events (HTML section 9.2.6) off the front of what has come so far. Comments and unknown fields say nothing. */
export const eventsIn = (text: string): { readonly events: readonly ServerEvent[]; readonly rest: string } => {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  return { events: blocks.flatMap(eventOf), rest };
};

const eventOf = (block: string): readonly ServerEvent[] => {
  const fields = new Map(
    block.split("\n").map((line) => {
      const [name = "", ...value] = line.split(":");
      return [name, value.join(":").trim()];
    }),
  );
  const event = fields.get("event");
  return event === undefined ? [] : [{ event, id: fields.get("id") ?? "" }];
};

/** What is read again after an event, by its name. */
const outdatedBy: Readonly<Record<string, readonly string[]>> = {
  "incident.changed": ["/api/v1/incidents"],
  "delivery.changed": ["/api/v1/deliveries", "/api/v1/incidents"],
  system: ["/api/v1/system"],
  reread: ["/api/v1/incidents", "/api/v1/deliveries", "/api/v1/system"],
};

const gatherMs = 2_000;
const againMs = 3_000;
const patienceMs = 60_000;

/**
 * Follows the api's events until it is called off, and tells which paths are old by now; several at once where many things
 * change. Where nothing can be followed the lists ask by themselves, so a failure here is only tried again, ever more seldom.
 */
export const followEvents = (
  organizationId: string | null,
  onOld: (paths: readonly string[]) => void,
): (() => void) => {
  const stop = new AbortController();
  const old = new Set<string>();
  let gathering: number | undefined;
  let lastId = "";
  const take = ({ event, id }: ServerEvent): void => {
    lastId = id;
    for (const path of outdatedBy[event] ?? []) old.add(path);
    gathering ??= window.setTimeout(() => {
      gathering = undefined;
      onOld([...old]);
      old.clear();
    }, gatherMs);
  };
  void keepReading(organizationId, stop.signal, () => lastId, take);
  return () => {
    stop.abort();
    window.clearTimeout(gathering);
  };
};

const keepReading = async (
  organizationId: string | null,
  signal: AbortSignal,
  lastId: () => string,
  onEvent: (event: ServerEvent) => void,
): Promise<void> => {
  for (let waitMs = againMs; !signal.aborted; waitMs = Math.min(waitMs * 2, patienceMs)) {
    const ended = await readOnce({ organizationId, lastId: lastId(), signal }, onEvent).catch(() => "failed" as const);
    if (ended === "refused") return;
    if (ended === "ended") waitMs = againMs;
    await new Promise((resolve) => window.setTimeout(resolve, waitMs));
  }
};

interface Reading {
  readonly organizationId: string | null;
  readonly lastId: string;
  readonly signal: AbortSignal;
}

/** Reads one answer to its end. A refusal is none that another try would change. */
const readOnce = async (
  { organizationId, lastId, signal }: Reading,
  onEvent: (event: ServerEvent) => void,
): Promise<"ended" | "refused" | "failed"> => {
  const response = await fetch("/api/v1/events", {
    headers: {
      ...(organizationId !== null && { [organizationHeader]: organizationId }),
      ...(lastId !== "" && { "last-event-id": lastId }),
    },
    cache: "no-store",
    signal,
  });
  if (response.status === 401 || response.status === 403) return "refused";
  if (!response.ok || response.body === null) return "failed";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return "ended";
    const { events, rest } = eventsIn(text + value);
    text = rest;
    for (const event of events) onEvent(event);
  }
};

import { holds } from "@tocsin/core/access";
import type { UserId } from "@tocsin/core/kernel";
import { type Route, route, type Stream } from "../http/route.ts";
import type { EventHub, News } from "./hub.ts";

/** More tabs than anybody has open: the oldest one goes on by asking now and then. */
const streamsMax = 8;
const beatMs = 15_000;

/** Tells of changes as they are committed, by ids: what they are, each caller reads with his own rights. */
export const eventRoutes = (hub: EventHub): readonly Route[] => {
  const open = new Map<UserId, Stream[]>();
  const keep = (user: UserId, stream: Stream): (() => void) => {
    const streams = [...(open.get(user) ?? []), stream];
    open.set(user, streams);
    if (streams.length > streamsMax) streams[0]?.end();
    return () => {
      const left = (open.get(user) ?? []).filter((other) => other !== stream);
      if (left.length > 0) open.set(user, left);
      else open.delete(user);
    };
  };
  return [
    route({
      method: "get",
      path: "/api/v1/events",
      tag: "Events",
      summary:
        "Server-sent events: incident.changed, delivery.changed, system, and reread where some may have been missed",
      policy: "incidents.read",
      answers: {
        200: {
          description: "Goes on until either side ends it, or the caller's session does",
          type: "text/event-stream",
        },
      },
      handle: async ({ caller, header, callerNow }) => ({
        status: 200,
        headers: { "X-Accel-Buffering": "no" },
        stream: {
          type: "text/event-stream",
          open: (stream) => {
            // What came while nobody listened is not kept: whoever comes back reads again.
            stream.write(`retry: 3000\n\n${header("last-event-id") === undefined ? "" : told("reread")}`);
            // Asked at every look: who is signed out hears nothing more, and who may see less hears less.
            const tell = async (news: News): Promise<void> => {
              const now = await callerNow();
              if (now === null) return stream.end();
              if (!isNew(news)) return;
              const { changes, system } = news;
              const seen = await hub.visible(now.scope, changes);
              const lines = [
                ...(changes.more ? [told("reread")] : []),
                ...seen.incidents.map((id) => told("incident.changed", { id })),
                ...seen.deliveries.map((id) => told("delivery.changed", { id })),
                ...(system && holds(now.rights, "system.read") ? [told("system")] : []),
              ];
              if (lines.length > 0) stream.write(lines.join(""));
            };
            const beat = setInterval(() => stream.write(": still here\n\n"), beatMs);
            const leave = [
              hub.listen((news) => void tell(news).catch(stream.end)),
              hub.onClose(stream.end),
              keep(caller.user.id, stream),
              () => clearInterval(beat),
            ];
            return () => {
              for (const one of leave) one();
            };
          },
        },
      }),
    }),
  ];
};

const isNew = ({ changes: { incidents, deliveries, more }, system }: News): boolean =>
  system || more || incidents.length + deliveries.length > 0;

let count = 0;

/** An event (HTML section 9.2.6). Its id says only that something came before. */
const told = (event: string, data: object = {}): string => {
  count += 1;
  return `id: ${count}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
};

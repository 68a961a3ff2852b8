import { expect, test } from "vitest";
import { eventsIn } from "./event-stream.ts";

test("whole events are cut off what has come so far, and the rest waits", () => {
  const first = eventsIn(
    'retry: 3000\n\nid: 1\nevent: incident.changed\ndata: {"id":"x"}\n\n: still here\n\nid: 2\nevent: del',
  );
  expect(first.events).toEqual([{ id: "1", event: "incident.changed" }]);
  expect(eventsIn(`${first.rest}ivery.changed\ndata: {}\n\n`)).toEqual({
    events: [{ id: "2", event: "delivery.changed" }],
    rest: "",
  });
});

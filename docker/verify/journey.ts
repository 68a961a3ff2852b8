import { Client } from "../../tests/journeys/harness/client.ts";
import { until } from "../../tests/journeys/harness/until.ts";
import { headerOf, type Sink } from "../../tests/smtp-sink/index.ts";

const recipient = "soc@contoso.example";

/**
 * The core journey, as whoever installs it goes it: the set-up link from the api's log, a source, a rule, a payload,
 * and the mail at the mail server.
 */
export const walk = async (url: string, output: () => string, sink: Sink): Promise<void> => {
  const token = await until("the set-up link in the api's log", async () => /#token=([\w-]+)/.exec(output())?.[1]);
  const administrator = await new Client(url, null).setUp(token);
  await administrator.makeRule("High incidents", [recipient], { severities: ["high", "critical"] });
  const source = await administrator.makeSource("generic");
  const [result] = await source.ingest({
    externalId: "demo-1",
    title: "Ransomware on a file server",
    severity: "high",
  });
  if (result?.deliveries !== 1) throw new Error(`The payload led to no delivery: ${JSON.stringify(result)}`);
  const [mail] = await sink.waitForMails(1, 20_000);
  if (mail === undefined || !mail.to.includes(recipient)) throw new Error("The mail went to somebody else");
  if (!headerOf(mail, "Subject")?.includes("Incident 1")) throw new Error("The mail is about something else");
  const [delivery] = await administrator.settled(1);
  if (delivery?.state !== "sent") throw new Error(`The delivery is ${delivery?.state}`);
  const ready = (await (await fetch(`${url}/readyz`)).json()) as { readonly queue?: { readonly driver?: string } };
  if (ready.queue?.driver !== "redis") throw new Error(`The queue is ${ready.queue?.driver}, not on Redis`);
  const page = await fetch(`${url}/incidents/${result.incidentId}`);
  if (!page.headers.get("content-type")?.startsWith("text/html")) throw new Error("The console is not served");
};

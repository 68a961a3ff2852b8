import { describe, expect, test } from "vitest";
import { headerOf, type ReceivedMail, startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import type { Client } from "./harness/client.ts";
import { type Product, startProduct } from "./harness/product.ts";
import { responseLinksIn } from "./harness/response-links.ts";

const [soc, lead] = ["soc@contoso.example", "lead@contoso.example"];

interface Acknowledged {
  readonly acknowledgements: readonly { readonly by: { readonly kind: string; readonly name: string } }[];
}

const recipientOf = async ({ raw }: ReceivedMail) => (await readMail(raw)).to?.[0]?.address;

/** Whoever follows a link, in no session and with no key. */
const open = async (method: string, url: string) => {
  const response = await fetch(url, { method });
  return { status: response.status, text: await response.text() };
};

const acknowledgementsOf = async (administrator: Client, id: string) =>
  (await administrator.read<Acknowledged & Record<string, unknown>>(`/api/v1/incidents/${id}`)).acknowledgements;

const furnish = async (product: Product) => {
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.request("POST", "/api/v1/notification-rules", {
    name: "On call",
    recipients: [
      { address: soc, tier: 0 },
      { address: lead, tier: 1 },
    ],
    escalation: [{ afterMinutes: 1 }],
  });
  return { administrator, source: await administrator.makeSource("generic") };
};

describe.concurrent("on call", () => {
  test("the link in a mail does nothing when it is opened, and acknowledges when its button is pressed", async () => {
    await using sink = await startSink();
    await using product = await startProduct({ SMTP_URL: sink.url });
    const { administrator, source } = await furnish(product);
    const [taken] = await source.ingest({ title: "Ransomware on SRV-1", severity: "high" });
    const [mail] = await sink.waitForMails(1);
    const { acknowledge = "" } = mail ? await responseLinksIn(mail) : {};
    const id = taken?.incidentId ?? "";

    for (const method of ["GET", "HEAD", "GET"]) expect((await open(method, acknowledge)).status).toBe(200);
    expect(await acknowledgementsOf(administrator, id)).toEqual([]);
    expect((await open("POST", acknowledge)).text).toContain(`By ${soc}`);
    expect(await acknowledgementsOf(administrator, id)).toMatchObject([{ by: { kind: "recipient", name: soc } }]);

    const [delivery] = await administrator.deliveries();
    const kept = await administrator.read<{ text: string; html: string }>(`/api/v1/deliveries/${delivery?.id}/mail`);
    const token = acknowledge.split("/").at(-2) ?? "";
    expect(token).toHaveLength(32);
    expect(kept.text + kept.html).not.toContain(token);
  });

  test("one click in the mail program stops a rule, its administrators hear of it, and the page takes it back", async () => {
    await using sink = await startSink();
    await using product = await startProduct({ SMTP_URL: sink.url });
    const { administrator, source } = await furnish(product);
    await source.ingest({ title: "Ransomware on SRV-1", severity: "high" });
    const [mail] = await sink.waitForMails(1);
    if (mail === undefined) throw new Error("No mail came");
    expect(headerOf(mail, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    const stop = headerOf(mail, "List-Unsubscribe")?.slice(1, -1) ?? "";
    const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    expect((await fetch(stop, { method: "POST", body })).status).toBe(200);
    const notice = (await sink.waitForMails(2)).at(-1);
    expect(notice && headerOf(notice, "Subject")).toContain(`${soc} stopped the mails of rule`);

    await source.ingest({ title: "Another", severity: "high" });
    const instead = (await sink.waitForMails(3)).at(-1);
    expect(instead && (await recipientOf(instead))).toBe(lead);
    expect((await open("POST", stop.replace(/stop$/, "resume"))).status).toBe(200);
    await source.ingest({ title: "A third", severity: "high" });
    const again = (await sink.waitForMails(4)).at(-1);
    expect(again && (await recipientOf(again))).toBe(soc);
    await administrator.settled(4);
  });

  test("when nobody acknowledges, the next is told once, though the worker dies meanwhile", async () => {
    await using sink = await startSink();
    await using product = await startProduct({ SMTP_URL: sink.url });
    const { administrator, source } = await furnish(product);
    await source.ingest({ title: "Ransomware on SRV-1", severity: "high" });
    await sink.waitForMails(1);
    // A mail whose outcome is not stored yet would be in doubt, and come twice for that reason.
    await administrator.settled(1);
    await product.worker.crash();
    await product.worker.start();
    const mails = await sink.waitForMails(2, 120_000);
    expect(await Promise.all(mails.map(recipientOf))).toEqual([soc, lead]);
    const { text = "" } = mails[1] ? await readMail(mails[1].raw) : {};
    expect(text.replace(/\s+/g, " ")).toMatch(
      /^Escalation: others were told at .* nobody acknowledged within 1 minute\./,
    );
    await administrator.settled(2);
    await product.worker.crash();
    await product.worker.start();
    await administrator.settled(2);
    expect(sink.mails).toHaveLength(2);
  });
});

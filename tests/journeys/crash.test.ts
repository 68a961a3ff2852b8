import { describe, expect, test } from "vitest";
import { accept, hang, headerOf, startSink } from "../smtp-sink/index.ts";
import { startProduct } from "./harness/product.ts";

const soc = "soc@contoso.example";

interface DeliveryWithAttempts {
  readonly state: string;
  readonly attempts: readonly { readonly outcome: { readonly kind: string } | null }[];
}

describe.concurrent("when a program is killed", () => {
  test("a worker that dies in the middle of a send leaves an attempt in doubt, and the mail still arrives", async () => {
    await using sink = await startSink({ behave: hang("dot", { keep: false }) });
    await using product = await startProduct({ SMTP_URL: sink.url });
    const administrator = await product.client.setUp(product.setupToken);
    await administrator.makeRule("Everything", [soc]);
    const source = await administrator.makeSource("generic");

    await source.ingest({ externalId: "x-1", title: "Ransomware on SRV-1", severity: "high" });
    await sink.waitUntil(({ transactions }) => transactions.some(({ dataEntered }) => dataEntered));
    await product.worker.crash();
    const [sending] = await administrator.deliveries();
    expect(sending?.state).toBe("sending");

    sink.behave(accept);
    await product.worker.start();
    // Nobody may touch the delivery until the dead worker's lease of 60 s has ended.
    const mails = await sink.waitForMails(1, 90_000);
    await administrator.settled(1);
    const delivery = await administrator.read<DeliveryWithAttempts>(`/api/v1/deliveries/${sending?.id}`);
    expect(delivery.state).toBe("sent");
    expect(delivery.attempts.map(({ outcome }) => outcome?.kind)).toEqual(["inDoubt", "accepted"]);
    expect(mails.map((mail) => headerOf(mail, "Message-ID"))).toEqual([`<d-${sending?.id}@tocsin.example>`]);
  });

  test("what an api acknowledged before it died is told, however often it dies", async () => {
    await using sink = await startSink();
    await using product = await startProduct({ SMTP_URL: sink.url });
    const administrator = await product.client.setUp(product.setupToken);
    await administrator.makeRule("Everything", [soc]);
    const source = await administrator.makeSource("generic");
    await product.worker.crash();

    const titles = ["First", "Second", "Third"];
    for (const title of titles) {
      await source.ingest({ title, severity: "critical" });
      await product.api.crash();
      await product.api.start();
    }
    await product.worker.start();
    const mails = await sink.waitForMails(titles.length, 20_000);
    const subjects = mails.map((mail) => headerOf(mail, "Subject") ?? "");
    for (const title of titles) expect(subjects.filter((subject) => subject.endsWith(title))).toHaveLength(1);
    await administrator.settled(titles.length);
    expect(sink.mails).toHaveLength(titles.length);
  });

  test("a mail server that is away delays mails and loses none", async () => {
    const away = await startSink();
    const { port, url } = away;
    await away.stop();
    await using product = await startProduct({ SMTP_URL: url });
    const administrator = await product.client.setUp(product.setupToken);
    await administrator.makeRule("Everything", [soc, "boss@contoso.example"]);
    const source = await administrator.makeSource("generic");
    await source.ingest(["One", "Two", "Three"].map((title) => ({ title, severity: "high" })));
    await administrator.deliveries();

    await using sink = await startSink({ port });
    await sink.waitForMails(6, 60_000);
    await administrator.settled(6);
    expect(sink.mails).toHaveLength(6);
  });
});

import { expect, test } from "vitest";
import { headerOf, startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { startProduct } from "./harness/product.ts";

const soc = "soc@contoso.example";

test("a rule that is not saved yet can be tried: its mail comes, marked as a test, and starts no thread", async () => {
  await using sink = await startSink();
  await using product = await startProduct({ SMTP_URL: sink.url });
  const administrator = await product.client.setUp(product.setupToken);
  const rule = { name: "High incidents", severities: ["high"], recipients: [{ address: soc }] };
  const path = "/api/v1/notification-rules/test-mail";
  const { status } = await administrator.request("POST", path, { rule, to: "recipients" });
  expect(status).toBe(202);

  const [mail] = await sink.waitForMails(1, 20_000);
  const { subject, text } = await readMail(mail?.raw ?? Buffer.of());
  expect(mail?.to).toEqual([soc]);
  expect(subject).toBe("[Test] Contoso – Incident 0: Sample: suspicious activity on a file server");
  expect(text?.replace(/\s+/g, " ")).toContain("Test of rule “High incidents” by Ada; no real incident happened.");
  expect(mail && headerOf(mail, "References")).toBeNull();
  const [delivery] = await administrator.settled(1);
  expect(delivery?.state).toBe("sent");
});

test("a mail that was sent can be sent once more, and both are on record", async () => {
  await using sink = await startSink();
  await using product = await startProduct({ SMTP_URL: sink.url });
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", [soc]);
  const source = await administrator.makeSource("generic");
  await source.ingest({ title: "Odd sign-in", severity: "high" });
  const [first] = await administrator.settled(1);
  await administrator.request("POST", `/api/v1/deliveries/${first?.id}/redrive`);
  await administrator.settled(2);
  const [one, two] = await sink.waitForMails(2);
  expect(one && two && headerOf(one, "Subject")).toBe(two && headerOf(two, "Subject"));
  expect(one && headerOf(one, "Message-ID")).not.toBe(two && headerOf(two, "Message-ID"));
});

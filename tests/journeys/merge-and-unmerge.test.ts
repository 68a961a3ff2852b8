import { expect, test } from "vitest";
import { startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { startProduct } from "./harness/product.ts";

const soc = "soc@contoso.example";
const boss = "boss@contoso.example";

const minutes = (count: number): string => new Date(Date.parse("2026-11-22T12:00:00Z") + count * 60_000).toISOString();

const incident = (id: string, minute: number, given: object = {}) => ({
  id,
  displayName: id === "1" ? "Phishing" : "Campaign",
  severity: "high",
  status: "active",
  redirectIncidentId: null,
  createdDateTime: minutes(0),
  lastUpdateDateTime: minutes(minute),
  ...given,
});

test("incidents that are merged and unmerged are told of once, the merge by name, the way back to nobody", async () => {
  await using sink = await startSink();
  await using product = await startProduct({ SMTP_URL: sink.url });
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Every update", [soc]);
  await administrator.makeRule("First word", [boss], { frequency: { kind: "oncePerIncident" } });
  const source = await administrator.makeSource("graph-security");
  const say = async (...given: Parameters<typeof incident>) => (await source.ingest(incident(...given)))[0];

  const phishing = await say("1", 0);
  await administrator.settled(2);
  // Whoever is told once has been told of the family; only the others hear of its other member.
  expect(await say("1", 1, { status: "redirected", redirectIncidentId: "2" })).toMatchObject({ notifications: 1 });
  await administrator.settled(3);
  const campaign = await say("2", 1);
  expect(campaign).toMatchObject({ change: "opened", notifications: 1 });
  await administrator.settled(4);

  const merged = await administrator.read<{ redirectedTo: object; familyId: string }>(
    `/api/v1/incidents/${phishing?.incidentId}`,
  );
  expect(merged).toMatchObject({
    familyId: campaign?.incidentId,
    redirectedTo: { id: campaign?.incidentId, number: campaign?.number },
  });

  const undone = await say("1", 2);
  expect(undone).toMatchObject({ change: "updated", notifications: 0, deliveries: 0 });
  expect(await say("1", 3, { assignedTo: "ada@contoso.example" })).toMatchObject({ notifications: 1 });
  await administrator.settled(5);
  const mails = await sink.waitForMails(5);
  const toldBoss = await Promise.all(mails.filter(({ to }) => to.includes(boss)).map(({ raw }) => readMail(raw)));
  expect(toldBoss.map(({ subject }) => subject)).toEqual(["[High] Contoso – Incident 1: Phishing"]);

  // Merged once more, now into one that is known: its mail names the number.
  expect(await say("1", 4, { status: "redirected", redirectIncidentId: "2" })).toMatchObject({ notifications: 2 });
  await administrator.settled(7);
  const texts = await Promise.all(
    (await sink.waitForMails(7)).map(async ({ raw }) => (await readMail(raw)).text ?? ""),
  );
  expect(texts.filter((text) => text.includes("Incident 1 was merged into this one"))).toHaveLength(1);
});

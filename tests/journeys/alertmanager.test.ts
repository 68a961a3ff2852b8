import { expect, test } from "vitest";
import { hasAlertmanager, startAlertmanager } from "./harness/alertmanager.ts";
import { startProduct } from "./harness/product.ts";
import { until } from "./harness/until.ts";

const soc = "soc@contoso.example";
const databases = "databases@contoso.example";

interface Incident {
  readonly title: string;
  readonly status: string;
  readonly severity: string;
  readonly alerts: readonly {
    readonly title: string;
    readonly severity: { readonly value: string };
    readonly status: { readonly value: string };
  }[];
}

test.skipIf(!hasAlertmanager())(
  "a real Alertmanager fires and resolves, and the right people are told of each, once",
  async () => {
    await using product = await startProduct();
    const administrator = await product.client.setUp(product.setupToken);
    const group = await administrator.makeDeviceGroup("Databases", [
      { property: "name", operator: "startsWith", values: ["db-"] },
    ]);
    await administrator.makeRule("Everything", [soc]);
    await administrator.makeRule("Databases, critical", [databases], {
      severities: ["critical"],
      deviceGroups: { scope: "selected", ids: [group.id] },
    });
    const source = { name: "Our Alertmanager", kind: "alertmanager" };
    const made = await administrator.request<{ key: string }>("POST", "/api/v1/sources", source);
    expect(made.status).toBe(201);
    await using alertmanager = await startAlertmanager(`${product.url}/api/v1/ingest`, made.body.key);

    const startsAt = new Date().toISOString();
    const alert = (instance: string, severity: string) => ({
      labels: { alertname: "NodeDown", cluster: "eu-1", instance, severity },
      annotations: { summary: `${instance} does not answer` },
      generatorURL: "https://prometheus.contoso.example/graph",
      startsAt,
    });
    const first = alert("web-1:9100", "warning");
    const second = alert("db-1:9100", "critical");
    const told = async (count: number, from: number) =>
      (await administrator.settled(count))
        .map(({ address, subject }) => `${address}: ${subject}`)
        .slice(0, count - from);

    await alertmanager.post([first]);
    expect(await told(1, 0)).toEqual([`${soc}: [Medium] Contoso – Incident 1: NodeDown (eu-1)`]);

    // A graver alert joins the group: both are told, each at the severity of what concerns them.
    await alertmanager.post([first, second]);
    const joined = await told(3, 1);
    expect(joined.sort()).toEqual([
      `${databases}: [Critical] Contoso – Incident 1: NodeDown (eu-1)`,
      `${soc}: [Critical] Contoso – Incident 1: NodeDown (eu-1)`,
    ]);

    // Alertmanager repeats itself; nobody is told again.
    const { sent } = await alertmanager.counts();
    await until("two repetitions", async () => (await alertmanager.counts()).sent >= sent + 2);
    expect(await administrator.deliveries()).toHaveLength(3);

    const endsAt = new Date().toISOString();
    await alertmanager.post([first, second].map((one) => ({ ...one, endsAt })));
    expect((await told(5, 3)).sort()).toEqual([
      expect.stringContaining(`${databases}: `),
      expect.stringContaining(`${soc}: `),
    ]);

    const [delivery] = await administrator.deliveries();
    const incident = await administrator.read<Incident>(`/api/v1/incidents/${delivery?.incident.id}`);
    expect(incident).toMatchObject({ title: "NodeDown (eu-1)", status: "resolved", severity: "critical" });
    expect(incident.alerts.map(({ title, severity, status }) => [title, severity.value, status.value]).sort()).toEqual([
      ["NodeDown: db-1:9100 does not answer", "critical", "resolved"],
      ["NodeDown: web-1:9100 does not answer", "medium", "resolved"],
    ]);
    expect((await alertmanager.counts()).failed).toBe(0);
    expect(product.api.output + product.worker.output).not.toContain('"level":50');
  },
);

/*
 * Notifications of Alertmanager and Grafana, written from the documentation of their webhooks; nothing in them happened.
 */

export const aFiringAlert = {
  status: "firing",
  labels: {
    alertname: "NodeDown",
    instance: "db-1.contoso.example:9100",
    job: "node",
    severity: "critical",
    env: "prod",
  },
  annotations: {
    summary: "db-1 does not answer",
    description: "It has not answered for five minutes.",
    runbook_url: "https://wiki.contoso.example/node-down",
  },
  startsAt: "2026-11-20T09:00:00.123456789Z",
  endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "https://prometheus.contoso.example/graph?g0.expr=up",
  fingerprint: "aaaa000011112222",
};

export const aSecondAlert = {
  ...aFiringAlert,
  labels: { ...aFiringAlert.labels, instance: "10.0.0.7:9100", severity: "warning" },
  annotations: { summary: "10.0.0.7 does not answer" },
  startsAt: "2026-11-20T09:05:00Z",
  fingerprint: "bbbb000011112222",
};

export const aFiringGroup = {
  version: "4",
  groupKey: '{}/{env="prod"}:{alertname="NodeDown", env="prod"}',
  truncatedAlerts: 0,
  status: "firing",
  receiver: "tocsin",
  groupLabels: { alertname: "NodeDown", env: "prod" },
  commonLabels: { alertname: "NodeDown", job: "node", env: "prod" },
  commonAnnotations: {},
  externalURL: "https://alertmanager.contoso.example",
  alerts: [aFiringAlert],
};

/** Another alert has joined; the first has ended. */
export const aMixedGroup = {
  ...aFiringGroup,
  alerts: [aSecondAlert, { ...aFiringAlert, status: "resolved", endsAt: "2026-11-20T09:10:00Z" }],
};

export const aResolvedGroup = {
  ...aFiringGroup,
  status: "resolved",
  alerts: [{ ...aSecondAlert, status: "resolved", endsAt: "2026-11-20T09:20:00Z" }],
};

/** Fires anew after all was well. */
export const aGroupFiringAgain = {
  ...aFiringGroup,
  alerts: [{ ...aFiringAlert, startsAt: "2026-11-20T11:00:00Z" }],
};

/** What came before fingerprints: version 3, a number for a group. */
export const aGroupOfVersion3 = {
  ...aFiringGroup,
  version: "3",
  groupKey: "43434343434343434343",
  alerts: [{ ...aFiringAlert, fingerprint: undefined }],
};

export const aGrafanaGroup = {
  receiver: "tocsin",
  status: "firing",
  orgId: 1,
  alerts: [
    {
      status: "firing",
      labels: { alertname: "High CPU", grafana_folder: "Servers", host: "web-1", severity: "P2" },
      annotations: { summary: "CPU above 90 % on web-1" },
      startsAt: "2026-11-20T10:00:00+01:00",
      endsAt: "0001-01-01T00:00:00Z",
      generatorURL: "",
      fingerprint: "cccc000011112222",
      silenceURL: "https://grafana.contoso.example/alerting/silence/new?alertmanager=grafana",
      dashboardURL: "https://grafana.contoso.example/d/abc",
      panelURL: "https://grafana.contoso.example/d/abc?viewPanel=2",
      values: { B: 91.5, C: 1 },
    },
  ],
  groupLabels: { alertname: "High CPU", grafana_folder: "Servers" },
  commonLabels: { alertname: "High CPU", grafana_folder: "Servers", host: "web-1", severity: "P2" },
  commonAnnotations: { summary: "CPU above 90 % on web-1" },
  externalURL: "https://grafana.contoso.example/",
  version: "1",
  groupKey: '{}:{alertname="High CPU", grafana_folder="Servers"}',
  truncatedAlerts: 0,
  title: "[FIRING:1] High CPU Servers (web-1 P2)",
  state: "alerting",
  message: "**Firing**\n\nValue: B=91.5, C=1",
};

import type { Configuration } from "../../source-kind.ts";

export const alertmanagerConnect: readonly Configuration[] = [
  {
    where: "In alertmanager.yml; the key stands in /etc/alertmanager/tocsin.key",
    text: `route:
  receiver: tocsin
  group_by: [alertname, cluster]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 4h

receivers:
  - name: tocsin
    webhook_configs:
      - url: http://127.0.0.1:3000/api/v1/ingest
        send_resolved: true
        max_alerts: 0
        http_config:
          authorization:
            type: Bearer
            credentials_file: /etc/alertmanager/tocsin.key`,
  },
  {
    where: "In Grafana, a contact point as provisioned",
    text: `apiVersion: 1
contactPoints:
  - orgId: 1
    name: tocsin
    receivers:
      - uid: tocsin
        type: webhook
        disableResolveMessage: false
        settings:
          url: http://127.0.0.1:3000/api/v1/ingest
          httpMethod: POST
          authorization_scheme: Bearer
          authorization_credentials: $TOCSIN_SOURCE_KEY`,
  },
];

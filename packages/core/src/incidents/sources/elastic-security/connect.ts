import type { Configuration } from "../../source-kind.ts";

export const elasticSecurityConnect: readonly Configuration[] = [
  {
    where:
      "In Kibana, a Webhook connector: POST http://127.0.0.1:3000/api/v1/ingest, Basic with any user name and the key as the password, Content-Type application/json. As the body of the rule’s action",
    text: `{ "alerts": {{{context.alerts.asJSON}}} }`,
  },
];

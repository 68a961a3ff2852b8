import type { Configuration } from "../../source-kind.ts";

export const mispConnect: readonly Configuration[] = [
  {
    where:
      "In MISP, a workflow’s Webhook: POST to http://127.0.0.1:3000/api/v1/ingest with the header Authorization: Bearer THE_KEY_OF_THE_SOURCE and no payload of its own. Or from its API",
    text: `curl -sS https://misp.contoso.example/events/restSearch \\
  -H "Authorization: $MISP_KEY" -H "Accept: application/json" -H "Content-Type: application/json" \\
  --data '{"returnFormat":"json","published":true,"timestamp":"15m"}' \\
| curl -sS http://127.0.0.1:3000/api/v1/ingest \\
  -H "Authorization: Bearer $TOCSIN_SOURCE_KEY" \\
  -H "Content-Type: application/json" \\
  --data-binary @-`,
  },
];

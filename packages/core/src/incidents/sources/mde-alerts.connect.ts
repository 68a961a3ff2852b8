import type { Configuration } from "../source-kind.ts";

export const mdeAlertsConnect: readonly Configuration[] = [
  {
    where: "Hand on what the API answers, from a script or a timer",
    text: `export TOCSIN_SOURCE_KEY=…
export DEFENDER_TOKEN=…

curl -sS 'https://api.security.microsoft.com/api/alerts?$expand=evidence&$filter=lastUpdateTime%20ge%202026-03-01T00:00:00Z' \\
  -H "Authorization: Bearer $DEFENDER_TOKEN" \\
| curl -sS http://127.0.0.1:3000/api/v1/ingest \\
  -H "Authorization: Bearer $TOCSIN_SOURCE_KEY" \\
  -H "Content-Type: application/json" \\
  --data-binary @-`,
  },
];

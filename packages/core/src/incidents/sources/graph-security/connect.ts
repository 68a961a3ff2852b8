import type { Configuration } from "../../source-kind.ts";

export const graphSecurityConnect: readonly Configuration[] = [
  {
    where: "Hand on what Graph answers, where Tocsin does not poll it",
    text: `export TOCSIN_SOURCE_KEY=…
export GRAPH_TOKEN=…

curl -sS 'https://graph.microsoft.com/v1.0/security/incidents?$expand=alerts&$top=50&$filter=lastUpdateDateTime%20ge%202026-03-01T00:00:00Z' \\
  -H "Authorization: Bearer $GRAPH_TOKEN" \\
| curl -sS http://127.0.0.1:3000/api/v1/ingest \\
  -H "Authorization: Bearer $TOCSIN_SOURCE_KEY" \\
  -H "Content-Type: application/json" \\
  --data-binary @-`,
  },
];

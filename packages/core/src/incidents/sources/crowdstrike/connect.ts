import type { Configuration } from "../../source-kind.ts";

export const crowdstrikeConnect: readonly Configuration[] = [
  {
    where: "Every minute from cron or a timer, with an API client of the scope Alerts: Read",
    text: `#!/bin/sh
set -eu
api=https://api.eu-1.crowdstrike.com   # your cloud's address
token=$(curl -sS "$api/oauth2/token" -d "client_id=$FALCON_CLIENT_ID" -d "client_secret=$FALCON_CLIENT_SECRET" | jq -r .access_token)
since=$(date -u -d '10 minutes ago' +%Y-%m-%dT%H:%M:%SZ)
ids=$(curl -sS -G "$api/alerts/queries/alerts/v2" -H "Authorization: Bearer $token" \\
  --data-urlencode "filter=updated_timestamp:>'$since'" -d limit=500 | jq -c '{composite_ids: .resources}')
[ "$ids" = '{"composite_ids":[]}' ] && exit 0
curl -sS "$api/alerts/entities/alerts/v2" -H "Authorization: Bearer $token" -H "Content-Type: application/json" -d "$ids" \\
| curl -sS http://127.0.0.1:3000/api/v1/ingest \\
  -H "Authorization: Bearer $TOCSIN_SOURCE_KEY" \\
  -H "Content-Type: application/json" \\
  --data-binary @-`,
  },
];

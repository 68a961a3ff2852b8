import type { Configuration } from "../../source-kind.ts";

export const githubSecurityConnect: readonly Configuration[] = [
  {
    where: "A webhook, with gh",
    text: `gh api orgs/ORGANIZATION/hooks -f name=web -F active=true \\
  -f 'events[]=code_scanning_alert' -f 'events[]=secret_scanning_alert' -f 'events[]=secret_scanning_alert_location' \\
  -f 'events[]=dependabot_alert' -f 'events[]=repository_advisory' \\
  -f "config[url]=https://tocsin:$TOCSIN_SOURCE_KEY@tocsin.contoso.example/api/v1/ingest" -f 'config[content_type]=json'`,
  },
];

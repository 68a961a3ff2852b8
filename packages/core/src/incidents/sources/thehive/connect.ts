import type { Configuration } from "../../source-kind.ts";

export const thehiveConnect: readonly Configuration[] = [
  {
    where:
      "TheHive 5: an endpoint of type Webhook at http://127.0.0.1:3000/api/v1/ingest with the key as Bearer, and a notification FilteredEvent with this filter",
    text: `{
  "_or": [
    { "_is": { "objectType": "Case" } },
    { "_is": { "objectType": "Alert" } },
    { "_is": { "objectType": "Observable" } }
  ]
}`,
  },
  {
    where: "TheHive 4, in /etc/thehive/application.conf",
    text: `notification.webhook.endpoints = [
  {
    name: tocsin
    url: "http://127.0.0.1:3000/api/v1/ingest"
    version: 0
    auth: { type: "bearer", key: "THE_KEY_OF_THE_SOURCE" }
    wsConfig: {}
    includedTheHiveOrganisations: ["*"]
    excludedTheHiveOrganisations: []
  }
]`,
  },
];

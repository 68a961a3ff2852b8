import type { Configuration } from "../../source-kind.ts";

export const gcpSccConnect: readonly Configuration[] = [
  {
    where: "Let Security Command Center publish its findings",
    text: `gcloud pubsub topics create scc-findings
gcloud scc notifications create tocsin --organization=ORGANIZATION_ID --location=global \\
  --pubsub-topic=projects/PROJECT/topics/scc-findings --filter='NOT mute="MUTED"'`,
  },
  {
    where: "A workflow that sends them on: tocsin.yaml",
    text: `main:
  params: [event]
  steps:
    - key:
        call: googleapis.secretmanager.v1.projects.secrets.versions.accessString
        args: { secret_id: tocsin-key, project_id: PROJECT }
        result: key
    - post:
        call: http.post
        args:
          url: https://tocsin.contoso.example/api/v1/ingest
          headers: { Authorization: "\${key}", Content-Type: application/json }
          body: \${event.data}`,
  },
  {
    where: "Start it by every message",
    text: `gcloud workflows deploy tocsin --location=europe-west1 --source=tocsin.yaml --service-account=ACCOUNT
gcloud eventarc triggers create tocsin --location=europe-west1 --destination-workflow=tocsin \\
  --event-filters='type=google.cloud.pubsub.topic.v1.messagePublished' \\
  --transport-topic=projects/PROJECT/topics/scc-findings --service-account=ACCOUNT`,
  },
];

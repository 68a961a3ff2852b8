import type { Configuration } from "../../source-kind.ts";

export const ocsfConnect: readonly Configuration[] = [
  {
    where: "Prowler: post the findings that it wrote",
    text: `prowler aws --output-formats json-ocsf --output-filename prowler --output-directory /tmp/prowler

curl -sS http://127.0.0.1:3000/api/v1/ingest \\
  -H "Authorization: Bearer $TOCSIN_SOURCE_KEY" \\
  -H "Content-Type: application/json" \\
  --data-binary @/tmp/prowler/prowler.ocsf.json`,
  },
  {
    where: "Other products, through Vector: /etc/vector/tocsin.yaml",
    text: `sources:
  findings:
    type: aws_s3
    region: eu-west-1
    sqs:
      queue_url: https://sqs.eu-west-1.amazonaws.com/123456789012/ocsf-findings
    decoding:
      codec: json
sinks:
  tocsin:
    type: http
    inputs: [findings]
    uri: http://127.0.0.1:3000/api/v1/ingest
    method: post
    encoding:
      codec: json
    auth:
      strategy: bearer
      token: "\${TOCSIN_SOURCE_KEY}"
    batch:
      max_events: 500
      timeout_secs: 2`,
  },
];

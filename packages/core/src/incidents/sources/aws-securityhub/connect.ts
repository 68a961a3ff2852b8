import type { Configuration } from "../../source-kind.ts";

export const awsSecurityhubConnect: readonly Configuration[] = [
  {
    where: "With the AWS command line, once connection, API destination and role are made as for GuardDuty",
    text: `aws events put-rule --name tocsin-securityhub --event-pattern '{
  "source": ["aws.securityhub"],
  "detail-type": ["Security Hub Findings - Imported"],
  "detail": { "findings": { "Compliance": { "Status": [
    { "exists": false }, "FAILED", "WARNING", "PASSED"
  ] } } }
}'
aws events put-targets --rule tocsin-securityhub --targets \\
  "Id=tocsin,Arn=$DESTINATION,RoleArn=arn:aws:iam::$AWS_ACCOUNT:role/tocsin-events"`,
  },
];
